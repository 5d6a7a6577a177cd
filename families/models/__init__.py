from .address import Address
from .agreement import Agreement
from .carer import Carer
from .child import Child
from .closure import Closure
from .consent import Consent
from .cover import Cover, CoverShare
from .death import Death
from .document import Document
from .episode import Allocation, Episode
from .family import Family
from .home_note import HomeNote
from .intensity import Intensity
from .lead_professional import LeadProfessional
from .merge import Merge
from .not_same import NotSame
from .opened_record import OpenedRecord
from .package import Package
from .policy import Policy
from .professional import Professional
from .referral import Referral

__all__ = [
    "Address",
    "Agreement",
    "Allocation",
    "Carer",
    "Child",
    "Closure",
    "Consent",
    "Cover",
    "CoverShare",
    "Death",
    "Document",
    "Episode",
    "Family",
    "HomeNote",
    "Intensity",
    "LeadProfessional",
    "Merge",
    "NotSame",
    "OpenedRecord",
    "Package",
    "Policy",
    "Professional",
    "Referral",
]
