"""What may be wrong with amounts."""
from decimal import Decimal

from django.utils.translation import gettext as _


def sum_words(amount: Decimal | None = None, tax: Decimal | None = None, total: Decimal | None = None) -> str:
    """Say that net and tax do not make the total; empty if they do, or if one of them is not known."""
    if amount is None or tax is None or total is None or amount + tax == total:
        return ""
    return _("价税合计应等于金额加税额（%(sum)s）。") % {"sum": amount + tax}
