"""Reads one batch: all of its files are checked before anything of it goes in.

A batch that breaks off is begun again by the same delivery, and goes on where it was: what is here stays.
"""
from collections.abc import Callable, Iterator

from django.db import transaction
from django.utils.translation import gettext_noop as _

from invoice_portal.history.record import record
from lookup.checking import Fault
from lookup.intake.arriving import arriving_in
from lookup.intake.judging import Piece, pieces_of
from lookup.intake.taking_in import ahead, chunks
from lookup.intake.turns import turn_of
from lookup.intake.writing import UNLISTED, Writer
from lookup.models import Batch, Source

from . import recording
from .announcing import entries_announced_since, unannounced
from .changing import carry_in
from .delivery import Delivery, Unopenable, open_zip
from .finding import Found
from .manifest import NAME, BadManifest, Manifest, parse
from .replaying import judge_again
from .report import READ, UNCHANGED, BatchReport

#: Seconds that a worker waits for a source that another reads, before it lets the next run ask again.
PATIENCE = 5.0

Progress = Callable[[BatchReport], None]


def read_found(found: Found, *, by=None, **options) -> BatchReport:
    """Open and read one batch that was found, as ``read_batch`` does."""
    try:
        with found.open() as delivery:
            return read_batch(delivery, by=by, **options)
    except Unopenable as error:
        return refused_unread(BatchReport(found.shown), error.detail, by=by)


def read_batch(
    delivery: Delivery, *, only: Source | None = None, by=None, progress: Progress | None = None, wait: float = 600.0
) -> BatchReport:
    """Read one batch and say what became of it. ``only``: the source that delivered it, if that is known.

    Raises :class:`Refusal` only if its source is being read by another for longer than ``wait`` seconds.
    """
    report = BatchReport(delivery.shown)
    try:
        said: Manifest | BadManifest = parse(delivery.manifest())
    except BadManifest as bad:
        said, report.detail = bad, bad.detail
    except Unopenable as error:
        return refused_unread(report, error.detail, by=by)
    report.source, report.batch = said.source, said.batch
    source = Source.objects.filter(code=said.source or "").first()
    if source is None or (only and source != only):
        unknown = _("没有登记这个来源") if source is None else _("不是这个令牌的来源")
        return refused_unread(report, report.detail or f"{unknown}：{said.source}", by=by)
    digests, problem = _digests(delivery)
    digest = recording.digest_of(digests)
    with turn_of(source, wait=wait):
        if isinstance(said, Manifest):
            kept = recording.known(source, digest)
            if kept and kept.state == Batch.State.READ:
                report.state = UNCHANGED
                return report
            report.detail = (
                problem or _mismatch(said, digests, delivery) or recording.number_taken(said, source, digest)
            )
        if report.detail:
            recording.refuse(source, said, digest, report.detail, by=by)
            return report
        return _Reading(delivery, said, source, report, by, progress).read(digest)


def refused_unread(report: BatchReport, detail: str, *, by=None) -> BatchReport:
    """Refuse a delivery that belongs to no source that is known: only the history tells of it."""
    report.detail = detail
    with transaction.atomic():
        record("delivery", report.path[-64:], "refused", by=by, reason=detail, source=report.source, batch=report.batch)
    return report


def _digests(delivery: Delivery) -> tuple[dict[str, str], str]:
    """Return the SHA-256 of every file, and what is wrong with the first that cannot be opened."""
    found, problem = {}, ""
    for name in delivery.names():
        try:
            found[name] = delivery.sha256(name)
        except Unopenable as error:
            found[name] = ""
            problem = problem or error.detail
    return found, problem


def _mismatch(manifest: Manifest, digests: dict[str, str], delivery: Delivery) -> str:
    """Say which listed file is missing, differs from its digest, or is an archive that does not open."""
    for file in manifest.files:
        found = digests.get(file.name)
        if found is None:
            return f"{file.name}：" + _("批次内没有这个文件")
        if found != file.sha256:
            return f"{file.name}：" + _("摘要与清单不符") + f"：{found} ≠ {file.sha256}"
        if file.name.lower().endswith(".zip"):
            try:
                with delivery.open(file.name) as stream:
                    open_zip(stream).close()
            except Unopenable as error:
                return f"{file.name}：{error.detail}"
    return ""


class _Reading:
    """One batch that is good to read."""

    def __init__(self, delivery: Delivery, manifest: Manifest, source: Source, report: BatchReport, by, progress):
        self.delivery, self.manifest, self.source = delivery, manifest, source
        self.report, self.by, self.progress = report, by, progress

    def read(self, digest: bytes) -> BatchReport:
        batch = recording.begin(self.source, self.manifest, digest, by=self.by)
        carry_in(self.manifest.changes, by=self.by)
        writer = Writer(self.source, lambda: batch, self.report.documents, by=self.by, check=unannounced(batch))
        try:
            for chunk in ahead(chunks(self._pieces())):
                writer.write(chunk)
                if self.progress:
                    self.progress(self.report)
        except Unopenable as error:
            self.report.detail = _("读取期间文件有变") + f"：{error.detail}"
            recording.refuse(self.source, self.manifest, digest, self.report.detail, by=self.by)
            return self.report
        judge_again(entries_announced_since(batch), by=self.by)
        counted = self.report.documents
        counts = {"accepted": counted.accepted, "quarantined": counted.quarantined, "unchanged": counted.unchanged}
        recording.end(batch, counts, by=self.by)
        self.report.state = READ
        self.report.announced, self.report.changes = len(self.manifest.announced), len(self.manifest.changes)
        return self.report

    def _pieces(self) -> Iterator[Piece]:
        """Every document of the batch; those in files that the manifest does not list have their fault already."""
        listed = {file.name for file in self.manifest.files}
        for name in self.delivery.names():
            if name == NAME:
                continue
            with self.delivery.open(name) as stream:
                for arrived in arriving_in(stream, name):
                    for piece in pieces_of(arrived):
                        if name not in listed:
                            piece.fault = Fault(*UNLISTED, name)
                        yield piece
