"""One waiting child: its clocks and prospect, contacts, offers, its score, and how it leaves the list."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView

from accounts.guards import ActionView, Guarded
from accounts.permissions import Permission

from ..actions import keep_in_touch, removals, waiting_offers
from ..forms.waiting import ContactForm, OfferAnswerForm, OfferForm, RemoveForm
from ..models import Policy, Referral, WaitingOffer
from ..waiting_page import page_of


class WaitingDetail(Guarded, DetailView):
    """All about one child’s wait, while it lasts and after."""

    permission = Permission.REFERRAL_VIEW
    seen_event = "waiting.seen"
    model = Referral
    slug_field = slug_url_kwarg = "ref"
    template_name = "families/waiting_detail.html"

    def get_queryset(self):
        people = ("child__family", "triaged_by")
        return super().get_queryset().filter(waiting_since__isnull=False).select_related(*people)

    def get_context_data(self, **kwargs):
        page = page_of(self.object, self.request.user, on=timezone.localdate())
        return super().get_context_data(**kwargs, **page)


class WaitingAction(ActionView):
    """What the things done about a waiting child share: one verb, and back to its page with a sentence."""

    permission = Permission.WAITING_CONTACT
    seen_event = "waiting.seen"
    model = Referral
    template_name = "families/_waiting_form.html"
    heading = lede = done = ""

    def get_queryset(self):
        return super().get_queryset().filter(waiting_since__isnull=False).select_related("child")

    @property
    def child(self):
        return self.object.child

    @property
    def back_to(self):
        return self.object.ref

    def get_context_data(self, **kwargs):
        name = self.child.first_name
        words = {"heading": self.heading.format(name=name), "lede": self.lede.format(name=name)}
        return super().get_context_data(child=self.child, back_to=self.back_to, **words, **kwargs)

    def form_valid(self, form):
        self.act(form.cleaned_data)
        messages.success(self.request, self.done.format(name=self.child.first_name))
        return redirect("families:waiting_detail", self.back_to)


class WaitingContact(WaitingAction):
    """Write down a contact with the family; the next is planned with it."""

    form_class = ContactForm
    heading = "A contact with {name}’s family"
    done = "The contact is written down, and the next one is planned."

    def get_form_kwargs(self):
        weeks = Policy.on(timezone.localdate()).keep_in_touch_weeks
        return {**super().get_form_kwargs(), "weeks": weeks}

    def get_initial(self):
        return {**super().get_initial(), "done_on": timezone.localdate()}

    def act(self, data):
        keep_in_touch.keep(self.object, by=self.request.user, **data)


class WaitingOfferAdd(WaitingAction):
    """Offer something that helps while the family waits."""

    form_class = OfferForm
    heading = "Offer something to {name}’s family"
    lede = "A group, a home pack or a call can help long before a place comes up."
    done = "The offer is written down."

    def get_initial(self):
        return {**super().get_initial(), "offered_on": timezone.localdate()}

    def act(self, data):
        waiting_offers.offer(self.object, by=self.request.user, **data)


class WaitingOfferAnswer(WaitingAction):
    """What the family said to an offer."""

    model = WaitingOffer
    form_class = OfferAnswerForm
    heading = "What did {name}’s family say?"
    done = "The answer is written down."

    def get_queryset(self):
        offers = WaitingOffer.objects.visible_to(self.request.user)
        return offers.select_related("referral__child")

    @property
    def back_to(self):
        return self.object.referral.ref

    def get_initial(self):
        return {**super().get_initial(), "answered_on": timezone.localdate()}

    def act(self, data):
        waiting_offers.answer(self.object, by=self.request.user, **data)


class WaitingRemove(WaitingAction):
    """Take a child off the list without a place, and say why."""

    permission = Permission.REFERRAL_DECIDE
    form_class = RemoveForm
    heading = "Take {name} off the waiting list?"
    lede = "The referral ends with it. Everything that was written stays."
    done = "{name} is off the waiting list."

    def act(self, data):
        removals.remove(self.object, by=self.request.user, **data)
