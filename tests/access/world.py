"""What the owner has: at least one of everything that a route can name."""
import uuid
from dataclasses import dataclass, fields
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from invoice_portal.accounts.models import ApiToken, Look, Misuse, Operator, Person, StaffMember, Taxpayer
from invoice_portal.accounts.tokens import issue_token
from invoice_portal.attachments.looking_at import look_at
from invoice_portal.attachments.models import Attachment
from invoice_portal.attachments.taking import take
from invoice_portal.chat.models import CallBack, Conversation, Message
from invoice_portal.chat.moving import begin
from invoice_portal.chat.saying import say
from invoice_portal.complaints.models import Complaint, ComplaintText
from invoice_portal.complaints.receiving import Said, receive
from invoice_portal.privacy.handing_out.asking import ask_for_copy
from invoice_portal.privacy.handing_out.making import make
from invoice_portal.support.models import Notice
from lookup.intake import take_in
from lookup.models import (
    Announcement,
    Batch,
    Download,
    Entry,
    Export,
    Invoice,
    LedgerExport,
    LedgerRow,
    LedgerRun,
    PdfFile,
    ReadDocument,
    RightRequest,
    Source,
    Trace,
    Watch,
)
from lookup.sources import register_source, span_of
from lookup.trace.asking import ask
from lookup.trace.form import question_of
from lookup.trace.gathering.asker import asker_of
from resubmission.deciding import approve
from resubmission.models import Application, Evidence, LedgerDrafts, PartialUpload
from resubmission.picturing.making import make as draw
from tests.factories import OperatorFactory, StaffFactory
from tests.review.cases import Held, claimed, held_by, in_review, png


@dataclass(frozen=True)
class Names:
    """What addresses name: things of the owner, or of the same kind but nobody's."""

    invoice: str
    application: str
    evidence: str
    upload: str
    letter: str
    reference: str
    trace: str
    #: A trace of what is nowhere, which can be stated on paper.
    missing: str
    watch: str
    export: str
    document: str
    ledger: str
    token: str
    notice: str
    operator: str
    colleague: str
    right_request: str
    taxpayer_id: str
    staff_id: str
    look_id: str
    misuse_id: str
    invoice_id: str
    source_id: str
    batch_id: str
    entry_id: str
    complaint: str
    chat: str
    chat_file: str
    #: A conversation without a call that is booked.
    talk: str
    attachment: str
    copy: str
    invoice_type: str

    def fill(self, text: str) -> str:
        return text.format_map(vars(self))


@dataclass(frozen=True)
class World:
    owner: Operator
    real: Names
    absent: Names
    #: Texts that only the owner, and staff of the region, may ever read.
    secrets: tuple[str, ...]

    @property
    def tells(self) -> list[str]:
        """Return what an answer (with names for things) must not say, unless it was asked for."""
        return [*self.secrets, *(f"{{{name}}}" for name in vars(self.real) if name != "invoice_type")]

    def everything(self) -> list[list[dict]]:
        """Return all that is the owner's, to be compared before and after."""
        mine = {"taxpayer": self.owner.taxpayer}
        kept = [model.objects.filter(**mine) for model in (Application, Notice, Download, Operator)]
        # A colleague's question leaves a trace, which is the colleague's.
        kept += [model.objects.filter(operator=self.owner) for model in (Trace, Watch, ReadDocument, LedgerRun)]
        kept += [model.objects.all() for model in (Invoice, PdfFile, Evidence, Entry, Announcement, RightRequest)]
        kept += [model.objects.all() for model in (LedgerRow, LedgerExport, LedgerDrafts, PartialUpload)]
        kept += [Taxpayer.objects.filter(pk=self.owner.taxpayer_id), ApiToken.objects.filter(operator=self.owner)]
        kept += [Conversation.objects.all(), Message.objects.all(), Attachment.objects.all()]
        kept += [Complaint.objects.all(), ComplaintText.objects.all()]
        kept += [StaffMember.objects.filter(pk=self.real.staff_id)]
        return [list(rows.order_by("pk").values()) for rows in kept]


def sale_of(operator: Operator, region: str = "11") -> Held:
    """Return an invoice that the operator's taxpayer sold: purchases alone do not cover it."""
    bought, owner = held_by(OperatorFactory(), region=region), operator.taxpayer
    return Held(bought.number, bought.day, owner.tax_id, bought.buyer_id, "某某秘密买方有限公司", owner.name)


def build(folder) -> World:
    """Make the owner with a record, two cases and a trace, all about sales in region 11."""
    _count_from_far()
    owner, clerk = OperatorFactory(), StaffFactory(regions=["11"]).person
    source = register_source(code="BJ01", name="北京秘密来源", region="11", every=span_of("24h"))
    sold, refused, announced = (sale_of(owner) for _each in range(3))
    (folder / "sold.xml").write_bytes(sold.xml())
    (folder / "refused.xml").write_bytes(refused.xml(total="114.00"))
    take_in([folder / "sold.xml", folder / "refused.xml"], source)
    invoice, entry = Invoice.objects.get(number=sold.number), Entry.objects.get(number=sold.number)
    done = claimed(clerk, owner, sale_of(owner))
    approve(done, by=clerk, reason="秘密意见", version=done.version)
    case = in_review(owner, sale_of(owner), files=[png(91)])
    case.evidence.update(original_name="秘密合同.png")
    draw(str(case.evidence.get().pk))
    broken_off = PartialUpload.objects.create(
        application=case, operator=owner, original_name="秘密.pdf", length=9, name="uploads/x"
    )
    kept = ask(asker_of(owner), question_of({"number": sold.number, "title": "秘密抬头"}))
    Announcement.objects.create(
        source=source, batch_id=entry.batch_id, number=announced.number, seller_tax_id=announced.seller_id
    )
    given = ReadDocument.objects.create(
        taxpayer=owner.taxpayer, operator=owner, original_name="秘密.xml", name="x", size=1, digest="0",
        state="FAILED", failure="FAULT",
    )  # fmt: skip
    issue_token(operator=owner, name="秘密令牌")
    awaited = Watch.objects.create(taxpayer=owner.taxpayer, operator=owner, number=sale_of(owner).number, trace=kept)
    missing = ask(asker_of(owner), question_of({"number": awaited.number, "seller": "秘密销售方"}))
    colleague = OperatorFactory(taxpayer=owner.taxpayer, code="03", sees_sales=False, person__name="秘密同事")
    wanted = RightRequest.objects.create(operator=colleague, right="sales", trace=kept)
    zipped = Export.objects.create(operator=owner, asked=[invoice.pk], language="zh-hans")
    complaint, talk = complaint_of(owner), chat_of(owner, kept)
    real = Names(
        invoice=sold.number, application=str(case.pk), evidence=str(case.evidence.get().pk),
        upload=str(broken_off.pk), letter=str(case.letters.get().pk),
        reference=case.reference, trace=str(kept.pk), missing=str(missing.pk), watch=str(awaited.pk),
        export=str(zipped.pk), document=str(given.pk), ledger=str(ledger_of(owner, kept).pk),
        token=str(ApiToken.objects.get().pk),
        taxpayer_id=str(owner.taxpayer_id), staff_id=str(clerk.pk), look_id=look_of(clerk, owner),
        misuse_id=misuse_of(owner),
        notice=str(Notice.objects.get().pk),
        operator=str(owner.pk), colleague=str(colleague.pk), right_request=str(wanted.pk),
        invoice_id=str(invoice.pk), source_id=str(source.pk), batch_id=str(entry.batch_id), entry_id=str(entry.pk),
        talk=str(begin(owner).pk),
        chat=str(talk.pk), chat_file=str(talk.messages.get().files.get().pk),
        complaint=str(complaint.pk), attachment=str(complaint.texts.get().files.get().pk),
        copy=copy_of(owner),
        invoice_type=str(ContentType.objects.get_for_model(Invoice).pk),
    )  # fmt: skip
    secrets = (announced.number, refused.number, case.number, done.number, awaited.number, done.reference, "秘密")
    return World(owner, real, nobodys(real), secrets)


def copy_of(owner: Operator) -> str:
    """Return the key of a copy of the owner's data, made."""
    export = ask_for_copy(owner.person)
    make(str(export.pk))
    return str(export.pk)


def look_of(clerk: Person, owner: Operator) -> str:
    """Return the key of a clerk's look at the owner's account."""
    look = Look.objects.create(at=timezone.now(), person=clerk, taxpayer=owner.taxpayer, kind="TAXPAYER", subject="1",
                               label="秘密", region="11", role="CLERK", slot=1)  # fmt: skip
    return str(look.pk)


def misuse_of(owner: Operator) -> str:
    """Return the key of what the owner tried in vain."""
    now = timezone.now()
    row = Misuse.objects.create(kind="NUMBERS", source="ACCOUNT", key=str(owner.pk), operator=owner, tried=["秘密号码"],
                                first_at=now, last_at=now, until=now)  # fmt: skip
    return str(row.pk)


def chat_of(owner: Operator, trace: Trace) -> Conversation:
    """Return a conversation in which the owner said something that is theirs."""
    conversation = begin(owner, trace=trace)
    say(conversation, "PERSON", "秘密问题", files=[take(png(93), "秘密.png", by=owner.person)])
    look_at(str(Message.objects.get(conversation=conversation).files.get().pk))
    CallBack.objects.create(conversation=conversation, region="11", phone="13900009999", place=1,
                            starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1))  # fmt: skip
    return conversation


def complaint_of(owner: Operator) -> Complaint:
    """Return a complaint of the owner's about a seller of the region, with a file."""
    said = Said("COMPLAINT", "SELLER", "秘密销售方拒不开具发票，请查处。", about_tax_id=owner.taxpayer.tax_id)
    return receive(said, operator=owner, files=[take(png(92), "秘密.png", by=owner.person)])[0]


def ledger_of(owner: Operator, missing: Trace) -> LedgerRun:
    """Return a ledger of sales that is traced, with a row that is missing."""
    none = {"count": 0, "amount": "0.00", "tax": "0.00", "total": "0.00"}
    october = {"side": "sales", "month": "2026-10", "voided": False, "ledger": none, "portal": none, "tied": none}
    run = LedgerRun.objects.create(
        taxpayer=owner.taxpayer, operator=owner, by_api=True, sees_purchases=True, sees_sales=True, state="DONE",
        file_name="秘密台账.xlsx", name="x", digest="0", size=1, rows_total=1, rows_done=1, totals=[october],
        finished_at=timezone.now(),
    )  # fmt: skip
    LedgerRow.objects.create(run=run, row_number=2, cause="NEVER_SEEN", trace=missing, said={"seller_name": "秘密"})
    return run


def nobodys(real: Names) -> Names:
    """Return names as long as the real ones, of the same form, that name nothing."""
    told = {field.name: _other(getattr(real, field.name)) for field in fields(Names)}
    return Names(**told | {"invoice_type": real.invoice_type})


def _other(name: str) -> str:
    if len(name) == 36:
        return str(uuid.UUID(int=uuid.UUID(name).int ^ 0xFFFF))
    if len(name) == 20 and name.isdigit():
        return name[:5] + "9" * 15
    return str(int(name) + 500) if name.isdigit() else name[:-6] + "ZZZZZZ"


def _count_from_far() -> None:
    """Let keys be long numbers, each of its own table: as texts they stand nowhere else in a page."""
    with connection.cursor() as cursor:
        for place, model in enumerate((Person, Taxpayer, Invoice, Source, Batch, Entry, Look, Misuse)):
            sequence = f"pg_get_serial_sequence('{model._meta.db_table}', 'id')"
            cursor.execute(f"SELECT setval({sequence}, {700_000_000 + place * 1_000_000})")
