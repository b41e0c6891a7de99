"""Who asks, how, and what of an answer must be the same."""
import re
from dataclasses import dataclass, field

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .world import Names

_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value="|"csrfToken": "|nonce="|nonce-)[\w+/=-]+')
#: What the asker has just made of their own, when things with names are named already.
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)?)?")


@dataclass(frozen=True)
class Answer:
    """What was answered, without what differs each time; names of things stand as ``{name}``."""

    status: int
    body: str
    headers: dict[str, str]
    queries: int


@dataclass
class Asker:
    """Someone who asks: a session for pages, a token for programs."""

    name: str
    client: Client = field(default_factory=Client)
    token: str = ""
    staff: bool = False

    def ask(self, names: Names, address: str, form: dict[str, str] | None = None, method: str = "get") -> Answer:
        """Ask for an address that names things; with a form, post it there."""
        path, options = names.fill(address), {}
        if path.startswith("/api/"):
            options["headers"] = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if form is not None:
            options["data"] = {key: names.fill(value) for key, value in form.items()}
        if form is not None and path.startswith("/api/") and not path.endswith("/evidence/"):
            options["content_type"] = "application/json"
        with CaptureQueriesContext(connection) as asked:
            response = getattr(self.client, "post" if form is not None else method)(path, **options)
        self.client.cookies.pop("messages", None)
        return _answer(response, names, len(asked))


def _answer(response: HttpResponse, names: Names, queries: int) -> Answer:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: _plain(value, names) for name, value in response.headers.items() if name != "Expires"}
    if "Content-Security-Policy" in headers:
        headers["Content-Security-Policy"] = "; ".join(sorted(headers["Content-Security-Policy"].split("; ")))
    return Answer(response.status_code, _plain(body.decode("utf-8", "replace"), names), headers, queries)


def _plain(text: str, names: Names) -> str:
    for name, value in vars(names).items():
        if name != "invoice_type":  # the same for both
            text = text.replace(value, f"{{{name}}}")
    return _TIME.sub("TIME", _ID.sub("ID", _TOKEN.sub(r"\1TOKEN", text)))
