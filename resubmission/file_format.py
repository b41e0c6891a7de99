"""What an uploaded file is, told from its content alone, and which content is refused, in words.

Nothing of the file is opened here: a program of its own does that under limits, and what it dies of costs one file.
"""
from pathlib import Path

from django.utils.translation import gettext_lazy

from invoice_portal.refusal import Refusal
from lookup.reading.apart import spoken_by

from .models import Evidence

_CHILD = Path(__file__).with_name("inspecting") / "child.py"
#: Seconds of the processor, while the person waits, and bytes.
SECONDS, MEMORY = 10, 2**30
CONTENT_TYPES = {
    "pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
    "xml": "application/xml", "ofd": "application/ofd",
}  # fmt: skip
WHY = {
    "type": gettext_lazy("不接受这种文件。请上传 PDF、JPEG、PNG、WebP、XML 或 OFD。"),
    "archive": gettext_lazy("不接受压缩包。请解压后，把其中的文件逐个上传。"),
    "office": gettext_lazy("不接受 Office 文件。请另存为 PDF 后上传。"),
    "macros": gettext_lazy("这个 Office 文件带有宏。请另存为 PDF 后上传。"),
    "program": gettext_lazy("不接受程序和脚本。请上传证明材料本身：PDF、JPEG、PNG、WebP、XML 或 OFD。"),
    "page": gettext_lazy("不接受网页、SVG 和带样式脚本的 XML。请打印成 PDF 后上传。"),
    "two_in_one": gettext_lazy("这个文件同时是另一种文件，可能藏有其他内容。请重新导出后上传。"),
    "entities": gettext_lazy("这个 XML 带有 DOCTYPE 或实体声明，可能引用外部内容。请上传销售方或税务局提供的原件。"),
    "encrypted": gettext_lazy("这个 PDF 有密码保护。请去掉密码后重新上传。"),
    "encrypted_ofd": gettext_lazy("这个 OFD 有密码保护。请去掉密码后重新上传。"),
    "javascript": gettext_lazy("这个 PDF 含有脚本（JavaScript）。请另存或打印成不含脚本的 PDF 后重新上传。"),
    "launch": gettext_lazy("这个 PDF 会启动程序或打开其他文件。请打印成新的 PDF 后重新上传。"),
    "sends": gettext_lazy("这个 PDF 含有会提交或导入数据的表单。请打印成新的 PDF 后重新上传。"),
    "plays": gettext_lazy("这个 PDF 含有音视频或三维内容。请打印成新的 PDF 后重新上传。"),
    "xfa": gettext_lazy("这个 PDF 是动态表单（XFA）。请打印成新的 PDF 后重新上传。"),
    "runs_inside": gettext_lazy("这个文件里附有可以运行的文件（程序、脚本、宏或网页）。请去掉附件后重新上传。"),
    "archive_inside": gettext_lazy("这个文件里附有压缩包。请去掉附件，或解压后逐个上传。"),
    "too_large_unpacked": gettext_lazy("这个文件解压后过大，可能是恶意文件。请重新导出或拆分后上传。"),
    "too_many_pixels": gettext_lazy("图片尺寸太大（照片最多 6000 万像素）。请缩小后重新上传。"),
    "too_many_pages": gettext_lazy("这个 PDF 超过 500 页。请拆分，只上传有关的部分。"),
    "too_complex": gettext_lazy("这个文件过于复杂，或已损坏，无法检查。请打印成新的 PDF 后上传。"),
    "unreadable_pdf": gettext_lazy("这个 PDF 已损坏，无法打开。请重新导出后上传。"),
    "unreadable_picture": gettext_lazy("这张图片已损坏，无法打开。请重新拍照或导出后上传。"),
    "unreadable_ofd": gettext_lazy("这个 OFD 已损坏，无法打开。请重新下载后上传。"),
}


class _Died(Exception):
    """The program that looked at the file did not come back."""


def format_of(data: bytes) -> Evidence.Format:
    """Tell the format from the content alone. Raises :class:`Refusal` that says what is wrong with the file."""
    code = "too_complex"
    try:
        with spoken_by(_CHILD, data=data, failed=_Died(), seconds=SECONDS, memory=MEMORY) as said:
            for told in said:
                if "format" in told:
                    return Evidence.Format(told["format"])
                code = told["unfit"]
    except _Died:
        code = "too_complex"
    raise refuse(code, str(WHY[code]))


def refuse(code: str, detail: str) -> Refusal:
    """Return the refusal of a file, put to its field."""
    return Refusal(code, detail, fields={"file": detail})

