"""Who may use what in equipment."""

from accounts.roles import Scope

from .rows import READS_CHILD, WRITES_CHILD, Row, each

BOTH = ("GET", "POST")
ADMINISTRATOR = {"administrator": Scope.ALL}
# The storeroom is one, and no page of it is about a child.
LIBRARY = each(
    "portage_worker", "team_lead", "administrator", "service_manager", "safeguarding_lead", on=Scope.NOTHING
)
KEEPERS = each("team_lead", "administrator", on=Scope.NOTHING)
TOY = "equipment.Equipment"

ROWS = [
    Row("equipment:equipment_list", "see what the toy library has and where it is", may=LIBRARY),
    Row("equipment:equipment_add", "add a toy to the library", may=KEEPERS, methods=BOTH),
    Row("equipment:equipment_edit", "change what is said of a toy", may=KEEPERS, about=TOY, methods=BOTH),
    Row("equipment:equipment_condition", "say what state a toy is in", may=KEEPERS, about=TOY, methods=BOTH),
    Row("equipment:loan_list", "see a child’s loans", may=READS_CHILD | ADMINISTRATOR, about="child"),
    Row(
        "equipment:loan_add",
        "lend a toy to a child’s family",
        may=WRITES_CHILD | ADMINISTRATOR,
        about="child",
        methods=BOTH,
    ),
    Row(
        "equipment:loan_return",
        "take a toy back and count its pieces",
        may=WRITES_CHILD | ADMINISTRATOR,
        about="equipment.Loan",
        methods=BOTH,
    ),
]
