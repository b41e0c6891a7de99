from django.urls import include, path

from . import api, views

urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("help/", include("invoice_portal.support.help.urls")),
    path("contact/", views.contact, name="contact"),
    path("api/v1/messages/", api.MessagesView.as_view(), name="api-messages"),
]
