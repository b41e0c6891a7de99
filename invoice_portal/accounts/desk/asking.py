"""One page that asks, for everything that staff do with an account: a form, a button, and back to where they were."""
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from invoice_portal.refusal import Refusal


@dataclass(frozen=True)
class Question:
    """What is asked: ``about`` says of whom, ``button`` what will be done; ``harmful`` warns with its colour."""

    title: str
    button: str
    back: str
    about: str = ""
    harmful: bool = False


def ask(
    request: HttpRequest, question: Question, form: forms.Form, do: Callable[[dict[str, Any]], HttpResponse | str],
    *, template: str = "ask.html", context: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Show the form; once it is posted and sound, ``do`` it.

    ``do`` gets what was typed and returns what to tell on the page before, or a page of its own. What it refuses
    stands beside the field that it is about.
    """
    if request.method == "POST" and form.is_valid():
        try:
            done = do(form.cleaned_data)
        except Refusal as refusal:
            refusal.beside(form)
        else:
            if isinstance(done, HttpResponse):
                return done
            messages.success(request, done)
            return redirect(question.back)
    return show(request, template, question.title, {"question": question, "form": form} | (context or {}))


def typed(request: HttpRequest):
    """Return what was posted, even if that is nothing, or None while the form is only looked at."""
    return request.POST if request.method == "POST" else None


def show(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> TemplateResponse:
    """Return a page of the desk."""
    context = admin.site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"admin/accounts/{template}", context)
