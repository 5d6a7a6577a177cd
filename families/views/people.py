"""A child's own line, its household and the adults around it."""

from django.utils import timezone

from ..actions import around, carers
from ..adults import hides_home
from ..forms.carers import AccessForm, CarerForm, EndForm
from ..forms.child import ChildForm, FamilyForm
from ..models import Carer, Child, Family
from .rows import AboutRow, AddRow, EditRow


class ChildEdit(EditRow):
    """Who the child is, for life: names, numbers, birth, languages, what it likes."""

    model = Child
    form_class = ChildForm
    heading, said = "About {child}", "Saved what is written about {child}."

    def find_child(self, ref):
        self.row = super(AboutRow, self).find_child(ref)
        return self.row

    def carry_out(self, form):
        return around.edit(
            self.row,
            event="child.changed",
            by=self.request.user,
            child=self.row,
            data=form.told,
            seen=form.cleaned_data["seen"],
        )


class FamilyEdit(EditRow):
    """What the household shares: its name, its languages, its interpreter."""

    model = Family
    form_class = FamilyForm
    heading, said = "{child}’s family", "Saved."

    def find_child(self, ref):
        child = super(AboutRow, self).find_child(ref)
        self.row = child.family
        return child

    def carry_out(self, form):
        return around.edit(
            self.row,
            event="family.changed",
            by=self.request.user,
            child=self.child,
            data=form.told,
            seen=form.cleaned_data["seen"],
        )


class CarerAdd(AddRow):
    """One more adult around the child. Nobody sees the record by being written down."""

    model = Carer
    form_class = CarerForm
    heading, said = "Add an adult around {child}", "Added {row}. Nothing of the record is shared by this."

    def carry_out(self, form):
        return carers.add(self.filled(form), by=self.request.user)


class CarerEdit(EditRow):
    """Who somebody is to the child, and how to reach them."""

    model = Carer
    form_class = CarerForm
    heading, said = "{row}", "Saved what is written about {row}."

    def get_form_kwargs(self):
        is_hidden = hides_home(self.child, on=timezone.localdate()) and self.row.lives_with_child
        return {**super().get_form_kwargs(), "is_hidden": is_hidden}

    def carry_out(self, form):
        seen = form.cleaned_data["seen"]
        return carers.edit(self.row, by=self.request.user, data=form.told, seen=seen)


class CarerAccess(EditRow):
    """What somebody may see, be told and do."""

    model = Carer
    form_class = AccessForm
    heading = "What {row} may see and do"
    said = "Saved. It holds from this moment: {row}."

    def carry_out(self, form):
        return carers.allow(
            self.row,
            by=self.request.user,
            data=form.told,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
        )


class CarerEnd(AboutRow):
    """Somebody no longer belongs to the child's life."""

    model = Carer
    form_class = EndForm
    heading, said = (
        "Take {row} off the adults around {child}",
        "{row} sees nothing of the record from now on.",
    )
    lede = "The line stays in the record. Every right to see, be told or collect ends now."

    def carry_out(self, form):
        return carers.end(self.row, by=self.request.user, reason=form.cleaned_data["reason"])
