"""Other readings of a child’s profile: what ages it is typical of, and how it changed from look to look."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from ..forms.compare import ShowForm
from ..profile.frames import frame_of
from ..profile.known import sittings_of
from ..profile.over_time import MOST, days_of, moments_of
from ..profile.reading import reading_of
from .profiles import AboutProfile, join


class ProfileAges(AboutProfile, TemplateView):
    """The ages that what a child does is typical of, area by area, with the rules. For staff alone."""

    seen_event = "profile.ages_seen"
    template_name = "assessments/profile_ages.html"

    def get_context_data(self, **kwargs):
        form = self.asked_form(ShowForm)
        picture = form.chosen and self.draw(form, form.chosen)
        more = {
            "picture": picture,
            "reading": picture and reading_of(picture),
            "age_url": join(self.address("age"), "age="),
            "cell_url": reverse("assessments:profile_detail", args=[self.child.ref])
            + join(self.address("cell", "only", "page"), "cell="),
        }
        return super().get_context_data(**kwargs, form=form, **more)


class ProfileHistory(AboutProfile, TemplateView):
    """One small picture for every look at everything, and one for now."""

    template_name = "assessments/profile_history.html"

    def get_context_data(self, **kwargs):
        form, user = self.asked_form(ShowForm), self.request.user
        page, moments = None, []
        if form.chosen:
            code = form.chosen.code
            sittings = [one for one in sittings_of(self.child, user) if one.framework.code == code]
            newest_first = days_of(sittings, timezone.localdate())[::-1]
            page = Paginator(newest_first, MOST).get_page(self.request.GET.get("page"))
            days = list(page)[::-1]
            moments = moments_of(self.child, user, frame_of(form.chosen), days, age=form.age_asked)
        more = {
            "moments": [(moment, self.opened(form, moment)) for moment in moments],
            "page_obj": page,
            "picture": moments[-1].picture if moments else None,
            "age_url": join(self.address("age"), "age="),
        }
        return super().get_context_data(**kwargs, form=form, **more)

    def opened(self, form, moment):
        """The address of the full profile of that day, beside the one before, up to the square's name."""
        questions = {"framework": form.chosen.ref, "on": moment.day.on.isoformat(), "since": "none"}
        if moment.day.before:
            questions |= {"day": moment.day.before.isoformat()}
        address = self.address("page", **questions)
        return reverse("assessments:profile_detail", args=[self.child.ref]) + join(address, "cell=")
