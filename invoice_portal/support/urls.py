from django.urls import include, path

from . import api, views
from .aloud.views import aloud
from .choice_views import notice_choices
from .display import display
from .first_steps import first_steps

urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("help/", include("invoice_portal.support.help.urls")),
    path("first-steps/", first_steps, name="first-steps"),
    path("account/notices/", notice_choices, name="notice-choices"),
    path("display/", display, name="display"),
    path("aloud/", aloud, name="aloud"),
    path("api/v1/messages/", api.MessagesView.as_view(), name="api-messages"),
]
