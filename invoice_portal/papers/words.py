"""An answer in words: how good it is, what it is, and what to do with it."""
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .checking import Answer, Doubt
from .standing import Standing


@dataclass(frozen=True)
class Words:
    tone: str
    headline: str
    explanation: str


WORDS: dict[Answer, Words] = {
    Standing.VALID: Words(
        "ok", _("真实，现在仍然有效"), _("本系统签发过这份文件，所载内容此后没有作废、红冲或更正。")
    ),
    Standing.AS_OF_THEN: Words(
        "ok",
        _("真实"),
        _("本系统签发过这份文件。它说明的是所载时点的情况，不因此后的变化而失效，也不表示现在仍是如此。"),
    ),
    Standing.VOIDED: Words(
        "warn", _("真实，但发票已经作废"), _("本系统签发过这份文件，所载发票已作废，不能再作为凭证使用。")
    ),
    Standing.REVERSED: Words(
        "warn", _("真实，但发票已经全额红冲"), _("本系统签发过这份文件，所载发票已全额红冲，不能再作为凭证使用。")
    ),
    Standing.PARTLY_REVERSED: Words(
        "warn",
        _("真实，但发票已经部分红冲"),
        _("本系统签发过这份文件，所载发票此后有一部分已红冲，金额应扣除红冲部分。"),
    ),
    Standing.DISPUTED: Words(
        "warn",
        _("真实，但发票记录有异议"),
        _("本系统签发过这份文件，此后收到与所载内容不一致的数据，尚未处理完毕。"),
    ),
    Standing.SUPERSEDED: Words(
        "warn",
        _("真实，但已有更新的版本"),
        _("本系统签发过这份文件，此后又签发了新的版本。请向提供文件的人索取最新版本。"),
    ),
    Standing.WITHDRAWN: Words(
        "warn", _("真实，但已不再有效"), _("本系统签发过这份文件，所载内容此后已被撤回。")
    ),
    Doubt.ALTERED: Words(
        "bad",
        _("与签发的文件不一致"),
        _(
            "文件带有本系统的核验码或签名，但不是当时签发的那一份，内容可能已被改动。"
            "重新打印、另存或扫描的文件也会不一致：请核验原来下载的文件，或输入纸面上的核验码。"
        ),
    ),
    Doubt.ADDED_TO: Words(
        "bad",
        _("签发之后被改动：添加过内容"),
        _("文件里有本系统签发的原件，但签发之后又添加了内容（例如批注或另一个签名）。添加的部分不是本系统签发的。"),
    ),
    Doubt.NOT_ISSUED: Words(
        "bad",
        _("不是本系统签发的"),
        _("没有签发过带有这个核验码的文件，或这份文件不是本系统签发的。请检查有没有输错；扫描件请输入纸面上的核验码。"),
    ),
}
