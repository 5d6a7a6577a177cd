"""What surrounds the children's time with us, in every state that a page can show."""

from datetime import timedelta

from django.utils import timezone

from families import closing, weighing
from families.actions import agreements, closures, consents, intensities, lead_professionals, packages
from families.agreements import terms_from
from families.models import Agreement, Allocation, Policy

FAMILIES = 16  # enough to see a page of them; the rest have begun before we kept this


def tell_support(staff, children):
    """Packages, agreements, permissions, lead professionals; one near its end, one opened again."""
    today = timezone.localdate()
    policy = Policy.on(today)
    held = Allocation.objects.open().select_related("episode__child", "worker", "allocated_by")
    by_child = {row.episode.child_id: row for row in held.filter(episode__child__in=children)}
    for number, child in enumerate(children[:FAMILIES]):
        row = by_child[child.pk]
        tell_package(number, row, policy, today)
        tell_permissions(number, row, today)
        if number % 4 != 3:
            tell_agreement(number, row, policy)
    tell_lead_professionals(list(by_child.values()), today)
    soon = by_child[children[2].pk]
    change = {"frequency": "fortnightly", "reason": "Settles well at nursery", "by": soon.allocated_by}
    intensities.change(soon.episode, from_on=today + timedelta(days=14), **change)
    tell_who_came_back(by_child[children[-1].pk], today)
    weighing.weigh_again(Allocation.objects.all(), on=today)


def tell_package(number, row, policy, today):
    """One that has just begun, one near its end, one that is complete, and many on their way."""
    chosen = policy.packages[(2, 1, 0, 2)[number % 4]]
    weeks = {0: 22, 1: 23, 2: 26, 5: 2}.get(number, 6 + number)
    since = max(today - timedelta(weeks=weeks), row.episode.opened_on)
    packages.begin(
        row.episode, by=row.allocated_by, source=("own", "panel")[number % 2], from_on=since, **chosen
    )


def tell_permissions(number, row, today):
    carer = row.child.carers.order_by("pk").first()
    if carer is None:
        return
    since = today - timedelta(days=200)
    said = {"by": row.worker, "given_by": carer, "how": "paper", "given_on": since}
    consents.give(row.child, purpose="sharing", recipient="Speech and language therapy", **said)
    until = today + timedelta(days=12) if number == 0 else None
    consents.give(row.child, purpose="photo", recipient="", until_on=until, **said)
    if number % 3 == 0:
        text = consents.give(row.child, purpose="text", recipient="", **said)
        consents.withdraw(text, by=row.worker, on=today - timedelta(days=40), reason="Prefers to be rung")


def tell_agreement(number, row, policy):
    carer = row.child.carers.order_by("pk").first()
    names = {"child": row.child.first_name, "worker": row.worker.name, "frequency": row.episode.frequency}
    terms = terms_from(policy.agreement, **names)
    agreement = agreements.write(row.episode, by=row.worker, terms=terms)
    if number % 4 == 2 or carer is None:
        return
    signed = {"carer": carer, "name": carer.name, "how": Agreement.How.SCREEN}
    agreements.sign_as_family(agreement, by=row.worker, **signed)
    agreements.sign_as_worker(agreement, by=row.worker)
    if number == 0:
        terms = [dict(part) for part in terms]
        terms[0]["text"] = terms[0]["text"].replace("usually on the same day of the week", "on Wednesdays")
        agreements.write(
            row.episode, by=row.worker, terms=terms, changed="We come on Wednesdays from now on."
        )


def tell_lead_professionals(rows, today):
    """One worker has as many as the service allows, another one more, with a reason."""
    workers = sorted({row.worker for row in rows}, key=lambda worker: worker.pk)
    for worker, number in zip(workers, (2, 3), strict=False):
        for row in [row for row in rows if row.worker_id == worker.pk][:number]:
            lead_professionals.name(
                row.child,
                user=worker,
                by=row.allocated_by,
                from_on=today - timedelta(days=60),
                is_parents_choice=True,
                over_cap_reason="Until the new colleague is here",
            )


def tell_who_came_back(row, today):
    """Closed, since the family was to move; opened again, since it stayed."""
    why = ("visits_unwritten", "loans_open", "reports_unfinished", "final_report")
    if any(answer.blocks for answer in closing.ask_all(row.episode, row.allocated_by)):
        return
    closures.close(
        row.episode,
        by=row.allocated_by,
        reason="moved",
        destination="out_of_area",
        on=today,
        survey="Asked, and answered",
        note="Enjoys singing and now asks for “more” with both hands. The family moves to Harbour.",
        why_on=dict.fromkeys(why, "The new service has been told"),
    )
    closures.reopen(
        row.episode, by=row.allocated_by, to=row.worker, reason="The family stays after all",
        over_reason="She knows the family",
    )  # fmt: skip
