"""Goals: the page of a child's goals, the page of one, and a form for each thing one can do to it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts import drafts
from accounts.permissions import Permission
from families.guards import AboutChild

from .. import at_home, attaining, goal_words
from ..actions import aspirations, goals
from ..forms.goals import (
    SENTENCE,
    DayForm,
    GoalAddForm,
    GoalEndForm,
    GoalForm,
    OptionalReasonForm,
    ReasonForm,
    SetAsideForm,
)
from ..goal_states import needs_reason
from ..guards import AboutGoal, RecordsPlan
from ..models import (
    Aspiration,
    AttainmentRating,
    AttainmentScale,
    FamilyRating,
    Goal,
    GoalMove,
    Strategy,
)

PAGE = 20
MOST_LINES = 100


class GoalList(AboutChild, TemplateView):
    """What a family aims for, step by step: what is on now first, then what is planned, then what ended."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "goal.seen"
    tab = "goals"
    template_name = "assessments/goal_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = Goal.objects.visible_to(user).filter(child=self.child).with_steps()
        open_ones = list(rows.filter(status__in=Goal.OPEN).first_things_first())
        ended = rows.exclude(status__in=Goal.OPEN).order_by("-ended_on", "-pk")
        page = Paginator(ended, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            **kwargs,
            current=[goal for goal in open_ones if goal.is_current],
            planned=[goal for goal in open_ones if not goal.is_current],
            ended=page,
            any_goal=bool(open_ones or page.paginator.count),
            may_record=user.may(Permission.ASSESSMENT_RECORD),
        )


class GoalDetail(AboutChild, TemplateView):
    """One goal: what it serves, its steps, last week at home, how far it has come, and its whole history."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "goal.seen"
    tab = "goals"
    template_name = "assessments/goal_detail.html"
    goal = None

    def find_child(self, ref):
        found = Goal.objects.visible_to(self.request.user)
        found = found.select_related("child__family", "aspiration", "outcome")
        self.goal = found.prefetch_related("steps__items__area").filter(ref=ref).first()
        if self.goal is None:
            raise Http404("No such goal in reach.")
        return self.goal.child

    def get_context_data(self, **kwargs):
        user, goal = self.request.user, self.goal
        moves = GoalMove.objects.visible_to(user).filter(goal=goal).select_related("step", "recorded_by")
        return super().get_context_data(
            **kwargs,
            goal=goal,
            may_record=user.may(Permission.ASSESSMENT_RECORD),
            sentence=sentence_of(goal),
            hints=goal_words.hints(goal.does_what, goal.conditions, goal.success) if goal.is_open else [],
            steps=self.steps(),
            moves=moves[:MOST_LINES],
            strategies=Strategy.objects.visible_to(user).filter(goal=goal, until_on=None),
            today=timezone.localdate(),
            **self.how_far(),
        )

    def steps(self):
        """Each step with its number and with what is practised at home for it."""
        rows = list(self.goal.steps.all())
        home = at_home.last_week(
            self.child, self.request.user, [step.pk for step in rows], on=timezone.localdate()
        )
        return [
            {
                "step": step,
                "home": home.get(step.pk),
                "is_first": not number,
                "is_last": number == len(rows) - 1,
            }
            for number, step in enumerate(rows)
        ]

    def how_far(self):
        """The five levels with the newest rating, and the family's own ratings as a chart and a table."""
        user, goal = self.request.user, self.goal
        ratings = AttainmentRating.objects.visible_to(user).filter(goal=goal).select_related("recorded_by")
        felt = FamilyRating.objects.visible_to(user).filter(goal=goal).select_related("recorded_by")
        ratings, felt = list(ratings[:MOST_LINES]), list(felt[:MOST_LINES])
        scale = AttainmentScale.objects.visible_to(user).filter(goal=goal).first()
        return {
            "scale": scale,
            "levels": levels_of(scale, ratings[0].level if ratings else None) if scale else [],
            "ratings": ratings,
            "felt": felt,
            "chart": attaining.draw(newest_of_each_day(felt)),
        }


class ChecksWords:
    """A form with the words of a goal: a second button shows the sentence they make, and saves nothing yet.

    Goes before RecordsPlan. The draft is kept as it was sent, so that nothing typed is lost meanwhile.
    """

    is_checked = False

    def post(self, request, *args, **kwargs):
        if "check" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.is_checked = True
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.is_checked:
            name, about = drafts.key_of(self.request)
            self.draft = self.keep_what_was_sent(name, about)
            version = self.draft.version if self.draft else 0
            context["draft"] = {"name": name, "about": about, "version": version}
            words = [str(context["form"][part].value() or "") for part in SENTENCE]
            context["hints"] = goal_words.hints(*words)
            context["sentence"] = goal_words.sentence(self.child.first_name, *words)
        return {"hints": [], "sentence": "", "is_checked": self.is_checked} | context


class GoalAdd(ChecksWords, RecordsPlan):
    """Set a goal with its first steps."""

    template_name = "assessments/goal_add.html"
    form_class = GoalAddForm
    seen_event = "goal.seen"
    said = "The goal is set."

    @property
    def back_url(self):
        return reverse("assessments:goal_list", args=[self.child.ref])

    def get_initial(self):
        wanted = self.request.GET.get("hope", "")
        hopes = Aspiration.objects.visible_to(self.request.user).filter(child=self.child)
        hope = hopes.filter(ref=wanted).first() if wanted.isalnum() else None
        return super().get_initial() | ({"aspiration": hope.pk} if hope else {})

    def get_form_kwargs(self):
        new = Goal(child=self.child, set_on=timezone.localdate())
        return super().get_form_kwargs() | {"instance": new, "child": self.child, "user": self.request.user}

    def form_valid(self, form):
        words, by = form.words, self.request.user
        if form.cleaned_data["hope"]:
            words["aspiration"] = aspirations.add(self.child, by=by, text=form.cleaned_data["hope"])
        status = form.cleaned_data["status"]
        goal = goals.set_goal(self.child, by=by, steps=form.steps, status=status, **words)
        return self.done(reverse("assessments:goal_detail", args=[goal.ref]))


class GoalEdit(ChecksWords, AboutGoal):
    """Put a goal in other words, or say anew what it serves."""

    template_name = "assessments/goal_edit.html"
    form_class = GoalForm
    said = "The goal is changed."

    def get_form_kwargs(self):
        about = {"instance": self.goal, "child": self.child, "user": self.request.user}
        return super().get_form_kwargs() | about

    def get_context_data(self, **kwargs):
        goal = Goal.objects.visible_to(self.request.user).get(pk=self.goal.pk)  # the form fills its own in
        hints = goal_words.hints(goal.does_what, goal.conditions, goal.success)
        return super().get_context_data(**{"hints": hints, **kwargs})

    def form_valid(self, form):
        goals.put_differently(self.goal, by=self.request.user, **form.words)
        return self.done()


class MovesGoal(AboutGoal):
    """A form that brings a goal to another state, today unless said otherwise."""

    template_name = "assessments/_plan_form.html"

    def get_initial(self):
        return {"on": timezone.localdate()} | super().get_initial()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, about=self.goal.text)


class GoalReach(MovesGoal):
    """Say that a goal is reached."""

    form_class = DayForm
    title, button, note = "Goal reached", "Yes, reached", "The goal and its steps stay on the page."
    said = "Reached! It stays on this page, with its steps."

    def form_valid(self, form):
        goals.reach(self.goal, by=self.request.user, on=form.cleaned_data["on"])
        return self.done()


class GoalEnd(MovesGoal):
    """Say that a goal was partly reached, or not reached, and what is there now."""

    form_class = GoalEndForm
    title, button = "How the goal ended", "Write it down"
    note = "Every small thing that came counts. It can be taken up again at any time."
    said = "Written down. It can be taken up again at any time."

    def form_valid(self, form):
        how = form.cleaned_data
        goals.move(self.goal, how["how"], by=self.request.user, on=how["on"], reason=how["reason"])
        return self.done()


class GoalSetAside(MovesGoal):
    """Stop working on a goal for now."""

    form_class = SetAsideForm
    title, button, note = "Set a goal aside", "Set aside", "It can be taken up again at any time."
    said = "The goal is set aside. It can be taken up again at any time."

    def form_valid(self, form):
        goals.set_aside(self.goal, by=self.request.user, **form.cleaned_data)
        return self.done()


class GoalTakeUp(MovesGoal):
    """Begin with a goal that was planned, or work again on one that had ended."""

    title, button = "Work on a goal", "Work on it"
    said = "The goal is being worked on."

    def get_form_class(self):
        return ReasonForm if needs_reason(self.goal.status, Goal.Status.CURRENT) else OptionalReasonForm

    def form_valid(self, form):
        goals.take_up(self.goal, by=self.request.user, **form.cleaned_data)
        return self.done()


def levels_of(scale, now):
    """The five levels, the best above, each with whether the goal stands there now."""
    return [
        {"sign": attaining.signed(level), "words": scale.words_at(level), "is_now": level == now}
        for level in reversed(attaining.LEVELS)
    ]


def newest_of_each_day(felt):
    """(day, value) pairs, oldest first: of what one person gave on one day, the newer word counts."""
    newest = {(one.on, one.recorded_by_id): one.value for one in reversed(felt)}
    return [(on, value) for (on, _by), value in newest.items()]


def sentence_of(goal):
    """The goal as one sentence that one can watch for; empty while it has none."""
    return goal_words.sentence(goal.child.first_name, goal.does_what, goal.conditions, goal.success)
