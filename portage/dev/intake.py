"""What came from outside and waits: referrals by people without an account, notifications from health."""

from datetime import timedelta

from django.utils import timezone

from families.models import HealthNotification
from tests.factories.intake import HealthNotificationFactory, IncomingFactory, IncomingFileFactory

LETTER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
LETTER += b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
LETTER += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def tell_what_came_in(staff, children, chance):
    """Three referrals to take in and three notifications; one of the referrals is of a sibling we know."""
    now = timezone.now()
    known = children[0]
    joanne = IncomingFactory(sent_at=now - timedelta(hours=20))
    IncomingFileFactory(incoming=joanne, title="Letter from Dr Amin", content=LETTER)
    sister = {"given_name": ["Lina"], "family_name": [known.family_name], "nhs_number": [""], "sex": ["F"]}
    IncomingFactory(
        parent=True,
        sent_at=now - timedelta(hours=5),
        pages={"child": {**sister, "born_on": ["3/2/2025"]}, "family": {"postcode": ["FN4 2AB"]}},
    )
    IncomingFactory(
        sent_at=now - timedelta(hours=1),
        pages={
            "child": {"given_name": ["Ada"], "family_name": ["Lovell"], "nhs_number": [""], "sex": ["F"]},
            "family": {"is_protected": ["on"], "adult1_name": ["Grace Lovell"]},
            "consent": {"given_by": ["Grace Lovell"]},
        },
    )
    logged_by = staff["Mel Grant"]
    HealthNotificationFactory(logged_by=logged_by)
    HealthNotificationFactory(
        logged_by=logged_by,
        given_name="Ivo",
        family_name="Brandt",
        about="Born at 27 weeks",
        parent_informed_on=None,
    )
    HealthNotificationFactory(
        logged_by=logged_by,
        given_name="Mabel",
        family_name="Orr",
        about="Hearing being looked into",
        route=HealthNotification.Route.INFORMATION,
        decided_at=now,
        decided_by=logged_by,
    )
