"""The bureau's two-digit 票种 codes, and the titles that documents print for them."""
import re
import unicodedata

KINDS = {
    "01": "增值税专用发票",
    "03": "机动车销售统一发票",
    "04": "增值税普通发票",
    "08": "增值税电子专用发票",
    "10": "增值税电子普通发票",
    "11": "增值税普通发票（卷式）",
    "14": "增值税电子普通发票（通行费）",
    "15": "二手车销售统一发票",
    "51": "电子发票（铁路电子客票）",
    "61": "电子发票（航空运输电子客票行程单）",
    "81": "电子发票（增值税专用发票）",
    "82": "电子发票（普通发票）",
    "85": "数电纸质发票（增值税专用发票）",
    "86": "数电纸质发票（普通发票）",
    "87": "数电纸质发票（机动车销售统一发票）",
    "88": "数电纸质发票（二手车销售统一发票）",
}

_TITLES = (
    (re.compile("数电纸质发票\\((增值税)?专用发票\\)"), "85"),
    (re.compile("数电纸质发票\\((增值税)?普通发票\\)"), "86"),
    (re.compile("数电纸质发票\\(机动车"), "87"),
    (re.compile("数电纸质发票\\(二手车"), "88"),
    (re.compile("(电子发票|数电.{0,2}票)\\((增值税)?专用发票\\)"), "81"),
    (re.compile("(电子发票|数电.{0,2}票)\\((增值税)?普通发票\\)"), "82"),
    (re.compile("铁路电子客票"), "51"),
    (re.compile("航空运输电子客票"), "61"),
    (re.compile("增值税电子专用发票"), "08"),
    (re.compile("增值税电子普通发票\\(通行费\\)|通行费增值税电子普通发票|通行费电子(普通)?发票"), "14"),
    (re.compile("增值税电子普通发票"), "10"),
    (re.compile("增值税普通发票\\(卷[式票]?\\)"), "11"),
    (re.compile("^(.{0,4}省|.{0,4}市)?增值税专用发票$"), "01"),
    (re.compile("^(.{0,4}省|.{0,4}市)?增值税普通发票$"), "04"),
    (re.compile("^机动车销售统一发票$"), "03"),
    (re.compile("^二手车销售统一发票$"), "15"),
    (re.compile("^普通发票$"), "86"),
)


def kind_of(text: str | None) -> str | None:
    """The code that a two-digit code or a printed title stands for; None if it is neither."""
    if not text:
        return None
    if text in KINDS:
        return text
    title = "".join(unicodedata.normalize("NFKC", text).split())
    return next((kind for pattern, kind in _TITLES if pattern.search(title)), None)


def kind_of_qr(payload: str | None) -> str | None:
    """The kind in the second field of an older invoice's QR text (``01,10,…``)."""
    if not payload or not payload.startswith("01,"):
        return None
    kind = payload.split(",", 2)[1]
    return {"31": "81", "32": "82"}.get(kind, kind if kind in KINDS else None)
