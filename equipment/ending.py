"""What the storeroom asks before a child's time with us ends: is every toy back?"""

from families.closing import Answer, Part, Weight

from .models import Loan

NAMED = 3  # more would hide the question


class Storeroom(Part):
    """Toys are best fetched on the last visit; one that stays out is chased as ever."""

    name = "equipment"

    def ask(self, episode, user):
        out = list(Loan.objects.open().filter(child=episode.child_id).select_related("equipment"))
        question = "Is every toy back?"
        if not out:
            return [Answer("loans_open", question, "Yes.", url_name="equipment:loan_list")]
        names = ", ".join(loan.equipment.name for loan in out[:NAMED])
        more = f" and {len(out) - NAMED} more" if len(out) > NAMED else ""
        noun = "1 toy is" if len(out) == 1 else f"{len(out)} toys are"
        text = f"{noun} with the family: {names}{more}."
        return [Answer("loans_open", question, text, Weight.ASKS, "equipment:loan_list")]
