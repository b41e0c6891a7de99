"""The clerks' desk in the admin: a queue, and one page per case. Nothing here is edited as a form."""
from django.contrib import admin

from resubmission.models import Application, ReasonTemplate

from .desk import ApplicationDesk
from .template_desk import TemplateDesk

admin.site.register(Application, ApplicationDesk)
admin.site.register(ReasonTemplate, TemplateDesk)
