"""Addresses of goals, their small steps, and how far they have come."""

from django.urls import path

from ..views import attainments, goals, steps

urlpatterns = [
    path("children/<ref:ref>/goals/", goals.GoalList.as_view(), name="goal_list"),
    path("children/<ref:ref>/goals/add/", goals.GoalAdd.as_view(), name="goal_add"),
    path("goals/<ref:ref>/", goals.GoalDetail.as_view(), name="goal_detail"),
    path("goals/<ref:ref>/edit/", goals.GoalEdit.as_view(), name="goal_edit"),
    path("goals/<ref:ref>/reached/", goals.GoalReach.as_view(), name="goal_reach"),
    path("goals/<ref:ref>/ended/", goals.GoalEnd.as_view(), name="goal_end"),
    path("goals/<ref:ref>/set-aside/", goals.GoalSetAside.as_view(), name="goal_set_aside"),
    path("goals/<ref:ref>/take-up/", goals.GoalTakeUp.as_view(), name="goal_take_up"),
    path("goals/<ref:ref>/levels/", attainments.ScaleAgree.as_view(), name="scale_agree"),
    path("goals/<ref:ref>/rate/", attainments.GoalRate.as_view(), name="goal_rate"),
    path("goals/<ref:ref>/family-rating/", attainments.FamilyRate.as_view(), name="family_rate"),
    path("goals/<ref:ref>/steps/add/", steps.StepAdd.as_view(), name="step_add"),
    path("steps/<ref:ref>/edit/", steps.StepEdit.as_view(), name="step_edit"),
    path("steps/<ref:ref>/begin/", steps.StepBegin.as_view(), name="step_begin"),
    path("steps/<ref:ref>/done/", steps.StepAchieve.as_view(), name="step_achieve"),
    path("steps/<ref:ref>/ended/", steps.StepEnd.as_view(), name="step_end"),
    path("steps/<ref:ref>/undo/", steps.StepUndo.as_view(), name="step_undo"),
    path("steps/<ref:ref>/place/", steps.StepShift.as_view(), name="step_shift"),
    path("steps/<ref:ref>/items/", steps.StepItems.as_view(), name="step_items"),
]
