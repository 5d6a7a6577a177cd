from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    """Who we serve: children, families, carers, referrals, episodes."""

    name = "families"

    def ready(self):
        """Hand down to the foundation how the trail names children."""
        from accounts import notify, sentences

        from . import silence
        from .sentences import SENTENCES
        from .trail import OurChildren

        sentences.children_by(OurChildren())
        sentences.say(SENTENCES)
        notify.silence(silence.allowed)
