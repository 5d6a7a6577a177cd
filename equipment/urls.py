"""The toy library, and the toys of each child."""

from django.urls import path

from .views import equipment, loans

app_name = "equipment"
urlpatterns = [
    path("toys/", equipment.EquipmentList.as_view(), name="equipment_list"),
    path("toys/add/", equipment.EquipmentAdd.as_view(), name="equipment_add"),
    path("toys/<ref:ref>/edit/", equipment.EquipmentEdit.as_view(), name="equipment_edit"),
    path("toys/<ref:ref>/state/", equipment.EquipmentCondition.as_view(), name="equipment_condition"),
    path("children/<ref:ref>/toys/", loans.LoanList.as_view(), name="loan_list"),
    path("children/<ref:ref>/toys/lend/", loans.LoanAdd.as_view(), name="loan_add"),
    path("loans/<ref:ref>/return/", loans.LoanReturn.as_view(), name="loan_return"),
]
