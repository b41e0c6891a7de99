"""Who appears in the demo world. The numbers are made up and pass their checksums."""
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _
from stdnum.cn import ric, uscc


def enterprise_id(stem: str) -> str:
    """Return the 18-character credit code (GB 32100-2015) that begins with these 17 characters."""
    return stem + uscc.calc_check_digit(stem)


def identity_number(stem: str) -> str:
    """Return the 18-digit identity number (GB 11643-1999) that begins with these 17 digits."""
    return stem + ric.calc_check_digit(stem + "0")


@dataclass(frozen=True)
class Login:
    """One login of a taxpayer: ``person`` tells who it is, so that one person may have several."""

    tax_id: str
    operator: str
    person: str
    label: str
    phone: str
    scopes: tuple[str, ...] = ("purchases", "sales", "apply")
    verified: bool = True


@dataclass(frozen=True)
class Staff:
    login: str
    label: str
    role: str
    regions: tuple[str, ...] = ()


SOFTWARE = enterprise_id("91110108MA00KD7X2")
FOODS = enterprise_id("91310115MA1H8RQ3T")
PERSON = identity_number("11010519900307251")

TAXPAYERS = {
    SOFTWARE: "北京云杉软件技术有限公司",
    FOODS: "上海禾丰食品贸易有限公司",
    PERSON: "林晓",
}
LOGINS = (
    Login(SOFTWARE, "01", "software-admin", _("北京云杉 · 01 管理员"), "13800000101"),
    Login(SOFTWARE, "02", "software-purchases", _("北京云杉 · 02 只看进项"), "13800000102", ("purchases",)),
    Login(
        FOODS, "01", "foods-admin", _("上海禾丰 · 01 管理员（首次登录，需短信验证码）"), "13800000201", verified=False
    ),
    Login(PERSON, "01", "person", _("自然人"), "13800000301"),
    Login(SOFTWARE, "03", "bookkeeper", _("代账会计 · 北京云杉与上海禾丰"), "13800000401"),
    Login(FOODS, "02", "bookkeeper", _("代账会计 · 上海禾丰"), "13800000401"),
)
STAFF = (
    Staff("clerk", _("审核员（京沪粤）"), "CLERK", ("11", "31", "44")),
    Staff("supervisor", _("主管"), "SUPERVISOR"),
    Staff("auditor", _("审计员（只读）"), "AUDITOR"),
    Staff("admin", _("系统管理员"), "ADMINISTRATOR"),
    Staff("support", _("客服"), "SUPPORT"),
)
SOURCES = (
    ("BJ01", "北京市电子发票服务平台", "11"),
    ("SH01", "上海市电子发票服务平台", "31"),
    ("GD01", "广东省电子发票服务平台", "44"),
)
