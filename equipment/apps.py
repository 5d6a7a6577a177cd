from django.apps import AppConfig


class EquipmentConfig(AppConfig):
    """The storeroom: things, not people; and their being away on loan."""

    name = "equipment"

    def ready(self):
        """Hand down which toys stay with a family when its child moves, and which fit a small step."""
        from families.closing import add_part
        from families.handing_over import add_follower
        from families.importing import kinds

        from . import in_lists, in_next_steps
        from .ending import Storeroom
        from .following import ToysOnLoan
        from .importing import Toys

        add_follower(ToysOnLoan())
        add_part(Storeroom())
        kinds.add(Toys())
        in_lists.hand_down()
        in_next_steps.hand_down()
