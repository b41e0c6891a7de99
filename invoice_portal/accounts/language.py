"""The language of a person: a cookie for this browser, a column for the next one."""
from django.conf import settings
from django.http import HttpResponse

from .models import Person


def remember_language(response: HttpResponse, person: Person) -> HttpResponse:
    """Carry the person's language into this browser."""
    if person.language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, person.language, max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
        )  # fmt: skip
    return response


def keep_language(person: Person, language: str) -> None:
    """Note the language that the person chose."""
    if language in dict(settings.LANGUAGES):
        Person.objects.filter(pk=person.pk).update(language=language)
