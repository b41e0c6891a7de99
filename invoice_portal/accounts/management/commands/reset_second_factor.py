"""Takes a lost authenticator off an account of the bureau; for the last administrator, whom no colleague can help."""
from django.core.management.base import CommandError

from invoice_portal.accounts.models import StaffMember
from invoice_portal.accounts.staff import reset_second_factor
from invoice_portal.command import PortalCommand, offer_json


class Command(PortalCommand):
    help = "Remove authenticator and recovery codes of a member of staff, who binds a new one at the next login."

    def add_arguments(self, parser):
        parser.add_argument("login")
        parser.add_argument("--reason", required=True, help="why, and how you know who asks: kept in the history")
        offer_json(parser)

    def handle(self, **options):
        staff = StaffMember.objects.filter(person__login=options["login"]).first()
        if staff is None:
            raise CommandError(f"no member of staff has the login {options['login']}")
        reset_second_factor(staff, reason=options["reason"])
        text = f"{options['login']}: second factor removed; the next login binds a new one"
        self.answer({"login": options["login"], "reset": True}, text, as_json=options["json"])
