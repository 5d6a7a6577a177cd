"""A child's family and team."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import audit
from accounts.guards import ActionForm
from accounts.permissions import Permission

from ..adults import reached_at_home
from ..family_page import family_page
from ..forms.children import AddressRevealForm, HomeNoteForm
from ..guards import AboutChild
from ..models import Address, SettingPlace


def number_in(text):
    """A primary key in an address, or 0: what is no number finds nothing to narrow to."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class ChildFamily(AboutChild, TemplateView):
    """Family and team: who is around the child, who may see what and why, where they live."""

    permission = Permission.CHILD_VIEW
    template_name = "families/child_family.html"
    tab = "family"
    brings = ("family", "ethnicity")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, **family_page(self.child, self.request.user))


class AddressReveal(AboutChild, ActionForm):
    """A protected address, shown once to who says why; the look is written down with the reason."""

    permission = Permission.ADDRESS_REVEAL
    form_class = AddressRevealForm
    template_name = "families/address_reveal.html"
    tab = "family"

    @property
    def address(self):
        addresses = Address.objects.visible_to(self.request.user).current(on=timezone.localdate())
        return addresses.filter(family=self.child.family).first()

    def get(self, request, *args, **kwargs):
        address = self.address
        if address is None or not address.is_protected:
            return redirect("families:child_family", self.child.ref)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"address": None, **kwargs})

    def form_valid(self, form):
        address, reason = self.address, form.cleaned_data["reason"]
        if address is None:
            return redirect("families:child_family", self.child.ref)
        audit.seen("address.revealed", by=self.request.user, target=address, child=self.child, reason=reason)
        places = SettingPlace.objects.visible_to(self.request.user).current(on=timezone.localdate())
        shown = {
            "address": address.reveal(),
            "carers": reached_at_home(self.child),
            "places": places.filter(child=self.child),
        }
        return self.render_to_response(self.get_context_data(form=form, **shown))


class AddToChild(AboutChild, ActionForm):
    """A small thing added to a child's family page, with its line in the trail."""

    permission = Permission.VISIT_PLAN
    template_name = "families/_child_add.html"
    tab = "family"
    event = heading = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, heading=self.heading)

    def form_valid(self, form):
        form.instance.child = self.child
        row = form.save()
        audit.record(self.event, by=self.request.user, target=row, child=self.child)
        messages.success(self.request, f"Added: {row}.")
        return redirect("families:child_family", self.child.ref)


class HomeNoteAdd(AddToChild):
    """Something to know before knocking."""

    form_class = HomeNoteForm
    event, heading = "home_note.added", "Add something to know at the door"

    def form_valid(self, form):
        form.instance.raised_at, form.instance.raised_by = timezone.now(), self.request.user
        return super().form_valid(form)
