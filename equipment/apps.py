from django.apps import AppConfig


class EquipmentConfig(AppConfig):
    """The storeroom: things, not people; and their being away on loan."""

    name = "equipment"
