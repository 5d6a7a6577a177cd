"""What the page “Family and team” shows of a child, as one person may see it."""

from django.db.models import F
from django.utils import timezone

from accounts.permissions import Permission

from . import terms
from .adults import reach_of, rights_of
from .models import (
    Address,
    Allocation,
    Carer,
    Child,
    CourtOrder,
    ImportedNote,
    Need,
    Professional,
    SettingPlace,
    SocialCareStatus,
)
from .other_help import help_card
from .school import way_to_school


def family_page(child, user):
    """Everything on the page, by the names that its template uses."""
    today = timezone.localdate()
    words = terms.words_for("language", "communication")
    home, earlier = _homes(child, user, today)
    return {
        "today": today,
        "address": home,
        "is_hidden": bool(home and home.is_protected),
        "earlier_homes": earlier,
        "facts": facts_of(child, words),
        **_people(child, user, today, words),
        **_care(child, user, today),
        **_team(child, user),
        **help_card(child, user, on=today),
        "imported_notes": list(ImportedNote.objects.visible_to(user).filter(child=child)),
        "school": [] if child.died_on else way_to_school(child.born_on, today),
        "may": {
            "edit": user.may(Permission.CHILD_EDIT),
            "reveal": user.may(Permission.ADDRESS_REVEAL),
            "place": user.may(Permission.EPISODE_ALLOCATE),
            "note": user.may(Permission.VISIT_PLAN),
            "care": user.may(Permission.SOCIAL_CARE_VIEW),
            "write_care": user.may(Permission.SOCIAL_CARE_EDIT),
        },
    }


def facts_of(child, words):
    """The child’s own line: rows of (label, text), only what is known."""
    ethnicity = child.ethnicity.label if child.ethnicity_id else "Nobody has asked yet"
    if child.ethnicity_said_by:
        ethnicity += f" ({child.get_ethnicity_said_by_display().lower()})"
    number = child.nhs_number
    rows = (
        ("Full name", f"{child.given_name} {child.family_name}"),
        ("Born", f"{child.born_on:%-d %B %Y}"),
        ("Due", f"{child.due_on:%-d %B %Y}" if child.due_on else ""),
        ("NHS number", f"{number[:3]} {number[3:6]} {number[6:]}" if number else "Not known"),
        ("UPN", child.upn or (child.get_upn_unknown_display() if child.upn_unknown else "")),
        ("Likes", child.likes),
        ("Speaks", terms.in_a_row(words["language"].get(code, code) for code in child.languages)),
        ("Tells us by", ", ".join(words["communication"].get(code, code) for code in child.communicates_by)),
        ("Helps", child.senses),
        ("Ethnicity", ethnicity),
    )
    return [row for row in rows if row[1]]


def _homes(child, user, today):
    """The home of today, and how many are known from before."""
    homes = list(Address.objects.visible_to(user).filter(family=child.family_id))
    now = next((home for home in homes if home.since_on <= today and not _is_over(home, today)), None)
    return now, [home for home in homes if home is not now]


def _is_over(row, today):
    return row.until_on is not None and row.until_on < today


def _people(child, user, today, words):
    """The adults, brothers and sisters, and the others who help."""
    carers = list(Carer.objects.visible_to(user).filter(child=child).order_by(
        F("ended_at").asc(nulls_first=True), "-lives_with_child", "pk"))  # fmt: skip
    adults = [
        {
            "carer": carer,
            "access": carer.access_in_words(today),
            "sees": carer.sees_on(today),
            "rights": rights_of(carer, child),
            "reach": reach_of(carer, words["language"]),
        }
        for carer in carers
        if carer.ended_at is None
    ]
    siblings = Child.objects.visible_to(user).filter(family=child.family_id).exclude(pk=child.pk)
    helpers = list(Professional.objects.visible_to(user).filter(child=child))
    return {
        "adults": adults,
        "gone": [carer for carer in carers if carer.ended_at is not None],
        "limited": [carer for carer in carers if carer.access == Carer.Access.LIMITED],
        "kept_from": [carer for carer in carers if carer.must_not_know_location and carer.ended_at is None],
        "siblings": siblings.order_by("born_on", "pk"),
        "professionals": [one for one in helpers if not _is_over(one, today)],
        "professionals_before": [one for one in helpers if _is_over(one, today)],
    }


def _care(child, user, today):
    """Needs, the nursery, and for few eyes social care and orders."""
    needs = Need.objects.visible_to(user).current().filter(child=child).select_related("sen_type")
    places = list(SettingPlace.objects.visible_to(user).filter(child=child))
    orders = CourtOrder.objects.visible_to(user).in_force(on=today).filter(child=child)
    return {
        "needs": needs.order_by("-rank", "-level", "pk"),
        "settings_now": [place for place in places if not _is_over(place, today)],
        "settings_before": [place for place in places if _is_over(place, today)],
        "standing": SocialCareStatus.objects.visible_to(user).open().filter(child=child).first(),
        "orders": orders.select_related("concerns"),
    }


def _team(child, user):
    """Our own people: with whom the child is, and was."""
    rows = Allocation.objects.visible_to(user).filter(episode__child=child)
    history = list(rows.select_related("worker", "allocated_by", "ended_by", "episode__team"))
    episode = next((one.episode for one in history if one.until_at is None), None)
    if episode is None:  # nobody visits: the child may wait for a worker all the same
        episode = child.episodes.open().select_related("team").first()
    return {"history": history, "episode": episode}
