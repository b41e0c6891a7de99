"""Opens taxpayers and operators from a CSV: tax_id, name, operator, phone, scopes, former_names, acts_as, email."""
from pathlib import Path

from invoice_portal.accounts.roster import Outcome, Report, take_in
from invoice_portal.accounts.roster.reading import MAX_BYTES
from invoice_portal.command import PortalCommand, offer_json, read_file


class Command(PortalCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.csv", type=Path)
        offer_json(parser)

    def handle(self, *, file: Path, **options):
        report = take_in(read_file(file, MAX_BYTES), progress=lambda rows: self.stderr.write(f"{rows:,}"))
        self.answer(report.as_json(), table(report), as_json=options["json"])


def table(report: Report) -> str:
    """Return a line per row, then the totals."""
    rows = [
        "\t".join([str(row.line), str(row.outcome.label), row.tax_id, row.operator, row.column, row.reason]).rstrip()
        for row in report.rows
    ]
    totals = [f"{outcome.label}\t{report.count(outcome):,}" for outcome in Outcome]
    return "\n".join(rows + totals)
