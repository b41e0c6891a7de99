"""What became of the papers that look-up issued, for /verify/."""
from invoice_portal.papers.models import Paper
from invoice_portal.papers.standing import Standing, judges

#: Kinds of papers.
STATEMENT = "trace"


@judges(STATEMENT)
def standing_of_statement(subject: str, paper: Paper) -> Standing:
    """A trace is never changed: whatever arrives later, this was its answer then."""
    return Standing.AS_OF_THEN
