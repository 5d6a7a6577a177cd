"""Notifications from health under section 23: a log of its own, apart from referrals."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, ListView

from accounts.guards import ActionForm, ActionView, Guarded
from accounts.permissions import Permission

from ..actions import health_notifications
from ..forms.health_notifications import NotificationForm
from ..forms.referral_parts import day_in_figures
from ..forms.referrals import NothingForm
from ..models import HealthNotification
from .referral_keying import SEARCH

Route = HealthNotification.Route


class NotificationList(Guarded, ListView):
    """What health told us; what nobody has decided about first."""

    permission = Permission.NOTIFICATION_LOG
    model = HealthNotification
    template_name = "families/notification_list.html"
    paginate_by = 50

    @property
    def route(self):
        asked = self.request.GET.get("route", "")
        return asked if asked in Route.values else Route.OPEN

    def get_queryset(self):
        return super().get_queryset().filter(route=self.route).select_related("referral")

    def get_context_data(self, **kwargs):
        everything = HealthNotification.objects.visible_to(self.request.user).order_by()
        counts = everything.aggregate(**{route: Count("pk", filter=Q(route=route)) for route in Route.values})
        routes = [
            {"key": route.value, "label": route.label, "count": counts[route], "current": route == self.route}
            for route in Route
        ]
        return super().get_context_data(**kwargs, routes=routes)


class NotificationAdd(ActionForm):
    """Log one as it came."""

    permission = Permission.NOTIFICATION_LOG
    form_class = NotificationForm
    template_name = "families/notification_add.html"

    def get_initial(self):
        return {**super().get_initial(), "received_on": day_in_figures(timezone.localdate())}

    def form_valid(self, form):
        notification = health_notifications.log(form.instance, by=self.request.user)
        messages.success(self.request, "Logged. Nothing is decided yet.")
        return redirect("families:notification_detail", notification.ref)


class NotificationDetail(Guarded, DetailView):
    """One notification, and what can be decided about it."""

    permission = Permission.NOTIFICATION_LOG
    seen_event = "notification.seen"
    model = HealthNotification
    slug_field = slug_url_kwarg = "ref"
    template_name = "families/notification_detail.html"
    context_object_name = "notification"

    def get_queryset(self):
        return super().get_queryset().select_related("logged_by", "decided_by", "referral__child")

    def get_context_data(self, **kwargs):
        one = self.object
        told = [
            ("From", ", ".join(part for part in (one.sender, one.body) if part)),
            ("Reach them by", one.sender_contact),
            ("Date of birth", f"{one.born_on:%-d %B %Y}"),
            ("NHS number", one.nhs_number),
            ("Postcode", one.postcode),
            ("What the child may need", one.about),
            ("Parents informed on", f"{one.parent_informed_on:%-d %B %Y}" if one.parent_informed_on else ""),
            ("Organisation named to them", one.named_organisation),
        ]
        return super().get_context_data(**kwargs, told=told, is_open=one.route == Route.OPEN)


class Decide(ActionView):
    """One button about a notification."""

    permission = Permission.NOTIFICATION_LOG
    model = HealthNotification
    form_class = NothingForm
    http_method_names = ["post", "options"]

    def form_invalid(self, form):
        for sentence in form.non_field_errors():
            messages.error(self.request, sentence)
        return redirect("families:notification_detail", self.object.ref)


class NotificationFile(Decide):
    """For information only."""

    def form_valid(self, form):
        health_notifications.file_for_information(self.object, by=self.request.user)
        messages.success(self.request, "Filed for information.")
        return redirect("families:notification_detail", self.object.ref)


class NotificationRefer(Decide):
    """Make it a referral: the search comes first, filled in with what health told us."""

    def form_valid(self, form):
        one = self.object
        typed = {
            "given_name": one.given_name,
            "family_name": one.family_name,
            "born_on": day_in_figures(one.born_on),
            "nhs_number": one.nhs_number,
            "postcode": one.postcode,
        }
        self.request.session[SEARCH] = {"typed": typed, "shown": [], "notification": one.ref}
        address = redirect("families:referral_find")
        address["Location"] += "?again=1"
        return address
