from .compare import CompareForm
from .days import DayField
from .goals import DayForm, GoalAddForm, GoalForm, ReasonForm, SetAsideForm, StepForm

__all__ = [
    "CompareForm",
    "DayField",
    "DayForm",
    "GoalAddForm",
    "GoalForm",
    "ReasonForm",
    "SetAsideForm",
    "StepForm",
]
