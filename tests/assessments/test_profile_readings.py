"""Which checklist, day and age a profile is drawn with; and that every number on it can be opened."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import scoring
from assessments.actions import assessments, observations
from assessments.models import Area, Framework, Item, Observation, Retraction
from assessments.profile.bands import FrameBand, bands_of
from assessments.profile.frames import frame_of
from assessments.profile.known import frameworks_for, usual_of
from assessments.profiles import profile_of
from assessments.scoring import AgeRange, AreaProfile, Cell
from tests.factories.assessments import AreaFactory, FrameworkFactory, ItemFactory, ObservationFactory
from tests.factories.assessments_profiles import checklist, use

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


def url(name, child, **asked):
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return reverse(f"assessments:{name}", args=[child.ref]) + (f"?{query}" if query else "")


def page(client, *args, **asked):
    response = client.get(url(*args, **asked))
    assert response.status_code == 200
    return response.content.decode()


def tick(people, framework, states, on):
    items = {item.code: item for item in Item.objects.filter(area__framework=framework)}
    named = {items[code]: state for code, state in states.items()}
    return observations.record(people.child, named, by=people.worker, on=on)


def test_a_step_has_its_name_and_an_age_its_years_or_months():
    assert FrameBand(0, 5, "Step 3").label == "Step 3"
    assert FrameBand(24, 35).label == "2 to 3 years"
    assert (FrameBand(6, 11).label, FrameBand(6, 11).short) == ("6 to 11 months", "6 to 11")


def test_bands_without_a_row_reach_to_the_next_and_empty_ones_are_left_out():
    bands = bands_of([(0, 5, "Early"), (60, 71, "")], {0, 12, 36})
    assert [(band.start, band.end, band.name) for band in bands] == [
        (0, 5, "Early"),
        (12, 35, ""),
        (36, 47, ""),
    ]


@pytest.mark.parametrize("bands", [3, 14])
def test_any_number_of_bands_is_drawn(people, signed_in, today, bands):
    framework = checklist(bands=bands, months=3, names=True)
    tick(people, framework, {"talk-0": "can", "talk-5": "nearly"}, today)
    shown = page(signed_in(people.worker), "profile_detail", people.child)
    assert f"Step {bands}" in shown
    assert ("app-profile--wide" in shown) == (bands == 14)
    assert shown.count('<td data-label="Step') == bands * 2


def test_the_months_of_a_range_are_those_of_its_bands():
    row = AreaProfile("talk", {0: Cell(can=4), 6: Cell(can=2, not_yet=2), 12: Cell(not_yet=4)})
    assert scoring.developmental_range(row, spans={0: 6, 6: 6, 12: 24}) == AgeRange(9, 9)
    late = AreaProfile("talk", {24: Cell(not_yet=4)})
    assert scoring.developmental_range(late, spans={24: 12}) is None
    assert scoring.developmental_range(AreaProfile("talk", {24: Cell(can=4)}), spans={24: 12}).low == 36


@pytest.mark.parametrize(
    ("months", "low", "high", "words"),
    [(20, 10, 15, "25% to 50%"), (20, 20, 24, "none"), (20, 15, 20, "up to 25%"), (20, 15, 15, "25%")],
)
def test_the_share_of_age_is_told_for_both_ends_of_a_range(months, low, high, words):
    assert scoring.delay_range(months, AgeRange(low, high)).in_words == words


def test_no_share_of_age_is_told_without_a_range_or_before_the_first_month():
    assert scoring.delay_range(20, None) is None
    assert scoring.delay_range(0, AgeRange(0, 1)) is None


def test_a_new_version_shows_what_was_seen_with_the_old_one_and_the_old_one_can_still_be_drawn(
    people, signed_in, today
):
    old = checklist(version="1")
    tick(people, old, {"talk-0": "can", "talk-1": "can"}, today)
    new = next_version(old)
    assert profile_of(people.child, people.worker, today).framework == str(new)
    assert profile_of(people.child, people.worker, today).can == 2
    shown = page(signed_in(people.worker), "profile_detail", people.child, framework=old.ref)
    assert "no longer used" in shown
    assert profile_of(people.child, people.worker, today, framework=old).can == 2


def next_version(old):
    """The same lines once more, in version 2, and one that is new."""
    new = FrameworkFactory(code=old.code, name=old.name, version="2", status="draft")
    for area in Area.objects.filter(framework=old):
        again = AreaFactory(framework=new, code=area.code, name=area.name, order=area.order)
        for item in area.items.all():
            ItemFactory(area=again, code=item.code, text=f"{item.text} again", band=item.band)
        ItemFactory(area=again, code=f"{area.code}-new", band=0)
    return use(new, retire=old)


def test_the_checklist_that_was_used_last_is_drawn_unless_another_is_chosen(people, today):
    first, second = checklist("first"), checklist("second")
    child, worker = people.child, people.worker
    assert usual_of(frameworks_for(child, worker)) == first
    tick(people, second, {"talk-0": "can"}, today)
    assert usual_of(frameworks_for(child, worker)) == second
    observation = Observation.objects.get()
    Retraction.objects.create(observation=observation, taken_back_by=worker)
    assert usual_of(frameworks_for(child, worker)) == first


def test_a_draft_is_never_drawn_and_a_retired_one_only_with_something_in_it(people, today):
    FrameworkFactory(status=Framework.Status.DRAFT)
    FrameworkFactory(status=Framework.Status.RETIRED)
    assert frameworks_for(people.child, people.worker) == []
    retired = FrameworkFactory(status=Framework.Status.RETIRED)
    item = ItemFactory(area=AreaFactory(framework=retired))
    ObservationFactory(child=people.child, item=item, by=people.worker)
    assert frameworks_for(people.child, people.worker) == [retired]
    assert usual_of(frameworks_for(people.child, people.worker)) == retired


def test_what_a_frame_holds_is_read_once_and_again_when_a_line_more_is_there(django_assert_num_queries):
    framework = checklist()
    frame = frame_of(framework)
    with django_assert_num_queries(1):  # how many lines there are
        assert frame_of(framework) is frame
    ItemFactory(area=framework.areas.first(), code="late", band=0)
    assert len(frame_of(framework).items) == len(frame.items) + 1


def test_two_checklists_stand_side_by_side(people, signed_in, today):
    first, second = checklist("first"), checklist("second")
    tick(people, first, {"talk-0": "can"}, today)
    shown = page(
        signed_in(people.worker), "profile_detail", people.child, framework=first.ref, beside=second.ref
    )
    assert shown.count('<table class="app-profile') == 2
    assert f"framework={second.ref}" in shown


def test_born_early_the_age_may_be_switched_and_otherwise_not(people, signed_in, today):
    checklist(bands=3)
    client, child = signed_in(people.worker), people.child
    child.born_on, child.due_on = today - timedelta(days=380), None
    child.save()
    assert "Use the" not in page(client, "profile_detail", child)
    child.due_on = child.born_on + timedelta(days=70)
    child.save()
    shown = page(client, "profile_detail", child)
    assert "born 10 weeks early" in shown
    assert "Use the real age" in shown
    assert '<th scope="col" class="app-profile__age">0 to 1' in shown
    shown = page(client, "profile_detail", child, age="real")
    assert '<th scope="col" class="app-profile__age">1 to 2' in shown
    assert "Use the corrected age" in shown


def test_every_number_leads_to_its_lines_and_each_line_to_what_was_seen(people, signed_in, today):
    framework = checklist()
    tick(people, framework, {"talk-0": "can", "move-0": "can"}, today - timedelta(days=90))
    tick(people, framework, {"talk-1": "can", "talk-2": "nearly", "move-0": "nearly"}, today)
    client, child = signed_in(people.worker), people.child
    asked = {"day": (today - timedelta(days=30)).isoformat()}
    shown = page(client, "profile_detail", child, **asked)
    links = re.findall(r'href="(\?[^"]*cell=[^"]*)#cell"[^>]*>(.*?)</a>', shown, re.DOTALL)
    counted = [(link.replace("&amp;", "&"), int(number)) for link, words in links for number in first(words)]
    assert len(counted) > 12
    for link, number in counted:
        response = client.get(reverse("assessments:profile_detail", args=[child.ref]) + link)
        lines = response.context["selection"].lines
        if "only=" in link:
            assert len(lines) == number, link
        else:
            assert sum(line.state == "can" for line in lines) == number, link
    everything = page(client, "profile_detail", child, cell="all", only="again", **asked)
    item = Item.objects.get(code="move-0")
    assert reverse("assessments:item_history", args=[child.ref, item.pk]) in everything


def first(words):
    """The number that a link begins with, if it begins with one."""
    found = re.match(r"\s*\+?(\d+)", re.sub(r"<[^>]+>", " ", words))
    return [found[1]] if found else []


def test_a_long_list_of_lines_comes_in_parts(people, signed_in, today):
    checklist(bands=5, each=8)
    client, child = signed_in(people.worker), people.child
    shown = page(client, "profile_detail", child, cell="all", only="not_seen")
    assert "Show the other 42" in shown
    assert "page=2" in shown


def test_ages_are_read_off_with_their_rules_and_never_by_a_family(people, signed_in, today):
    framework = checklist(bands=3)
    child = people.child
    child.born_on = today.replace(year=today.year - 2, day=min(today.day, 28))
    child.save()
    tick(people, framework, {f"talk-{number}": "can" for number in range(4)}, today)
    shown = page(signed_in(people.worker), "profile_ages", child)
    assert "about 12 months" in shown
    assert "50%" in shown
    assert scoring.DELAY_RULE in shown
    assert scoring.RANGE_RULE in shown
    assert "never a diagnosis" in shown
    assert "Too little was looked at" in shown  # of moving nothing was
    client = signed_in(people.parent)
    assert client.get(url("profile_ages", child)).status_code == 403


def test_from_look_to_look_each_day_has_its_picture_and_its_sentence(people, signed_in, today):
    framework = checklist()
    items = list(Item.objects.filter(area__framework=framework, area__code="talk"))
    for number, days in enumerate((400, 200)):
        assessments.sit(
            people.child,
            kind="review" if number else "baseline",
            framework=framework,
            states={items[number]: "can"},
            by=people.worker,
            on=today - timedelta(days=days),
        )
    shown = page(signed_in(people.worker), "profile_history", people.child)
    assert shown.count("<figcaption>") == 3
    assert "Baseline, " in shown
    assert "Now, " in shown
    assert shown.count("1 more thing") == 1


@pytest.mark.parametrize("name", ["profile_detail", "profile_ages", "profile_history"])
def test_an_address_with_nonsense_is_answered_all_the_same(people, signed_in, name):
    checklist("first"), checklist("second")
    asked = {"framework": "x", "on": "0001-01-01", "age": "x", "cell": "%00", "only": "x", "page": "-1"}
    asked |= {"beside": "x", "since": "%F0%9F", "day": "9999-12-31"}
    page(signed_in(people.worker), name, people.child, **asked)


def test_the_profile_asks_twelve_questions_at_the_most_with_all_in_the_bar(
    people, signed_in, same_queries, today
):
    framework = checklist(each=10)
    items = iter(Item.objects.filter(area__framework=framework))

    def add_rows():
        for _ in range(20):
            ObservationFactory(child=people.child, item=next(items), by=people.worker)

    add_rows()
    client, child = signed_in(people.worker), people.child
    asked = {"on": today.isoformat(), "day": (today - timedelta(days=9)).isoformat()}
    same_queries(client, url("profile_detail", child, **asked), add_rows, most=12)
