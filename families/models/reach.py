"""Which children a person reaches today: the rungs of the one ladder, as one subquery.

A page asks this once for each kind of thing it shows. Writing the SQL out took a fifth of a page's time, and
it is the same for everybody on the same rungs: so it is written once for each set of rungs, and only who
asks, the day and the moment are put in.
"""

from datetime import UTC, date, datetime
from functools import lru_cache

from django.db.models import F, Lookup
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts.roles import Scope

# Stand where the person, the day and the moment will; no row has such values.
SOMEBODY, SOME_DAY, SOME_MOMENT = -1_976, date(1976, 1, 1), datetime(1976, 1, 1, tzinfo=UTC)


class Among(Lookup):
    """Whether a key is among those of a subquery, which Postgres answers once, before all else.

    With IN it would guess how many there are, and where it guesses too low, ask again for every row.
    """

    lookup_name = "among"

    def as_sql(self, compiler, connection):
        key, key_values = self.process_lhs(compiler, connection)
        rows, values = self.process_rhs(compiler, connection)
        return f"{key} = ANY(ARRAY{rows})", (*key_values, *values)


def reached_by(user):
    """A condition of a child: whether it is on one of this person's rungs; None if the person has none.

    A caseload also has the children whom one covers today, and those opened with a reason for a day. A
    parent's rung asks the tie, not the family: one child, one adult, what that adult may see today.
    """
    sql, values = written(frozenset(user.scopes if user.is_active else ()))
    if not sql:
        return None
    now = {SOMEBODY: user.pk, SOME_DAY: timezone.localdate(), SOME_MOMENT: timezone.now()}
    return Among(F("pk"), RawSQL(sql, [now.get(value, value) for value in values]))


@lru_cache(maxsize=32)
def written(scopes):
    """The SQL of these rungs, and its values with the stand-ins among them."""
    rungs = [rows.order_by() for rows in rungs_of(scopes)]
    if not rungs:
        return "", ()
    first, *rest = rungs
    return (first.union(*rest, all=True) if rest else first).query.sql_with_params()


def rungs_of(scopes):
    """Each rung as the primary keys of its children."""
    from accounts.models import User

    from .cover import CoverShare
    from .episode import Allocation, Episode
    from .opened_record import OpenedRecord

    somebody = User(pk=SOMEBODY)
    if Scope.TEAM in scopes:
        yield Episode.objects.filter(team__in=somebody.teams_on(SOME_DAY)).values("child")
    if Scope.CASELOAD in scopes:
        yield Allocation.objects.open().filter(worker=somebody).values("episode__child")
        yield CoverShare.objects.running(on=SOME_DAY).filter(worker=somebody).values("episode__child")
    if scopes & {Scope.CASELOAD, Scope.TEAM}:
        yield OpenedRecord.objects.running(at=SOME_MOMENT).filter(user=somebody).values("child")
    if Scope.OWN_CHILD in scopes:
        yield somebody.ties.seeing(on=SOME_DAY).values("child")
