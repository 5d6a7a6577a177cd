from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FamiliesConfig(AppConfig):
    """Who we serve: children, families, carers, referrals, episodes."""

    name = "families"

    def ready(self):
        """Hand down to the foundation how the trail names children; bring our lists of codes along.

        The one signal of Django’s own that we answer beside sign-in: what ``migrate`` says when it is done.
        """
        from accounts import notify, sentences
        from accounts.permissions import Permission as P
        from accounts.saved_filters import add_page

        from . import chronology_sources, in_lists, silence
        from . import jobs as clock  # noqa: F401  what the clock asks for is known from here on
        from .actions import vocabularies
        from .closing import add_part
        from .ending import Ours
        from .importing import jobs, kinds, retention  # noqa: F401  the work on files is known from here on
        from .importing.children import Children
        from .importing.waiting import Waiting
        from .sentences import SENTENCES
        from .trail import OurChildren
        from .waiting_asked import WAITING_LIST, clean

        sentences.children_by(OurChildren())
        sentences.say(SENTENCES)
        add_page(WAITING_LIST, title="Waiting list", permission=P.REFERRAL_VIEW, clean=clean)
        post_migrate.connect(vocabularies.bring_along, sender=self, dispatch_uid="families.vocabularies")
        notify.silence(silence.allowed)
        add_part(Ours())
        kinds.add(Children())
        kinds.add(Waiting())
        chronology_sources.add_all()
        in_lists.hand_down()
