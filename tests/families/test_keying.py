"""Search first: one child, one record; and nothing that was typed is lost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import drafts
from accounts.models import AuditEvent
from families.candidates import candidates_for
from families.identity import Person, Verdict
from families.models import Carer, Child, Referral
from tests.factories.families import (
    AddressFactory,
    CarerFactory,
    ChildFactory,
    EpisodeFactory,
    ReferralFactory,
)

FIND = "/referrals/find/"
ADD = "/referrals/add/"
BORN = date(2024, 10, 9)
SEARCH = {"given_name": "Kofi", "family_name": "Mensah", "born_on": "9/10/2024"}
TOLD = {
    "source": "parent",
    "referrer_name": "Abena Mensah",
    "received_on": "today",
    "reason": "No words yet; loves music.",
    "family_agrees": "on",
    "evidence": ["referral_form"],
    "delay_communication": "half",
    "delay_social": "third",
    "complex_medical": "yes",
    "social_care": "early_help",
    "setting_hours": "7.5",
    "barriers": ["isolation"],
}
NEW = {
    **SEARCH,
    **TOLD,
    "nhs_number": "999 000 0018",
    "languages": "English, Twi",
    "lines": "3 Oak Way",
    "town": "Ashby",
    "postcode": "fn12ab",
    "carer1_name": "Abena Mensah",
    "carer1_relationship": "PAM",
    "carer1_phone": "07700900214",
    "carer1_lives_with_child": "on",
}


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people.administrator)


@pytest.fixture
def kofi(db):
    child = ChildFactory(given_name="Kofi", family_name="Mensa", born_on=BORN, nhs_number="9990000026")
    CarerFactory(child=child, phone="07700 900 214")
    AddressFactory(family=child.family, postcode="FN1 2AB")
    return child


# Who is found ----------------------------------------------------------------------------------------


def found(**known):
    return {one.child: one for one in candidates_for(Person(**{"first_name": "", "last_name": "", **known}))}


@pytest.mark.parametrize(
    "known",
    [
        {"first_name": "Kofi", "last_name": "Mensah", "born_on": BORN},
        {"first_name": "Kofi", "last_name": "Mensah", "born_on": date(2024, 9, 10), "postcode": "fn1 2ab"},
        {"first_name": "Mensa", "last_name": "Kofi", "born_on": BORN},
        {"first_name": "Kofi", "last_name": "Owusu", "born_on": BORN, "phones": ("+447700900214",)},
        {"first_name": "Kofi", "last_name": "Mensa", "postcode": "FN12AB"},
        {"first_name": "Koffi", "last_name": "Mensah", "born_on": date(2024, 10, 8)},
        {"first_name": "X", "last_name": "Y", "nhs_number": "9990000026"},
    ],
)
def test_a_record_that_may_be_the_child_is_found_with_reasons(kofi, known):
    one = found(**known)[kofi]
    assert one.match.reasons
    assert one.is_likely


def test_a_brother_is_called_one_and_a_stranger_is_not_shown(kofi):
    brother = ChildFactory(given_name="Kwame", family_name="Mensa", family=kofi.family)
    CarerFactory(child=brother, phone="07700 900 214")
    ChildFactory(given_name="Mia", family_name="Thomas", born_on=BORN)
    who = found(first_name="Kofi", last_name="Mensa", born_on=BORN, phones=("07700900214",))
    assert set(who) == {kofi, brother}
    assert who[kofi].match.verdict is Verdict.SAME
    assert who[brother].may_be_sibling


def test_a_protected_postcode_gives_nothing_away(db):
    child = ChildFactory(given_name="Kofi", family_name="Mensah", born_on=BORN)
    AddressFactory(family=child.family, postcode="FN9 9ZZ", protected=True)
    (one,) = found(first_name="Kofi", last_name="Mensah", born_on=BORN, postcode="FN9 9ZZ").values()
    assert not any("ostcode" in reason.text for reason in one.match.reasons)


def test_finding_asks_as_often_among_many_as_among_few(db, django_assert_max_num_queries):
    for _ in range(30):
        child = ChildFactory(given_name="Kofi", family_name="Mensah", born_on=BORN)
        CarerFactory(child=child, phone="07700 900 214")
        AddressFactory(family=child.family, postcode="FN1 2AB")
        EpisodeFactory(child=child)
    with django_assert_max_num_queries(4):
        who = candidates_for(
            Person("Kofi", "Mensah", BORN, "FN1 2AB", ("07700 900 214",), nhs_number="9990000018")
        )
        assert len(who) == 8
        assert [one.where for one in who]


# The pages -------------------------------------------------------------------------------------------


def test_no_referral_is_keyed_without_a_search(admin, kofi):
    assert admin.get(ADD).status_code == 200
    page = admin.post(ADD, NEW)
    assert "Is this child already in our records?" in page.content.decode()
    assert not Referral.objects.exists()
    assert Child.objects.count() == 3  # the two of the small service, and Kofi


def test_the_search_shows_who_it_may_be_and_leaves_a_line_for_each(admin, kofi):
    page = admin.post(FIND, {**SEARCH, "phone": "07700 900214"})
    text = page.content.decode()
    assert "Kofi Mensa" in text
    assert "Same date of birth" in text
    assert "Very likely the same child" in text
    assert reverse("families:referral_again", args=[kofi.ref]) in text
    assert AuditEvent.objects.get(what="child.found").child_ref == kofi.ref


def test_what_was_typed_to_search_is_there_to_go_on_with(admin):
    admin.post(FIND, {**SEARCH, "phone": "07700900214", "postcode": "fn12ab"})
    form = admin.get(ADD).context["form"]
    typed = {name: form[name].value() for name in (*SEARCH, "postcode", "carer1_phone")}
    assert typed == {**SEARCH, "postcode": "fn12ab", "carer1_phone": "07700900214"}


def test_names_stand_in_no_address(admin, kofi):
    text = admin.post(FIND, SEARCH).content.decode()
    addresses = [part.split('"')[0] for part in text.split('href="')[1:]]
    assert not any("ofi" in address or "ensa" in address for address in addresses)


def test_a_new_child_is_keyed_on_one_screen(admin):
    admin.post(FIND, SEARCH)
    page = admin.post(ADD, NEW)
    referral = Referral.objects.get()
    assert page.url == reverse("families:referral_detail", args=[referral.ref])
    child = referral.child
    assert (child.given_name, child.born_on, child.nhs_number) == ("Kofi", BORN, "9990000018")
    assert child.family.addresses.get().postcode == "FN1 2AB"
    assert child.carers.get().phone == "07700 900 214"
    assert referral.received_on == timezone.localdate()
    assert referral.facts == {
        "lives_in_area": None,
        "complex_medical": True,
        "sensory_or_profound": None,
        "social_care": "early_help",
        "setting_hours": 7.5,
        "other_services": None,
        "delays": {"communication": "half", "social": "third"},
        "barriers": ["isolation"],
    }
    text = admin.get(page.url).content.decode()
    assert "Communication (half or more), playing with others (about a third)" in text


def test_a_mistake_is_named_beside_its_field_and_nothing_is_lost(admin):
    admin.post(FIND, SEARCH)
    wrong = {
        **NEW,
        "born_on": "31/2/2024",
        "postcode": "nowhere",
        "nhs_number": "9990000019",
        "carer1_relationship": "",
        "received_on": "",
    }
    page = admin.post(ADD, wrong)
    errors = page.context["form"].errors
    assert set(errors) == {"born_on", "postcode", "nhs_number", "carer1_relationship", "received_on"}
    assert "there is no 31" in errors["born_on"][0]
    assert "not a full UK postcode" in errors["postcode"][0]
    form = page.context["form"]
    assert {name: form[name].value() for name in ("born_on", "reason", "lines")} == {
        "born_on": "31/2/2024",
        "reason": "No words yet; loves music.",
        "lines": "3 Oak Way",
    }
    assert not Child.objects.filter(given_name="Kofi").exists()


@pytest.mark.parametrize(
    ("field", "value", "beside", "words"),
    [
        ("due_on", "1/1/2024", "due_on", "due date"),
        ("lines", "", "lines", "house and street"),
        ("town", "", "town", "town or village"),
        ("carer1_name", "", "carer1_name", "name of this person"),
        ("setting_hours", "-3", "setting_hours", "0 or more"),
        ("setting_hours", "nan", "setting_hours", ""),
        ("barriers", ["none", "isolation"], "barriers", "not both"),
        ("received_on", "1/1/2031", "received_on", ""),
    ],
)
def test_each_part_of_the_screen_explains_itself(admin, field, value, beside, words):
    admin.post(FIND, SEARCH)
    page = admin.post(ADD, {**NEW, field: value})
    assert page.status_code == 200
    assert words in page.context["form"].errors[beside][0]


def test_another_name_typed_later_is_searched_for_again_before_anything_is_saved(admin, kofi):
    admin.post(FIND, {"given_name": "Ama", "family_name": "Boateng"})
    page = admin.post(ADD, NEW)
    assert page.status_code == 200
    assert "Kofi Mensa" in page.content.decode()
    assert not Referral.objects.exists()
    assert admin.post(ADD, {**NEW, "somebody_new": "on"}).status_code == 302
    assert Child.objects.filter(given_name="Kofi").count() == 2, "a person decided that these are two"


def test_a_double_click_makes_one_child(admin):
    admin.post(FIND, SEARCH)
    first = admin.post(ADD, {**NEW, "form_key": "k1"})
    second = admin.post(ADD, {**NEW, "somebody_new": "on", "nhs_number": "", "form_key": "k1"})
    assert first.url == second.url
    assert Child.objects.filter(given_name="Kofi").count() == 1


def test_a_child_who_comes_again_has_one_record(admin, kofi):
    page = admin.post(reverse("families:referral_again", args=[kofi.ref]), TOLD)
    assert page.status_code == 302
    assert Referral.objects.get().child == kofi
    again = admin.post(reverse("families:referral_again", args=[kofi.ref]), TOLD)
    assert "There is an open referral for this child already." in again.content.decode()


def test_a_sister_shares_the_family_and_its_home(admin, kofi):
    url = reverse("families:referral_sibling", args=[kofi.ref])
    page = admin.post(url, {**NEW, "given_name": "Esi", "nhs_number": ""})
    assert page.status_code == 302
    sister = Child.objects.get(given_name="Esi")
    assert sister.family == kofi.family
    assert kofi.family.addresses.count() == 1
    assert Carer.objects.filter(child=sister).count() == 1


def test_a_draft_of_another_child_is_not_poured_into_this_one(admin, people):
    drafts.save(
        people.administrator,
        "families:referral_add",
        "",
        {"given_name": ["Mia"], "family_name": ["Thomas"], "reason": ["About Mia"]},
    )
    assert "About Mia Thomas" in admin.get(FIND).content.decode()
    assert admin.get(ADD).context["form"]["reason"].value() == "About Mia", "one can go on with it"
    admin.post(FIND, SEARCH)
    form = admin.get(ADD).context["form"]
    assert (form["given_name"].value(), form["reason"].value()) == ("Kofi", None)


def test_a_referral_goes_all_the_way_on_screen(admin, people):
    admin.post(FIND, SEARCH)
    ref = admin.post(ADD, NEW).url.split("/")[-2]
    step = {verb: reverse(f"families:referral_{verb}", args=[ref]) for verb in ("triage", "detail", "accept")}
    wait = {"verdict": "wait", "reason": "Two areas of need."}
    assert admin.post(step["detail"], wait).status_code == 200, "not before it is triaged"
    facts = {name: value for name, value in TOLD.items() if name not in ("source", "reason")}
    assert admin.post(step["triage"], facts).status_code == 302
    assert admin.post(step["detail"], wait).status_code == 302
    assert "Kofi Mensah" in admin.get(reverse("families:waiting_list")).content.decode()
    page = admin.post(step["accept"], {"team": people.ashby.pk, "frequency": "weekly"})
    assert page.status_code == 302
    child = Child.objects.get(given_name="Kofi")
    assert child.episodes.get().team == people.ashby
    assert child in Child.objects.visible_to(people.team_lead)
    assert child not in Child.objects.visible_to(people.other_lead)


def test_a_lead_gives_places_in_her_own_teams_only(people, signed_in):
    referral = ReferralFactory(waiting=True, waiting_since=timezone.localdate() - timedelta(days=3))
    url = reverse("families:referral_accept", args=[referral.ref])
    lead = signed_in(people.team_lead)
    assert lead.post(url, {"team": people.thorne.pk, "frequency": "weekly"}).status_code == 200
    assert lead.post(url, {"team": people.ashby.pk, "frequency": "weekly"}).status_code == 302


@pytest.mark.parametrize(
    "name", ["x" * 80, "ﷺ" * 80, "!!!", "👩‍👩‍👧", "O'; drop", "<b>Kofi</b>", "=1+1", "ß" * 80, "‮abc"]
)
def test_any_name_can_be_searched_for_and_written_down_as_it_is(admin, name):
    odd = {"given_name": name, "family_name": name}
    assert admin.post(FIND, {**SEARCH, **odd}).status_code == 200
    page = admin.post(ADD, {**NEW, **odd, "known_as": name})
    assert page.status_code == 302, page.context["form"].errors
    child = Child.objects.get(nhs_number="9990000018")
    assert (child.given_name, child.family_name, child.known_as) == (name, name, name)
    text = admin.get(page.url).content.decode()
    assert "<b>Kofi</b>" not in text


# On one screen, from a pasted e-mail -----------------------------------------------------------------

MAIL = """From: Joanne Firth, health visitor
Child: Kofi Mensah
DOB: 9/10/24
Mum: Abena Mensah
Mobile: 07700 900214
"""


def test_a_pasted_mail_fills_what_is_empty_and_leaves_what_was_typed(admin):
    answer = admin.post(ADD, {"pasted": MAIL, "given_name": "Kofi-Ben", "languages": "Twi", "read": "1"})
    assert answer.url == ADD
    page = admin.get(ADD).content.decode()
    for words in ("Kofi-Ben", "Mensah", "9/10/2024", "Twi", "Abena Mensah", "07700 900 214", "Joanne Firth"):
        assert f'value="{words}"' in page, words
    assert not Referral.objects.exists()


def test_a_text_without_anything_to_read_loses_nothing(admin):
    admin.post(ADD, {"pasted": "Thank you for your call.", "given_name": "Kofi", "read": "1"})
    page = admin.get(ADD).content.decode()
    assert 'value="Kofi"' in page
    assert "We found nothing more to fill in." in page


def test_after_reading_the_search_is_made_before_it_is_saved(admin, kofi):
    admin.post(ADD, {"pasted": MAIL, "read": "1"})
    page = admin.post(ADD, NEW)
    assert kofi.ref in page.content.decode()
    assert not Referral.objects.exists()
