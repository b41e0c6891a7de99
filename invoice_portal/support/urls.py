from django.urls import path

from . import api, views

urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("help/", views.help_page, name="help"),
    path("contact/", views.contact, name="contact"),
    path("api/v1/messages/", api.MessagesView.as_view(), name="api-messages"),
]
