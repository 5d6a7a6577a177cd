"""Addresses of goals and their small steps."""

from django.urls import path

from ..views import goals

urlpatterns = [
    path("children/<ref:ref>/goals/", goals.GoalList.as_view(), name="goal_list"),
    path("children/<ref:ref>/goals/add/", goals.GoalAdd.as_view(), name="goal_add"),
    path("goals/<ref:ref>/edit/", goals.GoalEdit.as_view(), name="goal_edit"),
    path("goals/<ref:ref>/reached/", goals.GoalReach.as_view(), name="goal_reach"),
    path("goals/<ref:ref>/set-aside/", goals.GoalSetAside.as_view(), name="goal_set_aside"),
    path("goals/<ref:ref>/take-up/", goals.GoalTakeUp.as_view(), name="goal_take_up"),
    path("goals/<ref:ref>/steps/add/", goals.StepAdd.as_view(), name="step_add"),
    path("steps/<ref:ref>/edit/", goals.StepEdit.as_view(), name="step_edit"),
    path("steps/<ref:ref>/done/", goals.StepAchieve.as_view(), name="step_achieve"),
    path("steps/<ref:ref>/undo/", goals.StepUndo.as_view(), name="step_undo"),
]
