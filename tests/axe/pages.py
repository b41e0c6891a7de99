"""Which pages there are for whom: every route that answers with a page, and pages with what was wrong in a form."""
from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client

from tests.access.kinds import Kind
from tests.access.routes import ROUTES
from tests.access.world import World
from tests.factories import PASSWORD, OperatorFactory, StaffFactory
from tests.login import login_as, login_staff

FOR_TAXPAYERS = {Kind.OPEN, Kind.MINE, Kind.ADMINISTRATORS, Kind.THEIRS, Kind.FOLLOWED}
FOR_STAFF = {Kind.DESK, Kind.CASE, Kind.CLOSED}
#: Pages that are no route of their own: what a question, a language or a state makes of one.
_MORE = {
    "owner": (
        "/invoices/?number={invoice}", "/invoices/?number=26112000000000000099", "/invoices/?number=abc",
        "/trace/?number={invoice}", "/trace/?number=26112000000000000099", "/trace/?number=12", "/help/?q=发票",
        "/help/en/?q=nothing-like-it", "/applications/new/?kind=SUPPLEMENT", "/feedback/?about=SELLER", "/none/",
        "/applications/new/?kind=REUPLOAD&number={invoice}", "/applications/?state=DRAFT",
        *(f"/help/{slug}/" for slug in ("statuses", "causes", "not-found", "number", "rules", "applying", "states")),
    ),
    "enrolling": ("/admin/login/enrol/",),
    "half-way": ("/admin/login/code/", "/admin/login/code/?with=recovery"),
    "newcomer": ("/privacy/agree/?next=/trace/",),
    "nobody": ("/login/?next=/trace/", "/verify/?code=ABCD-EFGH", "/feedback/follow/", "/feedback/", "/none/"),
}  # fmt: skip
#: Sent as they stand, these forms are refused: the page says what was wrong.
WRONG = {
    "owner": ("/account/password/", "/account/operators/new/", "/trace/", "/trace/file/", "/batch/", "/feedback/",
              "/help/check/", "/applications/new/", "/support/chat/", "/account/email/",
              "/support/chat/{talk}/call-back/"),
    "nobody": ("/login/", "/login/reset/", "/feedback/follow/", "/feedback/"),
}  # fmt: skip


@dataclass(frozen=True)
class Visitor:
    name: str
    client: Client
    pages: tuple[str, ...]
    #: Whose forms are refused as they stand.
    wrong: tuple[str, ...]


def visitors(world: World) -> Iterator[Visitor]:
    """Yield who visits, and what; each page once, by the first to whom it is shown."""
    shown: set[str] = set()
    for name, client, kinds in _people(world):
        routes = [route.address for key, route in ROUTES.items() if route.kind in kinds]
        addresses = [world.real.fill(address) for address in (*routes, *_MORE.get(name, ()))]
        pages = tuple(a for a in dict.fromkeys(addresses) if _is_page(client, a) and a not in shown)
        # What is about the asker is another page for each.
        shown |= {page for page in pages if name not in ("empty", "nobody")}
        yield Visitor(name, client, pages, tuple(map(world.real.fill, WRONG.get(name, ()))))


def _people(world: World) -> Iterator[tuple[str, Client, set[Kind]]]:
    yield "owner", login_as(Client(), world.owner), FOR_TAXPAYERS
    yield "empty", login_as(Client(), OperatorFactory()), {Kind.MINE}
    yield "nobody", Client(), {Kind.OPEN}
    yield "newcomer", _newcomer(), set()
    new, known = StaffFactory(role="CLERK"), StaffFactory(role="CLERK")
    login_staff(Client(), known)
    yield "enrolling", _half_way(new), set()
    yield "half-way", _half_way(known), set()
    for role in ("SUPERVISOR", "CLERK", "ADMINISTRATOR", "SUPPORT"):
        yield role.lower(), login_staff(Client(), StaffFactory(role=role, regions=["11"])), FOR_STAFF


def _half_way(staff) -> Client:
    """Return the session of staff whose password was right and whose code is still to come."""
    client = Client()
    client.post("/admin/login/?next=/admin/", {"username": staff.person.login, "password": PASSWORD})
    return client


def _newcomer() -> Client:
    """Return a session that has not yet agreed to what is done with its data."""
    client = login_as(Client(), OperatorFactory())
    session = client.session
    del session["privacy"]
    session.save()
    return client


def _is_page(client: Client, address: str) -> bool:
    response = client.get(address)
    kind = response.headers.get("Content-Type", "")
    document = b"".join(response) if response.streaming else response.content
    return response.status_code in (200, 404) and kind.startswith("text/html") and b"<html" in document[:600]
