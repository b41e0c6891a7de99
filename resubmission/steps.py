"""The task list of a draft: which steps there are, and how far each has come."""
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Application
from .submitting import missing_steps

NOT_STARTED, IN_PROGRESS, DONE = "not_started", "in_progress", "done"
STATUS_WORDS = {NOT_STARTED: _("未开始"), IN_PROGRESS: _("未完成"), DONE: _("已完成")}
_TITLES = {"invoice": _("发票内容"), "reason": _("申请原因"), "evidence": _("证明材料")}


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    title: str | Promise
    url: str
    status: str
    #: What is still missing or wrong: field -> words.
    problems: dict[str, str]

    @property
    def words(self) -> str | Promise:
        return STATUS_WORDS[self.status]


def steps_of(application: Application) -> list[Step]:
    """Return the steps in their order."""
    problems = missing_steps(application)
    own = {"reason": "reason", "evidence": "evidence"}
    begun = {
        "invoice": any(application.claimed.values()),
        "reason": bool(application.reason or application.explanation),
        "evidence": "evidence" not in problems,
    }
    steps = []
    for name, title in _TITLES.items():
        mine = {field: words for field, words in problems.items() if own.get(field, "invoice") == name}
        status = DONE if not mine else IN_PROGRESS if begun[name] else NOT_STARTED
        steps.append(Step(name, title, reverse(f"application-{name}", args=[application.pk]), status, mine))
    return steps
