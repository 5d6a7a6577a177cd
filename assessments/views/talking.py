"""Talking with a family: what is seen differently, what was agreed, and what there is to celebrate."""

from functools import cached_property

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.guards import ActionForm
from accounts.permissions import Permission
from families.guards import AboutChild

from .. import celebrating, differing, observing
from ..actions import differences
from ..forms.celebration import SinceForm
from ..forms.differences import SettleForm
from ..guards import AboutItem

AT_ONCE = 20


class DifferenceList(AboutChild, TemplateView):
    """What the family and professionals see differently, side by side."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "difference.list_seen"
    tab = "profile"
    template_name = "assessments/difference_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        pairs = [] if self.child.died_on else differing.pairs_of(self.child, user)
        page = Paginator(pairs, AT_ONCE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            **kwargs,
            page_obj=page,
            number=len(pairs),
            differences=differing.with_words(list(page), user),
            may_record=user.may(Permission.ASSESSMENT_RECORD),
        )


class DifferenceSettle(AboutItem, ActionForm):
    """Write down what was agreed when the two talked about it."""

    permission = Permission.ASSESSMENT_RECORD
    seen_event = "difference.list_seen"
    form_class = SettleForm
    template_name = "assessments/difference_settle.html"

    @cached_property
    def difference(self):
        return differing.difference_about(self.child, self.request.user, self.item)

    @property
    def list_url(self):
        return reverse("assessments:difference_list", args=[self.child.ref])

    def get(self, request, *args, **kwargs):
        return self.nothing_to_settle() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.nothing_to_settle() or super().post(request, *args, **kwargs)

    def nothing_to_settle(self):
        if self.difference is None or self.child.died_on:
            messages.info(self.request, "You see this alike now: there is nothing to settle.")
            return HttpResponseRedirect(self.list_url)
        return None

    def get_form_kwargs(self):
        levels = observing.levels_of(self.item.area.framework, self.request.user)
        return super().get_form_kwargs() | {"levels": levels}

    def get_initial(self):
        return {"on": timezone.localdate(), **super().get_initial()}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.initial["shown"] = self.difference.shown  # what is in sight now, not when a draft was left
        return form

    def form_invalid(self, form):
        form.data = form.data.copy()
        form.data["shown"] = self.difference.shown
        return super().form_invalid(form)

    def form_valid(self, form):
        said = form.cleaned_data
        differences.settle(
            self.child, self.item, form.said, by=self.request.user, on=said["on"], note=said["note"],
            shown=said["shown"],
        )  # fmt: skip
        messages.success(self.request, "Written down: you agreed on it together.")
        return HttpResponseRedirect(self.list_url)

    def get_context_data(self, **kwargs):
        more = {"difference": self.difference, "item": self.item, "list_url": self.list_url}
        return super().get_context_data(**kwargs, **more)


class Celebration(AboutChild, TemplateView):
    """Look what she can do now: what is new since a day, for a visit, a review, a card."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "celebration.seen"
    tab = "profile"
    template_name = "assessments/celebration.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        usual = celebrating.usual_since(self.child, user, today)
        form = SinceForm(self.request.GET, child=self.child, usual=usual)
        celebration = celebrating.celebration_of(self.child, user, form.day, today)
        may_print = user.may(Permission.ASSESSMENT_RECORD) and not self.child.died_on
        return super().get_context_data(**kwargs, form=form, celebration=celebration, may_print=may_print)
