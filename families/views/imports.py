"""Bringing in a workbook: upload, say what it holds, check its rows, bring them in, take them out again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import DetailView, ListView, View
from django.views.generic.detail import SingleObjectMixin

from accounts import audit
from accounts.guards import ActionForm, ActionView, Guarded
from accounts.permissions import Permission
from accounts.refusals import Refused

from .. import import_page
from ..actions import imports
from ..forms.imports import KindForm, MatchForm, RowForm, SureForm, UploadForm
from ..importing import progress, reject, undo
from ..models import Import, ImportRow, ImportSheet

Status = Import.Status
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ON_A_PAGE = 25


class OfImports:
    """What all pages of imports share: the one permission, rows by their ref."""

    permission = Permission.IMPORT_RUN
    slug_field = slug_url_kwarg = "ref"


class ImportList(OfImports, Guarded, ListView):
    """The files that were brought along, and what became of each."""

    model = Import
    template_name = "families/import_list.html"
    paginate_by = 30

    def get_queryset(self):
        return super().get_queryset().select_related("uploaded_by")


class ImportAdd(OfImports, ActionForm):
    """Choose a file."""

    form_class = UploadForm
    template_name = "families/import_add.html"

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        batch = imports.upload(file.read(), name=file.name, by=self.request.user)
        return redirect("families:import_detail", batch.ref)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, steps=import_page.steps(1))


class OneImport(OfImports, Guarded, DetailView):
    """One import, however far it has come."""

    model = Import
    seen_event = "import.seen"
    context_object_name = "batch"

    def get_queryset(self):
        return super().get_queryset().select_related("uploaded_by", "committed_by", "undone_by")

    def get_context_data(self, **kwargs):
        batch = self.object
        step = {Status.WAITING: 1, Status.FAILED: 1, Status.READ: 2, Status.STAGING: 3, Status.STAGED: 3}
        return super().get_context_data(
            **kwargs,
            steps=import_page.steps(step.get(batch.status, 5 if batch.committed_at else 4)),
            sheets=import_page.Sheets(batch),
            outcome=outcome_of(batch),
            undo_until=undo.until(batch),
            may_undo=undo.is_possible(batch),
            done=progress.done(batch),
        )


class ImportDetail(OneImport):
    """Where an import stands: being read, its sheets, being brought in, or what came of it."""

    template_name = "families/import_detail.html"


class ImportStatus(OneImport):
    """The part of the page that changes while work goes on; when it is over the whole page is asked for."""

    template_name = "families/import_status.html"
    seen_event = None

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if not self.object.is_busy:
            response["HX-Refresh"] = "true"
        return response


def outcome_of(batch):
    """How many rows came to what, once they are in."""
    if batch.committed_at is None:
        return {}
    found = dict.fromkeys(("created", "updated", "undone", "kept"), 0)
    for sheet in batch.sheets.all():
        for outcome in sheet.rows.exclude(outcome="").order_by().values_list("outcome", flat=True):
            found[outcome] = found.get(outcome, 0) + 1
    rejected = sum(sheet.rows.rejected().count() for sheet in batch.sheets.exclude(kind=""))
    kept = ImportRow.Outcome.KEPT
    stayed = [row for s in batch.sheets.all() for row in s.rows.filter(outcome=kept).order_by("number")[:50]]
    return {**found, "stayed_out": rejected, "rows_kept": stayed}


class ImportMatch(OfImports, ActionView):
    """Say what each column of a sheet is."""

    model = ImportSheet
    form_class = MatchForm
    template_name = "families/import_match.html"
    seen_event = "import.seen"

    def get_queryset(self):
        return super().get_queryset().select_related("batch")

    def get_form_class(self):
        return MatchForm if self.object.kind else KindForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return kwargs | {"sheet": self.object} if self.object.kind else kwargs

    def get_context_data(self, **kwargs):
        batch = self.object.batch
        return super().get_context_data(
            **kwargs,
            sheet=self.object,
            batch=batch,
            steps=import_page.steps(2),
            hide_optional=True,
            kind_form=KindForm(initial={"kind": self.object.kind}),
            may_change=batch.status in (Status.READ, Status.STAGED),
        )

    def form_valid(self, form):
        if isinstance(form, KindForm):
            raise Refused("Say first what this sheet lists.")
        imports.match(self.object, mapping=form.mapping(), answers=form.answers(), by=self.request.user)
        messages.success(self.request, f"Kept for “{self.object.name}”, and for the next file like it.")
        return redirect("families:import_detail", self.object.batch.ref)


class Posted(OfImports, Guarded, SingleObjectMixin, View):
    """A button: carried out, answered with a message on the page that it stood on."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        try:
            return self.act()
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.back())


class ImportKind(Posted):
    """Say what a sheet lists; its columns are proposed anew."""

    model = ImportSheet

    def act(self):
        form = KindForm(self.request.POST)
        if form.is_valid():
            imports.say_kind(self.object, kind=form.cleaned_data["kind"], by=self.request.user)
        return redirect(self.back())

    def back(self):
        return redirect("families:import_match", self.object.ref).url


class ImportCheck(Posted):
    """Have the rows read and compared."""

    model = Import

    def act(self):
        batch = imports.check(self.object, by=self.request.user)
        first = next((line for line in import_page.Sheets(batch).all if line["is_in"]), None)
        if batch.status == Status.STAGED and first is not None:
            return redirect("families:import_rows", first["sheet"].ref)
        return redirect(self.back())

    def back(self):
        return redirect("families:import_detail", self.object.ref).url


class ImportRows(OfImports, Guarded, DetailView):
    """The rows of one sheet that need somebody; behind the tiles all others."""

    model = ImportSheet
    template_name = "families/import_rows.html"
    seen_event = "import.seen"
    context_object_name = "sheet"

    def get_queryset(self):
        return super().get_queryset().select_related("batch__uploaded_by").exclude(kind="")

    def get_context_data(self, **kwargs):
        sheet = self.object
        sheets = import_page.Sheets(sheet.batch)
        mine = ImportRow.objects.visible_to(self.request.user).filter(sheet=sheet)
        rows = import_page.Rows(sheet, mine, self.request.GET.get("row"), sheets.counts.get(sheet.pk, {}))
        page = Paginator(rows.shown(), ON_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            **kwargs,
            batch=sheet.batch,
            steps=import_page.steps(5 if sheet.batch.committed_at else 3),
            sheets=sheets,
            rows=rows,
            columns=rows.columns(),
            tiles=rows.tiles(),
            noted=rows.noted(),
            page_obj=page,
            lines=[] if sheet.batch.is_forgotten else rows.lines(page),
            counts={"rows": 0, "safety": 0, "left_out": 0, **rows.counts},
            is_open=sheet.batch.status == Status.STAGED,
        )


class ImportRowDecide(Posted):
    """What a person says of one row."""

    model = ImportRow

    def get_queryset(self):
        return super().get_queryset().select_related("sheet__batch")

    def act(self):
        form = RowForm(self.request.POST)
        if not form.is_valid():
            raise Refused(next(iter(form.errors.values()))[0])
        self.carry_out(form.cleaned_data)
        return redirect(self.back())

    def carry_out(self, said):
        what, row, by = said["what"], self.object, self.request.user
        many = {"code": said["code"], "everywhere": said["everywhere"], "by": by}
        changed = 1
        if what == RowForm.MEND:
            changed = imports.mend(row, text=said["text"], **many)
        elif what == RowForm.WITHOUT:
            changed = imports.go_without(row, **many)
        elif what == RowForm.BRING_BACK:
            imports.bring_back(row, by=by)
        elif what in (RowForm.PROTECT, RowForm.OPEN):
            imports.protect(row, protects=what == RowForm.PROTECT, by=by)
        else:
            imports.decide(row, decision="" if what == RowForm.UNDECIDE else what, by=by)
        self.tell(changed)

    def tell(self, changed):
        self.object.refresh_from_db()
        now = self.object.get_verdict_display().lower()
        more = f" {changed - 1} more rows were changed alike." if changed > 1 else ""
        messages.success(self.request, f"Row {self.object.number}: {now}.{more}")

    def back(self):
        asked = {name: self.request.POST.get(name, "")[:10] for name in ("row", "page")}
        return f"{import_page.rows_url(self.object.sheet, **asked)}#rows"


class Sure(OfImports, ActionView):
    """A question about a whole import, answered with yes."""

    model = Import
    form_class = SureForm
    seen_event = "import.seen"
    while_status = ()
    done = ""

    def get(self, request, *args, **kwargs):
        if self.object.status not in self.while_status:
            return redirect("families:import_detail", self.object.ref)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        sheets = import_page.Sheets(self.object)
        return super().get_context_data(
            **kwargs,
            batch=self.object,
            sheets=sheets,
            figures=sheets.figures,
            steps=import_page.steps(4),
            undo_until=undo.until(self.object),
        )

    def form_valid(self, form):
        batch = self.carry_out()
        if self.done:
            messages.success(self.request, self.done)
        return redirect("families:import_detail", batch.ref)


class ImportCommit(Sure):
    """Bring the rows in that are ready."""

    template_name = "families/import_commit.html"
    while_status = (Status.STAGED,)

    def carry_out(self):
        return imports.bring_in(self.object, by=self.request.user)


class ImportUndo(Sure):
    """Take everything out again that an import brought."""

    template_name = "families/import_undo.html"
    while_status = (Status.COMMITTED,)

    def carry_out(self):
        return imports.take_out(self.object, by=self.request.user)


class ImportThrowAway(Sure):
    """Forget a file of which nothing is in the records."""

    template_name = "families/import_throw_away.html"
    while_status = (Status.READ, Status.STAGED, Status.FAILED)
    done = "The file is thrown away. Nothing of it is in the records."

    def carry_out(self):
        return imports.throw_away(self.object, by=self.request.user)


class ImportRejected(OfImports, Guarded, SingleObjectMixin, View):
    """The rows that stayed out, as the same kind of file, each with its reason."""

    http_method_names = ["get", "head", "options"]
    model = Import

    def get(self, request, *args, **kwargs):
        batch = self.get_object()
        if batch.is_forgotten:
            messages.error(
                request, "The rows of this file are not kept any more. What came of them stays here."
            )
            return redirect("families:import_detail", batch.ref)
        content = reject.as_file(batch)
        audit.record("import.rejected_taken", by=request.user, target=batch)
        content_type = XLSX if batch.format == "xlsx" else "text/csv; charset=utf-8"
        response = HttpResponse(content, content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{reject.name_of(batch)}"'
        return response
