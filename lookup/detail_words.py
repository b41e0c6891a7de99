"""Why a document could not be taken in, as it was kept, in the language of whoever reads it now."""
from django.utils.translation import gettext as _


def detail_words(detail: str) -> str:
    """Return the detail of an entry, a batch or :class:`Unreadable`: its texts translated, its facts as they are."""
    return _("；").join(_one(sentence) for sentence in detail.split("；"))


def _one(sentence: str) -> str:
    return _("：").join(_(part) if part else "" for part in sentence.split("："))
