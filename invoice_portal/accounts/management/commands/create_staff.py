"""Opens an account of the bureau."""
from django.core.management.base import BaseCommand, CommandError

from invoice_portal.accounts.staff import Role, open_staff
from invoice_portal.refusal import Refusal


class Command(BaseCommand):
    help = "Open an account for a member of staff, who logs in at /admin/."

    def add_arguments(self, parser):
        parser.add_argument("login")
        parser.add_argument("--name", default="")
        parser.add_argument("--role", default=Role.CLERK.value, help=", ".join(Role.values))
        parser.add_argument("--regions", default="", help="two-digit codes, comma between; empty: every region")
        parser.add_argument("--password", required=True)

    def handle(self, **options):
        try:
            staff = open_staff(
                login=options["login"], name=options["name"], role=options["role"].upper(),
                regions=options["regions"].split(","), password=options["password"],
            )  # fmt: skip
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        self.stdout.write(f"{staff.person.login}: {staff.role} opened")
