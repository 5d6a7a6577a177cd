"""Who may use what under the roof: the pages that compose what several rooms hold."""

from accounts.roles import Scope

from .rows import READS_CHILD, Door, Row, each

ROWS = [
    Row("portage:home", "sends everyone to the page that her day begins with", door=Door.INSIDE),
    Row("portage:my_day", "a worker’s own day: visits, what to bring, what to finish",
        may={"portage_worker": Scope.CASELOAD}),
    Row("portage:child_overview", "the first page about a child; each part only to who may see its kind",
        may={**READS_CHILD, "administrator": Scope.ALL}, about="child"),
    Row("portage:team_home", "figures of one’s team and every worker’s load",
        may={"team_lead": Scope.TEAM, "service_manager": Scope.ALL}),
    Row("portage:team_list", "the whole list behind a figure of the team",
        may={"team_lead": Scope.TEAM, "service_manager": Scope.ALL}),
    Row("portage:search", "finds a child, an adult or a toy among what one may see",
        may={**READS_CHILD, **each("administrator", on=Scope.ALL)}, methods=("GET", "POST")),
    *(Row(f"portage:{name}", "plain words that show nothing about anyone", door=Door.PUBLIC)
      for name in ("help", "privacy", "accessibility")),
]  # fmt: skip
