"""A child's plan: from what the family hopes for, over goals and steps, to last week's play, and back."""

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Permission
from families.guards import AboutChild

from .. import at_home, attaining
from ..actions import aspirations
from ..forms.plans import AspirationForm, OutcomeForm, UntilForm
from ..guards import AboutThing, RecordsPlan
from ..models import Aspiration, AttainmentRating, Goal, Outcome, PlanReview, Strategy
from .plan_reviews import is_with_us

MOST = 60


class PlanDetail(AboutChild, TemplateView):
    """From each hope to its goals, the step that is on, and last week’s practice; and what was advised."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "plan.seen"
    tab = "goals"
    template_name = "assessments/plan_detail.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        reviews = PlanReview.objects.visible_to(user).filter(child=self.child).select_related("held_by")
        reviews = list(reviews[:MOST])
        last = next((review for review in reviews if review.held_on), None)
        strategies = Strategy.objects.visible_to(user).filter(child=self.child)
        return super().get_context_data(
            **kwargs,
            **self.threads(user, today),
            **reckonings(self.child, user, since=last.held_on if last else None),
            next_review=next((review for review in reviews if not review.held_on), None),
            last_review=last,
            in_service=is_with_us(self.child, user),
            strategies=list(strategies.filter(until_on=None).select_related("goal", "recorded_by")[:MOST]),
            past_strategies=list(strategies.exclude(until_on=None).order_by("-until_on", "-pk")[:MOST]),
            today=today,
            may_record=user.may(Permission.ASSESSMENT_RECORD),
        )

    def threads(self, user, today):
        """The hopes with their goals, the goals that serve none, and the outcomes with theirs."""
        goals = self.goals(user, today)
        hopes = Aspiration.objects.visible_to(user).filter(child=self.child).current(on=today)
        outcomes = Outcome.objects.visible_to(user).filter(child=self.child)
        with_theirs = Prefetch("goals", queryset=Goal.objects.visible_to(user).first_things_first())
        hopes = list(hopes[:MOST])
        shown = {hope.pk for hope in hopes}
        return {
            "hopes": [
                {"hope": hope, "goals": [row for row in goals if row["goal"].aspiration_id == hope.pk]}
                for hope in hopes
            ],
            "other_goals": [row for row in goals if row["goal"].aspiration_id not in shown],
            "outcomes": list(outcomes.current(on=today).prefetch_related(with_theirs)[:MOST]),
        }

    def goals(self, user, today):
        """Each goal that is open, with the step that is on now and what was done for it at home."""
        rows = Goal.objects.visible_to(user).filter(child=self.child, status__in=Goal.OPEN)
        rows = list(rows.with_steps().select_related("outcome").first_things_first()[:MOST])
        steps = {goal.pk: goal.step_now for goal in rows}
        wanted = [step.pk for goal in rows for step in goal.steps.all()]
        home = at_home.last_week(self.child, user, wanted, on=today)
        return [
            {
                "goal": goal,
                "step": steps[goal.pk],
                "home": [
                    (step, home[step.pk])
                    for step in goal.steps.all()
                    if step.pk in home and newest(step, goal, home)
                ],
            }
            for goal in rows
        ]


def newest(step, goal, home):
    """Whether a step's activity is what this goal was last practised with."""
    return home[step.pk].from_on == max(home[one.pk].from_on for one in goal.steps.all() if one.pk in home)


def reckonings(child, user, *, since):
    """The T-score at the first ratings and now, over goals worked on now or ended since the last review."""
    goals = Q(goal__status__in=Goal.OPEN) | (Q(goal__ended_on__gte=since) if since else Q())
    ratings = AttainmentRating.objects.visible_to(user).filter(goals, goal__child=child)
    ratings = ratings.exclude(goal__status=Goal.Status.SET_ASIDE).select_related("goal__attainment_scale")
    newest, first = {}, {}
    for rating in ratings.order_by("on", "pk"):
        line = attaining.Rated(rating.goal.text, rating.level, rating.goal.attainment_scale.weight, rating.on)
        first.setdefault(rating.goal_id, line)
        newest[rating.goal_id] = line
    return {
        "reckoning": attaining.reckon(newest.values()),
        "first_reckoning": attaining.reckon(first.values()) if first != newest else None,
        "gas_rule": attaining.RULE,
    }


# Hopes and outcomes -----------------------------------------------------------------------------------


class AddsToPlan(RecordsPlan):
    """A form that adds a thing to a child's plan; its model's own rules are checked with it."""

    template_name = "assessments/_plan_form.html"
    model = None

    def get_initial(self):
        return {"since_on": timezone.localdate()} | super().get_initial()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.model(child=self.child)}


class AspirationAdd(AddsToPlan):
    """Write down what a family, or the child, hopes for."""

    model, form_class = Aspiration, AspirationForm
    title = "What the family hopes for"
    note = "The long view that goals serve. Small words are as good as large ones."
    said = "Written down."

    def form_valid(self, form):
        aspirations.add(self.child, by=self.request.user, **form.cleaned_data)
        return self.done()


class OutcomeAdd(AddsToPlan):
    """Write down an outcome of a child's EHC plan."""

    model, form_class = Outcome, OutcomeForm
    title = "An outcome of the EHC plan"
    note = "As section E of the plan has it, so that one sees which goals work towards it."
    said = "Written down."

    def form_valid(self, form):
        aspirations.add_outcome(self.child, by=self.request.user, **form.cleaned_data)
        return self.done()


class ChangesThing(AboutThing):
    """A form that puts a hope or an outcome in other words."""

    template_name = "assessments/_plan_form.html"
    said = "Changed."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.thing}

    def form_valid(self, form):
        aspirations.put_differently(self.thing, by=self.request.user, **form.cleaned_data)
        return self.done()


class AspirationEdit(ChangesThing):
    """Put what a family hopes for in other words."""

    model, form_class = Aspiration, AspirationForm
    title = "Put the hope in other words"


class OutcomeEdit(ChangesThing):
    """Put an outcome right."""

    model, form_class = Outcome, OutcomeForm
    title = "Put the outcome right"


class EndsThing(AboutThing):
    """A form that says since when a hope or an outcome is no more."""

    template_name = "assessments/_plan_form.html"
    form_class = UntilForm
    said = "Written down. The goals that served it stay as they are."

    def get_initial(self):
        return {"on": timezone.localdate()} | super().get_initial()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, about=self.thing.text)

    def form_valid(self, form):
        aspirations.end(self.thing, by=self.request.user, on=form.cleaned_data["on"])
        return self.done()


class AspirationEnd(EndsThing):
    """A family does not hope for something any more, or it has come true."""

    model = Aspiration
    title, button = "This has come true, or is not hoped for any more", "Write it down"


class OutcomeEnd(EndsThing):
    """An outcome is no longer in the plan."""

    model = Outcome
    title, button = "This is no longer in the plan", "Write it down"
