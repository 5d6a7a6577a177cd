"""The developmental profile, and the checklist it is coloured in from."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.guards import ActionForm
from accounts.permissions import Permission
from families.guards import AboutChild

from ..actions import assessments, observations
from ..forms import ChecklistForm, CompareForm
from ..models import Assessment, Framework, Item
from ..profiles import profile_of


class ProfileDetail(AboutChild, TemplateView):
    """What a child can do, as a coloured-in table, beside an earlier day."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "profile.seen"
    tab = "profile"
    template_name = "assessments/profile_detail.html"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET
        sittings = list(Assessment.objects.visible_to(user).filter(child=self.child))
        form = CompareForm({"on": timezone.localdate().isoformat()} | asked.dict(), sittings=sittings)
        form.is_valid()  # what is not valid is said beside the field, and left aside
        picture = profile_of(self.child, user, form.on_day, form.since_day)
        square = picture and picture.square(asked.get("cell", ""))
        after = picture.after(square) if square else None
        may_record = user.may(Permission.ASSESSMENT_RECORD)
        address = asked.copy()
        address.pop("cell", None)
        more = {
            "picture": picture,
            "square": square,
            "after": after,
            "may_record": may_record,
            "cell_url": f"?{address.urlencode()}&cell=" if address else "?cell=",
        }
        return super().get_context_data(**kwargs, form=form, **more)


class ChecklistEdit(AboutChild, ActionForm):
    """Say of each item what was seen; what is not touched stays as it is."""

    permission = Permission.ASSESSMENT_RECORD
    seen_event = "checklist.seen"
    tab = "profile"
    template_name = "assessments/checklist_edit.html"
    form_class = ChecklistForm

    def get_form_kwargs(self):
        picture = profile_of(self.child, self.request.user, timezone.localdate())
        return super().get_form_kwargs() | {"picture": picture}

    def get_initial(self):
        return {"on": timezone.localdate(), "source": "worker"} | super().get_initial()

    def form_valid(self, form):
        said, user = form.cleaned_data, self.request.user
        touched = form.touched
        items = Item.objects.visible_to(user).filter(pk__in=touched)
        states = {item: touched[item.pk] for item in items}
        how = {"by": user, "on": said["on"], "source": said["source"]}
        if said["kind"]:
            framework = Framework.objects.visible_to(user).in_use().first()
            assessments.sit(self.child, kind=said["kind"], framework=framework, states=states, **how)
        else:
            observations.record(self.child, states, **how)
        number = len(states)
        things = "1 thing" if number == 1 else f"{number} things" if number else "Nothing new"
        messages.success(self.request, f"Coloured in: {things.lower()}.")
        return HttpResponseRedirect(reverse("assessments:profile_detail", args=[self.child.ref]))
