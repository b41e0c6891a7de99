"""Opens an account of the bureau."""
from invoice_portal.accounts.roles import Role
from invoice_portal.accounts.staff import open_staff
from invoice_portal.command import PortalCommand, offer_json


class Command(PortalCommand):
    help = "Open an account for a member of staff, who logs in at /admin/."

    def add_arguments(self, parser):
        parser.add_argument("login")
        parser.add_argument("--name", default="")
        parser.add_argument("--role", default=Role.CLERK.value, help=", ".join(Role.values))
        parser.add_argument("--regions", default="", help="two-digit codes, comma between; empty: every region")
        parser.add_argument("--password", required=True)
        offer_json(parser)

    def handle(self, **options):
        staff = open_staff(
            login=options["login"], name=options["name"], role=options["role"].upper(),
            regions=options["regions"].split(","), password=options["password"],
        )  # fmt: skip
        told = {"login": staff.person.login, "name": staff.person.name, "role": staff.role, "regions": staff.regions}
        first = "first login at /admin/: the password, then bind an authenticator app (TOTP), keep the recovery codes"
        text = f"{told['login']}: {told['role']} opened\n{first}"
        self.answer(told, text, as_json=options["json"])
