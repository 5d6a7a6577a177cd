"""The directory of local services: found, read, kept right, brought in from a file."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, ListView

from accounts.guards import ActionForm, ActionView, Guarded
from accounts.permissions import Permission

from ..actions import local_services
from ..directory_csv import Verdict
from ..forms.local_services import (
    CheckForm,
    DirectoryFileForm,
    LocalServiceFilter,
    LocalServiceForm,
    RetireForm,
)
from ..models import DirectoryFile, LocalService, Policy

SHOWN_LINES = 300


class LocalServiceList(Guarded, ListView):
    """Who else helps families here, by words, kind and age."""

    permission = Permission.DIRECTORY_VIEW
    model = LocalService
    template_name = "families/local_service_list.html"
    paginate_by = 50

    def get_queryset(self):
        self.form = LocalServiceFilter(self.request.GET or None)
        asked = self.form.cleaned_data if self.form.is_bound and self.form.is_valid() else {}
        found = super().get_queryset().current()
        if asked.get("q"):
            found = found.found_by(asked["q"])
        if asked.get("kind"):
            found = found.filter(kind=asked["kind"])
        if asked.get("age") is not None:
            found = found.for_age(asked["age"])
        self.is_narrowed = any(value not in ("", None) for value in asked.values())
        return found.order_by("name", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            form=self.form,
            is_narrowed=self.is_narrowed,
            unchecked_before=unchecked_before(),
            may_edit=self.request.user.may(Permission.DIRECTORY_EDIT),
        )


def unchecked_before():
    """The day before which a service counts as not checked for long: the rhythm of our reviews."""
    today = timezone.localdate()
    return today - timedelta(weeks=Policy.on(today).review_weeks)


class LocalServiceDetail(Guarded, DetailView):
    """One local service, as we tell a family about it."""

    permission = Permission.DIRECTORY_VIEW
    model = LocalService
    slug_field = slug_url_kwarg = "ref"
    context_object_name = "local"
    template_name = "families/local_service_detail.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            unchecked_before=unchecked_before(),
            may_edit=self.request.user.may(Permission.DIRECTORY_EDIT),
        )


class LocalServiceAdd(ActionForm):
    """Put a service into the directory."""

    permission = Permission.DIRECTORY_EDIT
    form_class = LocalServiceForm
    template_name = "families/local_service_add.html"

    def form_valid(self, form):
        service = form.save(commit=False)
        if form.cleaned_data["is_checked"]:
            service.checked_on = timezone.localdate()
        local_services.add(service, by=self.request.user)
        messages.success(self.request, f"{service} is in the directory.")
        return redirect("families:local_service_detail", service.ref)


class DirectoryAction(ActionView):
    """What the things done about one service share."""

    permission = Permission.DIRECTORY_EDIT
    model = LocalService
    context_object_name = "local"

    def form_valid(self, form):
        self.act(form)
        return redirect("families:local_service_detail", self.object.ref)


class LocalServiceEdit(DirectoryAction):
    """Change what is written about a service."""

    form_class = LocalServiceForm
    template_name = "families/local_service_edit.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.object}

    def act(self, form):
        service = form.save(commit=False)
        if form.cleaned_data["is_checked"]:
            service.checked_on = timezone.localdate()
        changed = [name for name in form.changed_data if name != "is_checked"]
        local_services.change(service, by=self.request.user, changed=changed)
        messages.success(self.request, "Saved.")


class LocalServiceCheck(DirectoryAction):
    """Say that all of it is still right."""

    form_class = CheckForm
    template_name = "families/local_service_check.html"

    def act(self, form):
        local_services.check(self.object, by=self.request.user)
        messages.success(self.request, "Checked today.")


class LocalServiceRetire(DirectoryAction):
    """Take a service out of the directory."""

    form_class = RetireForm
    template_name = "families/local_service_retire.html"

    def act(self, form):
        local_services.retire(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, f"{self.object} is no longer in the directory.")


class DirectoryImport(ActionForm):
    """Bring a file of services; the next page shows what it would do."""

    permission = Permission.DIRECTORY_EDIT
    form_class = DirectoryFileForm
    template_name = "families/directory_import.html"

    def form_valid(self, form):
        name = form.cleaned_data["file"].name
        file = local_services.bring(form.text, by=self.request.user, name=name)
        return redirect("families:directory_import_check", file.ref)


class DirectoryImportCheck(ActionView):
    """What a file would do, line by line; then it is taken over, or left."""

    permission = Permission.DIRECTORY_EDIT
    model = DirectoryFile
    form_class = CheckForm
    context_object_name = "file"
    template_name = "families/directory_import_check.html"

    def get_context_data(self, **kwargs):
        reading, lines = local_services.look_through(self.object)
        counts = {verdict.value: sum(found == verdict for _row, found in lines) for verdict in Verdict}
        order = [Verdict.WRONG, Verdict.CHANGED, Verdict.NEW, Verdict.SAME]
        lines = sorted(lines, key=lambda line: (order.index(line[1]), line[0].number))
        return super().get_context_data(
            **kwargs,
            reading=reading,
            lines=lines[:SHOWN_LINES],
            hidden=max(0, len(lines) - SHOWN_LINES),
            counts=counts,
            would_do=counts["new"] + counts["changed"],
        )

    def form_valid(self, form):
        new, changed = local_services.take_over(self.object, by=self.request.user)
        messages.success(self.request, f"Taken over: {new} new, {changed} changed.")
        return redirect("families:local_service_list")
