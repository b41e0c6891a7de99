"""What the operator is told of the scanner."""
from django.db.models import Count, Min

from resubmission.models import Scan


def trouble() -> str:
    """Return how many files are held since when because the scanner did not answer, "" if none is."""
    unanswered = Scan.objects.filter(state__in=Scan.HELD).exclude(trouble="")
    held = unanswered.aggregate(n=Count("pk"), since=Min("held_since"))
    return f"{held['n']} files held since {held['since']:%Y-%m-%dT%H:%M:%SZ}" if held["n"] else ""
