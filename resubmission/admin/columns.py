"""Who says what of the invoice of a case: the claim, the record, the feed's entries, each piece of evidence."""
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lookup.as_document import line_to_json
from lookup.detail_words import detail_words
from lookup.entry_document import document_of_entry, entries_of_number
from lookup.field_words import field_word
from lookup.models import Entry, Invoice
from resubmission.claimed_document import EVIDENCE_READ, claimed_document
from resubmission.comparing import flat, flat_record, flat_said
from resubmission.models import Application, Finding

#: More of either are told of, not shown: nobody compares more side by side.
MOST_ENTRIES, MOST_READ = 3, 5


@dataclass(frozen=True, slots=True)
class Column:
    """One source: ``said`` are the fields of ``comparing.FIELDS``, ``lines`` goods as ``line_to_json`` keeps them."""

    title: str
    said: Mapping[str, str]
    lines: list[Mapping[str, Any]] = field(default_factory=list)
    note: str = ""
    address: str = ""
    #: Field for which the feed's entry was refused.
    refused: str = ""
    #: What the claim says and this does not is a difference too.
    whole: bool = False


def columns_of(case: Application, findings: Iterable[Finding], regions: list[str]) -> list[Column]:
    """Return the claim and all else that says something of its invoice, in the order in which they are read."""
    document = claimed_document(case)
    claim = Column(_("申请所填"), flat(document), list(map(line_to_json, document.lines)))
    reads = [finding for finding in findings if finding.rule == EVIDENCE_READ][:MOST_READ]
    return [claim, *_record(case), *_numbered(_entries(case, regions)), *_numbered(list(map(_evidence, reads)))]


def _numbered(columns: list[Column]) -> list[Column]:
    """Tell several of one sort apart where there is no room for more than the title."""
    if len(columns) < 2:
        return columns
    return [replace(column, title=f"{column.title} {place}") for place, column in enumerate(columns, 1)]


def _record(case: Application) -> list[Column]:
    parties = ("seller", "buyer", "seller_name", "buyer_name")
    # Once settled, the case has the record that it became, whatever was claimed.
    same = Q(pk=case.invoice_id) if case.invoice_id else Q(number=case.number, code=case.code)
    record = Invoice.objects.select_related(*parties).filter(same).first() if case.number else None
    if record is None:
        return []
    note = "" if record.validity == Invoice.Validity.NORMAL else str(record.get_validity_display())
    return [Column(_("现有记录"), flat_record(record), record.lines, note=note, whole=True)]


def _entries(case: Application, regions: list[str]) -> list[Column]:
    if not case.number:
        return []
    return [_entry(entry, regions) for entry in entries_of_number(case.number, case.code)[:MOST_ENTRIES]]


def _entry(entry: Entry, regions: list[str]) -> Column:
    document = document_of_entry(entry)
    named = {name: getattr(entry, name) for name in ("number", "code", "seller_tax_id", "buyer_tax_id")}
    said = flat(document) if document else flat_said(named | entry.read)
    lines = list(map(line_to_json, document.lines)) if document else []
    why = [str(entry.get_reason_display()), field_word(entry.field) if entry.field else "", detail_words(entry.detail)]
    state = _("：").join([str(entry.get_state_display()), *filter(None, [" · ".join(filter(None, why))])])
    note = f"{entry.source} · {entry.arrived_at:%Y-%m-%d} · {state}"
    seen = not regions or entry.source.region in regions
    address = reverse("admin:lookup_entry_change", args=[entry.pk]) if seen else ""
    return Column(_("来源条目"), said, lines, note, address, refused=entry.field)


def _evidence(finding: Finding) -> Column:
    kept = json.loads(finding.found)
    name = finding.evidence.original_name if finding.evidence else ""
    return Column(_("证明材料"), flat_said(kept), kept.get("lines") or [], note=name)
