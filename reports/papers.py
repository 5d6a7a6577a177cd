"""Which papers the service makes by itself, and from what: one registered function for each kind.

A room that makes a kind of paper says so in a module under ``reports/kinds/``::

    @kind("letter.declined", title="Letter: not for us", template="print/letter_declined.html",
          permission=Permission.CHILD_VIEW)
    def declined(referral, user, **options):
        return {"greeting": …}          # plain data: what JSON can hold; dates as isoformat under “…_on”

What it returns is frozen in the paper. The template stands on ``print/paper.html`` and finds, beside that
data, ``title``, ``service``, ``to_name``, ``made_on`` and ``made_by``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.permissions import Permission


@dataclass(frozen=True)
class Kind:
    """One kind of paper: what it is called, who may read it, how it is made."""

    name: str
    title: str
    template: str
    gather: Callable
    permission: Permission
    everywhere: Permission | None = None
    within: Callable | None = None


KINDS: dict[str, Kind] = {}


def kind(name, *, title, template, permission, everywhere=None, within=None):
    """Register ``gather(about, user, **options) -> dict`` for a kind of paper.

    Arguments: ``permission`` is what a person needs to read such a paper, and the child it is about must be
    in her scope; a paper about no single child is read by all who hold it. ``everywhere`` is a permission
    that opens such papers whatever the child, as that to see referrals does for letters about them.
    ``within(user)`` is the queryset of what a paper about more children than one may be about, for who is
    not to read all of its kind.
    """

    def register(gather):
        if name in KINDS and KINDS[name].gather.__module__ != gather.__module__:
            raise ValueError(f"Two rooms make papers called {name}.")
        KINDS[name] = Kind(name, title, template, gather, permission, everywhere, within)
        return gather

    return register


def title_of(name):
    """What a kind of paper is called; one that is made no longer keeps its papers."""
    return KINDS[name].title if name in KINDS else "Paper"


def kinds_for(user):
    """Two lists of names: those this person reads for children in scope, those she reads for every child."""
    held = {found.name: found for found in KINDS.values()}
    everywhere = [name for name, found in held.items() if found.everywhere and user.may(found.everywhere)]
    near = [name for name, found in held.items() if user.may(found.permission)]
    return near, everywhere
