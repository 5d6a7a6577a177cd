"""What a person may be allowed to do, one line each, grouped by room."""

from enum import StrEnum


class Permission(StrEnum):
    """A staff or family right. Which role holds it is said in roles.py, on which child in scoping."""

    # accounts
    ACCOUNT_OWN = "see and change one’s own account"
    FILTER_SAVE = "save one’s own views of a list"
    AUDIT_VIEW = "search the record of who did what"
    JOB_MANAGE = "see work that failed and try it again"
    SERVICE_EDIT = "change the service’s name, logo, colours and contact details"
    PERSON_VIEW = "see who works here and in which role"

    # families
    CHILD_VIEW = "open a child’s page"
    CHILD_SEARCH = "find a child or family"
    ADDRESS_REVEAL = "see a protected address, giving a reason"
    REFERRAL_VIEW = "see referrals and the waiting list"
    REFERRAL_ADD = "key a referral"
    REFERRAL_DECIDE = "triage, accept or decline a referral"
    EPISODE_ALLOCATE = "give a child to a worker, or move a child to another"
    CASELOAD_VIEW = "see workers and the load they carry"
    CHILD_EDIT = "change what is written about a child, its adults and its home"
    SOCIAL_CARE_VIEW = "see a child’s standing with social care and orders of a court"
    SOCIAL_CARE_EDIT = "write down a child’s standing with social care and orders of a court"
    DOCUMENT_VIEW = "open documents about a child"
    DOCUMENT_ADD = "add documents about a child"
    RECORD_MERGE = "put two records of one child together, and apart again"
    NOTIFICATION_LOG = "log notifications from health (section 23)"
    RULES_EDIT = "change the rules of triage, the waiting list and caseloads"
    PANEL_VIEW = "read the agenda and minutes of a panel"
    PANEL_RUN = "prepare and minute a panel"
    WAITING_CONTACT = "keep in touch with waiting families and make offers"
    LIST_EXPORT = "take a list out as a spreadsheet"
    SUPPORT_EDIT = "write agreements, permissions and packages with a family"
    EPISODE_CLOSE = "close and reopen a child’s time with the service"
    DEATH_RECORD = "record that a child has died"
    LEAD_PROFESSIONAL_SET = "say who is a child’s lead professional"
    CASELOAD_MOVE = "move many children at once, and undo it"
    HAND_OVER_ANSWER = "read a hand-over that concerns one, and answer it"
    COVER_ARRANGE = "arrange cover for a colleague who is away"
    RECORD_OPEN = "open a record outside one’s caseload, giving a reason"
    LOOKS_VIEW = "see who looked at a child’s record, and why"
    CONCERN_RAISE = "record a safeguarding concern"
    CONCERN_DECIDE = "read every safeguarding concern and decide on it"
    CHRONOLOGY_VIEW = "see and keep the chronology of a child"
    DIRECTORY_VIEW = "see the directory of local services and refer on to them"
    DIRECTORY_EDIT = "change the directory of local services"
    IMPORT_RUN = "bring in a workbook, and undo it"

    # assessments
    ASSESSMENT_VIEW = "see goals and the developmental profile"
    ASSESSMENT_RECORD = "record observations, goals and steps"
    FRAMEWORK_VIEW = "read the checklists we use"
    FRAMEWORK_EDIT = "bring in, write, publish and retire checklists"

    # equipment
    EQUIPMENT_VIEW = "see the toy library and loans"
    EQUIPMENT_LEND = "lend toys and take them back"
    EQUIPMENT_MANAGE = "add toys and say what state they are in"

    # visits
    DIARY_VIEW = "see when visits are planned"
    VISIT_VIEW = "read visit records"
    VISIT_PLAN = "plan, move and cancel visits"
    VISIT_RECORD = "write up, sign and correct visits"
    NOTE_READ = "read restricted notes one may know of"

    # reports
    REPORT_VIEW = "read reports about a child"
    REPORT_REQUEST = "ask for a report"
    REPORT_APPROVE = "approve a colleague’s report and release it"
    PAPER_MAKE = "make letters, minutes and briefs, and open them"

    # portal
    PORTAL_USE = "use the family’s own pages"

    # roof
    DAY_VIEW = "see one’s own day"
    TEAM_VIEW = "see how one’s team is doing"
