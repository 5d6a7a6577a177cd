from .equipment import Equipment
from .loan import Loan

__all__ = ["Equipment", "Loan"]
