"""The views of lists that a person has saved: each under her own name, for her eyes alone."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import DetailView, ListView

from ..actions import saved_filters
from ..forms.saved_filters import ForgetForm, SavedFilterForm
from ..guards import ActionForm, ActionView, Guarded
from ..models import SavedFilter
from ..permissions import Permission
from ..saved_filters import PAGES, page_for, pages_for


class SavedFilterList(Guarded, ListView):
    """One's own views, to be renamed and deleted."""

    permission = Permission.FILTER_SAVE
    model = SavedFilter
    template_name = "accounts/saved_filter_list.html"
    paginate_by = 100

    def get_queryset(self):
        return super().get_queryset().filter(page__in=pages_for(self.request.user))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        views = [(view, PAGES[view.page].title, reverse(view.page)) for view in context["page_obj"]]
        return context | {"views": views}


class SavedFilterAdd(ActionForm):
    """Save the view that the address describes: the list by name, and its filters."""

    permission = Permission.FILTER_SAVE
    form_class = SavedFilterForm
    template_name = "accounts/saved_filter_add.html"

    def dispatch(self, request, *args, **kwargs):
        self.page = page_for(request.user, request.GET.get("page", ""))
        if self.page is None and request.user.may(self.permission):
            return redirect("accounts:saved_filter_list")
        return super().dispatch(request, *args, **kwargs)

    @property
    def query(self):
        params = self.request.GET.copy()
        params.pop("page", None)
        return self.page.clean(self.request.user, params)

    def get_context_data(self, **kwargs):
        back = f"{reverse(self.page.name)}?{self.query}"
        return super().get_context_data(**kwargs, list=self.page, back_url=back)

    def form_valid(self, form):
        name, query = form.cleaned_data["name"], self.query
        saved_filters.save(by=self.request.user, page=self.page.name, name=name, query=query)
        messages.success(self.request, f"Saved as “{name}”.")
        return redirect(f"{reverse(self.page.name)}?{query}")


class SavedFilterOpen(Guarded, DetailView):
    """Go to the list as it was saved; what no longer means anything there is left out, and said."""

    permission = Permission.FILTER_SAVE
    model = SavedFilter
    slug_field = slug_url_kwarg = "ref"

    def get(self, request, *args, **kwargs):
        view = self.get_object()
        page = page_for(request.user, view.page)
        if page is None:
            raise Http404("No list of this name that this person may see.")
        asked = QueryDict(view.query)
        kept = page.clean(request.user, asked)
        if gone := len(pairs(asked)) - len(pairs(QueryDict(kept))):
            what = "one filter that no longer fits" if gone == 1 else f"{gone} filters that no longer fit"
            messages.warning(request, f"Left out of “{view.name}”: {what}.")
        return redirect(f"{reverse(page.name)}?{kept}")


def pairs(params):
    """Each filter with each of its values."""
    return {(name, value) for name, values in params.lists() for value in values}


class SavedFilterEdit(ActionView):
    """Call a view by another name."""

    permission = Permission.FILTER_SAVE
    model = SavedFilter
    form_class = SavedFilterForm
    template_name = "accounts/saved_filter_edit.html"

    def get_initial(self):
        return {"name": self.object.name, **super().get_initial()}

    def form_valid(self, form):
        saved_filters.rename(self.object, by=self.request.user, name=form.cleaned_data["name"])
        messages.success(self.request, "Renamed.")
        return redirect("accounts:saved_filter_list")


class SavedFilterDelete(ActionView):
    """Forget a view."""

    permission = Permission.FILTER_SAVE
    model = SavedFilter
    form_class = ForgetForm
    template_name = "accounts/saved_filter_delete.html"

    def form_valid(self, form):
        saved_filters.forget(self.object, by=self.request.user)
        messages.success(self.request, f"“{self.object.name}” is deleted.")
        return redirect("accounts:saved_filter_list")
