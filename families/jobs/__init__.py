"""What the clock starts in families; one module for each part of the room."""

from . import intake, moving, safety, support, triage, waiting

__all__ = ["intake", "moving", "safety", "support", "triage", "waiting"]
