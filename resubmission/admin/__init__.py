"""The clerks' desk in the admin: a queue, and one page per case. Nothing here is edited as a form."""
from django.contrib import admin

from resubmission.models import Application

from .desk import ApplicationDesk

admin.site.register(Application, ApplicationDesk)
