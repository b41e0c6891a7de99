"""The languages that the portal speaks: the source's own, and one for each folder of locale/. Read by the settings."""
from pathlib import Path

from django.conf.locale import LANG_INFO


def languages(source: str, catalogues: Path) -> list[tuple[str, str]]:
    """Return code and own name of each language, Chinese first.

    A folder is named as gettext does (``zh_Hant``, ``pt_BR``); raises ``KeyError`` for one that names no language.
    """
    folders = (folder.name for folder in catalogues.iterdir() if (folder / "LC_MESSAGES/django.po").is_file())
    codes = sorted((name.lower().replace("_", "-") for name in folders), key=lambda code: (not is_chinese(code), code))
    return [(code, LANG_INFO[code]["name_local"]) for code in [source, *codes]]


def is_chinese(code: str | None) -> bool:
    """Tell whether a reader of this language reads what is written in Chinese alone; None: nobody chose one."""
    return not code or code == "zh" or code.startswith("zh-")
