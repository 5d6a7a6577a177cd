from django.apps import AppConfig


class EquipmentConfig(AppConfig):
    """The storeroom: things, not people; and their being away on loan."""

    name = "equipment"

    def ready(self):
        """Hand down to families which toys stay with a family when its child moves."""
        from families.handing_over import add_follower

        from .following import ToysOnLoan

        add_follower(ToysOnLoan())
