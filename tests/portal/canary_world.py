"""A record with a canary in each place that a parent must not read, and all that parents can reach."""

from collections import namedtuple

from django.urls import reverse
from django.utils import timezone

from accounts import drafts
from families.actions import carers as carer_actions
from families.models import Carer
from portage.policy import all_rows
from portage.policy.rows import Door
from reports.actions import reports
from tests.access.test_matrix import PATTERNS, extra
from tests.factories.assessments import ItemFactory, ObservationFactory
from tests.factories.families import (
    AddressFactory,
    HomeNoteFactory,
    ProfessionalFactory,
    ReferralFactory,
)
from tests.factories.intake import DocumentFactory
from tests.factories.moving import HandOverFactory
from tests.factories.people_more import (
    CourtOrderFactory,
    MedicalFlagFactory,
    NeedFactory,
    SettingPlaceFactory,
    SocialCareStatusFactory,
)
from tests.factories.plans import FeltFactory
from tests.factories.reports import ReportFactory
from tests.factories.safety import ChronologyEntryFactory, ConcernFactory
from tests.factories.visits import RestrictedNoteFactory, VisitFactory
from tests.factories.waiting import OutwardReferralFactory
from tests.reports.world import carry_out_all, days_ago, give_a_record, today
from visits.actions import visits

#: What no parent may ever read about this child: the words, by what they are.
FOR_NO_PARENT = {
    "another carer’s telephone": "07700 900661",
    "another carer’s e-mail": "canary.carer@example.org",
    "why access is limited": "Canary order of the court",
    "what limits contact": "Canary contact centre only",
    "when another carer may be called": "Canary after nine",
    "the protected address": "Canary Court 9",
    "its town": "Canaryhampton",
    "its postcode": "ZX9 9ZX",
    "a restricted note": "Canary note for few eyes",
    "a draft of a record": "Canary draft not signed",
    "a note about the home": "Canary at the door",
    "a therapist’s contact": "07700 900662",
    "why the child was referred": "Canary reason of referral",
    "the worker’s own telephone": "07700 900663",
    "why a visit was not made": "Worker on leave",
    "what a court ordered": "Canary prohibited steps",
    "social care": "Canary core group",
    "the social worker": "Canary Reed",
    "a concern": "Canary marks on the arm",
    "the chronology": "Canary turning point",
    "the note at a hand-over": "Canary hand-over note",
    "the nursery, where somebody must not know the place": "Canary Acorns",
    "who said what of a need": "Canary paediatrician",
    "a need for other help": "Canary benefits",
    "why somebody was taken off": "Canary moved abroad",
    "what a worker noted beside a tick": "Canary beside a tick",
    "the title of a photo": "Canary photo",
    "what another adult said of a goal": "Canary of another adult",
}
#: What the parent with full access may know, and the restricted one may not.
FOR_ONE_PARENT = {
    "the child’s name": "Aisha",
    "what to do in an emergency": "Canary rescue medicine",
    "what helped": "She laughed",
}

Came = namedtuple("Came", "url status text content kind")


def seed(people):
    """Put every canary in its place; share a report with the parent, move a visit, let every mail go out."""
    child, worker, say = people.child, people.worker, FOR_NO_PARENT
    record = give_a_record(child, worker)
    limited = Carer.objects.filter(user=people.restricted)
    limited.update(
        phone=say["another carer’s telephone"],
        email=say["another carer’s e-mail"],
        access_reason=say["why access is limited"],
        contact_restriction=say["what limits contact"],
        safe_times=say["when another carer may be called"],
        lives_with_child=False,
        must_not_know_location=True,
    )
    AddressFactory(
        family=child.family,
        lines=say["the protected address"],
        town=say["its town"],
        postcode=say["its postcode"],
        protected=True,
    )
    worker.phone = say["the worker’s own telephone"]
    worker.save()
    _write_notes(people, record)
    _write_what_few_may_know(people, limited.get())
    _write_around(people)
    return {**record, **_let_things_happen(people)}


def _write_notes(people, record):
    say = FOR_NO_PARENT
    RestrictedNoteFactory(visit=record["visit"], text=say["a restricted note"])
    typed = {"saw": [say["a draft of a record"]]}
    drafts.save(people.worker, "visits:visit_write_up", record["visit"].ref, typed)
    HomeNoteFactory(child=people.child, text=say["a note about the home"])
    ReferralFactory(child=people.child, reason=say["why the child was referred"])


def _write_what_few_may_know(people, limited):
    child, worker, say = people.child, people.worker, FOR_NO_PARENT
    CourtOrderFactory(child=child, concerns=limited, says=say["what a court ordered"], recorded_by=worker)
    SocialCareStatusFactory(
        child=child,
        plan=True,
        note=say["social care"],
        social_worker=say["the social worker"],
        recorded_by=worker,
    )
    ConcernFactory(child=child, facts=say["a concern"], raised_by=worker)
    ChronologyEntryFactory(child=child, what=say["the chronology"], flagged_by=worker)
    HandOverFactory(
        episode=child.episodes.get(),
        from_worker=worker,
        to_worker=people.teammate,
        note=say["the note at a hand-over"],
    )


def _write_around(people):
    child, say = people.child, FOR_NO_PARENT
    ProfessionalFactory(child=child, contact=say["a therapist’s contact"])
    SettingPlaceFactory(child=child, name=say["the nursery, where somebody must not know the place"])
    NeedFactory(child=child, said_by=say["who said what of a need"], recorded_by=people.worker)
    MedicalFlagFactory(
        child=child, instructions=FOR_ONE_PARENT["what to do in an emergency"], added_by=people.worker
    )
    OutwardReferralFactory(child=child, need=say["a need for other help"], spotted_by=people.worker)
    _write_ticks(people)
    gone = Carer.objects.create(child=child, name="Uncle Bash", relationship=Carer.Relationship.RELATIVE)
    carer_actions.end(gone, by=people.worker, reason=say["why somebody was taken off"])


def _write_ticks(people):
    """One line that a worker and the parent see differently, and that is new: it stands on all her pages."""
    child, note = people.child, FOR_NO_PARENT["what a worker noted beside a tick"]
    photo = DocumentFactory(child=child, title=FOR_NO_PARENT["the title of a photo"])
    item = child.observations.first().item
    ObservationFactory(child=child, item=item, state="nearly", by=people.worker, note=note, photo=photo)
    ObservationFactory(child=child, item=item, source="parent", by=people.parent)
    other = ItemFactory(area=item.area)
    ObservationFactory(child=child, item=other, by=people.worker, note=note, photo=photo)
    said = FOR_NO_PARENT["what another adult said of a goal"]
    FeltFactory(goal=child.goals.first(), words=said, recorded_by=people.worker)


def _let_things_happen(people):
    """Whatever writes to a family: a visit planned, moved and called off, a report shared."""
    child, worker = people.child, people.worker
    VisitFactory(child=child, worker=worker, in_days=-20, status="cancelled", reason="worker_leave")
    VisitFactory(child=child, worker=worker, in_days=9, mode="setting")
    at_ten = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    soon = visits.plan(
        child, worker=worker, starts_at=at_ten + timezone.timedelta(days=3), minutes=60, by=worker
    )
    visits.move(soon, by=worker, starts_at=at_ten + timezone.timedelta(days=4))
    visits.cancel(soon, by=worker, reason="worker_leave")
    ReportFactory(child=child, ready=True)  # a draft that nobody shared
    report = reports.request(child, by=worker, period_from=days_ago(180), period_to=today())
    carry_out_all()
    reports.approve(report, by=people.team_lead)
    carry_out_all()
    reports.release(report, by=people.team_lead, to=[Carer.objects.get(user=people.parent)])
    carry_out_all()
    report.refresh_from_db()
    return {"report": report}


# What a parent can reach ---------------------------------------------------------------------------------


def rows_of_a_parent():
    """Every address that the policy opens to a parent: the portal, one’s own account, what is public."""
    return {
        name: row
        for name, row in all_rows().items()
        if name in PATTERNS
        and not name.startswith("dev:")
        and ("parent" in row.may or row.door in (Door.INSIDE, Door.PUBLIC))
    }


def addresses(row, child):
    """Each address of a row, about each thing of the child that it can name."""
    named = {
        "child": [child.ref],
        "visits.Visit": child.visits.values_list("ref", flat=True),
        "reports.Report": child.reports.values_list("ref", flat=True),
        "assessments.Goal": child.goals.values_list("ref", flat=True),
    }.get(row.about, [""])
    route = PATTERNS[row.name].pattern
    parts = [*route.converters, *route.regex.groupindex]
    for ref in named:
        values = {part: ref or _other(part) for part in parts}
        if "item" in values:  # one line of a checklist
            values["item"] = child.observations.first().item_id
        yield reverse(row.name, kwargs=values)


def _other(part):
    return "a" * 26 if part in ("ref", "other") else extra(part)


def come_to_everything(client, child):
    """What answers a parent, page by page: fetched, and every form sent empty."""
    for name, row in rows_of_a_parent().items():
        for url in addresses(row, child):
            yield name, read(client.get(url))
            if "POST" in row.methods and name.startswith("portal:"):
                yield name, read(client.post(url))


def read(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "").split(";")[0]
    words = content.decode(errors="replace") + " ".join(f"{k}: {v}" for k, v in response.headers.items())
    return Came(response.request["PATH_INFO"], response.status_code, words, content, kind)
