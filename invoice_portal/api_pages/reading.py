"""Reads an OpenAPI 3.0 document into what a page shows: operations with what they take and answer, and types."""
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_REFERENCE = "#/components/schemas/"
#: Ways of drf-spectacular to say that a value may be empty or null.
_NOTHING = {"NullEnum", "BlankEnum"}
_METHODS = ("get", "post", "put", "patch", "delete")

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One value: ``type`` is a JSON type, or the name of a type of this API, to which ``known`` says it leads."""

    name: str
    type: str
    known: bool
    many: bool
    required: bool
    #: "path", "query", "header" or "body"; "" within a type.
    place: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What may come back: a status, and the type or the media type of its body."""

    status: str
    type: str = ""
    known: bool = False
    media: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    name: str
    takes: tuple[Field, ...]
    #: Media type of the body that it takes.
    media: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Type:
    """An object with fields, or one of ``choices``."""

    name: str
    fields: tuple[Field, ...]
    choices: tuple[str, ...]


def operations_of(document: Schema) -> list[Operation]:
    """Return every operation, in the order of the document."""
    return [
        _operation(document, path, method, said)
        for path, item in document["paths"].items()
        for method, said in item.items()
        if method in _METHODS
    ]


def types_of(document: Schema) -> list[Type]:
    """Return every type that an operation or another type may lead to."""
    return [
        Type(name, tuple(_fields(said)), _choices(said))
        for name, said in document["components"]["schemas"].items()
        if name not in _NOTHING
    ]


def _operation(document: Schema, path: str, method: str, said: Schema) -> Operation:
    media, body = _content(said.get("requestBody", {}))
    if _REFERENCE in body.get("$ref", ""):
        body = document["components"]["schemas"][body["$ref"].removeprefix(_REFERENCE)]
    takes = [
        _field(given["name"], given["schema"], required=given.get("required", False), place=given["in"])
        for given in said.get("parameters", [])
    ]
    answers = tuple(_answer(status, answer) for status, answer in sorted(said["responses"].items()))
    return Operation(method.upper(), path, said["operationId"], (*takes, *_fields(body, "body")), media, answers)


def _content(part: Schema) -> tuple[str, Schema]:
    """Return the first media type of a body and what it holds."""
    return next(((media, held.get("schema", {})) for media, held in part.get("content", {}).items()), ("", {}))


def _answer(status: str, said: Schema) -> Answer:
    media, body = _content(said)
    if not media:
        return Answer(status)
    field = _field("", body)
    return Answer(status, field.type if field.known else "", field.known, media)


def _fields(said: Schema, place: str = "") -> Iterator[Field]:
    needed = said.get("required", ())
    for name, schema in said.get("properties", {}).items():
        yield _field(name, schema, required=name in needed, place=place)


def _field(name: str, schema: Schema, *, required: bool = False, place: str = "") -> Field:
    many = schema.get("type") == "array"
    inner = _inner(schema["items"] if many else schema)
    known = "$ref" in inner
    told = inner["$ref"].removeprefix(_REFERENCE) if known else _json_type(inner)
    return Field(name, told, known, many, required, place, _choices(inner))


def _inner(schema: Schema) -> Schema:
    """Return what a wrapping only makes nullable, or gives a title."""
    parts = [*schema.get("allOf", ()), *schema.get("oneOf", ())]
    said = [part for part in parts if part.get("$ref", "").removeprefix(_REFERENCE) not in _NOTHING]
    return said[0] if said else schema


def _json_type(schema: Schema) -> str:
    kind, form = schema.get("type", "object"), schema.get("format", "")
    return f"{kind} ({form})" if form else kind


def _choices(schema: Schema) -> tuple[str, ...]:
    return tuple(str(choice) for choice in schema.get("enum", ()) if choice not in ("", None))
