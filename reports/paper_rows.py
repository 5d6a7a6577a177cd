"""The papers about a row of another room, as that room shows them; handed down in ready()."""

from django.urls import reverse

from .models import Paper

TONES = {
    Paper.Status.ASKED: ("info", "loader"),
    Paper.Status.READY: ("good", "check"),
    Paper.Status.FAILED: ("late", "triangle-alert"),
}


def papers_about(rows, user):
    """What families shows of papers about its rows; in one query."""
    pks = [str(row.pk) for row in rows]
    found = Paper.objects.visible_to(user).without_data()
    return [
        {
            "title": paper.title,
            "to": paper.to_name,
            "state": paper.get_status_display(),
            "tone": TONES[paper.status][0],
            "icon": TONES[paper.status][1],
            "url": reverse("reports:paper_detail", args=[paper.ref]),
            "about_pk": paper.about_pk,
        }
        for paper in found.filter(about_type=rows[0]._meta.label, about_pk__in=pks)
    ]
