"""Baseline and reviews: the list, opening one, what was looked at, finishing it."""

from django.contrib import messages
from django.db.models import F, Max
from django.db.models.lookups import IsNull
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, TemplateView

from accounts.guards import ActionForm
from accounts.permissions import Permission
from families.guards import AboutChild

from ..actions import assessments
from ..forms.assessments import AssessmentFinishForm, AssessmentStartForm, NothingForm
from ..models import Assessment
from ..observing import frameworks_for
from ..sitting import completeness_of, standing_words, warnings_of, with_numbers


class AssessmentList(AboutChild, ListView):
    """The dated looks at what a child can do: the one that is open first, then the newest."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "assessment.list_seen"
    tab = "profile"
    model = Assessment
    template_name = "assessments/assessment_list.html"
    paginate_by = 50

    def get_queryset(self):
        found = with_numbers(super().get_queryset().filter(child=self.child))
        return found.select_related("framework", "by").order_by(IsNull(F("finished_at"), False), "-on", "-pk")

    def get_context_data(self, **kwargs):
        user = self.request.user
        words = standing_words(self.child, user, timezone.localdate())
        return super().get_context_data(
            **kwargs, words=words, may_record=user.may(Permission.ASSESSMENT_RECORD)
        )


class AssessmentStart(AboutChild, ActionForm):
    """Open a baseline or a review; what is ticked from now on belongs to it."""

    permission = Permission.ASSESSMENT_RECORD
    seen_event = "assessment.list_seen"
    tab = "profile"
    template_name = "assessments/assessment_start.html"
    form_class = AssessmentStartForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"frameworks": frameworks_for(self.child, self.request.user)}

    def get_initial(self):
        had = Assessment.objects.visible_to(self.request.user).filter(child=self.child).exists()
        kind = Assessment.Kind.REVIEW if had else Assessment.Kind.BASELINE
        return {"on": timezone.localdate(), "kind": kind} | super().get_initial()

    def form_valid(self, form):
        said = form.cleaned_data
        sitting = assessments.start(
            self.child, kind=said["kind"], framework=form.chosen, by=self.request.user, on=said["on"]
        )
        kind = sitting.get_kind_display()
        messages.success(self.request, f"{kind} begun: what you tick now belongs to it.")
        address = reverse("assessments:observe", args=[self.child.ref])
        return HttpResponseRedirect(f"{address}?framework={sitting.framework.ref}")


class AboutSitting(AboutChild):
    """A page about one sitting, which is found in scope and brings its child."""

    seen_event = "assessment.seen"
    tab = "profile"
    sitting = None

    def find_child(self, ref):
        found = Assessment.objects.visible_to(self.request.user)
        self.sitting = found.select_related("child__family", "framework", "by", "finished_by").filter(
            ref=ref
        ).first()  # fmt: skip
        if self.sitting is None:
            raise Http404("No such look in reach.")
        return self.sitting.child

    def what_was_seen(self):
        return {"target": self.sitting, "child": self.child}

    def get_context_data(self, **kwargs):
        areas = completeness_of(self.sitting, self.request.user)
        more = {"sitting": self.sitting, "areas": areas, "words": warnings_of(self.sitting, areas)}
        more["known"], more["total"] = sum(one.known for one in areas), sum(one.total for one in areas)
        more["touched"] = sum(one.now for one in areas)
        return super().get_context_data(**kwargs, **more)

    def page(self):
        return HttpResponseRedirect(reverse("assessments:assessment_detail", args=[self.sitting.ref]))


class AssessmentDetail(AboutSitting, TemplateView):
    """One sitting: how much of each area was looked at, what to know of it, what we want to remember."""

    permission = Permission.ASSESSMENT_VIEW
    template_name = "assessments/assessment_detail.html"

    def get_context_data(self, **kwargs):
        may = self.request.user.may(Permission.ASSESSMENT_RECORD)
        return super().get_context_data(**kwargs, may_record=may)


class AssessmentFinish(AboutSitting, ActionForm):
    """Finish a sitting: the day for which it stands, and what we want to remember."""

    permission = Permission.ASSESSMENT_RECORD
    template_name = "assessments/assessment_finish.html"
    form_class = AssessmentFinishForm

    def get_initial(self):
        newest = self.sitting.observations.aggregate(on=Max("on"))["on"]
        on = max(self.sitting.on, newest) if newest else self.sitting.on
        return {"on": on, "words": self.sitting.words} | super().get_initial()

    def form_valid(self, form):
        assessments.finish(self.sitting, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "Finished. The picture of this day stays as it is now.")
        return self.page()


class AssessmentDiscard(AboutSitting, ActionForm):
    """Throw away a sitting that was opened by mistake."""

    permission = Permission.ASSESSMENT_RECORD
    template_name = "assessments/assessment_discard.html"
    form_class = NothingForm

    def form_valid(self, form):
        assessments.discard(self.sitting, by=self.request.user)
        messages.success(self.request, "Thrown away. Nothing had been ticked in it.")
        return HttpResponseRedirect(reverse("assessments:assessment_list", args=[self.child.ref]))
