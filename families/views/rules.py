"""The service's own rules: what holds, what changed when and why, and a new version with a preview."""

from itertools import pairwise

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import ListView

from accounts.guards import ActionForm, Guarded
from accounts.permissions import Permission
from accounts.refusals import Refused

from .. import rules
from ..actions import rules as writing
from ..facts import conditions_of, weights_of
from ..forms.rules import RulesForm, from_day, rules_for
from ..models import Policy, Referral
from ..stages import stages_of

MOST_SHOWN = 100


class RulesDetail(Guarded, ListView):
    """The rules that hold today, and every version with what it changed, in words."""

    permission = Permission.REFERRAL_VIEW
    model = Policy
    template_name = "families/rules_detail.html"
    context_object_name = "policies"
    paginate_by = 20

    def get_queryset(self):
        return super().get_queryset().select_related("written_by").order_by("-from_on")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        now = Policy.on(today)
        return {
            **context,
            "now": now,
            "sections": sections_of(now),
            "stages": stages_of(now),
            "versions": versions_of(context["page_obj"], today),
            "may_edit": self.request.user.may(Permission.RULES_EDIT),
        }


class RulesEdit(ActionForm):
    """A new version of the rules: first what would change for real referrals, then saved."""

    permission = Permission.RULES_EDIT
    form_class = RulesForm
    template_name = "families/rules_edit.html"

    def get_form_kwargs(self):
        day = from_day(self.request.POST) if self.request.method == "POST" else timezone.localdate()
        return {**super().get_form_kwargs(), "policy": rules_for(day)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"preview": None, **kwargs})

    def form_valid(self, form):
        day, values = form.cleaned_data["from_on"], form.values()
        if "save" in self.request.POST:
            why = form.cleaned_data["why"]
            made = writing.write(by=self.request.user, from_on=day, reason=why, **values)
            messages.success(self.request, f"Version {made.number} of the rules holds from {day:%-d %B %Y}.")
            return redirect("families:rules_detail")
        then = writing.drafted(form.policy, from_on=day, **values)
        if problems := writing.problems_of(then):
            raise Refused(" ".join(problems))
        return self.render_to_response(
            self.get_context_data(form=form, preview=self.preview(form, then, day))
        )

    def preview(self, form, then, day):
        """What would change, in words, and for whom of those who are open now."""
        undecided = [Referral.Status.RECEIVED, Referral.Status.TRIAGED, Referral.Status.WAITING]
        open_ones = Referral.objects.visible_to(self.request.user).filter(status__in=undecided)
        touched = rules.preview(
            open_ones.select_related("child").order_by("received_on", "pk"), form.policy, then, on=day
        )
        return {
            "changed": rules.what_changed(form.policy, then),
            "rows": touched[:MOST_SHOWN],
            "total": len(touched),
            "bands": sum(one.changes_band for one in touched),
            "eligibility": sum(one.changes_eligibility for one in touched),
            "points": sum(one.changes_points for one in touched),
            "day": day,
        }


def sections_of(policy):
    """(heading, [(name, value)]) of every group of numbers."""
    weights = weights_of(policy)
    groups = [
        ("The points of the score", rules.POINTS, weights),
        ("From where points count, and the bands", rules.BOUNDS, weights),
        ("Who may be served", rules.CONDITIONS, conditions_of(policy)),
        ("What we promise, in days", rules.PROMISES, policy.promises),
        ("Other numbers", rules.NUMBERS, vars(policy)),
    ]
    return [
        (heading, [(name, _plain(values.get(key, 0))) for key, name in names.items()])
        for heading, names, values in groups
    ]


def _plain(value):
    return f"{value:g}"


def versions_of(page, today):
    """Each version with its number, whether it holds, and what it changed against the one before."""
    policies, first = list(page), page.paginator.count - page.start_index() + 1
    holds = next((policy.pk for policy in policies if policy.from_on <= today), None)
    before = {newer.pk: older for newer, older in pairwise(policies)}
    return [
        {
            "policy": policy,
            "number": first - place,
            "holds": policy.pk == holds,
            "is_coming": policy.from_on > today,
            "changed": rules.what_changed(before[policy.pk], policy) if policy.pk in before else [],
        }
        for place, policy in enumerate(policies)
    ]
