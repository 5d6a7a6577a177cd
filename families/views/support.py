"""How a child is supported: package, how often, agreement, permissions, who holds it together."""

from django.views.generic import TemplateView

from accounts.permissions import Permission

from ..guards import AboutChild


class EpisodeDetail(AboutChild, TemplateView):
    """One page about how a child is supported now, and what was before."""

    permission = Permission.CHILD_VIEW
    seen_event = "episode.seen"
    template_name = "families/episode_detail.html"
    tab = "support"
