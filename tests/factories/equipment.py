from datetime import timedelta

import factory
from django.utils import timezone

from equipment.models import Equipment, Loan

from .accounts import UserFactory
from .families import ChildFactory, days_ago


class EquipmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Equipment

    code = factory.Sequence(lambda n: f"T{n:04}")
    name = factory.Sequence(lambda n: f"Toy {n}")
    parts = 4


class LoanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Loan

    equipment = factory.SubFactory(EquipmentFactory)
    child = factory.SubFactory(ChildFactory)
    lent_on = days_ago(10)
    lent_by = factory.SubFactory(UserFactory)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=32))
    parts_out = 4

    class Params:
        overdue = factory.Trait(lent_on=days_ago(60), due_on=days_ago(5))
