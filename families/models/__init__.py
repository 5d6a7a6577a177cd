from .address import Address
from .agreement import Agreement
from .carer import Carer
from .child import Child
from .chronology import ChronologyEntry
from .closure import Closure
from .concern import BodyMark, Concern, ConcernAddition, ConcernReferral, ConcernStep, Saying
from .consent import Consent
from .court_order import CourtOrder
from .cover import Cover, CoverShare
from .death import Death
from .decision import BandOverride, Decision
from .directory_file import DirectoryFile
from .document import Document
from .episode import Allocation, Episode
from .evidence import Evidence
from .family import Family
from .hand_over import HandOver
from .health_notification import HealthNotification
from .home_note import HomeNote, HomeNoteReview
from .imported import ColumnMatch, Import, ImportedNote, ImportRow, ImportSheet
from .incoming import Incoming, IncomingFile, IncomingLink
from .intensity import Intensity
from .keep_in_touch import KeepInTouch
from .lead_professional import LeadProfessional
from .local_service import LocalService
from .medical_flag import MedicalFlag
from .merge import Merge
from .need import Need
from .not_same import NotSame
from .opened_record import OpenedRecord
from .outward_referral import OutwardReferral, OutwardStep
from .package import Package
from .panel import Panel, PanelAction, PanelCase, PanelMember
from .policy import Policy
from .professional import Professional
from .reallocation import Move, Reallocation
from .referral import Referral
from .removal import Removal
from .rescore import Rescore
from .setting_place import SettingPlace
from .short_of_time import ShortOfTime
from .social_care import SocialCareStatus
from .vocabulary import Term, Vocabulary
from .waiting_offer import WaitingOffer

__all__ = [
    "Address",
    "Agreement",
    "Allocation",
    "BandOverride",
    "BodyMark",
    "Carer",
    "Child",
    "ChronologyEntry",
    "Closure",
    "ColumnMatch",
    "Concern",
    "ConcernAddition",
    "ConcernReferral",
    "ConcernStep",
    "Consent",
    "CourtOrder",
    "Cover",
    "CoverShare",
    "Death",
    "Decision",
    "DirectoryFile",
    "Document",
    "Episode",
    "Evidence",
    "Family",
    "HandOver",
    "HealthNotification",
    "HomeNote",
    "HomeNoteReview",
    "Import",
    "ImportRow",
    "ImportSheet",
    "ImportedNote",
    "Incoming",
    "IncomingFile",
    "IncomingLink",
    "Intensity",
    "KeepInTouch",
    "LeadProfessional",
    "LocalService",
    "MedicalFlag",
    "Merge",
    "Move",
    "Need",
    "NotSame",
    "OpenedRecord",
    "OutwardReferral",
    "OutwardStep",
    "Package",
    "Panel",
    "PanelAction",
    "PanelCase",
    "PanelMember",
    "Policy",
    "Professional",
    "Reallocation",
    "Referral",
    "Removal",
    "Rescore",
    "Saying",
    "SettingPlace",
    "ShortOfTime",
    "SocialCareStatus",
    "Term",
    "Vocabulary",
    "WaitingOffer",
]
