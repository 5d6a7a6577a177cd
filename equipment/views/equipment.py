"""The toy library: what there is, where it is, what state it is in."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.generic import CreateView, ListView, UpdateView

from accounts.guards import ActionView, AuditedForm, Guarded
from accounts.permissions import Permission

from ..actions import equipment
from ..forms import ConditionForm, EquipmentForm, FilterForm
from ..models import Equipment, Loan


class EquipmentList(Guarded, ListView):
    """The toy library. With which child a toy is, only those see who may see the child."""

    permission = Permission.EQUIPMENT_VIEW
    model = Equipment
    paginate_by = 50
    template_name = "equipment/equipment_list.html"
    context_object_name = "toys"

    def get_queryset(self):
        self.form = FilterForm(self.request.GET)
        seen = Loan.objects.visible_to(self.request.user).open().select_related("child")
        toys = self.form.narrow(super().get_queryset(), on=timezone.localdate()).with_due_on()
        return toys.prefetch_related(Prefetch("loans", seen, to_attr="seen_loans"))

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            **kwargs,
            form=self.form,
            may_manage=user.may(Permission.EQUIPMENT_MANAGE),
            may_lend=user.may(Permission.EQUIPMENT_LEND),
            today=timezone.localdate(),
        )


class KeepsEquipment(Guarded):
    """A page of those who keep the storeroom."""

    permission = Permission.EQUIPMENT_MANAGE
    model = Equipment
    form_class = EquipmentForm
    slug_field = slug_url_kwarg = "ref"
    success_url = reverse_lazy("equipment:equipment_list")


class EquipmentAdd(KeepsEquipment, AuditedForm, CreateView):
    """Add a toy to the library."""

    audit_event = "equipment.added"
    template_name = "equipment/equipment_add.html"


class EquipmentEdit(KeepsEquipment, AuditedForm, UpdateView):
    """Change what a toy is called, what it is good for, or how many pieces it has."""

    audit_event = "equipment.changed"
    template_name = "equipment/equipment_edit.html"


class EquipmentCondition(ActionView):
    """Say what state a toy is in."""

    permission = Permission.EQUIPMENT_MANAGE
    model = Equipment
    form_class = ConditionForm
    template_name = "equipment/equipment_condition.html"

    def get_initial(self):
        return {"to": self.object.condition, "note": self.object.condition_note} | super().get_initial()

    def form_valid(self, form):
        toy = equipment.set_condition(self.object, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, f"{toy.name}: {toy.get_condition_display().lower()}.")
        return HttpResponseRedirect(reverse("equipment:equipment_list"))
