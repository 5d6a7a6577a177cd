"""Addresses of other tools’ results."""

from django.urls import path

from ..views import results

CHILD = "children/<ref:ref>"
urlpatterns = [
    path(f"{CHILD}/tools/", results.ResultList.as_view(), name="result_list"),
    path(f"{CHILD}/tools/add/", results.ResultAdd.as_view(), name="result_add"),
    path(f"{CHILD}/tools/add/<slug:tool>/", results.ResultRecord.as_view(), name="result_record"),
    path("tools/<ref:ref>/", results.ResultDetail.as_view(), name="result_detail"),
    path("tools/<ref:ref>/take-out/", results.ResultWithdraw.as_view(), name="result_withdraw"),
]
