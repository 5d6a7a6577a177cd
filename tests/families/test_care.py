"""Needs, medical alerts, social care, orders, nurseries, helpers: history kept, few eyes where few may."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from families.actions import medical_flags, needs, social_care
from families.changes import fingerprint
from families.models import CourtOrder, MedicalFlag, Need, Professional, SettingPlace, SocialCareStatus
from tests.factories.families import ProfessionalFactory
from tests.factories.people_more import (
    CourtOrderFactory,
    MedicalFlagFactory,
    NeedFactory,
    SettingPlaceFactory,
    SocialCareStatusFactory,
    term,
)
from tests.factories.visits import VisitFactory

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def family_page(people):
    return reverse("families:child_family", args=[people.child.ref])


# Needs ---------------------------------------------------------------------------------------------------


def need_data(**changes):
    return {
        "area": "communication",
        "level": "2",
        "certainty": "suspected",
        "rank": "primary",
        "since_on": "1/3/2026",
        "said_by": "Health visitor",
    } | changes


def test_a_need_is_written_down_and_stands_on_the_page(people, signed_in):
    url = reverse("families:need_add", args=[people.child.ref])
    client = signed_in(people.worker)
    assert client.post(url, need_data(sen_type=term("sen_type", "SLCN").pk)).status_code == 302
    text = client.get(family_page(people)).text
    assert "Speech, language and communication" in text
    assert "Main need" in text


def test_what_was_known_of_a_need_is_kept(people, signed_in):
    need = NeedFactory(child=people.child, main=True)
    url = reverse("families:need_change", args=[need.ref])
    data = need_data(
        certainty="diagnosed", sen_type=term("sen_type", "ASD").pk, level="3", seen=fingerprint(need)
    )
    client = signed_in(people.worker)
    assert client.post(url, data).status_code == 302
    need.refresh_from_db()
    assert (need.certainty, need.ended_by) == ("suspected", people.worker)
    now = Need.objects.current().get(child=people.child)
    assert (str(now), now.level, now.rank) == ("Autism", 3, "primary")
    history = client.get(reverse("families:need_list", args=[people.child.ref])).text
    assert "Suspected" in history
    assert "Diagnosed" in history


def test_a_need_ends_with_a_reason_once(people):
    need = NeedFactory(child=people.child)
    needs.end(need, by=people.worker, reason="Speaks in sentences now")
    with pytest.raises(Refused, match="a moment ago"):
        needs.end(need, by=people.worker, reason="Again")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"certainty": "diagnosed"}, "say what it is"),
        ({"level": "4"}, "Choose one of the answers"),
        ({"since_on": "1/1/2019"}, "2019"),
        ({"said_by": ""}, "still empty"),
        ({"area": "music"}, "Choose one of the answers"),
    ],
)
def test_a_need_that_says_too_little_is_sent_back(people, signed_in, changes, words):
    url = reverse("families:need_add", args=[people.child.ref])
    page = signed_in(people.worker).post(url, need_data(**changes))
    assert page.status_code == 200
    assert words in page.text
    assert not Need.objects.exists()


def test_there_is_one_main_need(people, signed_in):
    NeedFactory(child=people.child, main=True, area="physical")
    url = reverse("families:need_add", args=[people.child.ref])
    page = signed_in(people.worker).post(url, need_data())
    assert "a main or a second need already" in page.text
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedFactory(child=people.child, main=True)


# Medical alerts -----------------------------------------------------------------------------------------


def test_an_alert_stands_where_one_visits(people, signed_in):
    url = reverse("families:medical_add", args=[people.child.ref])
    client = signed_in(people.worker)
    data = {
        "kind": "epilepsy",
        "what": "Epilepsy, long fits",
        "instructions": "Time the fit. After five minutes call 999.",
        "told_by": "Epilepsy nurse",
        "review_on": f"{today() + timedelta(days=180):%d/%m/%Y}",
    }
    assert client.post(url, data).status_code == 302
    visit = VisitFactory(child=people.child, worker=people.worker, starts_at=timezone.now())
    for name, ref in (
        ("families:child_family", people.child.ref),
        ("visits:visit_detail", visit.ref),
        ("visits:visit_write_up", visit.ref),
    ):
        assert "After five minutes call 999" in client.get(reverse(name, args=[ref])).text, name
    assert (
        "Epilepsy, long fits" in client.get(reverse("portage:child_overview", args=[people.child.ref])).text
    )


def test_instructions_are_not_repeated_in_the_trail(people, signed_in):
    flag = MedicalFlagFactory(child=people.child)
    data = {"instructions": "Call 999 at once."}
    medical_flags.edit(flag, by=people.worker, data=data, seen=fingerprint(flag))
    assert "999" not in str(AuditEvent.objects.get(what="medical_flag.changed").after)


def test_an_alert_that_has_ended_leaves_the_pages_and_stays_in_the_record(people, signed_in):
    flag = MedicalFlagFactory(child=people.child)
    client = signed_in(people.worker)
    url = reverse("families:medical_end", args=[flag.ref])
    assert client.post(url, {"reason": "No fits for two years"}).status_code == 302
    assert "In an emergency" not in client.get(family_page(people)).text
    assert "No fits for two years" in client.get(reverse("families:need_list", args=[people.child.ref])).text
    with pytest.raises(Refused, match="ended"):
        medical_flags.edit(MedicalFlag.objects.get(), by=people.worker, data={"what": "x"})
    with pytest.raises(Refused, match="already"):
        medical_flags.end(flag, by=people.worker, reason="Again")


def test_an_alert_says_when_it_is_to_be_asked_about(people, signed_in):
    MedicalFlagFactory(child=people.child, review_on=today())
    assert "Ask if this still holds" in signed_in(people.worker).get(family_page(people)).text


# Social care and orders -----------------------------------------------------------------------------------


def care_data(**changes):
    return {"kind": "cp", "from_on": "today", "category": "NEG", "social_worker": "Alex Reed"} | changes


def test_the_standing_changes_from_a_day_on_and_the_last_one_is_kept(people, signed_in):
    last = SocialCareStatusFactory(child=people.child)
    url = reverse("families:social_care_add", args=[people.child.ref])
    client = signed_in(people.worker)
    assert client.post(url, care_data()).status_code == 302
    last.refresh_from_db()
    assert last.until_on == today()
    text = client.get(reverse("families:social_care_list", args=[people.child.ref])).text
    assert "Child protection plan, neglect" in text
    assert "Child in need" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "cin"}, "Only a child protection plan has a category"),
        ({"legal_status": "C2"}, "Only a child who is looked after has a legal status"),
        ({"from_on": "1/1/2024"}, "this one begins later"),
    ],
)
def test_a_standing_that_contradicts_itself_is_refused(people, signed_in, changes, words):
    SocialCareStatusFactory(child=people.child)
    url = reverse("families:social_care_add", args=[people.child.ref])
    page = signed_in(people.worker).post(url, care_data(**changes))
    assert words in page.text
    assert SocialCareStatus.objects.count() == 1


def test_a_child_has_one_standing_at_a_time(people):
    SocialCareStatusFactory(child=people.child)
    with pytest.raises(IntegrityError), transaction.atomic():
        SocialCareStatusFactory(child=people.child)


def test_the_office_and_parents_never_learn_of_it(people, signed_in):
    status = SocialCareStatusFactory(child=people.child, plan=True)
    order = CourtOrderFactory(child=people.child)
    for person in (people.administrator, people.parent, people.restricted):
        assert not SocialCareStatus.objects.visible_to(person).exists()
        assert not CourtOrder.objects.visible_to(person).exists()
        client = signed_in(person)
        assert client.get(reverse("families:social_care_edit", args=[status.ref])).status_code in (403, 404)
        assert client.get(reverse("families:court_order_edit", args=[order.ref])).status_code in (403, 404)
    text = signed_in(people.administrator).get(family_page(people)).text
    assert "Social care" not in text
    assert "protection plan" not in text
    assert "Prohibited steps" not in text


def test_the_manager_reads_and_does_not_write(people, signed_in):
    SocialCareStatusFactory(child=people.child)
    client = signed_in(people.service_manager)
    page = client.get(reverse("families:social_care_list", args=[people.child.ref]))
    assert page.status_code == 200
    assert AuditEvent.objects.filter(what="social_care.seen", by_pk=people.service_manager.pk).exists()
    assert client.get(reverse("families:social_care_add", args=[people.child.ref])).status_code == 403


def test_the_trail_says_that_it_changed_and_never_what(people, signed_in):
    url = reverse("families:court_order_add", args=[people.child.ref])
    data = {"kind": "prohibited", "made_on": "1/3/2026", "says": "He may not come near the nursery."}
    assert signed_in(people.worker).post(url, data).status_code == 302
    signed_in(people.worker).post(
        reverse("families:social_care_add", args=[people.child.ref]), care_data(note="Core group weekly")
    )
    told = str(list(AuditEvent.objects.filter(what__startswith="court_order").values())) + str(
        list(AuditEvent.objects.filter(what__startswith="social_care").values())
    )
    for words in ("nursery", "Core group", "protection", "Prohibited", "Alex Reed"):
        assert words not in told


def test_an_order_lies_encrypted(people):
    order = CourtOrderFactory(child=people.child, says="He may not come near the nursery.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT says FROM families_courtorder WHERE id = %s", [order.pk])
        assert "nursery" not in cursor.fetchone()[0]


def test_an_order_names_an_adult_of_this_child_only(people, signed_in):
    stranger = people.other_child.carers.get()
    url = reverse("families:court_order_add", args=[people.child.ref])
    data = {"kind": "prohibited", "made_on": "1/3/2026", "says": "x", "concerns": stranger.pk}
    page = signed_in(people.worker).post(url, data)
    assert "Choose one of the answers" in page.text
    assert not CourtOrder.objects.exists()


def test_an_order_that_was_lifted_holds_no_more(people, signed_in):
    order = CourtOrderFactory(child=people.child)
    url = reverse("families:court_order_end", args=[order.ref])
    client = signed_in(people.safeguarding_lead)
    assert client.post(url, {"reason": "Discharged by the court"}).status_code == 302
    assert not CourtOrder.objects.in_force(on=today()).exists()
    assert "Discharged by the court" in client.get(
        reverse("families:social_care_list", args=[people.child.ref])
    ).text  # fmt: skip
    with pytest.raises(Refused):
        social_care.end_order(order, by=people.worker, reason="Again")


@pytest.mark.django_db(transaction=True)
def test_two_who_change_the_standing_at_once_leave_one_open(people):
    SocialCareStatusFactory(child=people.child, from_on=today() - timedelta(days=9))
    start, told = threading.Barrier(2), []

    def stand(kind):
        status = SocialCareStatus(child=people.child, kind=kind, from_on=today())
        start.wait()
        try:
            social_care.stand(status, by=people.worker)
            told.append("saved")
        except Refused as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=stand, args=[kind]) for kind in ("cin", "eha")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert SocialCareStatus.objects.open().filter(child=people.child).count() == 1
    assert len(told) == 2
    assert "saved" in told


# Nursery and helpers --------------------------------------------------------------------------------------


def test_a_place_at_a_nursery_comes_changes_and_ends(people, signed_in):
    client = signed_in(people.administrator)
    url = reverse("families:setting_add", args=[people.child.ref])
    data = {"name": "Little Acorns", "kind": "nursery", "urn": "EY 123456", "days": ["mon", "wed"],
            "hours_a_week": "7.5", "funded_hours": "7.5", "key_person": "Kim Doyle"}  # fmt: skip
    assert client.post(url, data).status_code == 302
    place = SettingPlace.objects.get()
    assert (place.urn, place.days) == ("EY123456", ["mon", "wed"])
    assert place.attends_in_words == "7.5 hours a week, 7.5 of them funded. Monday and Wednesday"
    edit = reverse("families:setting_edit", args=[place.ref])
    assert client.post(edit, {**data, "hours_a_week": "15", "seen": fingerprint(place)}).status_code == 302
    line = AuditEvent.objects.get(what="setting.changed")
    assert (line.before["hours_a_week"], line.after["hours_a_week"]) == ("7.5", "15")
    end = reverse("families:setting_end", args=[place.ref])
    assert client.post(end, {"until_on": "today", "reason": "Moved"}).status_code == 302
    place.refresh_from_db()
    assert place.until_on == today()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"funded_hours": "20"}, "cannot be more than the hours attended"),
        ({"hours_a_week": "61", "funded_hours": ""}, "between 0 and 60"),
        ({"urn": "12"}, "six or seven digits"),
        ({"hours_a_week": "-1", "funded_hours": ""}, "between 0 and 60"),
        ({"days": ["sun"]}, "Choose one"),
    ],
)
def test_a_place_that_cannot_be_is_refused(people, signed_in, changes, words):
    url = reverse("families:setting_add", args=[people.child.ref])
    data = {"name": "Little Acorns", "kind": "nursery", "hours_a_week": "15", "funded_hours": "15"} | changes
    page = signed_in(people.worker).post(url, data)
    assert page.status_code == 200
    assert words in page.text


def test_a_helper_has_a_role_from_the_list_or_in_own_words(people, signed_in):
    client = signed_in(people.worker)
    url = reverse("families:professional_add", args=[people.child.ref])
    client.post(url, {"name": "Ravi Patel", "role_code": "SLT"})
    assert "Write which role" in client.post(url, {"name": "Kit", "role_code": "OTHER"}).text
    client.post(url, {"name": "Kit Moss", "role_code": "OTHER", "role_other": "Music therapist"})
    roles = dict(Professional.objects.values_list("name", "role"))
    assert roles == {"Ravi Patel": "Speech and language therapist", "Kit Moss": "Music therapist"}


def test_a_helper_who_has_gone_stands_among_those_before(people, signed_in):
    person = ProfessionalFactory(child=people.child, from_on=today() - timedelta(days=90))
    client = signed_in(people.worker)
    yesterday = today() - timedelta(days=1)
    end = reverse("families:professional_end", args=[person.ref])
    page = client.post(end, {"until_on": f"{yesterday:%d/%m/%Y}", "reason": "Left the service"})
    assert page.status_code == 302
    text = client.get(family_page(people)).text
    assert "Those who helped before" in text
    assert "Ravi Patel" not in client.get(
        reverse("portage:child_overview", args=[people.child.ref])
    ).text  # fmt: skip


def test_rows_of_other_children_are_not_there(people, signed_in):
    client = signed_in(people.worker)
    for name, row in {
        "need_change": NeedFactory(child=people.other_child),
        "medical_edit": MedicalFlagFactory(child=people.other_child),
        "setting_edit": SettingPlaceFactory(child=people.other_child),
        "professional_edit": ProfessionalFactory(child=people.other_child),
        "social_care_edit": SocialCareStatusFactory(child=people.other_child),
        "court_order_edit": CourtOrderFactory(child=people.other_child),
        "carer_edit": people.other_child.carers.get(),
        "carer_access": people.other_child.carers.get(),
    }.items():
        assert client.get(reverse(f"families:{name}", args=[row.ref])).status_code == 404, name
