"""Who may use what in reports."""

from accounts.roles import Scope

from .rows import READS_CHILD, WRITES_CHILD, Row

BOTH = ("GET", "POST")
DECIDES = {"team_lead": Scope.TEAM, "service_manager": Scope.ALL}
REPORT = "reports.Report"

ROWS: list[Row] = [
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
]
