"""What kinds of routes there are, and how one is stated (see routes.py)."""
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    OPEN, MINE, ADMINISTRATORS, THEIRS, SOURCES, DESK, CASE, CLOSED, FOLLOWED = range(9)


@dataclass(frozen=True)
class Ask:
    """A question that names things of the owner: an address, or a form posted to it."""

    address: str
    form: dict[str, str] | None = None
    #: Told to anyone of the same taxpayer by contract (a trace says NO_PERMISSION): asked by strangers only.
    strangers_only: bool = False


@dataclass(frozen=True)
class Route:
    kind: Kind
    address: str
    asks: tuple[Ask, ...] = ()
    form: dict[str, str] = field(default_factory=dict)
    #: A form posted here would end the asker's own session.
    posted: bool = True


def open_to_all(address: str) -> Route:
    return Route(Kind.OPEN, address, posted=False)


def mine(address: str, *asks: Ask) -> Route:
    return Route(Kind.MINE, address, asks, posted=False)


def administrators(address: str, *asks: Ask) -> Route:
    return Route(Kind.ADMINISTRATORS, address, asks, posted=False)


def theirs(address: str, **form: str) -> Route:
    return Route(Kind.THEIRS, address, form=form)


def followed(address: str, **form: str) -> Route:
    return Route(Kind.FOLLOWED, address, form=form)


def sources(address: str, **form: str) -> Route:
    return Route(Kind.SOURCES, address, form=form)


def desk(address: str, *asks: Ask, posted: bool = True) -> Route:
    return Route(Kind.DESK, address, asks, posted=posted)


def case(address: str, **form: str) -> Route:
    return Route(Kind.CASE, address, form=form)


def closed(address: str, **form: str) -> Route:
    return Route(Kind.CLOSED, address, form=form)


def model(path: str, name: str) -> dict[str, Route]:
    """Return the routes that the admin makes for a model (``app/model``); ``name`` is its object's."""
    base, one = f"admin/{path}/", f"/admin/{path}/{{{name}}}/"
    return {
        base: desk("/" + base, Ask(f"/{base}?q={{{name}}}"), Ask(f"/{base}?id__exact={{{name}}}")),
        f"{base}add/": desk(f"/{base}add/"),
        f"{base}<path:object_id>/history/": case(f"{one}history/"),
        f"{base}<path:object_id>/delete/": closed(f"{one}delete/", post="yes"),
        f"{base}<path:object_id>/change/": case(f"{one}change/"),
        f"{base}<path:object_id>/": closed(one),
    }


def everyones(path: str) -> dict[str, Route]:
    """Return the routes that the admin makes for a model whose rows are the bureau's, not somebody's."""
    base = f"admin/{path}/"
    pages = {f"{base}<path:object_id>/{page}": f"/{base}0/{page}" for page in ("history/", "delete/", "change/", "")}
    return {base: desk(f"/{base}"), f"{base}add/": desk(f"/{base}add/")} | {
        route: desk(address) for route, address in pages.items()
    }
