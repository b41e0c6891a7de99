"""What is wrong with a tax ID, said to the person who typed it."""
from django.utils.translation import gettext as _

from . import tax_id

#: What was probably meant by letters that credit codes never contain.
_MISTAKEN = {"I": "1", "O": "0", "S": "5", "Z": "2", "V": "U"}


def explain(problem: tax_id.TaxIdProblem) -> str:
    """Return one sentence that names the character or the part that is wrong."""
    if problem.code == tax_id.EMPTY:
        return _("请输入纳税人识别号。")
    if problem.code == tax_id.LENGTH:
        text = _("纳税人识别号应为 18 位（较早的为 15、17 或 20 位），现在是 %(length)d 位。")
        return text % {"length": problem.length}
    if problem.code == tax_id.CHARACTER:
        return _character(problem)
    if problem.code == tax_id.DATE:
        return _("第 7 至 14 位“%(part)s”不是有效的出生日期。") % {"part": problem.character}
    if problem.code == tax_id.PLACE:
        return _("第 1 至 6 位“%(part)s”不是有效的地区代码。") % {"part": problem.character}
    if problem.likely:
        text = _("校验码不符：第 %(position)d 位可能应为“%(meant)s”，请核对。")
        return text % {"position": problem.likely, "meant": problem.meant}
    return _("最后一位（第 18 位）校验码“%(character)s”与前 17 位不符，请逐位核对。") % {"character": problem.character}


def _character(problem: tax_id.TaxIdProblem) -> str:
    values = {"position": problem.position, "character": problem.character}
    if problem.length == 18 and problem.character in _MISTAKEN:
        text = _("第 %(position)d 位的“%(character)s”不会出现在纳税人识别号中，是否应为“%(meant)s”？")
        return text % (values | {"meant": _MISTAKEN[problem.character]})
    return _("第 %(position)d 位的“%(character)s”不应出现在这个位置。") % values
