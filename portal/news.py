"""What greets a family: the newest thing their child has learned, in one happy sentence."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class News:
    """Something new, and since when."""

    text: str
    on: date


def newest(child, step, observation):
    """The newest of a step that was reached and a thing that was seen; None when there is nothing yet."""
    found = []
    if step is not None:
        found.append(News(f"A new step: “{step.text}”. Well done, all of you!", step.achieved_on))
    if observation is not None:
        found.append(News(f"{child.first_name} can {observation.item.text}. That is new!", observation.on))
    return max(found, key=lambda news: news.on, default=None)


def path_of(step):
    """The stones of the goal that a step belongs to: done, this week, later."""
    if step is None:
        return []
    return [
        {
            "text": each.text,
            "state": "done" if each.achieved_on else "now" if each.pk == step.pk else "later",
            "word": "Done" if each.achieved_on else "This week" if each.pk == step.pk else "",
        }
        for each in step.goal.steps.all()
        if not each.ending or each.pk == step.pk
    ]
