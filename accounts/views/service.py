"""Whose service this is: its name, its logo, its colours, and how families reach it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse_lazy
from django.views.decorators.cache import cache_control
from django.views.generic import UpdateView

from ..brand import stylesheet
from ..forms.service import ServiceForm
from ..guards import AuditedForm, Guarded
from ..models import Service
from ..permissions import Permission

A_YEAR = 365 * 24 * 3600  # the address carries a version, so what is behind it never changes


class ServiceEdit(Guarded, AuditedForm, UpdateView):
    """What the service manager sets: seen on every page and in every mail."""

    permission = Permission.SERVICE_EDIT
    model = Service
    form_class = ServiceForm
    template_name = "accounts/service_edit.html"
    success_url = reverse_lazy("accounts:service_edit")
    audit_event = "service.changed"

    def get_object(self, queryset=None):
        return self.get_queryset().filter(pk=1).first() or Service(pk=1)

    def form_valid(self, form):
        form.instance.version += 1
        response = super().form_valid(form)
        messages.success(self.request, "Saved. Everybody sees it with the next page they open.")
        return response


@login_not_required
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def brand_css(request):
    """The service's colours, as the custom properties that tokens.css marks."""
    return HttpResponse(stylesheet(Service.current()), content_type="text/css; charset=utf-8")


@login_not_required
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def logo(request):
    """The service's logo, as we made it from what was uploaded."""
    picture = Service.picture()
    if not picture:
        raise Http404("This service has no logo.")
    return HttpResponse(picture, content_type="image/png")
