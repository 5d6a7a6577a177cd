"""What becomes of planned reviews when children move: they stay planned, and the new worker is reminded."""

from families.handing_over import Consequence, Follower

from .models import PlanReview


class ReviewsToCome(Follower):
    """The next review of a child's goals. It hangs on the child and no worker, so nothing has to be moved."""

    name = "reviews"

    def foresee(self, goings, user):
        children = [going.episode.child_id for going in goings]
        reviews = PlanReview.objects.visible_to(user).to_come().filter(child__in=children).order_by()
        due = dict(reviews.values_list("child", "due_on"))
        return {
            going.episode.pk: [
                Consequence(
                    "meetings",
                    "The review of the goals stays planned",
                    f"{due[going.episode.child_id]:%-d %B %Y}",
                    count=1,
                )
            ]
            for going in goings
            if going.episode.child_id in due
        }
