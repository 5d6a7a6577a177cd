"""The rules: a new version each time, a preview before, and refusals of what must never be a rule."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from families import eligibility, rules, triage
from families.actions import rules as writing
from families.models import Policy
from tests.factories.accounts import UserFactory
from tests.factories.families import ReferralFactory

URL = "/rules/edit/"
FACTS = {"complex_medical": True, "setting_hours": 12.0, "lives_in_area": True, "delays": {"social": "half"}}


@pytest.fixture
def by(db):
    return UserFactory(service_manager=True)


def today():
    return timezone.localdate()


def points(**changed):
    return {**triage.DEFAULT_WEIGHTS, **changed}


def test_saving_writes_a_new_version_and_leaves_the_old_one(by):
    old = Policy.objects.create(from_on=today() - timedelta(days=100), promise_weeks=10)
    made = writing.write(by=by, from_on=today(), reason="More children", triage=points(medical=6))
    old.refresh_from_db()
    assert old.triage == {}
    assert (made.number, made.promise_weeks, made.triage["medical"]) == (2, 10, 6)
    assert (made.written_by, made.reason) == (by, "More children")
    assert Policy.on(today() - timedelta(days=1)) == old
    line = AuditEvent.objects.get(what="rules.written")
    assert line.after["rules"] == ["Medical needs that are complex: 4 → 6"]


REFUSED = {
    "begin today or later": {"from_on": timezone.localdate() - timedelta(days=1)},
    "Say why the rules change": {"reason": "  "},
    "Nothing is different": {"triage": {}},
    "Urgent must start at more points": {"triage": points(urgent_from=5)},
    "may raise a score, never lower it": {"triage": points(barriers=-1)},
    "Ethnicity, religion, sex and nationality are never counted": {"triage": points(ethnicity=3)},
    "never counted": {"eligibility": {**eligibility.DEFAULT_ELIGIBILITY, "nationality": 1}},
    "youngest age lies above": {"eligibility": {**eligibility.DEFAULT_ELIGIBILITY, "youngest_months": 90}},
    "There is no rule called": {"favourite_colour": 3},
    "is needed": {"stages": [{"code": "new", "name": "New", "status": "received", "days": 2}]},
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_rules_that_must_not_be_are_refused_in_a_sentence(by, sentence):
    given = {"from_on": today(), "reason": "Because", "triage": points(medical=6)} | REFUSED[sentence]
    with pytest.raises(Refused, match=sentence):
        writing.write(by=by, **given)
    assert not Policy.objects.exists()


@pytest.mark.parametrize("word", ["ethnicity", "religion", "sex", "gender", "nationality", "race"])
def test_no_rule_asks_who_somebody_is(by, word):
    for given in ({"triage": points(**{word: 1})}, {word: 1}):
        with pytest.raises(Refused, match="never counted"):
            writing.write(by=by, from_on=today(), reason="Because", **given)
    stage = {"code": "x", "name": f"By {word}", "status": "received", "days": 3}
    assert triage.NEVER_SAID in rules.stage_problems([stage])


def test_one_day_has_one_version(by):
    writing.write(by=by, from_on=today(), reason="First", triage=points(medical=6))
    with pytest.raises(Refused, match="are written already"):
        writing.write(by=by, from_on=today(), reason="Second", triage=points(medical=7))


def test_eligibility_comes_from_the_rules_of_the_day(by):
    from families.facts import eligibility_of

    referral = ReferralFactory(facts=FACTS)
    answers = {check.code: check.answer.value for check in eligibility_of(referral).checks}
    assert answers["hours"] == "yes"
    tighter = {**eligibility.DEFAULT_ELIGIBILITY, "setting_hours_below": 10, "in_area": 0, "terms_left": 40}
    writing.write(by=by, from_on=today(), reason="Full", eligibility=tighter)
    answers = {check.code: check.answer.value for check in eligibility_of(referral).checks}
    assert answers["hours"] == "no"
    assert answers["terms"] == "no"
    assert "area" not in answers


def test_the_preview_shows_who_would_change_and_saves_nothing(people, signed_in):
    touched = ReferralFactory(facts=FACTS, triaged=True)
    ReferralFactory(facts={"complex_medical": False})
    ReferralFactory(facts=FACTS, status="declined", decided_at=timezone.now(),
                    decided_by=people.administrator, decision_reason="Too old")  # fmt: skip
    manager = signed_in(people.service_manager)
    page = manager.get(URL)
    sent = fields_of(page.context["form"]) | {"points_medical": 14, "why": "A trial"}
    answer = manager.post(URL, {**sent, "preview": "1"})
    preview = answer.context["preview"]
    assert preview["total"] == 2
    assert (preview["points"], preview["bands"]) == (1, 1)
    first = preview["rows"][0]
    assert first.referral == touched
    assert first.score_then.total - first.score_now.total == 10
    assert not Policy.objects.exists()
    assert manager.post(URL, {**sent, "save": "1"}).status_code == 302
    assert Policy.objects.get().triage["medical"] == 14


def test_the_editor_refuses_a_posted_rule_of_its_own_making(people, signed_in):
    manager = signed_in(people.service_manager)
    sent = fields_of(manager.get(URL).context["form"]) | {"points_medical": 5, "why": "A trial"}
    answer = manager.post(URL, {**sent, "points_religion": "3", "save": "1"})
    assert triage.NEVER_SAID in answer.content.decode()
    assert not Policy.objects.exists()


def test_a_stage_is_added_renamed_and_taken_away(people, signed_in):
    manager = signed_in(people.service_manager)
    sent = fields_of(manager.get(URL).context["form"]) | {"why": "We ring first"}
    added = {
        "stage5_name": "To ring",
        "stage5_days": 3,
        "stage5_status": "received",
        "stage0_name": "Just in",
    }
    assert manager.post(URL, {**sent, **added, "save": "1"}).status_code == 302
    made = Policy.objects.get()
    names = {one["name"]: one["code"] for one in made.stages}
    assert names["Just in"] == "new"
    assert names["To ring"] == "to_ring"
    told = rules.what_changed(Policy(from_on=today()), made)
    assert "New stage “To ring”, 3 days" in told
    assert "Stage “New” is now “Just in”" in told


def test_leads_read_the_rules_and_only_a_manager_writes_them(people, signed_in):
    Policy.objects.create(from_on=today() - timedelta(days=10))
    page = signed_in(people.team_lead).get("/rules/")
    assert page.status_code == 200
    assert "Write a new version" not in page.content.decode()
    assert signed_in(people.team_lead).get(URL).status_code == 403
    assert "Write a new version" in signed_in(people.service_manager).get("/rules/").content.decode()


def test_the_preview_asks_as_often_for_many_as_for_few(by, django_assert_num_queries):
    now, then = Policy(from_on=today()), Policy(from_on=today(), triage={"medical": 9})
    for _ in range(12):
        ReferralFactory(facts=FACTS)
    listed = list(ReferralFactory._meta.model.objects.select_related("child"))
    with django_assert_num_queries(1):
        rules.preview(listed, now, then, on=today())


def fields_of(form):
    """What a browser would send of a form as it is shown."""
    sent = {}
    for name in form.fields:
        value = form[name].value()
        sent[name] = "" if value is None else value
    return sent
