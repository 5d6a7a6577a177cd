from .address import Address
from .carer import Carer
from .child import Child
from .episode import Allocation, Episode
from .family import Family
from .home_note import HomeNote
from .policy import Policy
from .professional import Professional
from .referral import Referral

__all__ = [
    "Address",
    "Allocation",
    "Carer",
    "Child",
    "Episode",
    "Family",
    "HomeNote",
    "Policy",
    "Professional",
    "Referral",
]
