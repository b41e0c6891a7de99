"""Every route of the portal, asked by people whose business it is not.

What belongs to others answers as what does not exist: same status, same words, same headers, same number of
queries. A route that tests/access/routes.py does not know makes this fail.
"""
from collections.abc import Iterator
from itertools import takewhile

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from invoice_portal.accounts.tokens import issue_token
from tests.access.asking import Answer, Asker
from tests.access.kinds import Kind, Route
from tests.access.routes import ROUTES
from tests.access.world import World, build
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff

pytestmark = pytest.mark.django_db
FOR_STAFF = {Kind.DESK, Kind.CASE, Kind.CLOSED}


def routes(patterns: list, prefix: str = "") -> Iterator[str]:
    """Yield every route as its ``path()`` states it; one by regular expression (the admin's) by its name."""
    for pattern in patterns:
        regex = isinstance(pattern.pattern, RegexPattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern).removeprefix("^" if regex else ""))
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}:{pattern.name or ''}" if regex else prefix + str(pattern.pattern)


def test_walk_knows_every_route():
    served = set(routes(get_resolver().url_patterns))
    unknown, gone = sorted(served - ROUTES.keys()), sorted(ROUTES.keys() - served)
    lines = [f'    "{route}": …,' for route in unknown]
    assert not unknown, "Say who may ask these routes, one line each in tests/access/routes.py:\n" + "\n".join(lines)
    assert not gone, f"No such routes any more; remove them from tests/access/routes.py: {gone}"


@pytest.fixture
def world(settings, tmp_path) -> World:
    cache.clear()  # what earlier runs counted against the same keys
    storages = settings.STORAGES
    location = {"OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = storages | {"default": storages["default"] | location}
    return build(tmp_path)


def operator(name: str, **given) -> Asker:
    asker = Asker(name)
    acting = OperatorFactory(**given)
    login_as(asker.client, acting)
    asker.token = issue_token(operator=acting)
    return asker


def staff(name: str, **given) -> Asker:
    asker = Asker(name, staff=True)
    login_staff(asker.client, StaffFactory(**given))
    return asker


ASKERS = {
    "nobody": lambda world: Asker("nobody"),
    "stranger": lambda world: operator("stranger"),
    "purchases only": lambda world: operator(
        "purchases only", taxpayer=world.owner.taxpayer, code="02", sees_sales=False, may_apply=False
    ),
    "clerk of 44": lambda world: staff("clerk of 44", regions=["44"]),
    "supervisor of 44": lambda world: staff("supervisor of 44", role="SUPERVISOR", regions=["44"]),
    "administrator of 44": lambda world: staff("administrator of 44", role="ADMINISTRATOR", regions=["44"]),
    "support of 44": lambda world: staff("support of 44", role="SUPPORT", regions=["44"]),
}


#: What else a page that is open to all may answer: a part is down, a file of no release.
OPEN_TOO = {"/readyz": {503}, "/static/none.css": {404}}


@pytest.mark.parametrize("who", ASKERS)
def test_what_is_not_theirs_answers_as_what_does_not_exist(world, who):
    asker, before, wrong = ASKERS[who](world), world.everything(), []
    for name, route in ROUTES.items():
        wrong += [f"{who} at {name!r}: {fault}" for fault in faults(asker, route, world)]
    assert wrong == [], "\n" + "\n".join(wrong)
    assert world.everything() == before


def faults(asker: Asker, route: Route, world: World) -> Iterator[str]:
    """Yield what is wrong with the answers of one route."""
    for how in ways(route):
        answer = asker.ask(world.real, route.address, **how)
        if answer.status not in allowed(asker, route):
            yield f"{how} answers {answer.status}"
        if route.kind in (Kind.THEIRS, Kind.CASE, Kind.CLOSED, Kind.FOLLOWED):
            yield from differences(answer, asker.ask(world.absent, route.address, **how))
        yield from (f"says {told!r}" for told in world.tells if told in answer.body and told not in route.address)
    for question in route.asks:
        if asker.name == "purchases only" and question.strangers_only:
            continue
        real, absent = (asker.ask(names, question.address, question.form) for names in (world.real, world.absent))
        yield from (f"{question}: {fault}" for fault in differences(real, absent))


def ways(route: Route) -> list[dict]:
    """Return the ways in which a route is asked."""
    return [{"method": "get"}, {"form": route.form}, {"method": "delete"}] if route.posted else [{"method": "get"}]


def allowed(asker: Asker, route: Route) -> set[int]:
    """Return the statuses that this asker may get; 405 is what a route says that takes no such request."""
    program = route.address.startswith("/api/")
    if route.kind is Kind.OPEN:
        return {200, 302, 405} | OPEN_TOO.get(route.address, set())
    if route.kind is Kind.FOLLOWED:
        return {404, 405}
    if route.kind is Kind.SOURCES:
        return {401}
    if route.kind in FOR_STAFF:
        if not asker.staff:
            return {302}
        return {302, 403, 404, 405} | ({200} if route.kind is Kind.DESK else set())
    if asker.name == "nobody" or asker.staff:
        return {401} if program else {302, 405}
    if route.kind is Kind.ADMINISTRATORS:
        return {404} if asker.name == "purchases only" else {200}
    return {404, 405} if route.kind is Kind.THEIRS else {200, 403, 405}


def differences(real: Answer, absent: Answer) -> Iterator[str]:
    """Yield in what the answer for a thing that exists differs from that for one that does not."""
    for part in ("status", "headers", "body", "queries"):
        one, other = getattr(real, part), getattr(absent, part)
        if one != other:
            yield f"tells by its {part} that there is something: {_odd(one, other)}"


def _odd(one: object, other: object) -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        return str([(name, one.get(name), other.get(name)) for name in one | other if one.get(name) != other.get(name)])
    if not isinstance(one, str):
        return f"{one} ≠ {other}"
    other = str(other)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    place = max(0, sum(1 for _pair in same) - 40)
    return f"…{one[place : place + 200]!r} ≠ …{other[place : place + 200]!r}"


def test_owner_and_staff_of_the_region_find_what_the_walk_asks_for(world):
    """Else the walk would prove nothing: each address leads to something that is there."""
    owner = Asker("owner", token=issue_token(operator=world.owner))
    login_as(owner.client, world.owner)
    roles = ("CLERK", "SUPERVISOR", "ADMINISTRATOR", "AUDITOR")
    own_staff = [staff(role, role=role, regions=["11"]) for role in roles]
    finding, lost = {Kind.THEIRS: [owner], Kind.CASE: own_staff}, []
    for name, route in ROUTES.items():
        tries = [(asker, how) for asker in finding.get(route.kind, []) for how in ways(route)]
        if tries and not any(_found(asker, route, how, world) for asker, how in tries):
            lost.append(name)
    assert lost == []


def _found(asker: Asker, route: Route, how: dict, world: World) -> bool:
    with transaction.atomic():
        real, absent = (asker.ask(names, route.address, **how) for names in (world.real, world.absent))
        transaction.set_rollback(True)
    return real.status != absent.status
