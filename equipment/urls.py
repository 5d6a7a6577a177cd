"""The toy library, and the toys of each child."""

from django.urls import path

from .views import equipment, loans

app_name = "equipment"
urlpatterns = [
    path("toys/", equipment.EquipmentList.as_view(), name="equipment_list"),
    path("toys/add/", equipment.EquipmentAdd.as_view(), name="equipment_add"),
    path("toys/<slug:ref>/edit/", equipment.EquipmentEdit.as_view(), name="equipment_edit"),
    path("toys/<slug:ref>/state/", equipment.EquipmentCondition.as_view(), name="equipment_condition"),
    path("children/<slug:ref>/toys/", loans.LoanList.as_view(), name="loan_list"),
    path("children/<slug:ref>/toys/lend/", loans.LoanAdd.as_view(), name="loan_add"),
    path("loans/<slug:ref>/return/", loans.LoanReturn.as_view(), name="loan_return"),
]
