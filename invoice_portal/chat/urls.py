from django.urls import path

from .views import call_back, pages, typing

_ONE = "support/chat/<uuid:conversation_id>/"

urlpatterns = [
    path("support/chat/", pages.chats, name="chats"),
    path(_ONE, pages.chat, name="chat"),
    path(f"{_ONE}news/", pages.news, name="chat-news"),
    path(f"{_ONE}stream/", pages.stream, name="chat-stream"),
    path(f"{_ONE}rate/", pages.rate, name="chat-rate"),
    path(f"{_ONE}typing/", typing.person_types, name="chat-typing"),
    path(f"{_ONE}call-back/", call_back.call_back, name="chat-call-back"),
    path(f"{_ONE}call-back/cancel/", call_back.call_back_cancel, name="chat-call-back-cancel"),
    path(f"{_ONE}person/", pages.act, {"step": "person"}, name="chat-person"),
    path(f"{_ONE}close/", pages.act, {"step": "close"}, name="chat-close"),
    path(f"{_ONE}files/<uuid:attachment_id>/", pages.file, name="chat-file"),
    path(f"{_ONE}files/<uuid:attachment_id>/picture/", pages.file, {"picture": True}, name="chat-picture"),
]
