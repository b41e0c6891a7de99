"""Opens a taxpayer with an operator; run again with another code, one more operator."""
from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.accounts.finding import find_person
from invoice_portal.accounts.models import Operator, Person, Taxpayer
from invoice_portal.accounts.names import name_key
from invoice_portal.accounts.opening import add_former_name, open_operator, open_taxpayer, rename_taxpayer
from invoice_portal.accounts.scopes import SCOPES, scopes_of
from invoice_portal.accounts.tax_id import clean
from invoice_portal.command import PortalCommand, offer_json
from invoice_portal.refusal import Refusal


class Command(PortalCommand):
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
        offer_json(parser)

    def handle(self, **options):
        operator = _open(options)
        done = {
            "tax_id": operator.taxpayer.tax_id, "name": operator.taxpayer.name, "kind": operator.taxpayer.kind,
            "operator": operator.code, "scopes": scopes_of(operator), "verified": bool(operator.verified_at),
        }  # fmt: skip
        text = f"{done['tax_id']} {done['name']}: operator {done['operator']} opened"
        self.answer(done, text, as_json=options["json"])


@transaction.atomic
def _open(options: dict) -> Operator:
    person = _person(options)
    taxpayer = _taxpayer(options)
    for former in options["former_name"]:
        add_former_name(taxpayer, name=former)
    return open_operator(
        taxpayer=taxpayer, code=options["operator"], phone=options["phone"], password=options["password"],
        person=person, scopes=options["scopes"].split(","), verified=options["verified"], by=None,
    )  # fmt: skip


def _taxpayer(options: dict) -> Taxpayer:
    """Open the taxpayer, or rename one whose name so far is given as its former name."""
    known = Taxpayer.objects.opened().filter(tax_id=clean(options["tax_id"])).first()
    if known and known.name_key in {name_key(former) for former in options["former_name"]}:
        rename_taxpayer(known, name=options["name"])
    return open_taxpayer(tax_id=options["tax_id"], name=options["name"])


def _person(options: dict) -> Person | None:
    if not options["acts_as"]:
        return None
    person = find_person(options["acts_as"], phone=options["phone"])
    if options["password"] and not person.check_password(options["password"]):
        raise Refusal("password_differs", _("此人已有另一个密码；与 --acts-as 同用时请不要给 --password。"))
    return person
