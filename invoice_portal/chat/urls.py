from django.urls import path

from .views import pages

_ONE = "support/chat/<uuid:conversation_id>/"

urlpatterns = [
    path("support/chat/", pages.chats, name="chats"),
    path(_ONE, pages.chat, name="chat"),
    path(f"{_ONE}news/", pages.news, name="chat-news"),
    path(f"{_ONE}stream/", pages.stream, name="chat-stream"),
    path(f"{_ONE}rate/", pages.rate, name="chat-rate"),
    path(f"{_ONE}person/", pages.act, {"step": "person"}, name="chat-person"),
    path(f"{_ONE}close/", pages.act, {"step": "close"}, name="chat-close"),
    path(f"{_ONE}files/<uuid:attachment_id>/", pages.file, name="chat-file"),
    path(f"{_ONE}files/<uuid:attachment_id>/picture/", pages.file, {"picture": True}, name="chat-picture"),
]
