"""What proves a member of staff besides the password: the app that shows codes (TOTP, RFC 6238)."""
from binascii import unhexlify

from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from invoice_portal.sealed.fields import SealedField


class Authenticator(TOTPDevice):
    """django-otp's device with its key sealed: the library's own column is in the clear (ASVS 2.8.2)."""

    #: 160 random bits (RFC 4226), in hexadecimal.
    secret = SealedField(default=default_key, editable=False)

    @property
    def bin_key(self) -> bytes:
        return unhexlify(self.secret)

    def save(self, *args, **kwargs) -> None:
        self.key = ""
        super().save(*args, **kwargs)
