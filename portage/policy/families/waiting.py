"""Who may use what: the waiting list and one child on it, local services, help from others."""

from accounts.roles import Scope

from ..rows import Row, each
from .rungs import ASKS, SEES_REFERRALS

REFERRAL, SERVICE, OUTWARD = "families.Referral", "families.LocalService", "families.OutwardReferral"
LOOKS_UP = each(
    "portage_worker", "team_lead", "administrator", "service_manager", "safeguarding_lead", on=Scope.NOTHING
)
KEEPS = each("team_lead", "administrator", "service_manager", on=Scope.NOTHING)
REFERS_ON = {
    "portage_worker": Scope.CASELOAD,
    "team_lead": Scope.TEAM,
    **each("administrator", "service_manager", "safeguarding_lead", on=Scope.ALL),
}

ROWS: list[Row] = [
    Row("families:waiting_list", "who waits, and how long", may=SEES_REFERRALS),
    Row("families:waiting_detail", "how one child waits", may=SEES_REFERRALS, about=REFERRAL),
    *(
        Row(f"families:waiting_{verb}", why, may=SEES_REFERRALS, about=REFERRAL, methods=ASKS)
        for verb, why in (
            ("contact", "write down a contact with a family that waits"),
            ("offer_add", "offer something to a family that waits"),
            ("remove", "take a child off the waiting list"),
            ("help_add", "write down what a waiting family needs from others"),
        )
    ),
    Row(
        "families:waiting_offer_answer",
        "write down what a waiting family said to an offer",
        may=SEES_REFERRALS,
        about="families.WaitingOffer",
        methods=ASKS,
    ),
    Row("families:local_service_list", "who else helps families here", may=LOOKS_UP),
    Row("families:local_service_detail", "one local service", may=LOOKS_UP, about=SERVICE),
    Row("families:local_service_add", "add a local service", may=KEEPS, methods=ASKS),
    Row("families:directory_import", "bring a list of local services", may=KEEPS, methods=ASKS),
    Row(
        "families:directory_import_check",
        "look through a list of local services and take it over",
        may=KEEPS,
        about="families.DirectoryFile",
        methods=ASKS,
    ),
    *(
        Row(f"families:local_service_{verb}", why, may=KEEPS, about=SERVICE, methods=ASKS)
        for verb, why in (
            ("edit", "change a local service"),
            ("check", "say that a local service is still right"),
            ("retire", "take a local service out"),
        )
    ),
    Row("families:outward_list", "help from others for a child", may=REFERS_ON, about="child"),
    Row(
        "families:outward_add",
        "write down what a family needs from others",
        may=REFERS_ON,
        about="child",
        methods=ASKS,
    ),
    Row("families:outward_overdue", "help from others that is not settled", may=REFERS_ON),
    Row("families:outward_detail", "one need and its steps", may=REFERS_ON, about=OUTWARD),
    *(
        Row(f"families:outward_{verb}", why, may=REFERS_ON, about=OUTWARD, methods=ASKS)
        for verb, why in (
            ("ask", "write down that a family was asked"),
            ("permit", "write down that a family said yes"),
            ("refuse", "write down that a family said no"),
            ("send", "refer a family on"),
            ("chase", "write down that a service was asked"),
            ("end", "write down how it came out"),
            ("drop", "write down that help is no longer needed"),
        )
    ),
]
