"""The guards of pages about one line of a checklist and about a child’s plan: found in scope, and back."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from accounts.guards import ActionForm
from accounts.permissions import Permission
from families.guards import AboutChild

from .models import Goal, Item, Step


def find_item(user, pk):
    """One line of a framework that is no draft, with its area, strand and framework; or None."""
    items = Item.objects.visible_to(user).select_related("area__framework__scale", "strand")
    return items.exclude(area__framework__status="draft").filter(pk=pk).first()


class AboutItem(AboutChild):
    """A page about one child and one line of a framework."""

    tab = "profile"
    item = None

    def find_child(self, ref):
        child = super().find_child(ref)
        self.item = find_item(self.request.user, self.kwargs["item"])
        if self.item is None:
            raise Http404("No such line.")
        return child


class RecordsPlan(AboutChild, ActionForm):
    """A form about a child's plan; afterwards one is back on the page where it shows."""

    permission = Permission.ASSESSMENT_RECORD
    seen_event = "plan.seen"
    tab = "goals"
    said = ""
    title = button = note = ""

    @property
    def back_url(self):
        return reverse("assessments:plan_detail", args=[self.child.ref])

    def done(self, url=None):
        messages.success(self.request, self.said)
        return HttpResponseRedirect(url or self.back_url)

    def get_context_data(self, **kwargs):
        words = {"title": self.title, "button": self.button, "note": self.note, "about": ""}
        return super().get_context_data(**{**words, "back_url": self.back_url, **kwargs})


class AboutThing(RecordsPlan):
    """A form about one thing that hangs on a child; ``model`` is found in scope and brings its child."""

    model = None
    thing = None

    def find_child(self, ref):
        found = self.model.objects.visible_to(self.request.user).select_related("child__family")
        self.thing = found.filter(ref=ref).first()
        if self.thing is None:
            raise Http404("Nothing of this name in reach.")
        return self.thing.child

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, thing=self.thing)


class AboutGoal(RecordsPlan):
    """A form about one goal, which is found in scope and brings its child."""

    seen_event = "goal.seen"
    goal = None

    @property
    def back_url(self):
        return reverse("assessments:goal_detail", args=[self.goal.ref])

    def find_child(self, ref):
        found = Goal.objects.visible_to(self.request.user).select_related("child__family")
        self.goal = found.filter(ref=ref).first()
        if self.goal is None:
            raise Http404("No such goal in reach.")
        return self.goal.child

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, goal=self.goal)


class AboutStep(AboutGoal):
    """A form about one step, which is found in scope and brings its goal and child."""

    step = None

    def find_child(self, ref):
        found = Step.objects.visible_to(self.request.user).select_related("goal__child__family")
        self.step = found.filter(ref=ref).first()
        if self.step is None:
            raise Http404("No such step in reach.")
        self.goal = self.step.goal
        return self.goal.child

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, step=self.step)
