"""Cover for colleagues who are away: what runs, what is arranged, how one is longer or over."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, ListView

from accounts.guards import ActionForm, ActionView, Guarded
from accounts.permissions import Permission

from .. import load
from ..actions import covers
from ..cover_plan import plan_cover
from ..covering import episodes_that_stayed
from ..forms.covers import VISIT_CHOICES, CoverExtendForm, CoverForm
from ..models import Cover
from ..teams import teams_of


class CoverList(Guarded, ListView):
    """Cover that runs or is to come, and what is over."""

    permission = Permission.COVER_ARRANGE
    model = Cover
    template_name = "families/cover_list.html"
    paginate_by = 50

    def get_queryset(self):
        self.shown = self.request.GET.get("show", "now")
        today = timezone.localdate()
        found = super().get_queryset().select_related("away", "arranged_by")
        found = found.prefetch_related("shares__worker")
        lasting = Cover.objects.visible_to(self.request.user).lasting(on=today).values("pk")
        if self.shown == "over":
            return found.exclude(pk__in=lasting).order_by("-until_on", "-pk")
        return found.filter(pk__in=lasting).order_by("from_on", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = [(cover, sorted({share.worker.name for share in cover.shares.all()})) for cover in
                context["object_list"]]  # fmt: skip
        return context | {"rows": rows, "shown": self.shown, "today": timezone.localdate()}


class CoverAdd(ActionForm):
    """Arrange cover: who is away and when; a proposal to change; then it is carried out, all or nothing."""

    permission = Permission.COVER_ARRANGE
    form_class = CoverForm
    template_name = "families/cover_add.html"

    def get_initial(self):
        who = self.request.GET.get("worker", "")
        first = {"from_on": timezone.localdate(), "away": who if who.isdecimal() else ""}
        return {**first, **super().get_initial()}

    def get_form_kwargs(self):
        today, user = timezone.localdate(), self.request.user
        workers = load.workers_of(teams_of(user, on=today), on=today)

        def plan_for(away, from_on, until_on):
            return plan_cover(user, away, from_on, until_on)

        return {**super().get_form_kwargs(), "workers": workers, "plan_for": plan_for}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs, visit_choices=VISIT_CHOICES)
        return context | {"plan": context["form"].plan if context["form"].is_bound else None}

    def form_valid(self, form):
        if not form.is_answered:
            return self.render_to_response(self.get_context_data(form=form))
        names = ("reason", "from_on", "until_on", "note")
        given = {name: form.cleaned_data[name] for name in names}
        away = form.cleaned_data["away"]
        cover = covers.arrange(away, by=self.request.user, shares=form.shares, visits=form.visits, **given)
        messages.success(self.request, f"{away.name}’s children are covered until {cover.until_on:%-d %B}.")
        return redirect("families:cover_detail", cover.ref)


class CoverDetail(Guarded, DetailView):
    """One cover: who covers whom, until when, and how to change it."""

    permission = Permission.COVER_ARRANGE
    model = Cover
    slug_field = slug_url_kwarg = "ref"
    template_name = "families/cover_detail.html"
    context_object_name = "cover"
    seen_event = "cover.seen"

    def get_queryset(self):
        return super().get_queryset().select_related("away", "arranged_by", "ended_by")

    def what_was_seen(self):
        return {"target": self.object}

    def get_context_data(self, **kwargs):
        cover, today = self.object, timezone.localdate()
        shares = cover.shares.select_related("worker", "episode__child").order_by("worker__name", "pk")
        is_over = cover.ended_at is not None or cover.until_on < today
        stayed = episodes_that_stayed(cover)
        rows = [(share, is_over or share.episode_id in stayed) for share in shares]
        return super().get_context_data(**kwargs, rows=rows, is_over=is_over, today=today)


class CoverExtend(ActionView):
    """Give a cover another last day."""

    permission = Permission.COVER_ARRANGE
    model = Cover
    form_class = CoverExtendForm
    template_name = "families/cover_extend.html"
    context_object_name = "cover"
    seen_event = "cover.seen"

    def what_was_seen(self):
        return {"target": self.object}

    def form_valid(self, form):
        cover = covers.extend(self.object, by=self.request.user, until=form.cleaned_data["until"])
        messages.success(self.request, f"The cover lasts until {cover.until_on:%-d %B}.")
        return redirect("families:cover_detail", cover.ref)


class CoverEnd(ActionView):
    """End a cover now: the colleague is back."""

    permission = Permission.COVER_ARRANGE
    model = Cover
    http_method_names = ["post"]
    form_class = CoverExtendForm

    def post(self, request, *args, **kwargs):
        try:
            back = covers.end(self.object, by=request.user)
        except covers.Refused as refusal:
            messages.error(request, str(refusal))
        else:
            said = f" {back} visit{'' if back == 1 else 's'} went back." if back else ""
            messages.success(request, f"The cover has ended: {self.object.away.name} is back.{said}")
        return redirect("families:cover_detail", self.object.ref)
