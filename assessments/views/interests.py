"""What a child enjoys: one form for each thing one can do to it."""

from django.http import Http404
from django.urls import reverse

from ..actions import interests
from ..forms.next_steps import InterestEndForm, InterestForm
from ..guards import RecordsPlan
from ..models import Interest


class RecordsInterest(RecordsPlan):
    """A form about what a child enjoys; afterwards one is back with the small steps."""

    seen_event = "next_steps.seen"
    tab = "profile"
    template_name = "assessments/_plan_form.html"

    @property
    def back_url(self):
        return reverse("assessments:next_step_list", args=[self.child.ref])


class InterestAdd(RecordsInterest):
    """Write down what a child enjoys."""

    form_class = InterestForm
    title, button = "Something the child enjoys", "Write it down"

    @property
    def said(self):
        if not self.row.tags:
            return "Written down. No toy or small step has these words yet; you can say what it goes with."
        return f"Written down. It goes with: {', '.join(self.row.tags)}."

    def form_valid(self, form):
        self.row = interests.add(self.child, by=self.request.user, **form.cleaned_data)
        return self.done()


class AboutInterest(RecordsInterest):
    """A form about one interest of a child; one that has ended is history and not there to be changed."""

    row = None

    def find_child(self, ref):
        child = super().find_child(ref)
        rows = Interest.objects.visible_to(self.request.user).filter(child=child)
        self.row = rows.filter(pk=self.kwargs["interest"]).first()
        if self.row is None:
            raise Http404("Nothing of this kind.")
        return child


class InterestEdit(AboutInterest):
    """Put what a child enjoys in other words, or say what it goes with."""

    form_class = InterestForm
    title = "What the child enjoys"
    said = "Changed."

    def get_initial(self):
        tags = ", ".join(self.row.tags)
        return {"text": self.row.text, "tags": tags} | super().get_initial()

    def form_valid(self, form):
        interests.put_differently(self.row, by=self.request.user, **form.cleaned_data)
        return self.done()


class InterestEnd(AboutInterest):
    """Say that a child does not enjoy something any more."""

    form_class = InterestEndForm
    title = button = "Not any more"
    note = "What children enjoy changes. It stays in the record."
    said = "Noted: that has passed."

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, about=self.row.text)

    def form_valid(self, form):
        interests.end(self.row, by=self.request.user)
        return self.done()
