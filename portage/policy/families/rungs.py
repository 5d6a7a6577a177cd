"""The rungs that rows of families share: who sees, keys, places, reveals."""

from accounts.roles import Scope

from ..rows import each

ASKS = ("GET", "POST")
EVERYBODY = {
    "portage_worker": Scope.CASELOAD,
    "team_lead": Scope.TEAM,
    **each("administrator", "service_manager", "safeguarding_lead", on=Scope.ALL),
}
SEES_REFERRALS = each("team_lead", "administrator", "service_manager", on=Scope.ALL)
KEYS = each("administrator", on=Scope.ALL)
PLACES = {"team_lead": Scope.TEAM, "service_manager": Scope.ALL}
REVEALS = {
    "portage_worker": Scope.CASELOAD,
    "team_lead": Scope.TEAM,
    **each("service_manager", "safeguarding_lead", on=Scope.ALL),
}
#: What is written about a child, its adults and its home.
EDITS = {"portage_worker": Scope.CASELOAD, "team_lead": Scope.TEAM, "administrator": Scope.ALL}
#: Social care and orders of a court: fewer eyes, and the safeguarding lead’s hand.
SOCIAL = {"portage_worker": Scope.CASELOAD, "team_lead": Scope.TEAM, "safeguarding_lead": Scope.ALL}
ADDS = {"portage_worker": Scope.CASELOAD, "team_lead": Scope.TEAM}
LOADS = {"team_lead": Scope.TEAM, **each("administrator", "service_manager", on=Scope.ALL)}
