from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """What we observe and aim for: frameworks, observations, profiles, goals and their small steps."""

    name = "assessments"

    def ready(self):
        from accounts import sentences

        from . import in_lists
        from . import jobs as jobs  # what the clock asks for is registered by being there
        from .sentences import SENTENCES

        sentences.say(SENTENCES)
        in_lists.hand_down()
