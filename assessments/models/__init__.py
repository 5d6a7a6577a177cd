from .assessment import Assessment, Observation
from .framework import Area, Framework, Item
from .goal import Goal, Step

__all__ = ["Area", "Assessment", "Framework", "Goal", "Item", "Observation", "Step"]
