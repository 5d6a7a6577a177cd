"""One's own account, and who works here."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.generic import ListView, UpdateView

from ..forms.people import MeForm
from ..guards import AuditedForm, Guarded
from ..middleware import has_second_factor
from ..models import Membership, User
from ..permissions import Permission


class Me(Guarded, AuditedForm, UpdateView):
    """My name and number, how I sign in, where I am signed in."""

    permission = Permission.ACCOUNT_OWN
    model = User
    form_class = MeForm
    template_name = "accounts/me.html"
    success_url = reverse_lazy("accounts:me")
    audit_event = "person.changed"

    def get_object(self, queryset=None):
        return self.get_queryset().get(pk=self.request.user.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, two_factors=has_second_factor(self.request.user))

    def form_valid(self, form):
        if not form.has_changed():
            return redirect(self.success_url)
        response = super().form_valid(form)
        messages.success(self.request, "Saved.")
        return response


class PersonList(Guarded, ListView):
    """Who works here, in which role and team."""

    permission = Permission.PERSON_VIEW
    model = User
    template_name = "accounts/person_list.html"
    paginate_by = 100

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .staff()
            .prefetch_related(current_teams(self.request.user))
            .order_by("-is_active", "name", "pk")
        )


def current_teams(user):
    """Fetch with each person the teams that she is in today."""
    today = (
        Membership.objects.visible_to(user)
        .current(on=timezone.localdate())
        .select_related("team")
        .order_by("team__name", "pk")
    )
    return Prefetch("memberships", queryset=today, to_attr="current_memberships")
