"""Says that a person's password, phone or e-mail address changes (ASVS 4.0.3, 2.2.3); who tells them is above."""
from django.dispatch import Signal

#: Sent with ``person`` and ``what`` ("password", "phone", "email"), in the transaction of the change and before it is
#: written: what is told of it goes to the addresses that were there.
changed = Signal()
