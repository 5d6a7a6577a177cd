"""What the access matrix walks over: people and their relation, and one of each thing about one child."""

from types import SimpleNamespace

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Job, SavedFilter
from accounts.roles import Scope
from families.models import Episode, Merge
from reports import files
from tests.factories.assessments import AssessmentFactory, FrameworkFactory, GoalFactory, ItemFactory
from tests.factories.assessments_frameworks import FrameworkUploadFactory
from tests.factories.episodes import around_the_episode
from tests.factories.equipment import EquipmentFactory, LoanFactory
from tests.factories.families import ChildFactory, EpisodeFactory, ReferralFactory
from tests.factories.importing import ImportFactory, ImportRowFactory, ImportSheetFactory
from tests.factories.intake import things_from_outside
from tests.factories.moving import HandOverFactory, ReallocationFactory
from tests.factories.next_steps import ToolResultFactory
from tests.factories.people_more import things_around
from tests.factories.plans import plan_things
from tests.factories.reports import PaperFactory, ReleaseFactory, ReportFactory
from tests.factories.triage import DecisionFactory, EvidenceFactory, PanelActionFactory, PanelFactory
from tests.factories.visits import ActivityFactory, RestrictedNoteFactory, VisitFactory, VisitRecordFactory

from .frameworks import framework_things
from .safety import safety_things
from .waiting import WAITS, waiting_things

# Who comes, by role and by relation to the child of the matrix.
ROLE_OF = {
    "worker": "portage_worker",
    "teammate": "portage_worker",
    "stranger": "portage_worker",
    "team_lead": "team_lead",
    "other_lead": "team_lead",
    "administrator": "administrator",
    "service_manager": "service_manager",
    "safeguarding_lead": "safeguarding_lead",
    "auditor": "auditor",
    "parent": "parent",
    "restricted": "parent",
    "other_parent": "parent",
}
NEAR = {
    Scope.TEAM: {"team_lead"},
    Scope.CASELOAD: {"worker"},
    Scope.OWN_CHILD: {"parent"},
    Scope.OWN_WORDS: {"worker"},  # who wrote it, see safety.py
}

# Addresses that exist only for a thing in a certain state.
STATE = {
    "families:referral_accept": {"waiting": True},
    "families:referral_list_add": {"triaged": True},
    "visits:visit_detail": {"signed": True},
    "visits:visit_correct": {"signed": True},
    "visits:note_read": {"signed": True},
    "portal:visit_detail": {"signed": True},
    "reports:paper_file": {"status": "ready"},
    "reports:report_approve": {"status": "ready"},
    "reports:report_release": {"status": "approved"},
    "reports:report_file": {"status": "released"},
    "reports:report_retry": {"status": "failed"},
    "portal:report_file": {"status": "released"},
}


def reaches(scope, person):
    """Whether a rung of the ladder reaches from this person to the child of the matrix."""
    return scope in (Scope.ALL, Scope.NOTHING) or person in NEAR[scope]


def today_at_ten():
    """A visit at an hour at which visits are made, whenever the tests run."""
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)


def furnish(people):
    """One of each thing about the child on the worker's caseload."""
    child, worker = people.child, people.worker
    planned = VisitFactory(child=child, worker=worker, starts_at=today_at_ten())
    signed = VisitFactory(child=child, worker=worker, done=True)
    VisitRecordFactory(visit=signed)
    note = RestrictedNoteFactory(visit=signed)
    goal = GoalFactory(child=child, steps=["Hold the cup", "Lift the cup"])
    item = ItemFactory(area__framework=FrameworkFactory(code="starter"))
    waiting_child = ChildFactory(given_name="Zofia", family_name="Nowak")
    to_allocate = ChildFactory(given_name="Idris", family_name="Halloway")
    EpisodeFactory(child=to_allocate, team=people.ashby, status=Episode.Status.WAITING)
    twin = ChildFactory(given_name="Aysha", family_name="Khan")
    return SimpleNamespace(
        child=child,
        twin=twin,
        to_allocate=to_allocate,
        planned=planned,
        signed=signed,
        note=note,
        goal=goal,
        step=goal.steps.first(),
        item=item,
        activity=ActivityFactory(child=child),
        toy=EquipmentFactory(),
        loan=LoanFactory(child=child),
        referral=ReferralFactory(child=waiting_child),
        job=Job.objects.create(kind="none", key="job:1", state=Job.State.DEAD, finished_at=timezone.now()),
        people=people,
    )


def report_in(world, status):
    """A report about the child, as far as it has come; when shared, shared with the parent."""
    trait = {}
    if status not in ("asked", "failed"):
        file, sha256 = files.keep(b"%PDF-1.7 a page")
        trait = {status: True, "file": file, "sha256": sha256}
    report = ReportFactory(child=world.child, requested_by=world.people.worker, **trait)
    if status == "failed":
        report.status = "failed"
        report.save()
    if status == "released":
        carer = world.child.carers.get(user=world.people.parent)
        ReleaseFactory(report=report, carer=carer)
    return report


def paper_in(world, status):
    """A letter about the child, made or not."""
    if status != "ready":
        return PaperFactory(child=world.child, status=status)
    file, sha256 = files.keep(b"%PDF-1.7 a letter")
    return PaperFactory(child=world.child, ready=True, file=file, sha256=sha256)


def thing_for(row, world):
    """The thing that an address of this row names."""
    state = STATE.get(row.name, {})
    if row.about == "child":
        return world.to_allocate if row.name == "families:episode_allocate" else world.child
    if row.about == "visits.Visit":
        return world.signed if state.get("signed") else world.planned
    if row.about == "reports.Report":
        return report_in(world, state.get("status", "released"))
    if row.about == "reports.Paper":
        return paper_in(world, state.get("status", "failed"))
    if row.about == "families.Referral" and row.name not in WAITS:
        return referral_in(world, state)
    things = {
        **things_of_the_child(world),
        **plan_things(world.child),
        **triage_things(world),
        **around_the_episode(row, world),
        **safety_things(row, world),
        **waiting_things(row, world),
        **things_from_outside(world.child),
        **things_around(world.child, world.people.worker),
        **things_of_the_office(world),
        **framework_things(),
    }
    thing = things.get(row.about) or SimpleNamespace(pk=1)  # a thing of an account’s own
    return make(thing, row.about) if callable(thing) else thing


def make(thing, about):
    """Make a thing; where the database allows one of its kind, it is the one that is there already."""
    try:
        with transaction.atomic():
            return thing()
    except IntegrityError:
        return apps.get_model(about)._base_manager.latest("pk")


def things_of_the_child(world):
    """What is there from the beginning: goals, toys, notes."""
    return {
        "accounts.Job": world.job,
        "visits.Activity": world.activity,
        "assessments.Goal": world.goal,
        "assessments.Step": world.step,
        "assessments.Assessment": lambda: AssessmentFactory(
            child=world.child, framework=world.item.area.framework
        ),
        "assessments.ToolResult": lambda: ToolResultFactory(child=world.child),
        "equipment.Equipment": world.toy,
        "equipment.Loan": world.loan,
        "visits.RestrictedNote": world.note,
        "families.Team": world.people.ashby,
    }


def things_of_the_office(world):
    """What leads and administrators work with: files brought in, moves, records put together."""
    people = world.people
    return {
        "families.Import": ImportFactory,
        "assessments.FrameworkUpload": FrameworkUploadFactory,
        "families.ImportSheet": ImportSheetFactory,
        "families.ImportRow": ImportRowFactory,
        "families.Merge": lambda: merge_of(world),
        "accounts.SavedFilter": lambda: SavedFilter.objects.get_or_create(
            user=people.administrator, page="families:waiting_list", name="Urgent"
        )[0],
        "families.HandOver": lambda: HandOverFactory(
            episode=world.child.episodes.get(), from_worker=people.worker
        ),
        "families.Move": lambda: ReallocationFactory(
            children=[world.child], made_by=people.team_lead
        ).moves.get(),
        "families.Reallocation": lambda: ReallocationFactory(
            children=[world.child], made_by=people.team_lead
        ),
    }


def triage_things(world):
    """What hangs on a referral before it is decided, and a panel."""
    return {
        "families.Evidence": lambda: EvidenceFactory(referral=world.referral),
        "families.Decision": lambda: DecisionFactory(referral=world.referral),
        "families.Panel": PanelFactory,
        "families.PanelAction": PanelActionFactory,
    }


def merge_of(world):
    """Two records of the child put together."""
    said = {"reason": "One NHS number", "merged_by": world.people.administrator}
    said["before"] = {"kept": {}, "other": {}}
    return Merge.objects.get_or_create(kept=world.child, other=world.twin, defaults=said)[0]


def referral_in(world, state):
    for trait in ("triaged", "waiting"):
        if state.get(trait):
            return ReferralFactory(child=ChildFactory(), **{trait: True})
    return world.referral
