"""What became of a letter, for /verify/."""
from invoice_portal.papers.models import Paper
from invoice_portal.papers.standing import Standing, judges
from resubmission.models import Letter

LETTER = "decision"
#: That a case was taken in stays true; what was asked for or decided may be overtaken.
_STAYS = {Letter.Kind.ACCEPTED}


@judges(LETTER)
def standing_of_letter(subject: str, paper: Paper) -> Standing:
    """A later letter of the same case, or of the review it was objected with, takes the place of a decision."""
    letter = Letter.objects.filter(pk=subject).first()
    if letter is None:
        return Standing.WITHDRAWN
    if letter.kind in _STAYS:
        return Standing.AS_OF_THEN
    cases = [letter.application_id, *letter.application.objections.values_list("pk", flat=True)]
    later = Letter.objects.filter(application__in=cases, stated_at__gt=letter.stated_at).exclude(kind__in=_STAYS)
    return Standing.SUPERSEDED if later.exists() else Standing.VALID
