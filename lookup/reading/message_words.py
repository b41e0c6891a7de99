"""The labels and shapes by which a message says what it says. Text is in half-width forms (NFKC)."""
import re

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。；、一-鿿]+", re.IGNORECASE)
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
#: Between a label and its value.
IS = r"\s{0,4}(?:[:是为]|号码)?\s{0,4}[\[【(]?"
DIGITS = r"(?<![0-9A-Za-z]){}(?![0-9A-Za-z])"
OTHERS = "(?:原|蓝字|红字|红冲|被冲|对应)"
DIGITAL = re.compile(DIGITS.format("([0-9]{20})"))
#: In groups, as people write it down, or broken by a mail's end of line.
SPACED = re.compile(DIGITS.format(r"([0-9]{1,18}(?:[\s-][0-9]{1,18}){1,9})"))
OLDER = re.compile(DIGITS.format(r"([0-9]{12}|[0-9]{10})\s{0,2}[-/,、 ]\s{0,2}([0-9]{8})"))
CODE = re.compile(
    rf"(?:发票代码|(?<![一-鿿])代码|Invoice\s?Code){IS}([0-9]{{12}}|[0-9]{{10}})(?![0-9])", re.IGNORECASE
)
LABEL = r"(?:发票号码?|发票编号|票号|Invoice\s?(?:No|Number|#)\.?)"
NUMBER = re.compile(rf"{LABEL}{IS}([0-9]{{20}}|[0-9]{{8}})(?![0-9])", re.IGNORECASE)
#: Only beside a code is a bare 号码 an invoice's.
BESIDE_CODE = re.compile(rf"(?<![一-鿿])号码{IS}([0-9]{{8}})(?![0-9])")
#: What is called the number: 20 digits in any groups, or broken by the end of a line; or with a slip in it.
CALLED = rf"(?:{LABEL}|(?<![一-鿿])号码){IS}"
GROUPED = re.compile(rf"{CALLED}((?:[0-9][\s-]{{0,2}}){{19}}[0-9])(?![0-9])", re.IGNORECASE)
SLIPPED = re.compile(rf"{CALLED}([0-9A-Za-z](?:[ -]?[0-9A-Za-z]){{5,30}})", re.IGNORECASE)
ELSES = re.compile(rf"(?:订单|运单|快递|流水|交易|合同|账|卡)(?:编?号码?|单号)?{IS}[0-9A-Za-z-]{{6,}}")
REVERSED = re.compile(rf"{OTHERS}.{{0,12}}?[0-9]{{20}}")
DATE = r"(?<![0-9])([0-9]{4}(?:年|-|/|\.)[0-9]{1,2}(?:月|-|/|\.)[0-9]{1,2}日?|20[0-9]{6}(?![0-9]))"
DATED = (
    re.compile(rf"(?:开票|开具|发票)(?:日期|时间){IS}{DATE}"),
    re.compile(rf"{DATE}(?:[^0-9。;\n]{{0,8}})(?:开具|开票|开出)"),
    re.compile(rf"(?:(?:invoice|issue)\s?date|date of issue|issued on){IS}{DATE}", re.IGNORECASE),
)
ANY_DATE = re.compile(DATE)
FIGURE = r"[0-9][0-9,]{0,14}(?:\.[0-9]{1,2})?"
MONEY = rf"(?:人民币|CNY|RMB|¥)?\s{{0,2}}(-?{FIGURE})(?!\.?[0-9])"
IN = rf"(?:\([^)]{{0,6}}\))?{IS}{MONEY}"
TOTAL = re.compile(
    rf"(?:价税合计|价税总额|(?<!不)含税(?:金额|总额)?|票面金额|Total(?:\samount)?){IN}", re.IGNORECASE
)
#: Mostly the total too; but not in a text that names a tax or a total beside it.
SUM = re.compile(
    rf"(?:(?<!合计)(?<!不含税)(?<!未税)(?<!含税)(?<!票面)金额|总额|共计|总计|(?<![A-Za-z]\s)Amount){IN}", re.IGNORECASE
)
ANY_SUM = re.compile(rf"¥\s{{0,2}}(-?{FIGURE})(?!\.?[0-9])|(?<![0-9.,])({FIGURE})\s?元")
NET = re.compile(rf"(?:不含税金额|未税金额|合计金额){IN}")
TAX = re.compile(rf"(?:合计税额|(?<!含)税额){IN}")
SIDES = {
    "buyer": "购买方|购货方|购方|受票方|发票抬头|抬头|买方",
    "seller": "销售方|销货方|销方|开票方|开票单位|卖方|商户",
}
NAME = {
    side: re.compile(rf"(?:{words})(?:名称)?\s{{0,2}}[:是为]\s{{0,4}}([^,;。\n:]{{2,60}})")
    for side, words in SIDES.items()
}
ID = re.compile(
    r"(?P<side>购买方|购货方|购方|受票方|买方|销售方|销货方|销方|开票方|卖方)?(?:的)?"
    r"(?:纳税人识别号|税号|统一社会信用代码)\s{0,2}[:是为]?\s{0,4}(?P<id>[0-9A-Za-z]{15,20})(?![0-9A-Za-z])"
)
ENDS = re.compile(r"\s*(?:的?(?:发票|税号|纳税人识别号|统一社会信用代码|金额|价税合计|开票日期)).*$|\s{2,}.*$")
