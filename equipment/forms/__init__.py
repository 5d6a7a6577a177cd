from .equipment import ConditionForm, EquipmentForm, FilterForm
from .loans import LendForm, ReturnForm, pieces

__all__ = ["ConditionForm", "EquipmentForm", "FilterForm", "LendForm", "ReturnForm", "pieces"]
