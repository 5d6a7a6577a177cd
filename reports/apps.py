from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What leaves the house: reports, and who released them to whom."""

    name = "reports"

    def ready(self):
        """Make known which work can be asked for, in every process: who asks and who carries out."""
        from accounts import sentences
        from families.closing import add_part
        from families.handing_over import add_follower
        from families.letters import add_source

        from . import in_lists, jobs, paper_tasks, tasks  # noqa: F401  they register themselves with accounts.work
        from .ending import Shelf
        from .following import ReportsOnTheirWay
        from .kinds import brief, celebration, letters, panels, profile  # noqa: F401  and the papers with reports.papers
        from .paper_rows import papers_about
        from .sentences import SENTENCES

        sentences.say(SENTENCES)
        add_follower(ReportsOnTheirWay())
        add_part(Shelf())
        add_source(papers_about)
        in_lists.hand_down()
