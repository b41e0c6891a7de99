"""The ground of every page of records: for those of the bureau who work with them."""
from invoice_portal.accounts.desk import reading_only
from invoice_portal.accounts.roles import Role


class ReadingOnly(reading_only.ReadingOnly):
    """Tax secrecy: those who answer chats have no business in the records."""

    readers = frozenset({Role.CLERK, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR})
