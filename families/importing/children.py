"""Lists of the children a service visits: child, family, home, adults, and whose caseload it is on."""

from datetime import date, datetime, time

from django.utils import timezone

from accounts import audit
from accounts.models import Team, User

from .. import load
from ..models import Allocation, Episode, Referral
from . import cells, people, roster
from .kinds import Field, Kind, Question

EPISODE = (
    Field(
        "worker", "Worker", roster.worker,
        ("worker", "portage worker", "key worker", "keyworker", "home visitor", "caseworker", "allocated to",
         "practitioner", "staff", "phv", "visitor", "allocated worker", "caseload of", "pw", "who visits",
         "visited by", "seen by", "assigned to", "portage home visitor", "portage hv", "home visitor name"),
        without="The child then waits for a worker.", content="worker",
    ),
    Field("team", "Team", roster.team, ("team", "locality team", "area team")),
    Field(
        "frequency", "How often", cells.frequency,
        ("frequency", "how often", "wkly / f'nightly", "weekly / fortnightly", "visits", "visit frequency",
         "visit pattern", "intensity", "frequency of visits"),
        without="What the whole sheet says is written instead.",
        expected="weekly, fortnightly, monthly or group", content="reads",
    ),
    Field(
        "opened_on", "With us since", cells.day(
            "opened_on", latest=cells.same_day, expected="a day up to today, such as 28/02/2024"
        ),
        ("start", "start date", "started", "date started", "began", "opened", "since", "with us since",
         "date opened", "first visit", "start of service", "admitted", "date of first visit",
         "start of portage", "portage start date", "service start date"),
        without="The day of the import is written instead.",
    ),
    Field(
        "last_visit", "Last visit", cells.day("last_visit"),
        ("last visit", "last seen", "last visited", "date of last visit", "last home visit"),
         stays_a_note=True,
    ),
)  # fmt: skip


def teams():
    return [(str(team.pk), team.name) for team in Team.objects.order_by("name", "pk")]


def only_team():
    found = teams()
    return found[0][0] if len(found) == 1 else ""


CONFLICT = Question(
    "conflict",
    "When a record says something else already",
    "What is kept back stays as a note on the child’s record.",
    lambda: [("ours", "Keep what our record says"), ("file", "Write what the file says")],
    lambda: "ours",
)


NO_START = "No start in the file: we write today, the day on which you bring it in."


class Children(Kind):
    """A caseload: one row for each child we visit, or who waits for a worker."""

    code, label, one, many = "children", "Children we visit", "child", "children"
    sheet_words = ("caseload", "children", "families", "current", "active", "case", "client", "open cases")
    needs = people.NEEDS_CHILD
    has_people = True
    follows = {"team": "worker"}
    fields = (*people.CHILD, *people.HOME, *EPISODE)
    questions = (
        Question(
            "frequency",
            "How often, where a row does not say",
            "Left empty, each such row waits for you.",
            lambda: list(Episode.Frequency.choices),
        ),
        Question(
            "team",
            "Team of children without a worker",
            "A child with a worker belongs to the worker’s team.",
            teams,
            only_team,
        ),
        CONFLICT,
    )
    writes = (
        "families.Family",
        "families.Child",
        "families.Address",
        "families.Carer",
        "families.SettingPlace",
        "families.Episode",
        "families.Allocation",
        "families.Referral",
        "families.NotSame",
        "families.ImportedNote",
    )

    def title(self, read):
        return people.title(read)

    def keys(self, read):
        return people.keys(read)

    def complete(self, read, answers, scene):
        missing = []
        if not read.get("frequency"):
            read["frequency"] = answers.get("frequency", "")
        if not read.get("team"):
            read["team"] = int(answers["team"]) if answers.get("team") else None
        if not read["frequency"]:
            missing.append(("frequency", "the file does not say", "weekly, fortnightly, monthly or group"))
        if not read["team"]:
            missing.append(("team", "no worker says which team", scene.roster.teams_in_words))
        return missing

    def assumes(self, read):
        return [] if read.get("opened_on") else [NO_START]

    def find(self, row, read, scene):
        return people.find(row, read, scene)

    def write(self, row, read, scene, ledger):
        child, was_there = people.write_child(row, read, scene, ledger)
        self.place(child, row, read, scene, ledger)
        people.write_notes(child, row, ledger)
        event = "child.filled_in" if was_there else "child.brought_in"
        audit.record(event, by=ledger.by, target=row, child=child, after={"row": row.number})
        return was_there

    def place(self, child, row, read, scene, ledger):
        """Open the child’s time with us, and give it to its worker."""
        episode = child.episodes.open().first()
        if episode is None:
            opened_on = date.fromisoformat(read["opened_on"]) if read.get("opened_on") else scene.today
            episode = ledger.create(
                Episode(
                    child=child,
                    team_id=read["team"],
                    frequency=read["frequency"],
                    opened_on=max(opened_on, child.born_on),
                )
            )
            self.end_waiting(child, ledger)
        if not read.get("worker") or episode.allocations.open().exists():
            return
        worker = User.objects.get(pk=read["worker"])
        weight = load.weight_of(episode, scene.policy)
        began = datetime.combine(episode.opened_on, time(9), timezone.get_current_timezone())
        ledger.create(
            Allocation(
                episode=episode,
                worker=worker,
                weight=weight,
                allocated_by=ledger.by,
                from_at=min(began, timezone.now()),
                reason="as the file said when it came in",
            )
        )
        ledger.change(episode, status=Episode.Status.ACTIVE)

    def end_waiting(self, child, ledger):
        """A child who is visited no longer waits: an open referral is accepted."""
        for referral in child.referrals.filter(status=Referral.Status.WAITING):
            ledger.change(
                referral,
                status=Referral.Status.ACCEPTED,
                decided_at=timezone.now(),
                decided_by=ledger.by,
                stage="",
                stage_since=None,
            )
