"""Looking at the goals again: when it is due, a review that is held, what was decided, what moved since."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Permission
from families.guards import AboutChild
from families.models import Child

from ..actions import plan_reviews
from ..forms.plans import ReviewHoldForm, ReviewPlanForm, ReviewWordsForm
from ..guards import AboutThing, RecordsPlan
from ..models import GoalMove, PlanReview

PAGE = 20
MOST_MOVES = 60


class ReviewList(AboutChild, TemplateView):
    """The next review of a child's goals, and those that were held."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "review.seen"
    tab = "goals"
    template_name = "assessments/review_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = PlanReview.objects.visible_to(user).filter(child=self.child)
        held = rows.exclude(held_on=None).select_related("held_by").order_by("-held_on", "-pk")
        return super().get_context_data(
            **kwargs,
            next_review=rows.to_come().first(),
            held=Paginator(held, PAGE).get_page(self.request.GET.get("page")),
            may_record=user.may(Permission.ASSESSMENT_RECORD),
            in_service=is_with_us(self.child, user),
            today=timezone.localdate(),
        )


class ReviewDetail(AboutChild, TemplateView):
    """One review: what went well, what the family said, what was decided, and what had moved before it."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "review.seen"
    tab = "goals"
    template_name = "assessments/review_detail.html"
    review = None

    def find_child(self, ref):
        found = PlanReview.objects.visible_to(self.request.user)
        found = found.select_related("child__family", "held_by", "assessment__framework")
        self.review = found.filter(ref=ref).first()
        if self.review is None:
            raise Http404("No such review in reach.")
        return self.review.child

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            **kwargs,
            review=self.review,
            moves=moved_before(self.review, user),
            may_record=user.may(Permission.ASSESSMENT_RECORD),
            in_service=is_with_us(self.child, user),
            today=timezone.localdate(),
        )


class ReviewPlan(RecordsPlan):
    """Plan the next review for a day, or move the one that is planned."""

    template_name = "assessments/_plan_form.html"
    form_class = ReviewPlanForm
    seen_event = "review.seen"
    title = "The next review"
    note = "Family and worker look at the goals together: what went well, what comes next."
    said = "Planned."

    @property
    def back_url(self):
        return reverse("assessments:review_list", args=[self.child.ref])

    def get_initial(self):
        planned = PlanReview.objects.visible_to(self.request.user).filter(child=self.child).to_come().first()
        day = planned.due_on if planned else plan_reviews.due_after(timezone.localdate())
        return {"due_on": day} | super().get_initial()

    def form_valid(self, form):
        plan_reviews.plan(self.child, by=self.request.user, due_on=form.cleaned_data["due_on"])
        return self.done()


class AboutReview(AboutThing):
    """A form about one review."""

    model = PlanReview
    seen_event = "review.seen"

    @property
    def back_url(self):
        return reverse("assessments:review_detail", args=[self.thing.ref])


class ReviewHold(AboutReview):
    """Write down a review that was held; the next is planned by itself."""

    template_name = "assessments/review_hold.html"
    form_class = ReviewHoldForm
    said = "The review is written down, and the next one is planned."

    def get(self, request, *args, **kwargs):
        if self.thing.held_on:
            messages.warning(request, "This review is written down already.")
            return HttpResponseRedirect(self.back_url)
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        today = timezone.localdate()
        return {"held_on": today, "next_due_on": plan_reviews.due_after(today)} | super().get_initial()

    def get_form_kwargs(self):
        review = PlanReview(child=self.child, due_on=self.thing.due_on)
        return super().get_form_kwargs() | {
            "instance": review, "child": self.child, "user": self.request.user,
        }  # fmt: skip

    def get_context_data(self, **kwargs):
        moves = moved_before(self.thing, self.request.user)
        return super().get_context_data(**kwargs, review=self.thing, moves=moves)

    def form_valid(self, form):
        if form.cleaned_data["decision"] == PlanReview.Decision.END:
            self.said = "The review is written down."
        plan_reviews.hold(self.thing, by=self.request.user, **form.cleaned_data)
        return self.done()


class ReviewEdit(AboutReview):
    """Put the words of a review right."""

    template_name = "assessments/_plan_form.html"
    form_class = ReviewWordsForm
    title = "The words of a review"
    note = "When it was and what was decided stays."
    said = "Changed."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.thing}

    def form_valid(self, form):
        plan_reviews.write_more(self.thing, by=self.request.user, **form.cleaned_data)
        return self.done()


def is_with_us(child, user):
    """Whether anything is due at all: a child who has left or died has no review to come."""
    return not child.died_on and Child.objects.visible_to(user).in_service().filter(pk=child.pk).exists()


def moved_before(review, user):
    """What moved between the review before and this one, or until today."""
    until = review.held_on or timezone.localdate()
    before = PlanReview.objects.visible_to(user).filter(child=review.child, held_on__lt=until)
    since = before.order_by("-held_on").values_list("held_on", flat=True).first()
    moves = GoalMove.objects.visible_to(user).filter(goal__child=review.child, on__lte=until)
    if since:
        moves = moves.filter(on__gt=since)
    return list(moves.select_related("goal", "step", "recorded_by")[:MOST_MOVES])
