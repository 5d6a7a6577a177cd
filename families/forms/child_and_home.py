"""What every form that asks for a child and its home looks at, whoever fills it in."""

from django.core.exceptions import ValidationError
from stdnum.gb import nhs

from ..ages import due_date_problem

ADDRESS = {"lines": "the house and street", "town": "the town or village"}


def nhs_number_in(text, *, otherwise=""):
    """The ten digits of what was typed; ``otherwise`` says what else one can do about a wrong number."""
    number = nhs.compact(text or "")
    if number and not nhs.is_valid(number):
        raise ValidationError(f"This is not a valid NHS number: check the digits{otherwise}.")
    return number


class BornAndDue:
    """The day on which the child was born and the day on which it was expected fit each other."""

    def clean(self):
        cleaned = super().clean()
        born, due = cleaned.get("born_on"), cleaned.get("due_on")
        if born and due and (problem := due_date_problem(born, due)):
            self.add_error("due_on", problem)
        return cleaned


class WholeAddress:
    """An address is told with its street and its town, or not at all."""

    def clean(self):
        cleaned = super().clean()
        told = [cleaned.get(name) for name in ("lines", "town", "postcode")]
        for name, words in ADDRESS.items():
            if any(told) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, f"Write {words} too, or leave the whole address empty.")
        return cleaned
