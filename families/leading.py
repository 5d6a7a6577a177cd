"""The role of lead professional when its holder’s child goes to another worker: along, or it stays."""

from django.utils import timezone

from accounts import audit

from .models import LeadProfessional, Move

KEY = "lead_role"


def hand_roles(moves, reallocation, *, by):
    """Make the new workers lead professionals where that was decided; keep in each move what was done."""
    along = {move.episode.child_id: move for move in moves if move.lead_role == Move.LeadRole.ALONG}
    if not along:
        return
    today = timezone.localdate()
    held = LeadProfessional.objects.open().select_for_update(of=("self",)).filter(child__in=along)
    held = [row for row in held.order_by("pk") if row.user_id == along[row.child_id].from_worker_id]
    LeadProfessional.objects.filter(pk__in=[row.pk for row in held]).update(until_on=today, ended_by=by)
    named = LeadProfessional.objects.bulk_create(
        LeadProfessional(
            child_id=row.child_id,
            user=along[row.child_id].to_worker,
            from_on=today,
            over_cap_reason=reallocation.reason,
            named_by=by,
        )
        for row in held
    )
    for old, new in zip(held, named, strict=True):
        along[old.child_id].went[KEY] = {"ended": old.pk, "named": new.pk}
    audit.record_many([_line("lead_professional.handed_over", along[row.child_id]) for row in named], by=by)


def give_roles_back(moves, *, by):
    """Restore the rows as they were. Returns sentences, by episode, about roles that have changed since."""
    went = {move.went[KEY]["named"]: move for move in moves if KEY in move.went}
    if not went:
        return {}
    ours = LeadProfessional.objects.open().filter(pk__in=went)
    still = set(ours.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    LeadProfessional.objects.filter(pk__in=still).delete()
    ended = [went[pk].went[KEY]["ended"] for pk in still]
    LeadProfessional.objects.filter(pk__in=ended).update(until_on=None, ended_by=None)
    back = [went[pk] for pk in sorted(still)]
    audit.record_many([_line("lead_professional.handed_back", move) for move in back], by=by)
    sentence = "the lead professional has changed since and stays"
    return {move.episode_id: [sentence] for pk, move in went.items() if pk not in still}


def _line(what, move):
    return audit.Line(what, move.episode, move.child)
