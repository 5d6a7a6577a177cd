from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """The diary, where everything comes together: visits, records, activities, practice."""

    name = "visits"

    def ready(self):
        """Hand down to families what the diary knows: the next visit, the last, and what follows a child."""
        from assessments import at_home as plan_of_a_child
        from families.chronology import add_source
        from families.closing import add_part
        from families.counting import add_counter
        from families.covering import add_planned
        from families.handing_over import add_follower
        from families.header import add_fact

        from . import at_home, coming, counting, covering, ending, flagging, following, in_lists
        from . import jobs as jobs  # what the clock asks for is registered by being there

        add_fact(coming.next_and_last, brings=coming.brings)
        add_planned(covering.CoveredVisits())
        add_follower(following.PlannedVisits())
        add_follower(following.UnwrittenRecords())
        add_part(ending.Diary())
        plan_of_a_child.add_source(at_home.of_steps)
        add_source(flagging.VISIT_RECORD)
        add_counter(counting.visits_of)
        in_lists.hand_down()
