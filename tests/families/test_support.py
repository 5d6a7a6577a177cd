"""How a child is supported: packages, how often, what it weighs, who holds it together, the agreement."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Notice
from accounts.refusals import Refused
from families import weighing
from families.actions import agreements, episodes, intensities, lead_professionals, packages
from families.agreements import changes, terms_from
from families.counting import Count, progress_of
from families.jobs.support import let_changes_take_effect, tell_of_packages_near_their_end
from families.load import loads_of, made_of
from families.models import Allocation, Intensity, LeadProfessional, Policy, SocialCareStatus
from families.packages import last_day, progress
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.episodes import AgreementFactory, LeadProfessionalFactory, PackageFactory
from tests.factories.families import CarerFactory, ChildFactory
from tests.factories.visits import VisitFactory

TODAY = timezone.localdate


def episode_of(people):
    return people.child.episodes.get()


# Packages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "amount", "frequency", "last"),
    [
        ("weeks", 24, "fortnightly", date(2026, 6, 21)),
        ("visits", 6, "weekly", date(2026, 2, 15)),
        ("visits", 12, "fortnightly", date(2026, 6, 21)),
        ("visits", 1, "monthly", date(2026, 2, 1)),
    ],
)
def test_the_last_day_is_worked_out(unit, amount, frequency, last):
    assert last_day(date(2026, 1, 5), unit, amount, frequency) == last


@pytest.mark.parametrize(
    ("unit", "amount", "made", "weeks", "words", "tone"),
    [
        ("visits", 24, 14, 14, "14 of 24 visits, 10 weeks left", ""),
        ("visits", 24, 22, 23, "22 of 24 visits, 1 week left", "soon"),
        ("visits", 24, 24, 23, "24 of 24 visits: complete", "late"),
        ("visits", 24, 14, 30, "14 of 24 visits, 7 weeks over the plan", ""),
        ("weeks", 24, 9, 18, "18 of 24 weeks, 9 visits made", ""),
        ("weeks", 24, 1, 22, "22 of 24 weeks, 1 visit made", "soon"),
        ("weeks", 24, 20, 30, "24 of 24 weeks: complete", "late"),
    ],
)
def test_how_far_a_package_is_in_words(unit, amount, made, weeks, words, tone):
    since = date(2026, 1, 5)
    package = PackageFactory.build(
        episode=None, begun_by=None, unit=unit, amount=amount, from_on=since,
        until_on=last_day(since, unit, amount, "weekly"),
    )  # fmt: skip
    far = progress(package, Count(made, made), since + timedelta(weeks=weeks))
    assert (far.in_words, far.tone) == (words, tone)


def test_visits_are_counted_from_the_diary_as_made_and_offered(people):
    package = PackageFactory(episode=episode_of(people))
    for days, status, reason in (
        (10, "done", ""), (12, "done", ""), (14, "cancelled", "child_ill"), (16, "no_access", "nobody_in"),
        (18, "cancelled", "worker_ill"), (20, "planned", ""), (90, "done", ""),
    ):  # fmt: skip
        at = timezone.now() - timedelta(days=days)
        VisitFactory(
            child=people.child, worker=people.worker, status=status, reason=reason,
            starts_at=at, ends_at=at + timedelta(hours=1),
        )  # fmt: skip
    far = progress_of([package], on=TODAY())[package.pk]
    assert (far.made, far.offered) == (2, 4)


def test_a_package_begins_and_ends_once(people):
    said = {"by": people.worker, **Policy.on(TODAY()).packages[2], "source": "panel", "from_on": TODAY()}
    package = packages.begin(episode_of(people), **said)
    assert package.until_on == TODAY() + timedelta(weeks=24, days=-1)
    with pytest.raises(Refused, match="end it first"):
        packages.begin(episode_of(people), **said)
    with pytest.raises(Refused, match="Say why"):
        packages.end(package, by=people.worker, on=TODAY(), reason=" ")
    packages.end(package, by=people.worker, on=TODAY(), reason="Complete")
    with pytest.raises(Refused, match="already"):
        packages.end(package, by=people.worker, on=TODAY(), reason="Complete")


def test_the_worker_hears_once_that_a_package_is_near_its_end(people):
    PackageFactory(episode=episode_of(people), unit="weeks", amount=10, from_on=TODAY() - timedelta(weeks=9))
    for _ in range(2):
        tell_of_packages_near_their_end(TODAY())
    assert [one.to for one in Notice.objects.filter(kind="families.PackageEnding")] == [people.worker]


# How often -------------------------------------------------------------------------------------------


def test_a_change_from_today_changes_load_at_once_and_keeps_what_was(people):
    episode = episode_of(people)
    row = intensities.change(
        episode, by=people.worker, frequency="fortnightly", from_on=TODAY(), reason="Nursery"
    )
    episode.refresh_from_db()
    assert (episode.frequency, row.before) == ("fortnightly", "weekly")
    assert episode.allocations.get().weight == Decimal("0.5")


def test_a_change_ahead_takes_effect_by_the_clock_and_once(people):
    episode = episode_of(people)
    in_a_week = TODAY() + timedelta(days=7)
    intensities.change(episode, by=people.worker, frequency="monthly", from_on=in_a_week, reason="Nursery")
    let_changes_take_effect(timezone.now())
    episode.refresh_from_db()
    assert episode.frequency == "weekly"
    for _ in range(2):
        let_changes_take_effect(timezone.now() + timedelta(days=8))
    episode.refresh_from_db()
    assert episode.frequency == "monthly"
    assert not Intensity.objects.ahead().exists()


def test_one_change_ahead_at_a_time_and_it_can_be_called_off(people):
    said = {"by": people.worker, "from_on": TODAY() + timedelta(days=7), "reason": "Nursery"}
    row = intensities.change(episode_of(people), frequency="monthly", **said)
    with pytest.raises(Refused, match="call it off first"):
        intensities.change(episode_of(people), frequency="group", **said)
    intensities.call_off(row, by=people.worker)
    let_changes_take_effect(timezone.now() + timedelta(days=8))
    assert episode_of(people).frequency == "weekly"
    with pytest.raises(Refused, match="already"):
        intensities.call_off(row, by=people.worker)


# What it weighs --------------------------------------------------------------------------------------


def test_the_weight_is_made_of_what_holds_and_adds_up(people):
    episode = episode_of(people)
    LeadProfessionalFactory(child=people.child, user=people.worker)
    SocialCareStatus.objects.create(
        child=people.child, kind="cp", from_on=TODAY(), recorded_by=people.team_lead
    )
    episodes.weigh(episode, by=people.team_lead, moving_on_from=TODAY(), has_long_travel=True)
    allocation = episode.allocations.get()
    assert allocation.weight == Decimal("2.25")
    assert [code for code, _weight in allocation.made_of] == [
        "weekly", "lead_professional", "child_protection", "transition", "long_travel",
    ]  # fmt: skip


def test_who_may_not_know_of_a_plan_reads_another_word_for_it(people):
    part = weighing.Part("child_protection", Decimal("0.25"))
    assert part.in_words(knows_social_care=False) == "Needs more time"
    assert part.in_words(knows_social_care=True) == "Child protection plan"


def test_being_lead_professional_counts_with_who_is_it(people):
    LeadProfessionalFactory(child=people.child, user=people.teammate)
    weighing.weigh_child_again(people.child, on=TODAY())
    assert episode_of(people).allocations.get().weight == 1


def test_new_rules_weigh_every_child_anew(people):
    Policy.objects.create(from_on=TODAY(), weights={"weekly": 1.5})
    assert weighing.weigh_again(Allocation.objects.all(), on=TODAY()) == 2
    assert weighing.weigh_again(Allocation.objects.all(), on=TODAY()) == 0


def test_how_a_load_is_made_adds_up_also_for_who_does_not_see_every_child(people):
    ChildFactory(given_name="Hidden", with_worker=people.worker, in_team=people.thorne)
    (load,) = loads_of([people.worker])
    for who in (people.team_lead, people.service_manager):
        lines = made_of([load], who)[people.worker.pk]
        assert sum(weight for _child, _words, weight in lines) == load.weight == 2
    assert "Hidden" not in str(made_of([load], people.team_lead))


def test_above_the_services_share_a_reason_is_needed(people):
    Policy.objects.create(from_on=TODAY(), full_caseload=2, block_at_percent=50)
    (load,) = loads_of([people.worker])
    assert not load.needs_reason
    assert load.after(1).needs_reason


def test_the_team_page_and_the_caseloads_show_equal_figures(people, signed_in):
    client = signed_in(people.team_lead)
    home = {load.worker.pk: load.figures for load in client.get("/team/").context["loads"]}
    groups = client.get("/caseloads/").context["groups"]
    lists = {load.worker.pk: load.figures for _team, loads in groups for load, _lines in loads}
    assert home == lists
    assert home[people.worker.pk] == "1 of 11"


# Lead professional -----------------------------------------------------------------------------------


def name(people, child, **other):
    said = {"user": people.worker, "by": people.team_lead, "from_on": TODAY(), **other}
    return lead_professionals.name(child, **said)


def test_from_the_cap_on_a_reason_is_needed_and_kept(people):
    children = [people.child, *(ChildFactory(with_worker=people.worker) for _ in range(2))]
    for child in children[:2]:
        assert name(people, child).over_cap_reason == ""
    with pytest.raises(Refused, match="lead professional of 2 already, and 2 is the most"):
        name(people, children[2])
    assert name(people, children[2], over_cap_reason="Knows the family").over_cap_reason


def test_a_new_lead_professional_ends_the_last_one(people):
    first = name(people, people.child, from_on=TODAY() - timedelta(days=30))
    name(people, people.child, user=people.teammate)
    first.refresh_from_db()
    assert first.until_on == TODAY()
    assert LeadProfessional.objects.open().get().user == people.teammate


@pytest.mark.django_db(transaction=True)
def test_two_children_given_to_one_at_once_are_both_counted():
    team = TeamFactory(name="Ashby")
    worker, lead = UserFactory(worker=True, team=team), UserFactory(team_lead=True, team=team)
    LeadProfessionalFactory(child=ChildFactory(with_worker=worker), user=worker)
    children = [ChildFactory(with_worker=worker) for _ in range(2)]
    start, ends = Barrier(2), []

    def run(child):
        try:
            start.wait()
            lead_professionals.name(child, user=worker, by=lead, from_on=TODAY())
            ends.append("done")
        except Refused as refusal:
            ends.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(child,)) for child in children]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert ends.count("done") == 1
    assert lead_professionals.count_of(worker) == 2


# Agreement -------------------------------------------------------------------------------------------


def test_the_words_come_from_the_services_template_with_the_names_in():
    template = [{"code": "a", "title": "When", "text": "{worker} comes {frequency} to {child} {other}"}]
    (part,) = terms_from(template, child="Aisha", worker="Sofia", frequency="weekly")
    assert part["text"] == "Sofia comes every week to Aisha {other}"


def test_what_differs_between_two_versions_is_named():
    old = [{"code": "a", "title": "When", "text": "x"}, {"code": "b", "title": "Who", "text": "y"}]
    assert changes(old, [{"code": "a", "title": "When", "text": "z"}]) == ["When", "Who"]


def test_a_signed_version_stays_and_a_change_is_a_further_one(people):
    carer = CarerFactory(child=people.child, name="Nadia Khan")
    first = AgreementFactory(episode=episode_of(people))
    sign = {"by": people.worker, "carer": carer, "name": "Nadia Khan", "how": "screen"}
    agreements.sign_as_family(first, **sign)
    agreements.sign_as_worker(first, by=people.worker)
    terms = [{"code": "frequency", "title": "When we come", "text": "Every week, on a Friday."}]
    with pytest.raises(Refused, match="Nothing is different"):
        agreements.write(episode_of(people), by=people.worker, terms=first.terms)
    with pytest.raises(Refused, match="what changes"):
        agreements.write(episode_of(people), by=people.worker, terms=terms)
    second = agreements.write(episode_of(people), by=people.worker, terms=terms, changed="Fridays now")
    first.refresh_from_db()
    assert (first.is_signed, second.version, second.is_frozen) == (True, 2, False)
    assert "Tuesday" in first.terms[0]["text"]
    with pytest.raises(Refused, match="newer version"):
        agreements.sign_as_family(first, **sign)


def test_nobody_signs_twice_nor_who_may_not_be_shown_the_record(people):
    agreement = AgreementFactory(episode=episode_of(people))
    limited = people.child.carers.get(user=people.restricted)
    sign = {"by": people.worker, "name": "X", "how": "screen"}
    with pytest.raises(Refused, match="Nothing of the record is shared"):
        agreements.sign_as_family(agreement, carer=limited, **sign)
    carer = people.child.carers.get(user=people.parent)
    agreements.sign_as_family(agreement, carer=carer, **sign)
    with pytest.raises(Refused, match="signed this version already"):
        agreements.sign_as_family(agreement, carer=carer, **sign)


def test_somebody_elses_version_is_not_written_over(people):
    AgreementFactory(episode=episode_of(people))
    with pytest.raises(Refused, match="while you were writing"):
        agreements.write(episode_of(people), by=people.worker, terms=[], expected=0)


# Pages -----------------------------------------------------------------------------------------------


def test_the_page_costs_the_same_for_a_long_history(people, signed_in, same_queries):
    episode = episode_of(people)

    def more():
        for _ in range(5):
            ended = {"ended_on": TODAY(), "ended_by": people.worker, "ended_reason": "Complete"}
            PackageFactory(episode=episode, **ended)
            AgreementFactory(episode=episode, version=episode.agreements.count() + 1)

    more()
    PackageFactory(episode=episode)
    same_queries(signed_in(people.team_lead), f"/children/{people.child.ref}/support/", more, most=25)


def test_a_worker_begins_a_package_of_the_services_list_and_sees_how_far_it_is(people, signed_in):
    client, url = signed_in(people.worker), f"/children/{people.child.ref}"
    said = {"template": "2", "source": "own", "from_on": "today"}
    assert client.post(f"{url}/package/add/", said).status_code == 302
    assert "0 of 24 visits" in client.get(f"{url}/support/").content.decode()
    assert "0 of 24 visits" in client.get(f"{url}/").content.decode()
    assert "0 of 24 visits" in client.get("/children/").content.decode()
    page = client.post(f"{url}/package/add/", {**said, "template": "own"})
    assert "amount" in page.context["form"].errors


def test_an_agreement_is_written_read_and_signed_on_screen(people, signed_in):
    client, child = signed_in(people.worker), people.child
    page = client.get(f"/children/{child.ref}/agreement/write/")
    said = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    answer = client.post(f"/children/{child.ref}/agreement/write/", said)
    assert answer.status_code == 302
    carer = child.carers.get(user=people.parent)
    said = {"carer": carer.pk, "how": "screen", "name": "Nadia Khan", "agrees": "on"}
    assert client.post(f"{answer.url}sign/", {**said, "agrees": ""}).status_code == 200
    assert client.post(f"{answer.url}sign/", said).status_code == 302
    assert client.post(f"{answer.url}countersign/", {}).status_code == 302
    assert "Signed by both" in client.get(answer.url).content.decode()


# The list --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", ["not-seen", "to-write-up", "no-next", "toys-overdue", "report-due", "review-due"]
)
@pytest.mark.parametrize("who", ["worker", "team_lead", "service_manager"])
def test_each_tile_equals_its_list(key, who, people, signed_in):
    for days in (2, 40):
        at = timezone.now() - timedelta(days=days)
        child = ChildFactory(with_worker=people.worker)
        VisitFactory(child=child, worker=people.worker, starts_at=at, ends_at=at + timedelta(hours=1))
    client = signed_in(getattr(people, who))
    tiles = {one.key: number for one, _words, number in client.get("/children/").context["tiles"]}
    page = client.get(f"/children/?look={key}")
    assert len(page.context["lines"]) == tiles[key] == page.context["page_obj"].paginator.count


@pytest.mark.parametrize(("sort", "first"), [("seen", "Never"), ("next", "Soon"), ("", "Aisha")])
def test_the_list_is_sorted_by_its_address(sort, first, people, signed_in):
    people.child.visits.all().delete()
    VisitFactory(child=people.child, worker=people.worker, done=True)
    VisitFactory(
        child=ChildFactory(given_name="Soon", family_name="Z", with_worker=people.worker),
        worker=people.worker, in_days=1, done=False,
    )  # fmt: skip
    ChildFactory(given_name="Never", family_name="Y", with_worker=people.worker)
    lines = signed_in(people.worker).get(f"/children/?sort={sort}").context["lines"]
    names = [line["child"].given_name for line in lines]
    assert names[0] in {first, "Never", "Soon"} if sort == "seen" else names[0] == first


def test_what_is_typed_into_the_address_finds_nothing_and_breaks_nothing(people, signed_in):
    client = signed_in(people.worker)
    for asked in ("look=x", "sort=%00", "name=%00'", "look=not-seen&sort=next&name=Khan&state=x"):
        assert client.get(f"/children/?{asked}").status_code == 200
