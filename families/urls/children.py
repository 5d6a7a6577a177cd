"""Addresses of a child’s page, of two records that may be one, of caseloads, and of keying a referral."""

from django.urls import path

from ..views import child_list, children, episodes, merges, referral_keying

urlpatterns = [
    path("children/", child_list.ChildList.as_view(), name="child_list"),
    path("children/<ref:ref>/family/", children.ChildFamily.as_view(), name="child_family"),
    path("children/<ref:ref>/address/", children.AddressReveal.as_view(), name="address_reveal"),
    path("children/<ref:ref>/home-notes/add/", children.HomeNoteAdd.as_view(), name="home_note_add"),
    path("children/<ref:ref>/refer/", referral_keying.ReferralAgain.as_view(), name="referral_again"),
    path(
        "children/<ref:ref>/refer-sibling/",
        referral_keying.ReferralSibling.as_view(),
        name="referral_sibling",
    ),
    path("children/<ref:ref>/allocate/", episodes.EpisodeAllocate.as_view(), name="episode_allocate"),
    path("children/<ref:ref>/same-as/<ref:other>/", merges.RecordMerge.as_view(), name="record_merge"),
    path("children/<ref:ref>/not/<ref:other>/", merges.NotSameAdd.as_view(), name="not_same_add"),
    path("merges/<ref:ref>/", merges.MergeDetail.as_view(), name="merge_detail"),
    path("merges/<ref:ref>/part/", merges.MergeUndo.as_view(), name="merge_undo"),
    path("caseloads/", episodes.CaseloadList.as_view(), name="caseload_list"),
    path("referrals/find/", referral_keying.ReferralFind.as_view(), name="referral_find"),
    path("referrals/add/", referral_keying.ReferralAdd.as_view(), name="referral_add"),
]
