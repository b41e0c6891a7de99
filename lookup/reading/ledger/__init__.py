"""A ledger (XLSX, XLS, CSV): the bureau's export, or a table whose columns are guessed and may be corrected."""
from .opening import MOST_ROWS, Ledger, open_ledger
from .rows import LedgerRow, rows_of

__all__ = ["MOST_ROWS", "Ledger", "LedgerRow", "open_ledger", "rows_of"]
