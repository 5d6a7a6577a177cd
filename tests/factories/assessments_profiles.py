"""Whole checklists for tests of profiles: so many bands, with names or without, in any version."""

from django.utils import timezone

from assessments.models import Band, Framework

from .assessments import AreaFactory, FrameworkFactory, ItemFactory


def checklist(code="steps", *, bands=3, areas=("talk", "move"), each=4, months=12, **fields):
    """A checklist in use with items in every band; ``names=True`` calls its bands steps."""
    named = fields.pop("names", False)
    framework = FrameworkFactory(code=code, name=fields.pop("name", code.title()), status="draft", **fields)
    for band in range(bands):
        Band.objects.create(
            framework=framework,
            start=months * band,
            end=months * (band + 1) - 1,
            name=f"Step {band + 1}" if named else "",
        )
    for order, name in enumerate(areas):
        area = AreaFactory(framework=framework, code=name, name=name.title(), order=order)
        for number in range(bands * each):
            ItemFactory(
                area=area,
                code=f"{name}-{number}",
                text=f"{name} {number}",
                band=months * (number // each),
                order=number,
            )
    return use(framework)


def use(framework, *, retire=None):
    """Bring a draft into use; the version that it follows is no longer used."""
    if retire:
        Framework.objects.filter(pk=retire.pk).update(status=Framework.Status.RETIRED)
    framework.status, framework.published_at = Framework.Status.PUBLISHED, timezone.now()
    framework.save()
    return framework
