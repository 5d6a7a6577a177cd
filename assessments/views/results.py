"""Results of other tools: their history, a form for each tool, one result, and taking one out."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import ListView, TemplateView

from accounts.permissions import Permission
from families.guards import AboutChild
from families.models import Document

from ..actions import results
from ..forms.results import ResultForm, WithdrawForm
from ..guards import AboutThing, RecordsPlan
from ..models import ToolResult
from ..results_page import facts_of, histories_of, lines_of
from ..tools import TOOLS

MOST = 300  # standing results of one child from which the tables are made


class ResultList(AboutChild, ListView):
    """What other tools said of a child: each tool's figures over time, then every result."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "result.list_seen"
    tab = "profile"
    model = ToolResult
    paginate_by = 25
    template_name = "assessments/result_list.html"
    context_object_name = "results"

    def get_queryset(self):
        return super().get_queryset().filter(child=self.child).select_related("withdrawn_by")

    def get_context_data(self, **kwargs):
        standing = list(self.get_queryset().standing()[:MOST])
        may_record = self.request.user.may(Permission.ASSESSMENT_RECORD)
        return super().get_context_data(**kwargs, histories=histories_of(standing), may_record=may_record)


class RecordsResult(RecordsPlan):
    """A form about a child's results; afterwards one is back with them."""

    seen_event = "result.list_seen"
    tab = "profile"

    @property
    def back_url(self):
        return reverse("assessments:result_list", args=[self.child.ref])


class ResultAdd(AboutChild, TemplateView):
    """Choose the tool whose result is written down."""

    permission = Permission.ASSESSMENT_RECORD
    seen_event = "result.list_seen"
    tab = "profile"
    template_name = "assessments/result_add.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, tools=TOOLS.values())


class ResultRecord(RecordsResult):
    """Write down a result of one tool in its own form."""

    template_name = "assessments/result_record.html"
    form_class = ResultForm
    tool = None

    def find_child(self, ref):
        child = super().find_child(ref)
        self.tool = TOOLS.get(self.kwargs["tool"])
        if self.tool is None:
            raise Http404("No such tool.")
        return child

    def get_form_kwargs(self):
        more = {"tool": self.tool, "child": self.child, "user": self.request.user}
        return super().get_form_kwargs() | more

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, tool=self.tool, hide_optional=True)

    def form_valid(self, form):
        row = results.add(self.child, by=self.request.user, tool=self.tool.code, **form.said)
        messages.success(self.request, f"Written down: {self.tool.name} of {row.on:%-d %B %Y}.")
        if row.age_warning:
            messages.warning(self.request, row.age_warning)
        return HttpResponseRedirect(reverse("assessments:result_detail", args=[row.ref]))


class ResultDetail(AboutChild, TemplateView):
    """One result in full: its figures and zones, the ages of that day, who gave it, the paper."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "result.seen"
    tab = "profile"
    template_name = "assessments/result_detail.html"
    object = None

    def find_child(self, ref):
        rows = ToolResult.objects.visible_to(self.request.user)
        self.object = rows.filter(ref=ref).select_related("child", "recorded_by", "withdrawn_by").first()
        if self.object is None:
            raise Http404("No such result in reach.")
        return super().find_child(self.object.child.ref)

    def get_context_data(self, **kwargs):
        user, result = self.request.user, self.object
        document = Document.objects.visible_to(user).filter(pk=result.document_id).first()
        return super().get_context_data(
            **kwargs,
            result=result,
            lines=lines_of(result.about, [result]),
            facts=facts_of(result),
            document=document,
            may_record=user.may(Permission.ASSESSMENT_RECORD),
        )


class ResultWithdraw(AboutThing):
    """Take out a result that was mistaken."""

    model = ToolResult
    seen_event = "result.seen"
    tab = "profile"
    template_name = "assessments/_plan_form.html"
    form_class = WithdrawForm
    title, button = "Take out a result", "Take it out"
    note = "It stays in the list, struck through, with your reason. Nothing is deleted."
    said = "Taken out. It stays in the list, struck through."

    @property
    def back_url(self):
        return reverse("assessments:result_list", args=[self.child.ref])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, about=str(self.thing))

    def form_valid(self, form):
        results.withdraw(self.thing, by=self.request.user, reason=form.cleaned_data["reason"])
        return self.done()
