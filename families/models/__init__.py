from .address import Address
from .carer import Carer
from .child import Child
from .cover import Cover, CoverShare
from .document import Document
from .episode import Allocation, Episode
from .family import Family
from .home_note import HomeNote
from .merge import Merge
from .not_same import NotSame
from .opened_record import OpenedRecord
from .policy import Policy
from .professional import Professional
from .referral import Referral

__all__ = [
    "Address",
    "Allocation",
    "Carer",
    "Child",
    "Cover",
    "CoverShare",
    "Document",
    "Episode",
    "Family",
    "HomeNote",
    "Merge",
    "NotSame",
    "OpenedRecord",
    "Policy",
    "Professional",
    "Referral",
]
