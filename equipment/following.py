"""What becomes of toys on loan when children move: they stay with the family, and are listed."""

from collections import defaultdict

from django.utils import timezone

from families.handing_over import Consequence, Follower

from .models import Loan


class ToysOnLoan(Follower):
    """Loans hang on the child and need no moving: the new worker finds them on the child's pages."""

    name = "toys"

    def foresee(self, goings, user):
        today = timezone.localdate()
        open_ones = Loan.objects.visible_to(user).open().select_related("equipment")
        loans = defaultdict(list)
        for loan in open_ones.filter(child__in=[going.episode.child_id for going in goings]).order_by(
            "due_on", "pk"
        ):
            loans[loan.child_id].append(loan)
        return {
            going.episode.pk: [in_words(loans[going.episode.child_id], today)]
            for going in goings
            if loans[going.episode.child_id]
        }


def in_words(loans, today):
    number = len(loans)
    late = sum(loan.due_on < today for loan in loans)
    text = "1 toy on loan" if number == 1 else f"{number} toys on loan"
    first = f"{late} overdue" if late else f"due {loans[0].due_on:%-d %b}"
    return Consequence("toys", text, first, number)
