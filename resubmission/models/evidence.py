"""Evidence (证明材料): the files that come with an application."""
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .application import Application


class Evidence(models.Model):
    """One file, stored outside the web root under a random name."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"
        WEBP = "webp", "WebP"
        XML = "xml", "XML"
        OFD = "ofd", "OFD"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="evidence")
    #: Told from the content, never from the name.
    format = models.CharField(_("格式"), max_length=4, choices=Format)
    #: As the applicant's computer called it: text to show, never a path.
    original_name = models.CharField(_("文件名"), max_length=255)
    #: Random name in the storage.
    name = models.CharField(max_length=100, unique=True)
    size = models.PositiveIntegerField(_("大小"))
    digest = models.CharField(max_length=64, db_index=True)
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("证明材料")
        verbose_name_plural = _("证明材料")
        constraints = [models.UniqueConstraint(fields=["application", "digest"], name="evidence_once_per_application")]

    def __str__(self):
        return self.original_name

    @property
    def scan_state(self) -> str:
        """What the virus scanner says of it (``Scan.State``); "" where there is none."""
        scan = getattr(self, "scan", None)
        return scan.state if scan else ""

    @property
    def is_held(self) -> bool:
        """Whether nobody may open it yet."""
        return self.scan_state in ("WAITING", "SCANNING")

    @property
    def is_infected(self) -> bool:
        """Whether nobody may ever open it."""
        return self.scan_state == "INFECTED"
