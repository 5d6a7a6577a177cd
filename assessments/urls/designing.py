"""Addresses of reading and writing the checklists themselves, and of the scales they are judged in."""

from django.urls import path

from ..views import framework_drafts, framework_items, framework_parts, frameworks, scales

OF_A_FRAMEWORK = [
    path("frameworks/", frameworks.FrameworkList.as_view(), name="framework_list"),
    path("frameworks/add/", framework_drafts.FrameworkAdd.as_view(), name="framework_add"),
    path("frameworks/<ref:ref>/", frameworks.FrameworkDetail.as_view(), name="framework_detail"),
    path("frameworks/<ref:ref>/file/", frameworks.FrameworkExport.as_view(), name="framework_export"),
    path("frameworks/<ref:ref>/preview/", frameworks.FrameworkPreview.as_view(), name="framework_preview"),
    path("frameworks/<ref:ref>/edit/", framework_drafts.FrameworkEdit.as_view(), name="framework_edit"),
    path("frameworks/<ref:ref>/copy/", framework_drafts.FrameworkCopy.as_view(), name="framework_copy"),
    path(
        "frameworks/<ref:ref>/publish/", framework_drafts.FrameworkPublish.as_view(), name="framework_publish"
    ),
    path("frameworks/<ref:ref>/retire/", framework_drafts.FrameworkRetire.as_view(), name="framework_retire"),
    path(
        "frameworks/<ref:ref>/throw-away/",
        framework_drafts.FrameworkDiscard.as_view(),
        name="framework_discard",
    ),
    path("frameworks/<ref:ref>/areas/add/", framework_parts.AreaAdd.as_view(), name="area_add"),
    path("frameworks/<ref:ref>/bands/add/", framework_parts.BandAdd.as_view(), name="band_add"),
]
OF_A_PART = [
    path("areas/<int:pk>/edit/", framework_parts.AreaEdit.as_view(), name="area_edit"),
    path("areas/<int:pk>/place/", framework_parts.AreaShift.as_view(), name="area_shift"),
    path("areas/<int:pk>/remove/", framework_parts.AreaRemove.as_view(), name="area_remove"),
    path("areas/<int:pk>/strands/add/", framework_parts.StrandAdd.as_view(), name="strand_add"),
    path("areas/<int:pk>/items/add/", framework_items.ItemAdd.as_view(), name="item_add"),
    path("strands/<int:pk>/edit/", framework_parts.StrandEdit.as_view(), name="strand_edit"),
    path("strands/<int:pk>/place/", framework_parts.StrandShift.as_view(), name="strand_shift"),
    path("strands/<int:pk>/remove/", framework_parts.StrandRemove.as_view(), name="strand_remove"),
    path("bands/<int:pk>/edit/", framework_parts.BandEdit.as_view(), name="band_edit"),
    path("bands/<int:pk>/remove/", framework_parts.BandRemove.as_view(), name="band_remove"),
    path("items/<int:pk>/edit/", framework_items.ItemEdit.as_view(), name="item_edit"),
    path("items/<int:pk>/place/", framework_items.ItemShift.as_view(), name="item_shift"),
    path("items/<int:pk>/remove/", framework_items.ItemRemove.as_view(), name="item_remove"),
    path("items/<int:pk>/first/", framework_items.ItemFirst.as_view(), name="item_first"),
]
OF_A_SCALE = [
    path("scales/", scales.ScaleList.as_view(), name="scale_list"),
    path("scales/add/", scales.ScaleAdd.as_view(), name="scale_add"),
    path("scales/<int:pk>/", scales.ScaleDetail.as_view(), name="scale_detail"),
    path("scales/<int:pk>/edit/", scales.ScaleEdit.as_view(), name="scale_edit"),
]
urlpatterns = [*OF_A_FRAMEWORK, *OF_A_PART, *OF_A_SCALE]
