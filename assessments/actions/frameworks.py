"""Bringing a framework into use and out of it: a version is published once, whole, never edited in place."""

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused
from families.changes import fingerprint
from families.saving import save_or_refuse

from .. import framework_check
from ..models import Area, Band, Framework, Item, Observation, Scale, Strand

NOT_A_DRAFT = "This framework is not being written any more. Look at it again."
MEANWHILE = "Meanwhile another version came into use. Look at it again before you publish this one."
KEPT = "The words of a framework that was published never change. Make a new version of it instead."
NEWER = (
    "Somebody changed this while you were writing. Look at it in the checklist before you go on: "
    "if you save again, what you wrote here is kept."
)
SHOWN = 3


def mark(part):
    """What a draft or a part of it says now, as a form carries it; its place among others is on no form."""
    return fingerprint(part, but=("order",))


def refuse_newer(held, seen):
    """Refuse to write over what is not what was on the page (``seen``), while nobody else can change it."""
    if seen and seen != mark(held):
        raise Refused(NEWER)


def hold_draft(framework, words=KEPT):
    """The draft, held until the end of what is done to it; Refused if it is one no more."""
    held = Framework.objects.select_for_update().filter(pk=framework.pk).first()
    if held is None:
        raise Refused("Somebody has thrown this draft away.")
    if not held.is_draft:
        raise Refused(words)
    return held


@transaction.atomic
def publish(framework, *, by, instead_of=None):
    """Check a draft and use it from now on; Refused with what is wrong with it.

    ``instead_of`` is the version in use that was on the page, None if there was none: nobody replaces
    a version that she never saw.
    """
    in_use = _hold_versions(framework).in_use().values_list("pk", flat=True).first()
    if in_use != (instead_of.pk if instead_of else None):
        raise Refused(MEANWHILE)
    hold_draft(framework, NOT_A_DRAFT)
    wrong = framework_check.must_mend(framework)
    if wrong:
        more = f" And {len(wrong) - SHOWN} more." if len(wrong) > SHOWN else ""
        raise Refused(" ".join(finding.sentence for finding in wrong[:SHOWN]) + more)
    return bring_into_use(framework, by=by)


@transaction.atomic
def bring_into_use(framework, *, by):
    """Use a draft that was checked, instead of the version in use; that one keeps its observations."""
    versions = {one.pk: one for one in _hold_versions(framework)}
    held = versions.get(framework.pk)
    if held is None or not held.is_draft:
        raise Refused(NOT_A_DRAFT)
    Scale.objects.select_for_update().get(pk=held.scale_id)  # whoever changes it waits, or we wait for her
    if not Item.objects.filter(area__framework=held).exists():
        raise Refused("There is nothing in this framework yet: it needs at least one item.")
    earlier = [one for one in versions.values() if one.is_in_use]
    now, person = timezone.now(), None if by is audit.CLOCK else by
    for one in earlier:
        _end(one, now, person, f"Version {framework.version} is used instead.")
    framework.status, framework.published_at, framework.published_by = (
        Framework.Status.PUBLISHED,
        now,
        person,
    )
    try:
        with transaction.atomic():
            framework.save(update_fields=["status", "published_at", "published_by"])
    except IntegrityError as error:
        raise Refused(MEANWHILE) from error
    audit.record(
        "framework.published",
        by=by,
        target=framework,
        before={"in_use": sorted(one.version for one in earlier)},
        after={"in_use": [framework.version]},
    )
    return framework


def _hold_versions(framework):
    """Every version of a framework, held in one order; a queryset, so that it can be narrowed."""
    rows = Framework.objects.filter(code=framework.code)
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    return rows


def _end(framework, now, person, why):
    framework.status, framework.retired_at = Framework.Status.RETIRED, now
    framework.retired_by, framework.retired_because = person, why
    framework.save(update_fields=["status", "retired_at", "retired_by", "retired_because"])


@transaction.atomic
def retire(framework, *, by, reason):
    """Use a framework no more. Children keep all that was seen with it, and it stays to be read."""
    held = Framework.objects.select_for_update().get(pk=framework.pk)
    if not held.is_in_use:
        raise Refused("This framework is not in use. Look at it again.")
    _end(held, timezone.now(), by, reason)
    audit.record("framework.retired", by=by, target=held, reason=reason)
    return held


@transaction.atomic
def discard(framework, *, by):
    """Throw away a draft. Nothing rests on it: nobody can be looked at with a draft."""
    held = hold_draft(framework, "Only a draft can be thrown away. This one has been in use.")
    if Observation.objects.filter(item__area__framework=held).exists():
        raise Refused("Something was already seen with this draft. It stays.")
    items = Item.objects.filter(area__framework=held)
    audit.record("framework.discarded", by=by, target=held, before={"items": items.count()})
    held.uploads.update(framework=None)
    try:
        with transaction.atomic():
            items.delete()
            Strand.objects.filter(area__framework=held).delete()
            Area.objects.filter(framework=held).delete()
            Band.objects.filter(framework=held).delete()
            held.delete()
    except (ProtectedError, IntegrityError) as error:
        raise Refused("Something rests on this draft, so it stays.") from error


@transaction.atomic
def add(framework, *, by, bands=()):
    """Begin a draft, perhaps with age bands: their first and last months."""
    save_or_refuse(framework)
    Band.objects.bulk_create(Band(framework=framework, start=start, end=end) for start, end in bands)
    audit.record("framework.added", by=by, target=framework, after={"version": framework.version})
    return framework


@transaction.atomic
def change(framework, *, by, changed, seen=""):
    """Save what a draft says of itself. ``changed`` names the fields, ``seen`` is the mark on the page."""
    before = hold_draft(framework)
    refuse_newer(before, seen)
    if not changed:
        return framework
    save_or_refuse(framework)
    audit.record(
        "framework.changed",
        by=by,
        target=framework,
        before={name: str(getattr(before, name)) for name in changed},
        after={name: str(getattr(framework, name)) for name in changed},
    )
    return framework


@transaction.atomic
def copy(framework, *, by, version):
    """A new draft with all that a version says. Codes are kept, so that what was seen goes on counting."""
    source = Framework.objects.select_for_update().get(pk=framework.pk)
    if source.is_draft:
        raise Refused("This one is a draft itself: change it as it is.")
    named = ("code", "name", "language", "licence", "source", "note", "reads_on", "scale_id")
    made = save_or_refuse(Framework(version=version, **{name: getattr(source, name) for name in named}))
    Band.objects.bulk_create(
        Band(framework=made, **row) for row in source.bands.values("start", "end", "name")
    )
    _copy_items(source, _copy_areas(source, made))
    audit.record("framework.copied", by=by, target=made, before={"version": source.version})
    return made


def _copy_areas(source, made):
    """The new areas and strands by the primary keys of the old: {area: new area}, {strand: new strand}."""
    old = list(source.areas.order_by("order", "pk"))
    new = Area.objects.bulk_create(
        Area(framework=made, code=area.code, name=area.name, hint=area.hint, order=area.order) for area in old
    )
    areas = {area.pk: copied for area, copied in zip(old, new, strict=True)}
    threads = list(Strand.objects.filter(area__in=areas).order_by("area__order", "order", "pk"))
    copies = Strand.objects.bulk_create(
        Strand(area=areas[one.area_id], code=one.code, name=one.name, order=one.order) for one in threads
    )
    return areas, {one.pk: copied for one, copied in zip(threads, copies, strict=True)}


def _copy_items(source, made):
    areas, strands = made
    old = list(Item.objects.filter(area__in=areas).order_by("area__order", "band", "order", "pk"))
    named = ("code", "text", "guidance", "example", "tags", "band", "order")
    new = Item.objects.bulk_create(
        Item(
            area=areas[item.area_id],
            strand=strands.get(item.strand_id),
            **{name: getattr(item, name) for name in named},
        )
        for item in old
    )
    pk_of = {item.pk: copied.pk for item, copied in zip(old, new, strict=True)}
    through = Item.after.through
    pairs = through.objects.filter(from_item__area__framework=source).values_list("from_item", "to_item")
    through.objects.bulk_create(
        through(from_item_id=pk_of[item], to_item_id=pk_of[first])
        for item, first in pairs.order_by("from_item", "to_item")
        if first in pk_of
    )
