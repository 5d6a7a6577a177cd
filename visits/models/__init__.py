from .activity import Activity, Practice
from .note import RestrictedNote
from .record import VisitRecord
from .visit import Visit

__all__ = ["Activity", "Practice", "RestrictedNote", "Visit", "VisitRecord"]
