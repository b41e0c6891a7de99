"""Tells at start whether papers can be signed, not when the first one is owed."""
from datetime import timedelta

from django.core.checks import Error, Warning, register
from django.utils import timezone

from .certificate import Unusable, certificate

#: A new certificate takes people some days to get.
SOON = timedelta(days=30)


@register()
def papers_can_be_signed(app_configs, **_said):
    """Find a missing or unreadable key, and a certificate that has ended, ends soon, or has not begun."""
    try:
        ours = certificate()
    except Unusable as wrong:
        return [Error(f"PDFs cannot be signed: {wrong}.", id="papers.E001")]
    now, begin = timezone.now(), ours.certificate.not_valid_before_utc
    if ours.ends <= now or begin > now:
        hint = "Set SIGNING_CERT and SIGNING_KEY to a certificate that is valid now."
        told = f"The signing certificate is valid from {begin} to {ours.ends} only."
        return [Error(told, hint=hint, id="papers.E002")]
    if ours.ends - now < SOON:
        return [Warning(f"The signing certificate ends at {ours.ends}.", hint="Get a new one.", id="papers.W001")]
    return []
