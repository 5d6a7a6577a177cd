"""The toy library, and the toys of each child."""

from django.urls import path

from .views import equipment, loans

app_name = "equipment"
urlpatterns = [
    path("toys/", equipment.EquipmentList.as_view(), name="equipment_list"),
    path("toys/add/", equipment.EquipmentAdd.as_view(), name="equipment_add"),
    path("toys/<str:ref>/edit/", equipment.EquipmentEdit.as_view(), name="equipment_edit"),
    path("toys/<str:ref>/state/", equipment.EquipmentCondition.as_view(), name="equipment_condition"),
    path("children/<str:ref>/toys/", loans.LoanList.as_view(), name="loan_list"),
    path("children/<str:ref>/toys/lend/", loans.LoanAdd.as_view(), name="loan_add"),
    path("loans/<str:ref>/return/", loans.LoanReturn.as_view(), name="loan_return"),
]
