"""Handing one child over: choose, see what follows, confirm; and the new worker’s answer."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from accounts.guards import ActionView
from accounts.permissions import Permission

from .. import load
from ..actions import hand_overs
from ..forms.hand_overs import AnswerForm, HandOverForm, OfferAgainForm, WithdrawForm
from ..handing_over import Going, what_follows
from ..models import HandOver, Policy
from .episodes import Placing


class EpisodeHandOver(Placing):
    """Move a child to another worker: choose, see what follows, confirm."""

    form_class = HandOverForm
    template_name = "families/episode_hand_over.html"

    def get(self, request, *args, **kwargs):
        if self.now is None:
            return redirect("families:episode_allocate", self.child.ref)
        return super().get(request, *args, **kwargs)

    def get_form(self, form_class=None):
        """What was seen is what is with the child now; a draft must not bring back what was seen then."""
        form = super().get_form(form_class)
        if not form.is_bound:
            form.initial |= {"expected": self.now.pk if self.now else None, "confirmed": False}
        return form

    def get_context_data(self, **kwargs):
        pending = HandOver.objects.visible_to(self.request.user).pending()
        pending = pending.filter(episode=self.episode).select_related("to_worker").first()
        return super().get_context_data(**kwargs, pending=pending)

    def form_invalid(self, form):
        """A refusal goes back to choosing, so that the preview is seen again."""
        form.data = form.data.copy()
        form.data.pop("confirmed", None)
        return super().form_invalid(form)

    def form_valid(self, form):
        if not form.cleaned_data["confirmed"]:
            return self.preview(form)
        data = form.cleaned_data
        hand_over = hand_overs.offer(
            self.episode,
            to=data["worker"],
            by=self.request.user,
            reason=data["reason"],
            note=data["note"],
            effective_on=data["effective_on"],
            is_asked_first=data["is_asked_first"],
            expected=data["expected"] or 0,
        )
        messages.success(self.request, what_was_done(hand_over, self.child))
        if hand_over.is_pending:
            return redirect("families:hand_over_detail", hand_over.ref)
        return redirect("families:child_family", self.child.ref)

    def preview(self, form):
        """Say what would happen; nothing has."""
        worker, now_with = form.cleaned_data["worker"], self.now
        now, then = form.after[worker.pk]
        at = start_of(form.cleaned_data["effective_on"])
        lines = what_follows(Going(self.episode, now_with.worker, worker, at), self.request.user)
        self.template_name = "families/_episode_hand_over_preview.html"
        return self.render_to_response(
            self.get_context_data(form=form, to=worker, load_now=now, load_then=then, lines=lines)
        )


class HandOverDetail(ActionView):
    """One hand-over: its note and its day; whoever is to visit accepts it, or asks something first."""

    permission = Permission.HAND_OVER_ANSWER
    model = HandOver
    form_class = AnswerForm
    template_name = "families/hand_over_detail.html"
    seen_event = "hand_over.seen"
    people = ("episode__child", "episode__team", "from_worker", "to_worker", "offered_by", "answered_by")

    def get_queryset(self):
        return super().get_queryset().select_related(*self.people)

    def what_was_seen(self):
        return {"target": self.object, "child": self.object.child}

    def get_context_data(self, **kwargs):
        hand_over, user = self.object, self.request.user
        on = timezone.localdate()
        (now,) = load.loads_of([hand_over.to_worker], on=on)
        weight = load.weight_of(hand_over.episode, Policy.on(on))
        status = HandOver.Status
        return super().get_context_data(
            **kwargs,
            hand_over=hand_over,
            child=hand_over.child,
            load_then=now.after(weight) if hand_over.is_pending else now,
            may_answer=hand_over.to_worker_id == user.pk
            and hand_over.status in (status.OFFERED, status.QUERIED, status.ACCEPTED),
            may_decide=user.may(Permission.EPISODE_ALLOCATE) and hand_over.is_pending,
            is_queried=hand_over.status == status.QUERIED,
        )

    def form_valid(self, form):
        data = form.cleaned_data
        verb = hand_overs.accept if data["answer"] == "accept" else hand_overs.query
        hand_over = verb(self.object, by=self.request.user, said=data["said"])
        said = "Your question is on its way." if data["answer"] == "query" else "Thank you: that is settled."
        messages.success(self.request, said)
        if hand_over.status == HandOver.Status.DONE:
            return redirect("families:child_family", hand_over.child.ref)
        return redirect("families:hand_over_detail", hand_over.ref)


class HandOverAnswer(ActionView):
    """The lead answers the new worker’s question, and offers the hand-over again."""

    permission = Permission.EPISODE_ALLOCATE
    model = HandOver
    form_class = OfferAgainForm
    template_name = "families/hand_over_answer.html"
    seen_event = "hand_over.seen"

    def get_queryset(self):
        return super().get_queryset().select_related("episode__child", "to_worker", "from_worker")

    def what_was_seen(self):
        return {"target": self.object, "child": self.object.child}

    def get_initial(self):
        return {"note": self.object.note, **super().get_initial()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, hand_over=self.object, child=self.object.child)

    def form_valid(self, form):
        hand_overs.offer_again(self.object, by=self.request.user, note=form.cleaned_data["note"])
        messages.success(self.request, f"{self.object.to_worker.name} can read your answer now.")
        return redirect("families:hand_over_detail", self.object.ref)


class HandOverWithdraw(ActionView):
    """Take a hand-over back that has not happened."""

    permission = Permission.EPISODE_ALLOCATE
    model = HandOver
    form_class = WithdrawForm
    template_name = "families/hand_over_withdraw.html"
    seen_event = "hand_over.seen"

    def get_queryset(self):
        return super().get_queryset().select_related("episode__child", "to_worker", "from_worker")

    def what_was_seen(self):
        return {"target": self.object, "child": self.object.child}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, hand_over=self.object, child=self.object.child)

    def form_valid(self, form):
        hand_overs.withdraw(self.object, by=self.request.user)
        child, worker = self.object.child, self.object.from_worker
        messages.success(self.request, f"{child.first_name} stays with {worker.name}.")
        return redirect("families:child_family", child.ref)


def start_of(day):
    """The moment from which visits go along: now, or the beginning of a day ahead."""
    now = timezone.localtime()
    if day <= now.date():
        return now
    return now.replace(year=day.year, month=day.month, day=day.day, hour=0, minute=0, second=0, microsecond=0)


def what_was_done(hand_over, child):
    worker = hand_over.to_worker.name
    if hand_over.status == HandOver.Status.DONE:
        return f"{child.first_name} is with {worker} now."
    if hand_over.is_asked_first:
        return f"{worker} is asked. Nothing moves before the answer."
    return f"{child.first_name} goes to {worker} on {hand_over.effective_on:%-d %B %Y}."
