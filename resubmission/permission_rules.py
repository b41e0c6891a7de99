"""Who may do what with an application, and in which state: a line for each action, as data.

docs/permissions.md is made from these lines (``manage.py permissions``), and tests/permissions plays every cell of it
over HTTP. A new action needs one line here, and in tests/permissions/doors.py how its page does it. The guards
(``permissions``, ``states``, ``own``) take roles and states from the same places as these lines.
"""
from dataclasses import dataclass

from .permissions import DECIDING, SEEING, Role
from .states import APPLICANT, OWNER, TRANSITIONS, State


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who tries: an operator (``own``: of the applicant) or, with a ``role``, a member of staff."""

    name: str
    own: bool = False
    applies: bool = True
    role: str = ""
    #: The case is of a region of theirs.
    region: bool = True
    #: Also an operator of the applicant, or with the phone of one.
    acts: bool = False
    #: Has agreed to the case already, and a second clerk must.
    first: bool = False
    #: The case objects to a decision of theirs.
    decided: bool = False


ACTORS = (
    Actor("applicant", own=True),
    Actor("colleague without the right to apply", own=True, applies=False),
    Actor("operator of another taxpayer"),
    Actor("clerk", role=Role.CLERK),
    Actor("clerk of another region", role=Role.CLERK, region=False),
    Actor("clerk acting for the taxpayer", role=Role.CLERK, acts=True),
    Actor("clerk who agreed first", role=Role.CLERK, first=True),
    Actor("clerk whose decision is objected to", role=Role.CLERK, decided=True),
    Actor("supervisor", role=Role.SUPERVISOR),
    Actor("auditor", role=Role.AUDITOR),
    Actor("support agent", role=Role.SUPPORT),
    Actor("administrator", role=Role.ADMINISTRATOR),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One action: whose it is, in which states, and how the case must stand for it to be their turn."""

    name: str
    states: frozenset[State]
    #: Staff who may; none: it is the applicant's.
    roles: frozenset[str] = frozenset()
    #: Of the applicant's operators, only those with the right to apply.
    applying: bool = True
    #: Also staff who are not impartial (act for the taxpayer, decided what is objected to): they look, never decide.
    looking: bool = False
    #: True: only who agreed first. False: anyone but them. None: all the same.
    first: bool | None = None
    #: The case is theirs by a claim.
    held: bool = False
    #: Another clerk has agreed already.
    proposed: bool = False

    @property
    def turn(self) -> str:
        said = [(self.held, "the actor holds the case"), (self.proposed, "another clerk has agreed first")]
        return ", ".join(word for holds, word in said if holds)


_ALL = frozenset(State)
_APPLICANTS_TURN = frozenset(state for state, owner in OWNER.items() if owner == APPLICANT)
_REVIEW = frozenset({State.IN_REVIEW})
_DECIDING, _SEEING = frozenset(DECIDING), frozenset(SEEING)


def _sources(*transitions: str) -> frozenset[State]:
    return frozenset(state for name in transitions for state in TRANSITIONS[name].sources)


RULES = (
    Rule("see", _ALL, applying=False),
    Rule("see evidence", _ALL, applying=False),
    Rule("change", _APPLICANTS_TURN),
    Rule("add evidence", _APPLICANTS_TURN),
    Rule("submit", _sources("submit", "resubmit")),
    Rule("withdraw", _sources("withdraw")),
    Rule("object", frozenset({State.REJECTED})),
    # A draft is the applicant's alone.
    Rule("see at the desk", _ALL - {State.DRAFT}, _SEEING, looking=True),
    Rule("see evidence at the desk", _ALL - {State.DRAFT}, _SEEING, looking=True),
    Rule("claim", _REVIEW, _DECIDING, first=False),
    Rule("release", _REVIEW, _DECIDING, first=False, held=True),
    Rule("hand over", _REVIEW, _DECIDING, first=False, held=True),
    Rule("approve", _sources("settle"), _DECIDING, first=False, held=True),
    Rule("return", _sources("return"), _DECIDING, first=False, held=True),
    Rule("reject", _sources("reject"), _DECIDING, first=False, held=True),
    Rule("agree as the second", _sources("settle"), _DECIDING, first=False, held=True, proposed=True),
    Rule("disagree", _REVIEW, _DECIDING, first=False, held=True, proposed=True),
    Rule("take_back", _REVIEW, _DECIDING, first=True),
)


def may(actor: Actor, rule: Rule, state: State) -> bool:
    """Tell whether this actor may do this while the case is in this state."""
    if state not in rule.states:
        return False
    if not rule.roles:
        return actor.own and (actor.applies or not rule.applying)
    partial = actor.acts or actor.decided
    if actor.role not in rule.roles or not actor.region or (partial and not rule.looking):
        return False
    return rule.first is None or rule.first == actor.first
