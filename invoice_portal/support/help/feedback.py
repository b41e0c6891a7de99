"""What people made of help, counted without anyone's data: no person, no address, no time of day, no digits."""
import re
import unicodedata
from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from invoice_portal.support.models import HelpOpinion, HelpSearch

#: What nobody has searched for, or said, in so long goes.
KEPT = timedelta(days=180)
#: What nobody has asked twice goes sooner: it may be anything.
ONCE_KEPT = timedelta(days=30)
LONGEST = 60
#: A number, an identity number, a phone, an address: whatever has digits in it.
_NUMBERED = re.compile(r"[\w.@+-]*\d[\w.@+-]*", re.ASCII)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)


def has_number(question: str) -> bool:
    """Tell whether a number is asked about, which help knows nothing of."""
    return bool(re.search(r"(?:\d[\s-]*){8}", question))


def kept_words(question: str) -> str:
    """Return what is kept of a question: its words, tidied, without numbers and addresses."""
    text = unicodedata.normalize("NFKC", question).lower()
    text = _NUMBERED.sub("#", _ADDRESS.sub("#", re.sub(r"(?<=\d)[\s-]+(?=\d)", "", text)))
    return " ".join(text.split())[:LONGEST]


def note_search(question: str, language: str, found: int) -> None:
    """Count a search."""
    words, today = kept_words(question), timezone.localdate()
    if not words.strip("# "):
        return
    row, created = HelpSearch.objects.get_or_create(
        language=language, words=words, defaults={"found": found, "first_on": today, "last_on": today}
    )
    if not created:
        HelpSearch.objects.filter(pk=row.pk).update(times=F("times") + 1, found=found, last_on=today)


def note_opinion(slug: str, language: str, *, helpful: bool) -> None:
    """Count an opinion of an article, by month."""
    month = timezone.localdate().replace(day=1)
    row, _created = HelpOpinion.objects.get_or_create(slug=slug, language=language, month=month)
    name = "helpful" if helpful else "unhelpful"
    HelpOpinion.objects.filter(pk=row.pk).update(**{name: F(name) + 1})


def forget_old(today: date | None = None) -> int:
    """Remove what is older than it is kept; return how many rows."""
    today = today or timezone.localdate()
    old = [
        HelpSearch.objects.filter(last_on__lt=today - KEPT),
        HelpSearch.objects.filter(last_on__lt=today - ONCE_KEPT, times=1),
        HelpOpinion.objects.filter(month__lt=today - KEPT - timedelta(days=31)),
    ]
    return sum(rows.delete()[0] for rows in old)
