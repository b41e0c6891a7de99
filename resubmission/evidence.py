"""Files that come with an application: limited in size and number, stored under a random name."""
import hashlib

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from lookup.storing import new_name, store
from lookup.storing import remove as remove_file

from .drafting import lock_for_applicant, touch
from .file_format import format_of, refuse
from .models import Application, Evidence
from .scanning.holding import QUARANTINE, hold_or_show

FOLDER = "evidence"
MAX_FILES = 10
MAX_BYTES = 20 * 1024 * 1024


def add(application: Application, *, data: bytes, original_name: str, by) -> tuple[Evidence, bool]:
    """Keep one file with an application; returns it and whether it is new (the same bytes are kept once).

    Raises :class:`Refusal` for a file that is empty, too large, one too many or of another type.
    """
    if not data:
        raise refuse("empty", _("这个文件是空的。请重新选择。"))
    if len(data) > MAX_BYTES:
        raise refuse("too_large", _("文件超过 20 MB。请压缩或拆分后上传。"))
    digest = hashlib.sha256(data).hexdigest()
    format_ = format_of(data)
    with transaction.atomic():
        lock_for_applicant(application)
        same = application.evidence.filter(digest=digest).first()
        if same and same.is_infected:
            raise refuse("infected", infected_words(same))
        if same:
            return same, False
        if application.evidence.exclude(scan__state="INFECTED").count() >= MAX_FILES:
            raise refuse("too_many", _("最多上传 10 个文件。请先移除一个。"))
        name = new_name(FOLDER)
        store(name, data)
        evidence = Evidence.objects.create(
            application=application, format=format_, original_name=shown(original_name), name=name,
            size=len(data), digest=digest,
        )  # fmt: skip
        hold_or_show(evidence)
        touch(application)
        record("application", application.pk, "evidence_added", by=by, name=evidence.original_name, digest=digest)
    return evidence, True


def remove(evidence: Evidence, *, by) -> None:
    """Take a file back out of an application; its bytes go once that is certain."""
    names, application = files_of(evidence), evidence.application
    with transaction.atomic():
        lock_for_applicant(application)
        touch(application)
        data = {"name": evidence.original_name, "digest": evidence.digest}
        record("application", application.pk, "evidence_removed", by=by, **data)
        evidence.delete()
        transaction.on_commit(lambda: [remove_file(name) for name in names])


def files_of(evidence: Evidence) -> list[str]:
    """Return the names of all that goes with it: the original, unless it is the operator's by now, and its pictures."""
    pictures = [name for row in evidence.pictures.values_list("large", "small") for name in row]
    return pictures if evidence.name.startswith(f"{QUARANTINE}/") else [evidence.name, *pictures]


def shown(name: str) -> str:
    """Return the file's name as text that can be shown and stored."""
    printable = "".join(character for character in name if character.isprintable())
    return printable[-255:] or _("未命名")


def read(evidence: Evidence) -> bytes:
    """Return the bytes as they came.

    Raises :class:`Refusal` while the file is held for the virus scanner, if it is infected, gone or altered.
    """
    if evidence.is_held:
        raise Refusal("evidence_held", _("文件正在查毒，通过后才能打开。"), status=409)
    if evidence.is_infected:
        raise Refusal("evidence_infected", infected_words(evidence), status=410)
    try:
        with default_storage.open(evidence.name) as file:
            data = file.read()
    except FileNotFoundError:
        data = b""
    if hashlib.sha256(data).hexdigest() != evidence.digest:
        raise Refusal("evidence_damaged", _("保存的文件已损坏或缺失，已通知管理员。请重新上传。"), status=410)
    return data


def infected_words(evidence: Evidence) -> str:
    text = _("%(name)s 含有病毒（%(signature)s），没有接受。请移除它，检查您的电脑，再上传干净的文件。")
    return text % {"name": evidence.original_name, "signature": evidence.scan.signature}
