"""Makes sound of text, in a short process of its own under limits."""
import json
import re
import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal
from invoice_portal.turns import turn

from .numbers import said

_LIMITED = Path(__file__).resolve().parents[2] / "limited.py"
_CHILD = Path(__file__).with_name("voice_child.py")
_NO_VOICE = 3
#: By the clock, of the processor, of memory; and how many at once.
SECONDS, MEMORY, AT_ONCE = 20, 2**30, 2
#: Of our languages' names, what eSpeak NG calls otherwise: Mandarin.
_VOICES = {"zh": "cmn"}
_NAME = re.compile(r"[a-z]{2,3}")

Parts = list[tuple[str, str]]


def speak(parts: Parts) -> bytes:
    """Return an MP3 of these texts, each with its language (``zh-Hans``, ``en``), one after the other.

    Raises :class:`Refusal`: 400 if there is no voice for a language, 503 while as many as may be are made.
    """
    asked = json.dumps([(_voice(language), said(text, language.lower())) for language, text in parts])
    busy = _("正在为其他人朗读，请过几秒再试。")
    with turn("aloud", at_once=AT_ONCE, seconds=2 * SECONDS, busy=busy):
        try:
            child = subprocess.run(  # noqa: S603 - our own program, and no word of the text in the command
                [sys.executable, "-I", str(_LIMITED), f"--limits={SECONDS},{MEMORY}", str(_CHILD)],
                input=asked.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Refusal("too_long", _("这段文字太长，请选一小段再朗读。")) from None
    if child.returncode == _NO_VOICE:
        raise _no_voice()
    if child.returncode or not child.stdout:
        raise Refusal("no_sound", _("语音暂时无法生成，请稍后再试。"), status=503)
    return child.stdout


def _voice(language: str) -> str:
    name = language.lower().partition("-")[0]
    if not _NAME.fullmatch(name):
        raise _no_voice()
    return _VOICES.get(name, name)


def _no_voice() -> Refusal:
    return Refusal("no_voice", _("没有这种语言的语音。"), fields={"lang": _("没有这种语言的语音。")})
