"""Drafts of frameworks, with areas, bands and items."""

import factory
from django.utils import timezone

from assessments.models import Band, Framework, Item, Scale, Strand
from assessments.scoring import State

from .assessments import AreaFactory, FrameworkFactory, ItemFactory


class StrandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Strand

    area = factory.SubFactory(AreaFactory, framework__status="draft")
    code = factory.Sequence(lambda n: f"strand-{n}")
    name = factory.Sequence(lambda n: f"Strand {n}")
    order = factory.Sequence(int)


class BandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Band

    framework = factory.SubFactory(FrameworkFactory, status="draft")
    start = 0
    end = 11


def draft(code="ours", version="1", *, items=2, **words):
    """A draft with two bands, two areas with a strand each, and items in every area and band."""
    words = {"name": "Our own", "licence": "Written by our own team", **words}
    made = FrameworkFactory(code=code, version=version, status="draft", **words)
    for start in (0, 12):
        BandFactory(framework=made, start=start, end=start + 11)
    for order, name in enumerate(("Talking", "Moving"), start=1):
        area = AreaFactory(framework=made, code=name.lower(), name=name, order=order)
        strand = StrandFactory(area=area, code="first", name=f"First {name.lower()}", order=1)
        for band in (0, 12):
            for number in range(items):
                place = band // 12 * items + number + 1
                ItemFactory(
                    area=area, strand=strand, band=band, order=place, code=f"{name[0]}-{place:02}",
                    text=f"{name} thing {place}",
                )  # fmt: skip
    return made


def published(code="ours", version="1", **words):
    """The same, in use."""
    made = draft(code, version, **words)
    Framework.objects.filter(pk=made.pk).update(status="published", published_at=timezone.now())
    made.refresh_from_db()
    return made


def one_item(framework, code):
    """An item by its code."""
    return Item.objects.select_related("area__framework", "strand").get(area__framework=framework, code=code)


def a_scale(code="seen", name="First seen, often"):
    """A scale that nothing is judged in yet."""
    scale = Scale.objects.create(code=code, name=name)
    for order, (word, state) in enumerate([("Often", State.CAN), ("First seen", State.NEARLY)], start=1):
        scale.levels.create(code=word.lower().replace(" ", "-"), name=word, counts_as=state, order=order)
    return scale
