"""Bringing in a framework's file: choose it, look at what is in it, put it right, load it."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.generic import DetailView, View
from django.views.generic.detail import SingleObjectMixin

from accounts import audit
from accounts.guards import ActionForm, ActionView, Guarded
from accounts.permissions import Permission

from .. import upload_page
from ..actions import framework_loading
from ..forms.framework_uploads import FrameworkUploadForm, UploadLoadForm
from ..models import FrameworkUpload

ON_A_PAGE = 50
LATELY = 10


class FrameworkUploadAdd(ActionForm):
    """Choose the file of a framework."""

    permission = Permission.FRAMEWORK_EDIT
    form_class = FrameworkUploadForm
    template_name = "assessments/framework_upload.html"

    def form_valid(self, form):
        file, licence = form.cleaned_data["file"], form.cleaned_data["licence"]
        upload = framework_loading.check(file.read(), name=file.name, licence=licence, by=self.request.user)
        return redirect("assessments:upload_detail", upload.ref)

    def get_context_data(self, **kwargs):
        mine = FrameworkUpload.objects.visible_to(self.request.user).select_related(
            "uploaded_by", "framework"
        )
        lately = mine.defer("rows", "content", "problems")[:LATELY]
        return super().get_context_data(**kwargs, lately=lately, steps=upload_page.steps(1))


class OneUpload(Guarded):
    """What the pages of one file share."""

    permission = Permission.FRAMEWORK_EDIT
    model = FrameworkUpload
    slug_field = slug_url_kwarg = "ref"

    def get_queryset(self):
        return super().get_queryset().select_related("uploaded_by", "framework")


class UploadDetail(OneUpload, DetailView):
    """What is in the file: counts, each row that needs somebody, and how it will look."""

    template_name = "assessments/upload_detail.html"
    seen_event = "framework.upload_seen"
    context_object_name = "upload"

    def get_context_data(self, **kwargs):
        found = upload_page.UploadPage(self.object, self.request.GET.get("row", ""))
        page = Paginator(found.chosen, ON_A_PAGE).get_page(self.request.GET.get("page"))
        rows = [found.row(number, cells) for number, cells in page]
        return super().get_context_data(
            **kwargs,
            found=found,
            page_obj=page,
            rows=rows,
            framework_url=url_of(self.object.framework),
            steps=upload_page.steps(4 if self.object.framework_id else 2),
        )


class UploadReasons(OneUpload, SingleObjectMixin, View):
    """The same file with a column that says what to put right."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        upload = self.get_object()
        content, content_type, ending = upload_page.with_reasons(upload)
        audit.record("framework.reasons_taken", by=request.user, target=upload)
        stem = re.sub(r"[^\w.-]+", "-", upload.name.rpartition(".")[0], flags=re.ASCII).strip("-.")
        response = HttpResponse(content, content_type=content_type)
        response["Content-Disposition"] = (
            f'attachment; filename="{stem or "framework"}-to-put-right.{ending}"'
        )
        return response


class UploadLoad(ActionView):
    """Load a checked file: as a draft, or for use at once."""

    permission = Permission.FRAMEWORK_EDIT
    model = FrameworkUpload
    form_class = UploadLoadForm
    template_name = "assessments/upload_load.html"

    def get(self, request, *args, **kwargs):
        if self.object.framework_id or not self.object.may_be_loaded:
            return redirect("assessments:upload_detail", self.object.ref)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        said = self.object.licence or self.object.content.get("licence", "")
        return super().get_form_kwargs() | {"licence": said}

    def get_context_data(self, **kwargs):
        found = upload_page.UploadPage(self.object)
        return super().get_context_data(**kwargs, upload=self.object, found=found, steps=upload_page.steps(3))

    def form_valid(self, form):
        publish = form.cleaned_data["how"] == UploadLoadForm.PUBLISH
        framework, is_new = framework_loading.load_upload(
            self.object, publish=publish, licence=form.cleaned_data["licence"], by=self.request.user
        )
        messages.success(self.request, _said(framework, is_new))
        return redirect(url_of(framework) or reverse("assessments:upload_detail", args=[self.object.ref]))


def _said(framework, is_new):
    if not is_new:
        return f"{framework} was here already, word for word. Nothing was changed."
    return f"{framework} is loaded as a draft." if framework.is_draft else f"{framework} is in use."


def url_of(framework):
    """Where a framework can be read."""
    try:
        return reverse("assessments:framework_detail", args=[framework.ref]) if framework else ""
    except NoReverseMatch:
        return ""
