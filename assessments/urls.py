"""Goals, steps, the checklist and the profile: tabs of a child's page."""

from django.urls import path

from .views import goals, profiles

app_name = "assessments"
urlpatterns = [
    path("children/<slug:ref>/profile/", profiles.ProfileDetail.as_view(), name="profile_detail"),
    path("children/<slug:ref>/checklist/", profiles.ChecklistEdit.as_view(), name="checklist_edit"),
    path("children/<slug:ref>/goals/", goals.GoalList.as_view(), name="goal_list"),
    path("children/<slug:ref>/goals/add/", goals.GoalAdd.as_view(), name="goal_add"),
    path("goals/<slug:ref>/edit/", goals.GoalEdit.as_view(), name="goal_edit"),
    path("goals/<slug:ref>/reached/", goals.GoalReach.as_view(), name="goal_reach"),
    path("goals/<slug:ref>/set-aside/", goals.GoalSetAside.as_view(), name="goal_set_aside"),
    path("goals/<slug:ref>/take-up/", goals.GoalTakeUp.as_view(), name="goal_take_up"),
    path("goals/<slug:ref>/steps/add/", goals.StepAdd.as_view(), name="step_add"),
    path("steps/<slug:ref>/edit/", goals.StepEdit.as_view(), name="step_edit"),
    path("steps/<slug:ref>/done/", goals.StepAchieve.as_view(), name="step_achieve"),
    path("steps/<slug:ref>/undo/", goals.StepUndo.as_view(), name="step_undo"),
]
