"""The records of families that may be flagged into a chronology."""

from django.utils import timezone

from accounts.permissions import Permission

from .chronology import Source, add_source
from .models import Concern, Document, Referral, SocialCareStatus


def _referral(user, ref):
    return Referral.objects.visible_to(user).filter(ref=ref).select_related("child").first()


def _document(user, ref):
    found = Document.objects.visible_to(user).filter(ref=ref, sensitivity=Document.Sensitivity.ORDINARY)
    return found.select_related("child").first()


def _concern(user, ref):
    return Concern.objects.visible_to(user).filter(ref=ref).select_related("child").first()


def _social_care(user, ref):
    return SocialCareStatus.objects.visible_to(user).filter(ref=ref).select_related("child").first()


OURS = (
    Source(
        "referral",
        "Referral",
        _referral,
        lambda row: row.received_on,
        "families:referral_detail",
        permission=Permission.REFERRAL_VIEW,
    ),
    Source(
        "document",
        "Document",
        _document,
        lambda row: row.dated_on or timezone.localdate(row.came_at),
        "families:document_open",
        permission=Permission.DOCUMENT_VIEW,
    ),
    Source(
        "social_care",
        "Standing with social care",
        _social_care,
        lambda row: row.from_on,
        "families:social_care_list",
        permission=Permission.SOCIAL_CARE_VIEW,
        has_own_page=False,
    ),
    Source(
        "concern",
        "Concern",
        _concern,
        lambda row: row.happened_on,
        "families:concern_detail",
        is_restricted=True,
    ),
)


def add_all():
    """Hand down our own kinds, when the application starts."""
    for source in OURS:
        add_source(source)
