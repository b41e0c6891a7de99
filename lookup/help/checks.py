"""What the checker of help says of an invoice number: the rules and words of search, forms and trace."""
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoice_portal.support.help.checker import Checked, Layout, parts_of, register_check
from lookup.number import clean_number, problem, split_slug
from lookup.number_words import number_words

DIGITAL: Layout = (
    (gettext_lazy("年份"), 1, 2), (gettext_lazy("地区"), 3, 4), (gettext_lazy("开具渠道等"), 5, 5),
    (gettext_lazy("顺序号"), 6, 20),
)  # fmt: skip
_PLACES = {"year": 1, "region": 3}


@register_check("number", gettext_lazy("发票号码"))
def check_number(text: str) -> Checked:
    code, number = split_slug(clean_number(text))
    words, digital = number_words(number, code), not code and len(number) == 20
    if not words:
        return Checked(True, _("没有发现错误。"), parts_of(DIGITAL, None) if digital else ())
    found = problem(number, code)
    place = _PLACES.get(found.part) if found and digital else None
    return Checked(False, words, parts_of(DIGITAL, place) if place else ())
