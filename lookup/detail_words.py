"""Why a document could not be taken in, as it was kept, in the language of whoever reads it now."""
from django.utils.translation import gettext as _

#: Stands between sentences in a kept detail, whatever the language of the reader: the full-width semicolon.
BETWEEN = chr(0xFF1B)

def detail_words(detail: str) -> str:
    """Return the detail of an entry, a batch or :class:`Unreadable`: its texts translated, its facts as they are."""
    return _("；").join(_one(sentence) for sentence in detail.split(BETWEEN))


def _one(sentence: str) -> str:
    return _("：").join(_(part) if part else "" for part in sentence.split("："))
