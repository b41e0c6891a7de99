"""Accounts at the desk: taxpayers with their operators, and staff. Nothing here is saved but through the doors."""
from django.contrib import admin
from django.contrib.auth.models import Group
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..models import Look, Misuse, StaffMember, Taxpayer
from .looks import LookAdmin
from .misuse import MisuseAdmin
from .staff import StaffAdmin
from .taxpayers import TaxpayerAdmin

admin.site.register(Taxpayer, TaxpayerAdmin)
admin.site.register(StaffMember, StaffAdmin)
admin.site.register(Look, LookAdmin)
admin.site.register(Misuse, MisuseAdmin)
# Rights come from roles; groups would change nothing, and look as if they did.
admin.site.unregister(Group)
# Keys are nobody's to read.
admin.site.unregister(TOTPDevice)
