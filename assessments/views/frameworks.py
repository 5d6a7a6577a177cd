"""The checklists: which there are, one of them with its items, the same as a file, and how it will look."""

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Value, When
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.generic import DetailView, ListView, View
from django.views.generic.detail import SingleObjectMixin

from accounts import audit, sheets
from accounts.guards import Guarded
from accounts.permissions import Permission

from .. import framework_page, invented
from ..framework_files.shape import code_of
from ..models import Framework, Item

ON_A_PAGE = 30
ORDER = [Framework.Status.PUBLISHED, Framework.Status.DRAFT, Framework.Status.RETIRED]


class FrameworkList(Guarded, ListView):
    """Every checklist: those in use, those being written, those no longer used."""

    permission = Permission.FRAMEWORK_VIEW
    model = Framework
    template_name = "assessments/framework_list.html"
    paginate_by = 50

    def get_queryset(self):
        stands = Case(
            *(When(status=status, then=Value(place)) for place, status in enumerate(ORDER)),
            output_field=IntegerField(),
        )
        rows = super().get_queryset().annotate(stands=stands, size=Count("areas__items"))
        return rows.select_related("scale").order_by("stands", "name", "-published_at", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, may_edit=self.request.user.may(Permission.FRAMEWORK_EDIT))


class OneFramework(Guarded):
    """What the pages about one framework share."""

    permission = Permission.FRAMEWORK_VIEW
    model = Framework
    slug_field = slug_url_kwarg = "ref"
    context_object_name = "framework"

    def get_queryset(self):
        return super().get_queryset().select_related("scale", "published_by", "retired_by")


class FrameworkDetail(OneFramework, DetailView):
    """One framework: areas by age, items with all that helps to see them; for a draft, how to change each."""

    template_name = "assessments/framework_detail.html"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, framework_page.Asked.of(self.request.GET)
        shown = framework_page.FrameworkPage(self.object, user, asked)
        page = Paginator(shown.items, ON_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            **kwargs,
            shown=shown,
            asked=asked,
            page_obj=page,
            groups=shown.grouped(page),
            may_edit=user.may(Permission.FRAMEWORK_EDIT),
            may_write=user.may(Permission.FRAMEWORK_EDIT) and self.object.is_draft,
        )


class FrameworkExport(OneFramework, SingleObjectMixin, View):
    """A framework as the file that docs/frameworks.md describes, a row at a time."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        framework = self.get_object()
        size = Item.objects.visible_to(request.user).filter(area__framework=framework).count()
        audit.record("framework.exported", by=request.user, target=framework, after={"items": size})
        lines = sheets.text_lines(framework_page.rows_to_export(framework, request.user))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        stem = code_of(f"{framework.code} {framework.version}", 60)
        response["Content-Disposition"] = f'attachment; filename="{stem}.csv"'
        return response


class FrameworkPreview(OneFramework, DetailView):
    """How the profile and the tick lines of an invented child would look with a framework."""

    template_name = "assessments/framework_preview.html"

    def get_context_data(self, **kwargs):
        area = self.request.GET.get("area", "").replace("\x00", "")[:60]
        shown = invented.preview(self.object, self.request.user, area, on=timezone.localdate())
        return super().get_context_data(**kwargs, **shown)
