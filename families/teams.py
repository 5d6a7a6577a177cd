"""Which teams a person answers for: a lead her own, a manager all."""

from accounts.models import Team
from accounts.roles import Scope


def teams_of(user, *, on):
    """The teams that this person may look into and give children to, on a day."""
    teams = Team.objects.visible_to(user).order_by("name", "pk")
    return teams if Scope.ALL in user.scopes else teams.filter(pk__in=user.teams_on(on))
