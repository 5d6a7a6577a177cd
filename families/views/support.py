"""How a child is supported: the whole page, the package, how often, what it weighs, who holds it together."""

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.forms import Form
from accounts.permissions import Permission

from .. import load, weighing
from ..actions import episodes, intensities, lead_professionals, packages
from ..counting import progress_of
from ..forms.support import (
    IntensityForm,
    LeadProfessionalEndForm,
    LeadProfessionalForm,
    PackageEndForm,
    PackageForm,
    WeighForm,
)
from ..guards import AboutChild
from ..models import (
    Agreement,
    Allocation,
    Closure,
    Consent,
    Intensity,
    LeadProfessional,
    Package,
    Policy,
)
from .support_base import AroundEpisode, RowForm


class EpisodeDetail(AboutChild, TemplateView):
    """One page about how a child is supported now, and what was before."""

    permission = Permission.CHILD_VIEW
    seen_event = "episode.seen"
    template_name = "families/episode_detail.html"
    tab = "support"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        episode = self.child.episodes.select_related("team").first()
        history = Allocation.objects.visible_to(user).filter(episode__child=self.child)
        history = list(history.select_related("worker", "allocated_by", "ended_by", "episode"))
        now = next((one for one in history if one.until_at is None), None)
        leads = LeadProfessional.objects.visible_to(user).filter(child=self.child).select_related("user")
        return super().get_context_data(
            **kwargs,
            **self.of_episode(episode, user, today),
            **self.rights(user),
            today=today,
            episode=episode,
            is_open=bool(episode and episode.closed_on is None),
            history=history,
            now=now,
            parts=self.parts(now, user),
            leads=list(leads),
            consents=Consent.objects.visible_to(user).in_force(on=today).filter(child=self.child),
        )

    def of_episode(self, episode, user, today):
        """What hangs on the newest episode: packages and how far they are, how often, agreements, end."""
        if episode is None:
            return dict.fromkeys(("packages", "changes", "agreements", "closures"), ())
        found = list(Package.objects.visible_to(user).filter(episode=episode))
        far = progress_of(found, on=today)
        running = [package for package in found if package.ended_on is None and episode.closed_on is None]
        self.child.package_words = far[running[0].pk].in_words if running else ""
        changes = Intensity.objects.visible_to(user).filter(episode=episode).select_related("agreed_by")
        agreements = Agreement.objects.visible_to(user).filter(episode=episode)
        closures = Closure.objects.visible_to(user).filter(episode__child=self.child)
        return {
            "packages": [(package, far[package.pk]) for package in found],
            "changes": changes,
            "agreements": agreements.select_related("family_signed_by", "worker_signed_by"),
            "closures": closures.select_related("closed_by", "reopened_by"),
        }

    def parts(self, now, user):
        """How the weight with the present worker is made, for who may see loads or has it herself."""
        if now is None or not (user.may(Permission.CASELOAD_VIEW) or now.worker_id == user.pk):
            return []
        knows = user.may(Permission.SOCIAL_CARE_VIEW)
        return [(part.in_words(knows_social_care=knows), part.weight) for part in weighing.parts_in(now)]

    def rights(self, user):
        """What this person may do here; nothing is changed any more for a child who has died."""
        lives = not self.child.died_on
        return {
            "may_support": lives and user.may(Permission.SUPPORT_EDIT),
            "may_place": lives and user.may(Permission.EPISODE_ALLOCATE),
            "may_lead": lives and user.may(Permission.LEAD_PROFESSIONAL_SET),
            "may_close": lives and user.may(Permission.EPISODE_CLOSE),
            "may_record_death": user.may(Permission.DEATH_RECORD),
        }


class PackageAdd(AroundEpisode):
    """Begin a package."""

    permission = Permission.SUPPORT_EDIT
    form_class = PackageForm
    template_name = "families/package_add.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "templates": Policy.on(timezone.localdate()).packages}

    def form_valid(self, form):
        package = packages.begin(self.episode, by=self.request.user, **form.package())
        return self.done(f"Begun: {package.name}.")


class PackageEnd(RowForm):
    """End a package; the review is the next thing to plan."""

    permission = Permission.SUPPORT_EDIT
    model = Package
    related = ("episode__child",)
    form_class = PackageEndForm
    template_name = "families/package_end.html"

    def get_context_data(self, **kwargs):
        far = progress_of([self.row], on=timezone.localdate())[self.row.pk]
        return super().get_context_data(**kwargs, far=far)

    def form_valid(self, form):
        packages.end(self.row, by=self.request.user, **form.cleaned_data)
        return self.done(f"Ended: {self.row.name}.")


class IntensityAdd(AroundEpisode):
    """Change how often a child is visited."""

    permission = Permission.SUPPORT_EDIT
    form_class = IntensityForm
    template_name = "families/intensity_add.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "episode": self.episode}

    def form_valid(self, form):
        change = intensities.change(self.episode, by=self.request.user, **form.cleaned_data)
        return self.done(f"{self.child.first_name}: {change}.")


class IntensityCallOff(RowForm):
    """Call off a change whose day has not come."""

    permission = Permission.SUPPORT_EDIT
    model = Intensity
    related = ("episode__child",)
    form_class = Form
    template_name = "families/intensity_call_off.html"

    def form_valid(self, form):
        intensities.call_off(self.row, by=self.request.user)
        return self.done(f"Called off: {self.row}.")


class EpisodeWeigh(AroundEpisode):
    """Say what adds to a child's weight in a caseload."""

    permission = Permission.EPISODE_ALLOCATE
    form_class = WeighForm
    template_name = "families/episode_weigh.html"

    def get_initial(self):
        if self.episode is None:
            return super().get_initial()
        names = ("moving_on_from", "has_long_travel")
        return {name: getattr(self.episode, name) for name in names} | super().get_initial()

    def form_valid(self, form):
        episodes.weigh(self.episode, by=self.request.user, **form.cleaned_data)
        return self.done("The weight was worked out anew.")


class LeadProfessionalAdd(AroundEpisode):
    """Name who holds everything together for a child."""

    permission = Permission.LEAD_PROFESSIONAL_SET
    form_class = LeadProfessionalForm
    template_name = "families/lead_professional_add.html"

    @property
    def now(self):
        rows = LeadProfessional.objects.visible_to(self.request.user).open().filter(child=self.child)
        return rows.select_related("user").first()

    def get_form_kwargs(self):
        today = timezone.localdate()
        teams = [self.episode.team] if self.episode else []
        counts = lead_professionals.counts_of(load.workers_of(teams, on=today))
        cap = Policy.on(today).lead_professional_cap
        return {**super().get_form_kwargs(), "counts": counts, "cap": cap}

    def get_form(self, form_class=None):
        """Who it is now is what stands there now; a draft must not bring back what was seen then."""
        form = super().get_form(form_class)
        if not form.is_bound:
            form.initial["expected"] = self.now.pk if self.now else 0
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, now=self.now)

    def form_valid(self, form):
        lead = lead_professionals.name(self.child, by=self.request.user, **form.cleaned_data)
        return self.done(f"{lead.user.name} is {self.child.first_name}’s lead professional now.")


class LeadProfessionalEnd(RowForm):
    """End somebody's being lead professional."""

    permission = Permission.LEAD_PROFESSIONAL_SET
    model = LeadProfessional
    related = ("child", "user")
    form_class = LeadProfessionalEndForm
    template_name = "families/lead_professional_end.html"

    def form_valid(self, form):
        lead_professionals.end(self.row, by=self.request.user, **form.cleaned_data)
        return self.done(f"{self.row.user.name} is no longer {self.child.first_name}’s lead professional.")
