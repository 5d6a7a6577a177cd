"""Care around a child: what it needs help with, medical alerts, its nursery, who else works with it."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Permission

from ..actions import around, medical_flags, needs
from ..adults import hides_home
from ..forms.around import MedicalForm, NeedForm, ProfessionalForm, SettingForm
from ..forms.carers import EndForm, EndOnForm
from ..guards import AboutChild
from ..models import MedicalFlag, Need, Professional, SettingPlace
from .rows import AboutRow, AddRow, EditRow


class NeedAdd(AddRow):
    """One more need, or the first."""

    model, form_class = Need, NeedForm
    heading, said = "What {child} needs help with", "Added: {row}."

    def carry_out(self, form):
        return needs.add(self.filled(form), by=self.request.user)


class NeedChange(EditRow):
    """What is known of a need has changed: the old line stays, a new one takes its place."""

    model, form_class = Need, NeedForm
    heading, said = "{row}", "Saved. What was known before is kept."
    lede = "What was written before stays in the history."

    def carry_out(self, form):
        return needs.change(self.row, by=self.request.user, into=Need(**form.told))


class NeedEnd(AboutRow):
    """A need no longer holds."""

    model, form_class = Need, EndForm
    heading, said = "{row} no longer holds", "Ended: {row}."

    def carry_out(self, form):
        return needs.end(self.row, by=self.request.user, reason=form.cleaned_data["reason"])


class NeedList(AboutChild, TemplateView):
    """All that was ever written about a child's needs and medical alerts, the newest first."""

    permission = Permission.CHILD_VIEW
    template_name = "families/need_list.html"
    tab = "family"

    def get_context_data(self, **kwargs):
        user = self.request.user
        all_needs = Need.objects.visible_to(user).filter(child=self.child)
        flags = MedicalFlag.objects.visible_to(user).filter(child=self.child)
        people = ("sen_type", "recorded_by", "ended_by")
        return super().get_context_data(
            **kwargs,
            needs=all_needs.select_related(*people).order_by("-recorded_at", "-pk"),
            flags=flags.select_related("added_by", "ended_by").order_by("-added_at", "-pk"),
            may_edit=user.may(Permission.CHILD_EDIT),
        )


class MedicalAdd(AddRow):
    """From now on it stands on every page of the child."""

    model, form_class = MedicalFlag, MedicalForm
    heading, said = "A medical alert for {child}", "It stands on every page of {child} now: {row}."

    def carry_out(self, form):
        return medical_flags.add(self.filled(form), by=self.request.user)


class MedicalEdit(EditRow):
    """New instructions, or a new day on which to look at them."""

    model, form_class = MedicalFlag, MedicalForm
    heading, said = "{row}", "Saved: {row}."

    def carry_out(self, form):
        seen = form.cleaned_data["seen"]
        return medical_flags.edit(self.row, by=self.request.user, data=form.told, seen=seen)


class MedicalEnd(AboutRow):
    """It no longer holds."""

    model, form_class = MedicalFlag, EndForm
    heading, said = "{row} no longer holds", "Ended: {row}."

    def carry_out(self, form):
        return medical_flags.end(self.row, by=self.request.user, reason=form.cleaned_data["reason"])


class PlainEdit(EditRow):
    """A row that is simply kept up to date; ``event`` is the line of the trail."""

    event = ""
    heading, said = "{row}", "Saved: {row}."

    def carry_out(self, form):
        return around.edit(
            self.row,
            event=self.event,
            by=self.request.user,
            child=self.child,
            data=form.told,
            seen=form.cleaned_data["seen"],
        )


class PlainEnd(AboutRow):
    """A row that ends on a day, for a reason; ``event`` is the line of the trail."""

    form_class = EndOnForm
    event, said = "", "Ended: {row}."

    def carry_out(self, form):
        day, reason = form.cleaned_data["until_on"], form.cleaned_data["reason"]
        return around.end(self.row, event=self.event, by=self.request.user, on=day, reason=reason)


class SettingAdd(AddRow):
    """A place at a nursery, with a childminder, in a school."""

    model, form_class = SettingPlace, SettingForm
    heading, said = "Where {child} goes during the day", "Added: {row}."

    def carry_out(self, form):
        return around.add(self.filled(form), event="setting.added", by=self.request.user)


class MayBeHidden:
    """A place that is as protected as the home."""

    def find_child(self, ref):
        """A protected family's nursery is shown only to who may see the address."""
        child = super().find_child(ref)
        is_hidden = hides_home(child, on=timezone.localdate())
        if is_hidden and not self.request.user.may(Permission.ADDRESS_REVEAL):
            raise PermissionDenied("This family’s address is protected, and so is the nursery.")
        return child


class SettingEdit(MayBeHidden, PlainEdit):
    """Other hours, another key person."""

    model, form_class, event = SettingPlace, SettingForm, "setting.changed"


class SettingEnd(MayBeHidden, PlainEnd):
    """The child leaves the setting."""

    model, event, heading = SettingPlace, "setting.ended", "{child} leaves {row}"


class ProfessionalAdd(AddRow):
    """One more of the others around the child."""

    model, form_class = Professional, ProfessionalForm
    heading, said = "Add somebody who works with {child}", "Added: {row}."

    def carry_out(self, form):
        return around.add(self.filled(form), event="professional.added", by=self.request.user)


class ProfessionalEdit(PlainEdit):
    """Another telephone, another role."""

    model, form_class, event = Professional, ProfessionalForm, "professional.changed"


class ProfessionalEnd(PlainEnd):
    """Somebody no longer works with the child."""

    model, event = Professional, "professional.ended"
    heading = "{row} no longer works with {child}"
