"""Who may use what: the rules of triage, papers before a decision, panels."""

from accounts.roles import Scope

from ..rows import Row, each
from .rungs import ASKS, SEES_REFERRALS

PANEL, ACTION, PAPER = "families.Panel", "families.PanelAction", "families.Evidence"

ROWS: list[Row] = [
    Row("families:rules_detail", "read the rules of triage and their versions", may=SEES_REFERRALS),
    Row(
        "families:rules_edit",
        "write a new version of the rules",
        may=each("service_manager", on=Scope.ALL),
        methods=ASKS,
    ),
    Row(
        "families:evidence_ask",
        "ask for a paper",
        may=SEES_REFERRALS,
        about="families.Referral",
        methods=ASKS,
    ),
    Row("families:evidence_receive", "a paper came", may=SEES_REFERRALS, about=PAPER, methods=ASKS),
    Row("families:evidence_waive", "decide without a paper", may=SEES_REFERRALS, about=PAPER, methods=ASKS),
    Row("families:panel_list", "panels to come and panels held", may=SEES_REFERRALS),
    Row("families:panel_add", "plan a panel", may=SEES_REFERRALS, methods=ASKS),
    Row("families:panel_detail", "one panel: agenda, papers, decisions", may=SEES_REFERRALS, about=PANEL),
    *(
        Row(f"families:panel_{verb}", why, may=SEES_REFERRALS, about=PANEL, methods=ASKS)
        for verb, why in (
            ("edit", "change when and where a panel meets, and who sits on it"),
            ("agenda", "choose which children come to a panel"),
            ("minutes", "take the minutes of a panel and close it"),
            ("cancel", "say that a panel is not held"),
        )
    ),
    Row("families:panel_action_list", "what panels gave people to do", may=SEES_REFERRALS),
    Row(
        "families:panel_action_done",
        "say that an action of a panel is done",
        may=SEES_REFERRALS,
        about=ACTION,
        methods=ASKS,
    ),
]
