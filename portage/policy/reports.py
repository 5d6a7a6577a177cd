"""Who may use what in reports."""

from accounts.roles import Scope

from .rows import READS_CHILD, WRITES_CHILD, Row, each

BOTH = ("GET", "POST")
DECIDES = {"team_lead": Scope.TEAM, "service_manager": Scope.ALL}
REPORT = "reports.Report"
PAPER, DECISION, PANEL = "reports.Paper", "families.Decision", "families.Panel"
# A letter about a referral: whoever sees referrals, and the worker whose caseload the child has come to.
READS_PAPER = {
    "portage_worker": Scope.CASELOAD,
    **each("team_lead", "administrator", "service_manager", on=Scope.ALL),
}

TAKES_OUT = each("team_lead", "administrator", "service_manager", on=Scope.ALL)

ROWS: list[Row] = [
    Row("reports:waiting_list_export", "take the waiting list out as a spreadsheet", may=TAKES_OUT),
    Row("reports:report_list", "see a child’s reports", may=READS_CHILD, about="child"),
    Row("reports:report_queue", "see the reports on their way, and those to approve", may=READS_CHILD),
    Row("reports:report_request", "ask for a report", may=WRITES_CHILD, about="child", methods=BOTH),
    Row("reports:report_detail", "see where a report is on its way", may=READS_CHILD, about=REPORT),
    Row("reports:report_status", "see whether a report is ready yet", may=READS_CHILD, about=REPORT),
    Row("reports:report_file", "open the pages of a report", may=READS_CHILD, about=REPORT),
    Row("reports:report_approve", "approve a colleague’s report", may=DECIDES, about=REPORT, methods=BOTH),
    Row(
        "reports:report_release", "share a report with named adults", may=DECIDES, about=REPORT, methods=BOTH
    ),
    Row("reports:report_retry", "have a report made again", may=WRITES_CHILD, about=REPORT, methods=BOTH),
    Row(
        "reports:brief_add",
        "have a page made about each child that moved",
        may=DECIDES,
        about="families.Reallocation",
        methods=BOTH,
    ),
    Row(
        "reports:profile_print",
        "have a profile printed",
        may=WRITES_CHILD,
        about="child",
        methods=BOTH,
    ),
    Row(
        "reports:celebration_print",
        "have a page made of what is new",
        may=WRITES_CHILD,
        about="child",
        methods=BOTH,
    ),
    Row("reports:letter_add", "write the letters of a decision", may=TAKES_OUT, about=DECISION, methods=BOTH),
    *(
        Row(
            f"reports:panel_{name}_add",
            f"make the {words} of a panel",
            may=TAKES_OUT,
            about=PANEL,
            methods=BOTH,
        )
        for name, words in (
            ("agenda", "agenda"),
            ("pack", "pages of each child"),
            ("minutes", "minutes of a panel"),
        )
    ),
    Row("reports:paper_detail", "see where a letter or other paper is", may=READS_PAPER, about=PAPER),
    Row("reports:paper_status", "see whether a paper is ready yet", may=READS_PAPER, about=PAPER),
    Row("reports:paper_file", "open the pages of a paper", may=READS_PAPER, about=PAPER),
    Row("reports:paper_retry", "have a paper made again", may=READS_PAPER, about=PAPER, methods=BOTH),
]
