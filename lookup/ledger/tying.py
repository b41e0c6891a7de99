"""Ties each row to the record that its trace saw, so that the ledger's totals can be held against the portal's.

A record counts for a row if both stand in the same month, side and validity, and for one row only. What a row does not
say (its side, date, a figure) is taken from the record it has.
"""
from django.db import connection

from lookup.models import LedgerRun

#: As a record's figures are counted: what it leaves out follows from the others. The same in lookup.ledger.totals.
AMOUNT = "coalesce({0}.amount, {0}.total - coalesce({0}.tax, 0))"
TAX = f"({{0}}.total - {AMOUNT})"
#: As lookup.access.side_of tells it.
_SIDE = "CASE WHEN record.buyer_id = %(taxpayer)s AND %(sees_purchases)s THEN 'purchases' ELSE 'sales' END"

_SAME = "coalesce(row.total, record.total) = record.total"

_FILL = f"""
UPDATE lookup_ledgerrow AS row SET
    side = CASE WHEN row.side = '' THEN {_SIDE} ELSE row.side END,
    issue_date = coalesce(row.issue_date, record.issue_date),
    amount = coalesce(row.amount, CASE WHEN {_SAME} THEN {AMOUNT.format("record")} END),
    tax = coalesce(row.tax, CASE WHEN {_SAME} THEN {TAX.format("record")} END),
    total = coalesce(row.total, record.total)
FROM lookup_invoice AS record
WHERE row.run_id = %(run)s AND record.id = row.invoice_id
    AND (row.side = '' OR row.issue_date IS NULL OR row.amount IS NULL OR row.tax IS NULL OR row.total IS NULL)
"""  # noqa: S608 - nothing but our own columns

_TIE = f"""
WITH matched AS (
    SELECT row.id, row.row_number, row.invoice_id,
        row.side = {_SIDE} AND date_trunc('month', row.issue_date) = date_trunc('month', record.issue_date)
            AND row.voided = (record.validity = 'VOIDED') AS together,
        (row.amount, row.tax, row.total) IS NOT DISTINCT FROM ({AMOUNT.format("record")}, {TAX.format("record")},
            record.total) AS equal
    FROM lookup_ledgerrow AS row JOIN lookup_invoice AS record ON record.id = row.invoice_id
    WHERE row.run_id = %(run)s
), placed AS (
    SELECT id, equal, min(row_number) OVER (PARTITION BY invoice_id) AS first,
        together AND row_number() OVER (PARTITION BY invoice_id, together ORDER BY row_number) = 1 AS tied
    FROM matched
)
UPDATE lookup_ledgerrow AS row
SET tied = placed.tied, differs = NOT (placed.tied AND placed.equal), repeats = nullif(placed.first, row.row_number)
FROM placed WHERE placed.id = row.id
"""  # noqa: S608


def tie(run: LedgerRun) -> None:
    """Tie all rows of a run at once, inside the transaction of the caller."""
    values = {"run": run.pk, "taxpayer": run.taxpayer_id, "sees_purchases": run.sees_purchases}
    with connection.cursor() as cursor:
        cursor.execute(_FILL, values)
        cursor.execute(_TIE, values)
