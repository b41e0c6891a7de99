"""What proves a member of staff besides the password, when their authenticator is not at hand: recovery codes."""
from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django_otp.models import Device, ThrottlingMixin

#: How much of a code is kept readable, to find the one row that it may be.
_SELECTOR = 4


class RecoveryDevice(ThrottlingMixin, Device):
    """A person's recovery codes, as django-otp knows a second factor: it counts and delays wrong guesses.

    django-otp's own static device keeps its codes readable; here only salted digests are kept (ASVS 6.5.2).
    """

    class Meta(Device.Meta):
        constraints = [models.UniqueConstraint(fields=["user"], name="recovery_device_one_each")]

    def get_throttle_factor(self) -> int:
        return 1

    def verify_token(self, token: str) -> bool:
        """Tell whether this is one of the codes not yet used, and use it up. The work is the same either way."""
        if not self.verify_is_allowed()[0]:
            return False
        found = self.codes.filter(selector=token[:_SELECTOR]).first()
        if found is None:
            make_password(token[_SELECTOR:])
        elif check_password(token[_SELECTOR:], found.digest):
            found.delete()
            self.throttle_reset()
            return True
        self.throttle_increment()
        return False


class RecoveryCode(models.Model):
    """One code not yet used: its beginning, and the digest of the rest (59 bits)."""

    device = models.ForeignKey(RecoveryDevice, models.CASCADE, related_name="codes")
    selector = models.CharField(max_length=_SELECTOR)
    digest = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "selector"], name="recovery_code_selector")]

    @classmethod
    def made_of(cls, device: RecoveryDevice, code: str) -> "RecoveryCode":
        return cls(device=device, selector=code[:_SELECTOR], digest=make_password(code[_SELECTOR:]))
