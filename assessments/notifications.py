"""What assessments tells people. No message names a child: that is read after signing in."""

from django.urls import reverse

from accounts.notify import Message
from families.models import Child


class ReviewDue(Message):
    """To the worker of a child: the goals are to be looked at again soon, or by now. About the PlanReview."""

    name = "assessments.ReviewDue"
    template = "assessments/review_due"

    @classmethod
    def should_send(cls, about, to):
        if about.held_on or about.child.died_on or not to.is_active:
            return False
        return Child.objects.visible_to(to).in_service().filter(pk=about.child_id).exists()

    @classmethod
    def wanted(cls, pairs):
        """The same of many at once: the job asked already whose child is with us and who visits it."""
        return [(about, to) for about, to in pairs if not about.held_on and to.is_active]

    @classmethod
    def path(cls, about, to):
        return reverse("assessments:review_detail", args=[about.ref])
