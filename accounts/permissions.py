"""What a person may be allowed to do, one line each, grouped by room."""

from enum import StrEnum


class Permission(StrEnum):
    """A staff or family right. Which role holds it is said in roles.py, on which child in scoping."""

    # accounts
    ACCOUNT_OWN = "see and change one’s own account"
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

    # assessments
    ASSESSMENT_VIEW = "see goals and the developmental profile"
    ASSESSMENT_RECORD = "record observations, goals and steps"

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

    # portal
    PORTAL_USE = "use the family’s own pages"

    # roof
    DAY_VIEW = "see one’s own day"
    TEAM_VIEW = "see how one’s team is doing"
