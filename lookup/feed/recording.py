"""A batch from its first to its last word in the database: begun, read or refused, and never twice."""
import hashlib

from django.db import transaction
from django.utils.translation import gettext_noop as _

from invoice_portal.history.record import record
from lookup.models import Batch, Source

from .announcing import announce, note_missed
from .changing import keep_changes
from .manifest import BadManifest, Manifest
from .spans import complete

State = Batch.State


def known(source: Source, digest: bytes) -> Batch | None:
    """Return the batch that this very delivery was read or refused as."""
    return Batch.objects.filter(source=source, digest=digest).first()


def number_taken(manifest: Manifest, source: Source, digest: bytes) -> str:
    """Say that another delivery of the same number was read, "" if none was."""
    same = Batch.objects.filter(source=source, number=manifest.batch, state=State.READ).exclude(digest=digest)
    return _("同一批次号已读取过内容不同的批次") if same.exists() else ""


@transaction.atomic
def begin(source: Source, manifest: Manifest, digest: bytes, *, by=None) -> Batch:
    """Write down that a batch is being read, with all that its manifest says."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    covers_from, covers_to = manifest.covers or (None, None)
    said = {
        "number": manifest.batch, "state": State.READING, "detail": "", "made_at": manifest.created_at,
        "covers_from": covers_from, "covers_to": covers_to, "announced_count": len(manifest.announced),
    }  # fmt: skip
    batch, made = Batch.objects.update_or_create(source=source, digest=digest, defaults=said)
    if made:
        record("batch", batch.pk, "received", by=by, source=source.code, number=manifest.batch)
    # Another delivery of this number that broke off will not be gone on with.
    for left in Batch.objects.filter(source=source, number=manifest.batch, state=State.READING).exclude(pk=batch.pk):
        _refuse(left, _("未读完，已由同一批次号的另一次送达取代"), by)
    announce(batch, manifest.announced)
    keep_changes(batch, manifest.changes)
    return batch


@transaction.atomic
def end(batch: Batch, counts: dict[str, int], *, by=None) -> None:
    """Write down that all of a batch is here, and the issue times that it completes."""
    source = Source.objects.select_for_update().get(pk=batch.source_id)
    note_missed(batch)
    if batch.covers_from:
        complete(source, batch.covers_from, batch.covers_to)
    Batch.objects.filter(pk=batch.pk).update(state=State.READ)
    record("batch", batch.pk, "read", by=by, source=source.code, number=batch.number, **counts)


@transaction.atomic
def refuse(source: Source, said: Manifest | BadManifest, digest: bytes, detail: str, *, by=None) -> Batch:
    """Write down that a delivery was refused whole and why; the same again for the same reason changes nothing."""
    Source.objects.select_for_update().get(pk=source.pk)
    batch = known(source, digest)
    if batch is None:
        covers_from, covers_to = said.covers or (None, None)
        made_at = said.created_at if isinstance(said, Manifest) else None
        batch = Batch.objects.create(
            source=source, digest=digest, number=said.batch, state=State.REFUSED, made_at=made_at,
            covers_from=covers_from, covers_to=covers_to, detail="",
        )  # fmt: skip
    _refuse(batch, detail, by)
    return batch


def _refuse(batch: Batch, detail: str, by) -> None:
    if (batch.state, batch.detail) == (State.REFUSED, detail):
        return
    batch.state, batch.detail = State.REFUSED, detail
    batch.save(update_fields=["state", "detail"])
    record("batch", batch.pk, "refused", by=by, reason=detail, number=batch.number)


def digest_of(digests: dict[str, str]) -> bytes:
    """Return what tells one delivery from another: the names and contents of all its files, the manifest too."""
    told = "".join(f"{name}\0{digest}\n" for name, digest in sorted(digests.items()))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()
