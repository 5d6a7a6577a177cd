"""What pages about a row around a child share: it is added, edited or ended by one form, with one line."""

import copy

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from accounts.guards import ActionForm
from accounts.permissions import Permission

from ..changes import STALE, fingerprint
from ..guards import AboutChild


class RowForm(AboutChild, ActionForm):
    """One form on the child's family page. Subclasses say what is done with it, in ``carry_out()``."""

    permission = Permission.CHILD_EDIT
    template_name = "families/_around_form.html"
    tab = "family"
    heading = lede = said = ""

    def get_context_data(self, **kwargs):
        words = {"heading": self.get_heading(), "lede": self.lede or f"About {self.child}"}
        return super().get_context_data(**{**words, **kwargs})

    def get_heading(self):
        return self.heading.format(child=self.child.first_name)

    def form_valid(self, form):
        row = self.carry_out(form)
        messages.success(self.request, self.said.format(row=row, child=self.child.first_name))
        return redirect(self.get_success_url())

    def get_success_url(self):
        return redirect("families:child_family", self.child.ref).url

    def carry_out(self, form):
        raise NotImplementedError


class AddRow(RowForm):
    """One more row about the child."""

    model = None

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.new_row()}

    def new_row(self):
        return self.model(child=self.child)

    def filled(self, form):
        """The row as the form tells it."""
        for name, value in form.told.items():
            setattr(form.instance, name, value)
        return form.instance


class AboutRow(RowForm):
    """A page that names a row: found in scope or not there; the child is the row's own."""

    model = row = None

    def find_child(self, ref):
        rows = self.model.objects.visible_to(self.request.user).select_related("child__family")
        self.row = rows.filter(ref=ref).first()
        if self.row is None:
            raise Http404("No such row in reach.")
        return self.row.child

    def get_heading(self):
        return self.heading.format(child=self.child.first_name, row=self.row)


class EditRow(AboutRow):
    """Change what a row says; what somebody wrote meanwhile is not written over unseen."""

    def get_initial(self):
        return {**super().get_initial(), "seen": fingerprint(self.row)}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": copy.copy(self.row)}

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        if form is not None and STALE in form.non_field_errors():  # she was told; the next goes
            form.data = form.data.copy()
            rows = self.model.objects.visible_to(self.request.user)
            form.data[form.add_prefix("seen")] = fingerprint(rows.get(pk=self.row.pk))
        return super().get_context_data(**kwargs)
