"""Addresses of concerns, notes at the door, the chronology, cover, opened records and who looked."""

from django.urls import path

from ..views import access_list, chronology, concerns, covers, home_notes, opened_records

urlpatterns = [
    path("children/<ref:ref>/concern/", concerns.ConcernAdd.as_view(), name="concern_add"),
    path("concerns/", concerns.ConcernList.as_view(), name="concern_list"),
    path("concerns/<ref:ref>/", concerns.ConcernDetail.as_view(), name="concern_detail"),
    path("concerns/<ref:ref>/add/", concerns.ConcernAddition.as_view(), name="concern_addition"),
    path("concerns/<ref:ref>/read/", concerns.ConcernRead.as_view(), name="concern_read"),
    path("concerns/<ref:ref>/decide/", concerns.ConcernDecide.as_view(), name="concern_decide"),
    path("concerns/<ref:ref>/refer/", concerns.ConcernRefer.as_view(), name="concern_refer"),
    path("concerns/<ref:ref>/close/", concerns.ConcernClose.as_view(), name="concern_close"),
    path("concerns/<ref:ref>/reopen/", concerns.ConcernReopen.as_view(), name="concern_reopen"),
    path("children/<ref:ref>/home-notes/", home_notes.HomeNoteList.as_view(), name="home_note_list"),
    path("home-notes/<ref:ref>/review/", home_notes.HomeNoteReviewPage.as_view(), name="home_note_review"),
    path("children/open/", opened_records.RecordOpen.as_view(), name="record_open"),
    path("children/<ref:ref>/who-looked/", access_list.AccessList.as_view(), name="access_list"),
    path("cover/", covers.CoverList.as_view(), name="cover_list"),
    path("cover/add/", covers.CoverAdd.as_view(), name="cover_add"),
    path("cover/<ref:ref>/", covers.CoverDetail.as_view(), name="cover_detail"),
    path("cover/<ref:ref>/last-day/", covers.CoverExtend.as_view(), name="cover_extend"),
    path("cover/<ref:ref>/end/", covers.CoverEnd.as_view(), name="cover_end"),
    path("children/<ref:ref>/chronology/", chronology.ChronologyList.as_view(), name="chronology_list"),
    path("children/<ref:ref>/chronology/add/", chronology.ChronologyAdd.as_view(), name="chronology_add"),
    path("chronology/<ref:ref>/take-out/", chronology.ChronologyRemove.as_view(), name="chronology_remove"),
]
