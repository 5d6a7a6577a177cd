"""The shape of a row of the policy."""

from dataclasses import dataclass, field
from enum import StrEnum

from accounts.roles import ROLES, Scope

STAFF = tuple(role for role in ROLES if role != "parent")


class Door(StrEnum):
    """Who may come to a URL at all, before any role is asked."""

    PUBLIC = "anyone, signed in or not"
    OUTSIDE = "anyone who is not signed in yet; who is, is sent on"
    INSIDE = "anyone who is signed in"
    ROLES = "the roles named"


@dataclass(frozen=True)
class Row:
    """One URL: its door, the roles that may use it, and on which children.

    ``may`` maps a role to the rung of the ladder on which it may use the URL. Scope.NOTHING means that the
    page is about no child. ``about`` says what the address names: "child", or the room.Model whose ``ref`` or
    primary key it carries; empty when it names nothing. ``methods`` are those that do something.
    """

    name: str
    why: str
    door: Door = Door.ROLES
    may: dict = field(default_factory=dict)
    about: str = ""
    methods: tuple = ("GET",)

    def __post_init__(self):
        unknown = set(self.may) - set(ROLES)
        if unknown or not all(isinstance(scope, Scope) for scope in self.may.values()):
            raise ValueError(f"The row for {self.name} names a role or scope that is not there: {self.may}")


def each(*roles, on):
    """Say the same rung for several roles."""
    return dict.fromkeys(roles, on)


READS_CHILD = {
    "portage_worker": Scope.CASELOAD,
    "team_lead": Scope.TEAM,
    "service_manager": Scope.ALL,
    "safeguarding_lead": Scope.ALL,
}
WRITES_CHILD = {"portage_worker": Scope.CASELOAD, "team_lead": Scope.TEAM}
