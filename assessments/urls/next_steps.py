"""Addresses of suggested next steps and of what a child enjoys."""

from django.urls import path

from ..views import interests, next_steps

CHILD = "children/<ref:ref>"
urlpatterns = [
    path(f"{CHILD}/next-steps/", next_steps.NextStepList.as_view(), name="next_step_list"),
    path(
        f"{CHILD}/next-steps/<int:item>/choose/", next_steps.NextStepChoose.as_view(), name="next_step_choose"
    ),
    path(f"{CHILD}/interests/add/", interests.InterestAdd.as_view(), name="interest_add"),
    path(f"{CHILD}/interests/<int:interest>/", interests.InterestEdit.as_view(), name="interest_edit"),
    path(f"{CHILD}/interests/<int:interest>/end/", interests.InterestEnd.as_view(), name="interest_end"),
]
