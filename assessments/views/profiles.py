"""The developmental profile."""

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from accounts.permissions import Permission
from families.guards import AboutChild

from ..forms import CompareForm
from ..profile.known import frameworks_for, sittings_of
from ..profile.selection import ALL, AT_ONCE
from ..profiles import profile_of

LINES = 50


class AboutProfile(AboutChild):
    """A page about a child’s profile. Goes before TemplateView; ``form`` says what was asked for."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "profile.seen"
    tab = "profile"

    def asked_form(self, form_class):
        """The form of an address, read; what is not valid in it is said beside the field and left aside."""
        user = self.request.user
        more = {"frameworks": frameworks_for(self.child, user)}
        if hasattr(form_class, "since_day"):
            more["sittings"] = sittings_of(self.child, user)
        form = form_class(self.request.GET, **more)
        form.is_valid()
        return form

    def draw(self, form, framework, since=None):
        return profile_of(
            self.child, self.request.user, form.on_day, since, framework=framework, age=form.age_asked
        )

    def address(self, *without, **instead):
        """The address of this page with other questions, ready for one more to be added."""
        asked = self.request.GET.copy()
        for name in (*without, *instead):
            asked.pop(name, None)
        for name, value in instead.items():
            asked[name] = value
        return f"?{asked.urlencode()}" if asked else "?"


class ProfileDetail(AboutProfile, TemplateView):
    """What a child can do, as a coloured-in table, beside an earlier day or another checklist."""

    template_name = "assessments/profile_detail.html"

    def get_context_data(self, **kwargs):
        asked, form = self.request.GET, self.asked_form(CompareForm)
        picture = form.chosen and self.draw(form, form.chosen, form.since_day)
        other = self.draw(form, form.other, form.since_day) if picture and form.other else None
        selection = picture and picture.select(asked.get("cell", ""), asked.get("only", ""))
        more = {
            "picture": picture,
            "other": other,
            "everything": picture and picture.select(ALL),
            "cell_url": join(self.address("cell", "only", "page"), "cell="),
            "other_cell_url": join(self.other_address(form), "cell=") if other else "",
            "age_url": join(self.address("age"), "age="),
            "may_record": self.request.user.may(Permission.ASSESSMENT_RECORD),
            **self.lines_of(selection),
        }
        return super().get_context_data(**kwargs, form=form, **more)

    def lines_of(self, selection):
        """What of the chosen lines stands on this page: the first at once, the others folded."""
        if not selection:
            return {"selection": None, "square": None}
        page = Paginator(selection.lines, LINES).get_page(self.request.GET.get("page"))
        shown = list(page)
        return {
            "selection": selection,
            "square": selection.square,
            "page_obj": page,
            "first_lines": shown[:AT_ONCE],
            "other_lines": shown[AT_ONCE:],
        }

    def other_address(self, form):
        """The address of the profile of the other checklist by itself."""
        return self.address("cell", "only", "page", "beside", framework=form.other.ref)


def join(address, question):
    """An address with one more question at its end."""
    return f"{address}{'' if address.endswith('?') else '&'}{question}"
