"""Scales: the words in which items are judged, with their colour and pattern."""

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import DetailView, ListView

from accounts.guards import ActionForm, Guarded
from accounts.permissions import Permission

from .. import invented
from ..actions import scales
from ..forms.scales import ScaleForm
from ..models import Framework, Level, Scale


def with_words(rows, user):
    """Scales with their words, and how many frameworks each is used by."""
    used = Count("frameworks", filter=~Q(frameworks__status=Framework.Status.DRAFT))
    levels = Level.objects.visible_to(user).order_by("order", "pk")
    return rows.annotate(kept_by=used).prefetch_related(Prefetch("levels", queryset=levels))


def marked(levels):
    """Each word with its mark."""
    return [(level, invented.mark_of(level)) for level in levels]


class ScaleList(Guarded, ListView):
    """Every scale, with its words as they are marked."""

    permission = Permission.FRAMEWORK_VIEW
    model = Scale
    template_name = "assessments/scale_list.html"
    paginate_by = 50

    def get_queryset(self):
        return with_words(super().get_queryset(), self.request.user).order_by("name", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            **kwargs, may_edit=self.request.user.may(Permission.FRAMEWORK_EDIT)
        )
        context["rows"] = [(scale, marked(scale.levels.all())) for scale in context["object_list"]]
        return context


class ScaleDetail(Guarded, DetailView):
    """One scale: its words, what they count as, and the frameworks that are judged in it."""

    permission = Permission.FRAMEWORK_VIEW
    model = Scale
    context_object_name = "scale"
    template_name = "assessments/scale_detail.html"

    def get_queryset(self):
        return with_words(super().get_queryset(), self.request.user)

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            **kwargs,
            levels=marked(self.object.levels.all()),
            frameworks=Framework.objects.visible_to(user).filter(scale=self.object)[:50],
            may_edit=user.may(Permission.FRAMEWORK_EDIT),
        )


class ScaleAdd(ActionForm):
    """Make a scale."""

    permission = Permission.FRAMEWORK_EDIT
    form_class = ScaleForm
    template_name = "assessments/scale_add.html"

    def form_valid(self, form):
        scale = scales.add(by=self.request.user, name=form.cleaned_data["name"], levels=form.levels)
        messages.success(self.request, f"The scale “{scale}” is there.")
        return redirect("assessments:scale_detail", scale.pk)


class ScaleEdit(ActionForm):
    """Change a scale that nothing published is judged in."""

    permission = Permission.FRAMEWORK_EDIT
    form_class = ScaleForm
    template_name = "assessments/scale_edit.html"
    scale = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission):
            found = with_words(Scale.objects.visible_to(request.user), request.user)
            self.scale = found.filter(pk=kwargs["pk"]).first()
            if self.scale is None:
                raise Http404("No such scale.")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if self.scale.kept_by:
            messages.info(request, scales.IN_USE)
            return redirect(self.back_url)
        return super().get(request, *args, **kwargs)

    @property
    def back_url(self):
        return reverse("assessments:scale_detail", args=[self.scale.pk])

    def get_initial(self):
        return {"name": self.scale.name, **super().get_initial()}

    def get_form_kwargs(self):
        levels = [(level.name, level.counts_as) for level in self.scale.levels.all()]
        return super().get_form_kwargs() | {"levels": levels}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, scale=self.scale, back_url=self.back_url)

    def form_valid(self, form):
        scales.change(self.scale, by=self.request.user, name=form.cleaned_data["name"], levels=form.levels)
        messages.success(self.request, "Saved.")
        return redirect(self.back_url)
