"""Whether a person is still led through their first look-up: the one door by which that changes."""
from .models import Person


def set_guided(person: Person, *, guided: bool) -> None:
    """Note that they were led, or want to be again. No right of theirs: no event."""
    Person.objects.filter(pk=person.pk).update(guided=guided)
