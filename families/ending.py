"""What families itself asks before an episode ends: permissions, package, who holds things together."""

from django.utils import timezone

from .closing import Answer, Part, Weight
from .models import Consent, LeadProfessional, Package


class Ours(Part):
    """What ends by itself with the episode is told, so that nobody is surprised."""

    name = "families"

    def ask(self, episode, user):
        today = timezone.localdate()
        lead = LeadProfessional.objects.open().filter(child=episode.child_id).select_related("user").first()
        package = Package.objects.running().filter(episode=episode).first()
        return [
            *([_tell("package", "Does a package run?", f"{package.name}: it ends.")] if package else []),
            *(
                [_tell("lead", "Is somebody lead professional?", f"{lead.user.name}: it ends.")]
                if lead
                else []
            ),
            _permissions(Consent.objects.in_force(on=today).filter(child=episode.child_id).count()),
        ]


def _tell(code, question, answer):
    return Answer(code, question, answer, Weight.TELLS, "families:episode_detail")


def _permissions(number):
    question = "Are there permissions of the family?"
    if not number:
        return Answer("consents", question, "None.")
    noun = "1 holds: it ends" if number == 1 else f"{number} hold: they end"
    text = f"{noun} with our time with the child."
    return Answer("consents", question, text, Weight.TELLS, "families:consent_list")
