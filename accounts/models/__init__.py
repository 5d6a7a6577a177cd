from .draft import Draft
from .event import AuditEvent
from .job import Job
from .notice import Notice
from .saved_filter import SavedFilter
from .service import Service
from .submission import Submission
from .tally import Tally
from .team import Membership, Team
from .user import User

__all__ = [
    "AuditEvent",
    "Draft",
    "Job",
    "Membership",
    "Notice",
    "SavedFilter",
    "Service",
    "Submission",
    "Tally",
    "Team",
    "User",
]
