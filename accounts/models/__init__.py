from .draft import Draft
from .event import AuditEvent
from .job import Job
from .notice import Notice
from .service import Service
from .submission import Submission
from .team import Membership, Team
from .user import User

__all__ = ["AuditEvent", "Draft", "Job", "Membership", "Notice", "Service", "Submission", "Team", "User"]
