"""Where a family lives and who lives there: a new home, an address to hide, brothers and sisters."""

from django.utils import timezone

from accounts.permissions import Permission
from accounts.refusals import Refused

from ..actions import homes, siblings
from ..forms.around import HomeForm, ReasonForm, SiblingForm
from ..forms.carers import EndForm
from ..models import Address, Child
from .rows import AddRow, RowForm

MOST = 12


class HomeAdd(AddRow):
    """The family lives somewhere else from a day on."""

    model, form_class = Address, HomeForm
    heading, said = "A new home for {child}’s family", "Saved. The home before is kept in the history."
    lede = "The home before ends the day before. Brothers and sisters of the family move too."

    def new_row(self):
        return Address(family=self.child.family)

    def carry_out(self, form):
        return homes.move_to(form.instance, child=self.child, by=self.request.user)


class HomeChange(RowForm):
    """The present home is hidden, or shown again; somebody says why."""

    form_class = ReasonForm

    def carry_out(self, form):
        addresses = Address.objects.visible_to(self.request.user).current(on=timezone.localdate())
        home = addresses.filter(family=self.child.family).first()
        if home is None:
            raise Refused("No address is written down yet.")
        return self.act(home, form.cleaned_data["reason"])


class HomeProtect(HomeChange):
    """Hide the present home from every page, list, letter and file."""

    heading, said = "Hide {child}’s address", "The address is hidden everywhere from now on."
    lede = "It disappears from every page, list, search, letter and file, and is shown only to who says why."

    def act(self, home, reason):
        return homes.protect(home, child=self.child, by=self.request.user, reason=reason)


class HomeShow(HomeChange):
    """Nobody is in danger any more: the address is an ordinary one."""

    permission = Permission.ADDRESS_REVEAL
    heading, said = "Show {child}’s address again", "The address is an ordinary one from now on."
    lede = "Only when nobody’s safety depends on it any more. Ask the safeguarding lead if in doubt."

    def act(self, home, reason):
        return homes.show_again(home, child=self.child, by=self.request.user, reason=reason)


class SiblingAdd(RowForm):
    """Find a child who is a brother or sister, and say that they share a home."""

    form_class = SiblingForm
    template_name = "families/sibling_add.html"
    heading, said = "Link a brother or sister of {child}", "They are one family now: {row}."

    @property
    def words(self):
        return " ".join(self.request.GET.get("q", "").split())[:100]

    def found(self):
        others = Child.objects.visible_to(self.request.user).exclude(family=self.child.family)
        return others.named(self.words).select_related("family").with_place()[:MOST]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, words=self.words, found=list(self.found()))

    def carry_out(self, form):
        ref = form.cleaned_data["sibling"]
        other = Child.objects.visible_to(self.request.user).filter(ref=ref).first()
        if other is None:
            raise Refused("Choose one of the children that were found.")
        return siblings.join(other, to=self.child, by=self.request.user, reason=form.cleaned_data["reason"])


class SiblingPart(RowForm):
    """This child is no brother or sister of the others: it gets a family of its own."""

    form_class = EndForm
    heading, said = "{child} belongs to another family", "{child} has a family of its own now."
    lede = "The others stay as they are. The present home is copied; change it on the next page if needed."

    def carry_out(self, form):
        return siblings.part(self.child, by=self.request.user, reason=form.cleaned_data["reason"])
