from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """What we observe and aim for: frameworks, observations, profiles, goals and their small steps."""

    name = "assessments"

    def ready(self):
        from accounts import sentences

        from .sentences import SENTENCES

        sentences.say(SENTENCES)
