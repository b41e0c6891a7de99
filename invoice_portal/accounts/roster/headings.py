"""The words that people write in a roster: over its columns, and for scopes."""
import re

from ..names import name_key

_HEADINGS = {
    "tax_id": "tax_id taxid 纳税人识别号 识别号 税号 统一社会信用代码 社会信用代码 身份证号",
    "name": "name 名称 纳税人名称 企业名称 单位名称 公司名称 姓名",
    "operator": "operator 操作员 操作员代码 操作员编号 操作员号",
    "phone": "phone mobile 手机 手机号 手机号码 联系电话 电话",
    "scopes": "scopes 权限 操作权限 操作员权限",
    "former_names": "former_names former_name 曾用名 曾用名称 原名称",
    "acts_as": "acts_as 已有操作员 同操作员 代理人 兼任",
    "email": "email e-mail 电子邮箱 邮箱 电子邮件",
}
_COLUMN = {name_key(word): column for column, words in _HEADINGS.items() for word in words.split()}
_SECRET = re.compile(r"password|passwd|密码|口令", re.IGNORECASE)
_SCOPE = {
    "进项": "purchases", "可看进项": "purchases", "看进项": "purchases",
    "销项": "sales", "可看销项": "sales", "看销项": "sales",
    "申请": "apply", "可提交申请": "apply", "提交申请": "apply",
}  # fmt: skip
_ALL = {"全部", "ALL"}


def column_of(heading: str) -> str | None:
    """Return the column that a heading means, or None."""
    return _COLUMN.get(name_key(heading))


def is_secret(heading: str) -> bool:
    """Tell whether a heading announces passwords."""
    return bool(_SECRET.search(heading))


def scopes_in(text: str) -> list[str] | None:
    """Return the scopes named in a cell, in the words of the commands where known; None: nothing said, or all."""
    words = [word for word in re.split(r"[\s,;，；、/|]+", text) if word]
    if not words or any(word.upper() in _ALL for word in words):
        return None
    return [_SCOPE.get(word, word.lower()) for word in words]


def former_names_in(text: str) -> list[str]:
    """Return the former names in a cell."""
    return [name.strip() for name in re.split("[;；]", text) if name.strip()]
