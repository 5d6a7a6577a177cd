from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AssessmentsConfig(AppConfig):
    """What we observe and aim for: frameworks, observations, profiles, goals and their small steps."""

    name = "assessments"

    def ready(self):
        from accounts import sentences
        from families.handing_over import add_follower

        from . import in_lists, standard_scales
        from . import jobs as jobs  # what the clock asks for is registered by being there
        from .following import ReviewsToCome
        from .sentences import SENTENCES

        sentences.say(SENTENCES)
        in_lists.hand_down()
        add_follower(ReviewsToCome())
        post_migrate.connect(
            standard_scales.bring_along, sender=self, dispatch_uid="assessments.standard_scales"
        )
