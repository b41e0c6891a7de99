"""/api/docs/: every operation with what it takes and answers, readable without scripts, printed, in each language."""
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from .field_words import meaning_of
from .operation_words import ANSWERS, HEADINGS, OPERATIONS
from .reading import Field, Operation, Type, operations_of, types_of

#: Segments of a path before the one that names its heading: "", "api", "v1".
_BEFORE = 3


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the reference."""
    operations, types = _read()
    shown = [_operation(operation) for operation in operations]
    parts = [(key, word, [one for one in shown if one["part"] == key]) for key, word in HEADINGS.items()]
    context = {"parts": parts, "types": [_type(one) for one in types], "host": request.build_absolute_uri("/")[:-1]}
    return render(request, "api/docs.html", context)


@lru_cache(maxsize=1)
def _read() -> tuple[list[Operation], list[Type]]:
    """Read the schema once in a process: it changes with the code alone."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    return operations_of(document), types_of(document)


def _operation(operation: Operation) -> dict[str, Any]:
    return {
        "part": operation.path.split("/")[_BEFORE],
        "name": operation.name,
        "method": operation.method,
        "path": operation.path,
        "word": OPERATIONS[operation.name],
        "media": operation.media,
        "takes": [_field(operation.name, field) for field in operation.takes],
        "answers": [(answer, ANSWERS[answer.status]) for answer in operation.answers],
    }


def _type(one: Type) -> dict[str, Any]:
    return {"name": one.name, "choices": one.choices, "fields": [_field(one.name, field) for field in one.fields]}


def _field(owner: str, field: Field) -> dict[str, Any]:
    return {"field": field, "meaning": meaning_of(owner, field)}
