from django.urls import path

from .views import following, giving

_ONE = "feedback/<uuid:complaint_id>/"

urlpatterns = [
    path("feedback/", giving.give, name="feedback"),
    path("feedback/sent/", giving.sent, name="feedback-sent"),
    path("feedback/follow/", following.follow, name="feedback-follow"),
    path(_ONE, following.one, name="feedback-one"),
    path(f"{_ONE}files/<uuid:attachment_id>/", following.file, name="feedback-file"),
]
