from .address import Address
from .agreement import Agreement
from .carer import Carer
from .child import Child
from .chronology import ChronologyEntry
from .closure import Closure
from .concern import BodyMark, Concern, ConcernAddition, ConcernReferral, Saying
from .consent import Consent
from .court_order import CourtOrder
from .cover import Cover, CoverShare
from .death import Death
from .document import Document
from .episode import Allocation, Episode
from .family import Family
from .hand_over import HandOver
from .home_note import HomeNote, HomeNoteReview
from .intensity import Intensity
from .lead_professional import LeadProfessional
from .medical_flag import MedicalFlag
from .merge import Merge
from .need import Need
from .not_same import NotSame
from .opened_record import OpenedRecord
from .package import Package
from .policy import Policy
from .professional import Professional
from .reallocation import Move, Reallocation
from .referral import Referral
from .setting_place import SettingPlace
from .social_care import SocialCareStatus
from .vocabulary import Term, Vocabulary

__all__ = [
    "Address",
    "Agreement",
    "Allocation",
    "BodyMark",
    "Carer",
    "Child",
    "ChronologyEntry",
    "Closure",
    "Concern",
    "ConcernAddition",
    "ConcernReferral",
    "Consent",
    "CourtOrder",
    "Cover",
    "CoverShare",
    "Death",
    "Document",
    "Episode",
    "Family",
    "HandOver",
    "HomeNote",
    "HomeNoteReview",
    "Intensity",
    "LeadProfessional",
    "MedicalFlag",
    "Merge",
    "Move",
    "Need",
    "NotSame",
    "OpenedRecord",
    "Package",
    "Policy",
    "Professional",
    "Reallocation",
    "Referral",
    "Saying",
    "SettingPlace",
    "SocialCareStatus",
    "Term",
    "Vocabulary",
]
