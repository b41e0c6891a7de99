"""One stack with its worker and two people: who applies, and who decides."""
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import redis
from django.utils import timezone

from tests.documents import LINE, einvoice_xml
from tests.factories import tax_id

from .people import Applicant, Clerk
from .stack import Stack, running_stack
from .worker import Database, Worker

BUYER, BUYER_NAME, SELLER, SELLER_NAME = tax_id(1), "北京云杉软件技术有限公司", tax_id(2), "北京禾丰食品有限公司"
PASSWORD = "correct-horse-battery"
#: As an operator may set them who wants what was lost back sooner: what takes longer is done again.
SOON = {"SWEEP_SECONDS": "1", "LEASE_SECONDS": "8"}


@dataclass
class Scene:
    stack: Stack
    worker: Worker
    database: Database
    applicant: Applicant
    clerk: Clerk

    def submit(self, sequence: int) -> str:
        """Hand in an application for an invoice of its own, with its XML."""
        day = timezone.localdate().replace(day=1)
        number = f"{day:%y}112{sequence:015d}"
        claimed = {
            "number": number, "issue_date": day.isoformat(), "seller_tax_id": SELLER, "seller_name": SELLER_NAME,
            "buyer_tax_id": BUYER, "buyer_name": BUYER_NAME, "amount": "100.00", "tax": "13.00", "total": "113.00",
        }  # fmt: skip
        evidence = einvoice_xml(
            number, issued=f"{day} 10:00:00", seller_id=SELLER, seller=SELLER_NAME, buyer_id=BUYER, buyer=BUYER_NAME,
            lines=(LINE,),
        )  # fmt: skip
        return self.applicant.apply(claimed, evidence)

    def state(self, case: str) -> str:
        return self.database.one("SELECT state FROM resubmission_application WHERE id = %s", case)

    def begun(self, case: str) -> bool:
        """Tell whether a worker is at the pre-review."""
        return self.database.one(
            "SELECT prereview_at IS NOT NULL AND state = 'SUBMITTED' FROM resubmission_application WHERE id = %s", case
        )

    def owed(self, case: str) -> tuple[str, int]:
        """Return the ids of the SMS and of the invoice whose PDF is owed."""
        return self.database.ask(
            """SELECT d.id, a.invoice_id FROM resubmission_application a
               JOIN support_notice n ON n.link = '/applications/' || a.id || '/'
               JOIN support_noticedelivery d ON d.notice_id = n.id WHERE a.id = %s""",
            case,
        )[0]

    def held_up_at(self, case: str) -> set[str]:
        """Return which of the two a worker has begun: "SMS", "PDF"."""
        delivery, invoice = self.owed(case)
        begun = {
            "SMS": ("SELECT attempts > 0 AND state = 'OWED' FROM support_noticedelivery WHERE id = %s", delivery),
            "PDF": ("SELECT state = 'MAKING' FROM lookup_pdffile WHERE invoice_id = %s", invoice),
        }
        return {what for what, question in begun.items() if self.database.one(*question)}

    def letter_files(self) -> set[str]:
        """Return the names of the letters that are stored."""
        folder = self.stack.var / "files" / "letters"
        return {path.name for path in folder.rglob("*.pdf")}

    def lose_all_messages(self) -> None:
        """Empty Redis, as if its disk were lost."""
        redis.Redis(unix_socket_path=str(self.stack.var / "redis" / "redis.sock"), db=1).flushdb()


@contextmanager
def running_scene() -> Iterator[Scene]:
    """Start the stack and open the accounts."""
    with running_stack(DEMO="0", **SOON) as stack:
        stack.manage("create_taxpayer", BUYER, BUYER_NAME, "--phone", "13800000001", "--verified")
        token = stack.manage("issue_token", BUYER).splitlines()[-1].split()[-1]
        stack.manage("create_staff", "clerk", "--regions", "11", "--password", PASSWORD)
        yield Scene(stack, Worker(stack), Database(stack), Applicant(stack, token), Clerk(stack, "clerk", PASSWORD))
