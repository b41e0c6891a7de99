"""The regions (地区), each with a bureau of its own, and which of them keeps a taxpayer. Knows nothing of Django."""
from .tax_id import PERSON, kind

#: Marks a name for the catalogue; ``region_words`` says it in the reader's language.
_ = str

REGIONS = {
    "11": _("北京"), "12": _("天津"), "13": _("河北"), "14": _("山西"), "15": _("内蒙古"), "21": _("辽宁"),
    "22": _("吉林"), "23": _("黑龙江"), "31": _("上海"), "32": _("江苏"), "33": _("浙江"), "34": _("安徽"),
    "35": _("福建"), "36": _("江西"), "37": _("山东"), "41": _("河南"), "42": _("湖北"), "43": _("湖南"),
    "44": _("广东"), "45": _("广西"), "46": _("海南"), "50": _("重庆"), "51": _("四川"), "52": _("贵州"),
    "53": _("云南"), "54": _("西藏"), "61": _("陕西"), "62": _("甘肃"), "63": _("青海"), "64": _("宁夏"),
    "65": _("新疆"),
    # Cities planned separately, in 数电 numbers.
    "91": _("大连"), "92": _("青岛"), "93": _("宁波"), "94": _("厦门"), "95": _("深圳"),
}  # fmt: skip

#: The same cities as the administrative divisions (GB/T 2260) write them.
_SEPARATE = {"2102": "91", "3702": "92", "3302": "93", "3502": "94", "4403": "95"}


def bureau_of(tax_id: str) -> str:
    """Return the region whose bureau opens an account for this tax ID; its first two digits where no region is named.

    A credit code names the division where it was registered in characters 3 to 8 (GB 32100-2015); an identity
    number, and every older tax ID, begins with it.
    """
    division = tax_id[2:6] if len(tax_id) == 18 and kind(tax_id) != PERSON else tax_id[:4]
    return _SEPARATE.get(division, division[:2])
