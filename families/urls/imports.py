"""Addresses of imports: a file, its sheets and its rows are named by their refs."""

from django.urls import path

from ..views import imports

urlpatterns = [
    path("imports/", imports.ImportList.as_view(), name="import_list"),
    path("imports/add/", imports.ImportAdd.as_view(), name="import_add"),
    path("imports/<ref:ref>/", imports.ImportDetail.as_view(), name="import_detail"),
    path("imports/<ref:ref>/status/", imports.ImportStatus.as_view(), name="import_status"),
    path("imports/<ref:ref>/check/", imports.ImportCheck.as_view(), name="import_check"),
    path("imports/<ref:ref>/bring-in/", imports.ImportCommit.as_view(), name="import_commit"),
    path("imports/<ref:ref>/undo/", imports.ImportUndo.as_view(), name="import_undo"),
    path("imports/<ref:ref>/throw-away/", imports.ImportThrowAway.as_view(), name="import_throw_away"),
    path("imports/<ref:ref>/stayed-out/", imports.ImportRejected.as_view(), name="import_rejected"),
    path("import-sheets/<ref:ref>/rows/", imports.ImportRows.as_view(), name="import_rows"),
    path("import-sheets/<ref:ref>/match/", imports.ImportMatch.as_view(), name="import_match"),
    path("import-sheets/<ref:ref>/kind/", imports.ImportKind.as_view(), name="import_kind"),
    path("import-rows/<ref:ref>/decide/", imports.ImportRowDecide.as_view(), name="import_row_decide"),
]
