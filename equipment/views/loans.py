"""A child's toys: what is at home now, what was; lending one and taking it back."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView

from accounts.guards import ActionForm
from accounts.permissions import Permission
from families.guards import AboutChild
from families.models import Policy

from ..actions import loans
from ..forms import LendForm, ReturnForm, pieces
from ..models import Equipment, Loan

MOST_OFFERED = 12


class LoanList(AboutChild, ListView):
    """What is on loan to a family now, and what was."""

    permission = Permission.EQUIPMENT_VIEW
    seen_event = "loan.seen"
    tab = "toys"
    model = Loan
    paginate_by = 50
    template_name = "equipment/loan_list.html"
    context_object_name = "past"

    def get_queryset(self):
        return self.mine().exclude(returned_on=None).order_by("-returned_on", "-pk")

    def mine(self):
        return super().get_queryset().filter(child=self.child).select_related("equipment")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            now=list(self.mine().open().order_by("due_on", "pk")),
            today=timezone.localdate(),
            may_lend=self.request.user.may(Permission.EQUIPMENT_LEND),
        )


class LendsToys(AboutChild, ActionForm):
    """A form about a child's loans; afterwards one is back on the page of its toys."""

    permission = Permission.EQUIPMENT_LEND
    seen_event = "loan.seen"
    tab = "toys"

    def done(self, said):
        messages.success(self.request, said)
        return HttpResponseRedirect(reverse("equipment:loan_list", args=[self.child.ref]))


class LoanAdd(LendsToys):
    """Lend a toy: found by its name, number or use among those that are here and fit to go out."""

    template_name = "equipment/loan_add.html"
    form_class = LendForm

    def get_initial(self):
        today = timezone.localdate()
        weeks = Policy.on(today).loan_weeks
        return {"on": today, "due_on": today + timedelta(weeks=weeks)} | super().get_initial()

    def words(self):
        return self.request.GET.get("q", "").replace("\x00", "")[:80]

    def get_form_kwargs(self):
        here = Equipment.objects.visible_to(self.request.user).available()
        self.offered = list(here.named(self.words())[: MOST_OFFERED + 1])
        offered = self.offered[:MOST_OFFERED]
        return super().get_form_kwargs() | {"offered": offered, "may_choose": here}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs, words=self.words())
        return context | {"there_are_more": len(self.offered) > MOST_OFFERED, "none_found": not self.offered}

    def form_valid(self, form):
        said = form.cleaned_data
        loan = loans.lend(
            said["toy"],
            to=self.child,
            by=self.request.user,
            on=said["on"],
            due_on=said["due_on"],
            parts=said["parts"],
        )
        return self.done(f"{loan.equipment.name} is lent, due back on {loan.due_on:%-d %B %Y}.")


class LoanReturn(LendsToys):
    """Take a toy back and count its pieces."""

    template_name = "equipment/loan_return.html"
    form_class = ReturnForm
    loan = None

    def find_child(self, ref):
        found = Loan.objects.visible_to(self.request.user).select_related("equipment", "child__family")
        self.loan = found.filter(ref=ref).first()
        if self.loan is None:
            raise Http404("No such loan in reach.")
        return self.loan.child

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"loan": self.loan}

    def get_initial(self):
        return {"on": timezone.localdate(), "parts": self.loan.parts_out} | super().get_initial()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, loan=self.loan)

    def form_valid(self, form):
        loan = loans.take_back(self.loan, by=self.request.user, **form.cleaned_data)
        missing, name = loan.parts_out - loan.parts_back, loan.equipment.name
        if not missing:
            return self.done(f"{name} is back, whole.")
        return self.done(
            f"{name} is back with {pieces(missing)} missing. It is set apart until somebody looks at it."
        )
