"""The roles, as classes an auditor can read: what each may do, and on whom."""

from enum import StrEnum

from .permissions import Permission as P


class Scope(StrEnum):
    """The one ladder, the same for every model: on which children a role's permissions hold."""

    ALL = "every child of the service"
    TEAM = "the children of one’s teams"
    CASELOAD = "the children on one’s caseload"
    OWN_CHILD = "one’s own child, if the tie allows it"
    OWN_WORDS = "what one wrote oneself"
    NOTHING = "no child"


STAFF = {P.ACCOUNT_OWN, P.FILTER_SAVE}
READS_CHILD = {
    P.FRAMEWORK_VIEW,
    P.CHILD_VIEW,
    P.CHILD_SEARCH,
    P.ASSESSMENT_VIEW,
    P.EQUIPMENT_VIEW,
    P.DIARY_VIEW,
    P.VISIT_VIEW,
    P.REPORT_VIEW,
}


class PortageWorker:
    label = "Portage worker"
    description = "Visits families at home and records what happens, for the children on her caseload."
    scope = Scope.CASELOAD
    permissions = (
        STAFF
        | READS_CHILD
        | {
            P.ADDRESS_REVEAL,
            P.ASSESSMENT_RECORD,
            P.EQUIPMENT_LEND,
            P.VISIT_PLAN,
            P.VISIT_RECORD,
            P.NOTE_READ,
            P.REPORT_REQUEST,
            P.DAY_VIEW,
            P.CHILD_EDIT,
            P.SOCIAL_CARE_VIEW,
            P.SOCIAL_CARE_EDIT,
            P.DOCUMENT_VIEW,
            P.DOCUMENT_ADD,
            P.SUPPORT_EDIT,
            P.HAND_OVER_ANSWER,
            P.RECORD_OPEN,
            P.CONCERN_RAISE,
            P.CHRONOLOGY_VIEW,
            P.DIRECTORY_VIEW,
            P.PAPER_MAKE,
        }
    )


class TeamLead:
    label = "Team lead"
    description = "Leads a team: shares out children, keeps the load fair, approves reports."
    scope = Scope.TEAM
    permissions = (
        STAFF
        | READS_CHILD
        | {
            P.ADDRESS_REVEAL,
            P.ASSESSMENT_RECORD,
            P.EQUIPMENT_LEND,
            P.EQUIPMENT_MANAGE,
            P.VISIT_PLAN,
            P.VISIT_RECORD,
            P.NOTE_READ,
            P.REPORT_REQUEST,
            P.REPORT_APPROVE,
            P.REFERRAL_VIEW,
            P.REFERRAL_DECIDE,
            P.EPISODE_ALLOCATE,
            P.CASELOAD_VIEW,
            P.PERSON_VIEW,
            P.TEAM_VIEW,
            P.CHILD_EDIT,
            P.SOCIAL_CARE_VIEW,
            P.SOCIAL_CARE_EDIT,
            P.DOCUMENT_VIEW,
            P.DOCUMENT_ADD,
            P.PANEL_VIEW,
            P.PANEL_RUN,
            P.WAITING_CONTACT,
            P.LIST_EXPORT,
            P.SUPPORT_EDIT,
            P.EPISODE_CLOSE,
            P.DEATH_RECORD,
            P.LEAD_PROFESSIONAL_SET,
            P.CASELOAD_MOVE,
            P.HAND_OVER_ANSWER,
            P.COVER_ARRANGE,
            P.RECORD_OPEN,
            P.LOOKS_VIEW,
            P.CONCERN_RAISE,
            P.CHRONOLOGY_VIEW,
            P.DIRECTORY_VIEW,
            P.DIRECTORY_EDIT,
            P.PAPER_MAKE,
        }
    )


class Administrator:
    label = "Administrator"
    description = (
        "Takes in referrals, keeps the waiting list, the diary and the toy library. Reads no visit notes."
    )
    scope = Scope.ALL
    permissions = STAFF | {
        P.CHILD_VIEW,
        P.CHILD_SEARCH,
        P.DIARY_VIEW,
        P.EQUIPMENT_VIEW,
        P.EQUIPMENT_LEND,
        P.EQUIPMENT_MANAGE,
        P.REFERRAL_VIEW,
        P.REFERRAL_ADD,
        P.REFERRAL_DECIDE,
        P.CASELOAD_VIEW,
        P.PERSON_VIEW,
        P.JOB_MANAGE,
        P.CHILD_EDIT,
        P.DOCUMENT_VIEW,
        P.DOCUMENT_ADD,
        P.RECORD_MERGE,
        P.NOTIFICATION_LOG,
        P.PANEL_VIEW,
        P.PANEL_RUN,
        P.WAITING_CONTACT,
        P.LIST_EXPORT,
        P.CONCERN_RAISE,
        P.DIRECTORY_VIEW,
        P.DIRECTORY_EDIT,
        P.IMPORT_RUN,
        P.FRAMEWORK_VIEW,
        P.FRAMEWORK_EDIT,
        P.PAPER_MAKE,
    }


class ServiceManager:
    label = "Service manager"
    description = "Answers for the whole service: its figures, its people, its settings."
    scope = Scope.ALL
    permissions = (
        STAFF
        | READS_CHILD
        | {
            P.ADDRESS_REVEAL,
            P.REFERRAL_VIEW,
            P.REFERRAL_DECIDE,
            P.EPISODE_ALLOCATE,
            P.CASELOAD_VIEW,
            P.PERSON_VIEW,
            P.REPORT_APPROVE,
            P.SERVICE_EDIT,
            P.JOB_MANAGE,
            P.TEAM_VIEW,
            P.SOCIAL_CARE_VIEW,
            P.DOCUMENT_VIEW,
            P.RECORD_MERGE,
            P.RULES_EDIT,
            P.FRAMEWORK_EDIT,
            P.PANEL_VIEW,
            P.PANEL_RUN,
            P.WAITING_CONTACT,
            P.LIST_EXPORT,
            P.EPISODE_CLOSE,
            P.DEATH_RECORD,
            P.LEAD_PROFESSIONAL_SET,
            P.CASELOAD_MOVE,
            P.HAND_OVER_ANSWER,
            P.COVER_ARRANGE,
            P.LOOKS_VIEW,
            P.CONCERN_RAISE,
            P.CHRONOLOGY_VIEW,
            P.DIRECTORY_VIEW,
            P.DIRECTORY_EDIT,
            P.IMPORT_RUN,
            P.PAPER_MAKE,
        }
    )


class SafeguardingLead:
    label = "Safeguarding lead"
    description = (
        "Reads what is needed to keep a child safe, restricted notes included. Every look is recorded."
    )
    scope = Scope.ALL
    permissions = (
        STAFF
        | READS_CHILD
        | {
            P.ADDRESS_REVEAL,
            P.NOTE_READ,
            P.SOCIAL_CARE_VIEW,
            P.SOCIAL_CARE_EDIT,
            P.DOCUMENT_VIEW,
            P.LOOKS_VIEW,
            P.CONCERN_RAISE,
            P.CONCERN_DECIDE,
            P.CHRONOLOGY_VIEW,
            P.DIRECTORY_VIEW,
        }
    )


class Auditor:
    label = "Auditor"
    description = "Answers who saw and did what, and when. Opens no child’s record."
    scope = Scope.NOTHING
    permissions = STAFF | {P.AUDIT_VIEW}


class Parent:
    label = "Parent or carer"
    description = (
        "Reads and adds to the shared record of her own child, as far as her tie to the child allows."
    )
    scope = Scope.OWN_CHILD
    permissions = {P.ACCOUNT_OWN, P.PORTAL_USE}


ROLES = {
    "portage_worker": PortageWorker,
    "team_lead": TeamLead,
    "administrator": Administrator,
    "service_manager": ServiceManager,
    "safeguarding_lead": SafeguardingLead,
    "auditor": Auditor,
    "parent": Parent,
}


def role_choices():
    """Choices as a named function, so that a new role needs no migration."""
    return [(key, role.label) for key, role in ROLES.items()]
