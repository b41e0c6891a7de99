"""Takes a complaint or a suggestion, and gives the code by which it is followed."""
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts import tax_id as tax_ids
from invoice_portal.accounts.models import Operator
from invoice_portal.accounts.regions import bureau_of
from invoice_portal.accounts.tax_id_words import explain
from invoice_portal.attachments.models import Attachment
from invoice_portal.history.record import record
from invoice_portal.office.working_days import moved
from invoice_portal.papers.codes import new_code, plain
from invoice_portal.refusal import Refusal

from .models import Complaint, ComplaintText
from .routing import DAYS, barred_from, region_of

_ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
_PREFIX = {Complaint.Kind.COMPLAINT: "TS", Complaint.Kind.SUGGESTION: "JY"}
LEAST_LETTERS, MOST_LETTERS = 10, 4000


@dataclass(frozen=True, slots=True)
class Said:
    """What the person typed; everything but kind, category and text may be empty."""

    kind: str
    category: str
    text: str
    name: str = ""
    contact: str = ""
    about_name: str = ""
    about_tax_id: str = ""
    about_reference: str = ""


@transaction.atomic
def receive(said: Said, *, operator: Operator | None, files: list[Attachment]) -> tuple[Complaint, str]:
    """Keep it and return it with its code, which is told once and kept only as a digest.

    Args:
        operator: whose account it is sent from; None: nobody's.
    Raises :class:`Refusal` with a field for what is missing or wrong.
    """
    _check(said)
    barred = barred_from(said.about_name.strip(), said.about_reference)
    about = tax_ids.clean(said.about_tax_id) if said.about_tax_id else ""
    own = operator.taxpayer.bureau if operator else ""
    about_bureau = bureau_of(about) if about else ""
    region = region_of(about_bureau, said.about_reference, own, barred=barred, category=said.category)
    code, today = new_code(), timezone.localdate()
    complaint = Complaint.objects.create(
        reference=_new_reference(said.kind), code_digest=digest_of(code), kind=said.kind, category=said.category,
        region=region, operator=operator, name=said.name.strip(), contact=said.contact.strip(),
        about_name=said.about_name.strip(), about_tax_id=about, about_reference=said.about_reference.strip().upper(),
        barred=barred, due_on=moved(today, DAYS[Complaint.Category(said.category)]),
    )  # fmt: skip
    first = ComplaintText.objects.create(complaint=complaint, author="PERSON", text=said.text.strip())
    first.files.set(files)
    by = operator.person if operator else None
    record("complaint", complaint.pk, "receive", by=by, category=complaint.category, region=region)
    return complaint, code


def find(reference: str, code: str) -> Complaint | None:
    """Return the complaint with this reference and code; None for a wrong pair, whichever of the two is wrong."""
    typed, row = plain(code), Complaint.objects.filter(reference=reference.strip().upper()).first()
    kept = row.code_digest if row else digest_of("")
    right = hmac.compare_digest(kept, digest_of(typed or "-"))
    return row if row and right else None


def digest_of(code: str) -> str:
    key = hashlib.sha256(b"complaint code:" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, (plain(code) or code).encode(), hashlib.sha256).hexdigest()


def _check(said: Said) -> None:
    wrong = {}
    if said.kind not in Complaint.Kind.values:
        wrong["kind"] = _("请选择投诉还是建议。")
    if said.category not in Complaint.Category.values:
        wrong["category"] = _("请选择事项。")
    if len(said.text.strip()) < LEAST_LETTERS:
        wrong["text"] = _("请写明经过，至少 %(least)s 个字。") % {"least": LEAST_LETTERS}
    elif len(said.text) > MOST_LETTERS:
        wrong["text"] = _("内容过长，最多 %(most)s 个字；更多内容可以作为文件附上。") % {"most": MOST_LETTERS}
    if said.about_tax_id and (problem := tax_ids.problem(tax_ids.clean(said.about_tax_id))):
        wrong["about_tax_id"] = explain(problem)
    if wrong:
        raise Refusal("incomplete", _("还有内容需要补充或更正。"), fields=wrong)


def _new_reference(kind: str) -> str:
    tail = "".join(secrets.choice(_ALPHABET) for _place in range(6))
    return f"{_PREFIX[Complaint.Kind(kind)]}-{timezone.localdate():%Y%m%d}-{tail}"
