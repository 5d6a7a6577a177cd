"""Pages of plain words that anyone may read, signed in or not: they show nothing about anyone."""

from django.contrib.auth.decorators import login_not_required
from django.views.generic import TemplateView


def page(template_name):
    """A page of plain words."""
    return login_not_required(TemplateView.as_view(template_name=template_name))
