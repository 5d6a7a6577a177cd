"""The guards that every view stands behind: a permission, a scope, one verb, one answer."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.views.generic.base import ContextMixin
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.edit import FormView

from . import audit, drafts
from .once import once
from .refusals import Refused


class Guarded:
    """One permission, one scope: every object that a view shows comes from ``visible_to()``.

    A page that shows a child's record names ``seen_event``; the look is then written to the trail.
    """

    permission = None
    seen_event = None
    http_method_names = ["get", "head", "post", "options"]  # Django's form views would take PUT for POST

    def dispatch(self, request, *args, **kwargs):
        if not request.user.may(self.permission):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        if self.seen_event and request.method == "GET" and response.status_code == 200:
            audit.seen(self.seen_event, by=request.user, **self.what_was_seen())
        return response

    def what_was_seen(self):
        """Say what the read line is about: the object, or the child, that the view found."""
        seen = {"target": getattr(self, "object", None), "child": getattr(self, "child", None)}
        seen["target"] = seen["target"] if seen["target"] is not None else seen["child"]
        return seen

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)


class AuditedForm:
    """Save a plain edit and record it, together, with the fields that changed."""

    audit_event = None

    @transaction.atomic
    def form_valid(self, form):
        before = {name: _plain(form.initial.get(name)) for name in form.changed_data}
        response = super().form_valid(form)
        after = {name: _plain(form.cleaned_data.get(name)) for name in form.changed_data}
        audit.record(self.audit_event, by=self.request.user, target=self.object, before=before, after=after)
        return response


class Drafted(ContextMixin):
    """A form that comes back as it was left: after a timeout, a dead server, another device."""

    draft = None

    def get_initial(self):
        initial = super().get_initial()
        if self.request.method == "GET":
            self.draft = drafts.find(self.request.user, *drafts.key_of(self.request))
        return initial

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if self.draft and not form.is_bound:
            fill(form, drafts.fields_in(self.draft))
        return form

    def get_context_data(self, **kwargs):
        name, about = drafts.key_of(self.request)
        if "form" not in kwargs:  # built first: it finds the draft whose version the page must know
            kwargs["form"] = self.get_form()
        if self.request.method == "POST":  # sent: either it came back with a mistake, or it is carried out
            self.draft = self.keep_what_was_sent(name, about) if kwargs["form"].errors else None
        kept = {"name": name, "about": about, "version": self.draft.version if self.draft else 0}
        return super().get_context_data(**kwargs, draft=kept, draft_found=self.draft, form_key=new_key())

    def keep_what_was_sent(self, name, about):
        """Make the draft what was sent; an autosave that was under way with it comes too late then."""
        try:
            return drafts.save(self.request.user, name, about, drafts.fields_of(self.request.POST))
        except (drafts.Conflict, drafts.TooLarge, drafts.TooMany):
            return drafts.find(self.request.user, name, about)

    def forget_draft(self):
        drafts.discard(self.request.user, *drafts.key_of(self.request))


class ActionForm(Guarded, Drafted, FormView):
    """One form, one verb: carried out once, recorded, its draft forgotten; a refusal stands by the form."""

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            with transaction.atomic():
                response = once(request, lambda: self.form_valid(form))
                self.forget_draft()
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return response


class ActionView(SingleObjectMixin, ActionForm):
    """One object, one form, one verb."""

    slug_field = slug_url_kwarg = "ref"

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission):  # who may not learns nothing about what is there
            self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)


def new_key():
    """A key that lets one form be carried out once."""
    return secrets.token_urlsafe(18)


def fill(form, fields):
    """Put a draft's fields into an unbound form as what is shown first."""
    for name, field in form.fields.items():
        values = fields.get(form.add_prefix(name))
        if values is None:
            parts = [fields.get(f"{form.add_prefix(name)}_{n}", [""])[0] for n in range(3)]
            if any(parts):
                form.initial[name] = parts
            continue
        form.initial[name] = (
            values
            if hasattr(field.widget, "allow_multiple_selected") and field.widget.allow_multiple_selected
            else values[-1]
        )


def _plain(value):
    if isinstance(value, bytes):
        return f"a file of {len(value)} bytes"
    return value if isinstance(value, str | int | bool | type(None)) else str(value)
