"""Which papers the portal has issued: enough to know one again, nothing of what stands on it."""
from django.db import models
from django.utils.translation import gettext_lazy as _


class Paper(models.Model):
    """One file that was issued. Written only by :func:`.issuing.register`, never changed."""

    #: What it is ("invoice", "trace", "decision" …): names the judge of its standing.
    kind = models.CharField(_("种类"), max_length=20)
    #: Id, as text, of what it tells of; the judge knows what to do with it.
    subject = models.CharField(_("对象"), max_length=64)
    #: Sixteen letters without hyphens, as :func:`.codes.plain` leaves them.
    code = models.CharField(_("核验码"), max_length=16, unique=True)
    #: SHA-256 of the file, and its size.
    digest = models.CharField(_("摘要（SHA-256）"), max_length=64, unique=True)
    size = models.PositiveIntegerField(_("字节数"))
    issued_at = models.DateTimeField(_("出具时间"))

    class Meta:
        verbose_name = _("已出具文件")
        verbose_name_plural = _("已出具文件")
        indexes = [models.Index(fields=["kind", "subject", "-issued_at"], name="paper_subject")]
