"""Opens a taxpayer with an operator; run again with another code, one more operator."""
import json

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.accounts.finding import find_operator
from invoice_portal.accounts.models import Operator, Person, Taxpayer
from invoice_portal.accounts.names import name_key
from invoice_portal.accounts.opening import SCOPES, add_former_name, open_operator, open_taxpayer, rename_taxpayer
from invoice_portal.accounts.phone import clean_phone
from invoice_portal.accounts.tax_id import clean
from invoice_portal.refusal import Refusal


class Command(BaseCommand):
    help = "Open a taxpayer with an operator (run again with another --operator: one more operator)."

    def add_arguments(self, parser):
        parser.add_argument("tax_id")
        parser.add_argument("name")
        parser.add_argument("--password", help="without one, the operator sets it through the SMS reset")
        parser.add_argument("--phone", default="", help="mobile number, for codes and notices")
        parser.add_argument("--operator", default="01", metavar="CODE")
        parser.add_argument("--scopes", default=",".join(SCOPES), help="any of purchases,sales,apply")
        parser.add_argument("--acts-as", metavar="TAX_ID[/OPERATOR]", help="the person who already logs in there")
        parser.add_argument("--former-name", action="append", default=[], metavar="NAME")
        parser.add_argument("--verified", action="store_true", help="the first-login SMS step counts as done")
        parser.add_argument("--json", action="store_true")

    def handle(self, **options):
        try:
            operator = _open(options)
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        done = {
            "tax_id": operator.taxpayer.tax_id, "name": operator.taxpayer.name, "kind": operator.taxpayer.kind,
            "operator": operator.code, "scopes": sorted(_scopes(options)), "verified": bool(operator.verified_at),
        }  # fmt: skip
        self.stdout.write(
            json.dumps(done, ensure_ascii=False) if options["json"]
            else f"{done['tax_id']} {done['name']}: operator {done['operator']} opened"
        )  # fmt: skip


@transaction.atomic
def _open(options: dict) -> Operator:
    person = _person(options["acts_as"], options)
    taxpayer = _taxpayer(options)
    for former in options["former_name"]:
        add_former_name(taxpayer, name=former)
    return open_operator(
        taxpayer=taxpayer, code=options["operator"], phone=options["phone"], password=options["password"],
        person=person, scopes=_scopes(options), verified=options["verified"], by=None,
    )  # fmt: skip


def _scopes(options: dict) -> list[str]:
    return [scope.strip() for scope in options["scopes"].split(",") if scope.strip()]


def _taxpayer(options: dict) -> Taxpayer:
    """Open the taxpayer, or rename one whose name so far is given as its former name."""
    known = Taxpayer.objects.filter(tax_id=clean(options["tax_id"]), registered_at__isnull=False).first()
    if known and known.name_key in {name_key(former) for former in options["former_name"]}:
        rename_taxpayer(known, name=options["name"])
    return open_taxpayer(tax_id=options["tax_id"], name=options["name"])


def _person(acts_as: str | None, options: dict) -> Person | None:
    if not acts_as:
        return None
    tax_id, _slash, code = acts_as.partition("/")
    person = find_operator(tax_id, code).person
    if options["password"] and not person.check_password(options["password"]):
        raise Refusal("password_differs", _("此人已有另一个密码；与 --acts-as 同用时请不要给 --password。"))
    if options["phone"] and clean_phone(options["phone"]) != person.phone:
        raise Refusal("phone_differs", _("此人已登记另一个手机号；与 --acts-as 同用时请不要给 --phone。"))
    return person
