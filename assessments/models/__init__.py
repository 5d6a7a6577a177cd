from .aspiration import Aspiration, Outcome, Strategy
from .assessment import Assessment, Observation, Retraction
from .attainment import AttainmentRating, AttainmentScale, FamilyRating
from .framework import Area, Band, Framework, Item, Strand
from .framework_upload import FrameworkUpload
from .goal import Goal, GoalMove, Step
from .interest import Interest
from .plan_review import PlanReview
from .result import ToolResult
from .scale import Level, Scale

__all__ = [
    "Area",
    "Aspiration",
    "Assessment",
    "AttainmentRating",
    "AttainmentScale",
    "Band",
    "FamilyRating",
    "Framework",
    "FrameworkUpload",
    "Goal",
    "GoalMove",
    "Interest",
    "Item",
    "Level",
    "Observation",
    "Outcome",
    "PlanReview",
    "Retraction",
    "Scale",
    "Step",
    "Strand",
    "Strategy",
    "ToolResult",
]
