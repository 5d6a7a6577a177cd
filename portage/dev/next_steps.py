"""What children of the demo enjoy, and what other tools said of some of them; the cut-offs are invented."""

from datetime import timedelta

from django.utils import timezone

from assessments.actions import interests, results
from families.ages import add_months
from families.models import Allocation

ENJOYS = (
    ("Anything with wheels: cars, a train", "Bubbles in the bath"),
    ("Songs with bells", "Looking in the mirror"),
    ("Water, and pouring from cups", "His teddy"),
    ("Books with flaps", "Kicking a ball with his dad"),
    ("Drums and loud music",),
    ("Dolls and a tea set", "Posting things into boxes"),
)
CUT_OFFS = {"communication": [25, 40], "gross_motor": [30, 45], "fine_motor": [30, 45]}
ASQ = (
    (5, {"communication": 20, "gross_motor": 45, "fine_motor": 30, "problem_solving": 35}),
    (1, {"communication": 35, "gross_motor": 50, "fine_motor": 40, "problem_solving": 40}),
)
OTHERS = (
    ("wellcomm", "therapist", "Ruth Ellis", {"form": "Section 3", "zones": {"whole": "watch"}}),
    ("sgs2", "doctor", "Dr Amara Obi", {"figures": {"locomotor": 15, "manipulative": 12, "cognitive": 14}}),
    (
        "standard_score",
        "psychologist",
        "Ed Lowe",
        {"form": "A play-based test", "figures": {"standard_score": 82, "percentile": 12}},
    ),
)


def tell_next_steps(children):
    """Interests of the first children, and a few results: two of one questionnaire, one taken out again."""
    today = timezone.localdate()
    held = Allocation.objects.open().filter(episode__child__in=children[: len(ENJOYS)])
    workers = {row.episode.child_id: row.worker for row in held.select_related("episode", "worker")}
    for child, words in zip(children, ENJOYS, strict=False):
        for text in words:
            interests.add(child, by=workers[child.pk], text=text, since_on=today - timedelta(days=60))
    first, second = children[:2]
    tell_questionnaires(first, workers[first.pk], today)
    for tool, giver, name, said in OTHERS:
        child = second if tool == "sgs2" else first
        on = today - timedelta(days=30)
        results.add(child, by=workers[child.pk], tool=tool, on=on, giver=giver, giver_name=name, **said)


def tell_questionnaires(child, worker, today):
    given = {"by": worker, "tool": "asq3", "giver": "health_visitor", "giver_name": "Jo Marsh"}
    for months, figures in ASQ:
        cut_offs = {code: both for code, both in CUT_OFFS.items() if code in figures}
        on = add_months(today, -months)
        results.add(child, on=on, form="24 months", figures=figures, cut_offs=cut_offs, **given)
    mistaken = results.add(
        child, on=today - timedelta(days=12), form="18 months", figures={"communication": 55}, **given
    )
    results.withdraw(mistaken, by=worker, reason="It was her cousin’s.")
