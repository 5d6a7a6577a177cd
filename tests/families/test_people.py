"""A child's own line, the adults around it, its home, its brothers and sisters."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from families.actions import carers
from families.changes import STALE, fingerprint
from families.models import Carer, Child
from tests.factories.families import CarerFactory, ChildFactory
from tests.factories.people_more import term

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def child_data(child, **changes):
    return {
        "given_name": child.given_name,
        "family_name": child.family_name,
        "known_as": child.known_as,
        "born_on": f"{child.born_on:%d/%m/%Y}",
        "due_on": "",
        "sex": "",
        "nhs_number": "",
        "upn": "",
        "upn_unknown": "",
        "likes": "",
        "senses": "",
        "ethnicity": "",
        "ethnicity_said_by": "",
        "seen": fingerprint(child),
    } | changes


def carer_data(carer, **changes):
    return {
        "name": carer.name,
        "relationship": carer.relationship,
        "parental_responsibility": carer.parental_responsibility,
        "lives_with_child": "on" if carer.lives_with_child else "",
        "phone": carer.phone,
        "email": carer.email,
        "seen": fingerprint(carer),
    } | changes


def rights(carer, **changes):
    return {
        "access": carer.access,
        "access_reason": carer.access_reason,
        "may_receive_records": "on" if carer.may_receive_records else "",
        "reason": "Order of 3 March",
        "seen": fingerprint(carer),
    } | changes


# One child for life --------------------------------------------------------------------------------------


def test_a_child_is_edited_with_what_was_before(people, signed_in):
    url = reverse("families:child_edit", args=[people.child.ref])
    data = child_data(
        people.child,
        known_as="Ash",
        nhs_number="999 000 0018",
        upn="b801200005001",
        language_1="urd",
        language_2="eng",
        communicates_by=["signs", "sounds"],
    )
    assert signed_in(people.worker).post(url, data).status_code == 302
    child = Child.objects.get(pk=people.child.pk)
    assert (child.name, child.nhs_number, child.upn) == ("Ash Khan", "9990000018", "B801200005001")
    assert (child.languages, child.communicates_by) == (["urd", "eng"], ["signs", "sounds"])
    line = AuditEvent.objects.get(what="child.changed")
    assert (line.before["known_as"], line.after["known_as"]) == ("", "Ash")
    assert "9990000018" not in str(line.after), "a number of the child does not stand in the trail"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("nhs_number", "9990000019", "not a valid NHS number"),
        ("upn", "A801200005001", "not a valid UPN"),
        ("upn", "B80120000500", "not a valid UPN"),
        ("born_on", "31/2/2024", "31"),
        ("due_on", "1/1/2030", "Check the date"),
        ("given_name", "", "still empty"),
        ("language_1", "klingon", "Choose one of the answers"),
    ],
)
def test_what_cannot_be_right_is_said_beside_the_field(people, signed_in, field, value, words):
    url = reverse("families:child_edit", args=[people.child.ref])
    page = signed_in(people.worker).post(url, child_data(people.child, **{field: value}))
    assert page.status_code == 200
    assert words in str(page.context["form"].errors[field])
    assert Child.objects.get(pk=people.child.pk).given_name == "Aisha"


def test_a_temporary_upn_ends_in_a_letter_and_is_valid(people):
    from stdnum.gb import upn

    body = "80120000500A"
    number = upn.calc_check_digit(body) + body
    people.child.upn = number
    people.child.full_clean()
    people.child.save()
    assert Child.objects.get(pk=people.child.pk).upn == number


def test_a_upn_and_why_there_is_none_exclude_each_other(people, signed_in):
    url = reverse("families:child_edit", args=[people.child.ref])
    data = child_data(people.child, upn="B801200005001", upn_unknown="UN1")
    page = signed_in(people.worker).post(url, data)
    assert "not both" in page.text


def test_a_number_of_another_child_is_told_in_a_sentence(people, signed_in):
    ChildFactory(nhs_number="9990000018")
    url = reverse("families:child_edit", args=[people.child.ref])
    page = signed_in(people.worker).post(url, child_data(people.child, nhs_number="9990000018"))
    assert "Another child in our records has this NHS number" in page.text


def test_ethnicity_is_kept_with_who_said_it(people, signed_in):
    url = reverse("families:child_edit", args=[people.child.ref])
    refused, unasked = term("ethnicity", "REFU"), term("ethnicity", "NOBT")
    client = signed_in(people.worker)
    page = client.post(url, child_data(people.child, ethnicity=refused.pk))
    assert "Say who told us" in page.text
    data = child_data(people.child, ethnicity=refused.pk, ethnicity_said_by="parent")
    assert client.post(url, data).status_code == 302
    assert Child.objects.get(pk=people.child.pk).ethnicity == refused
    data = child_data(Child.objects.get(pk=people.child.pk), ethnicity=unasked.pk, ethnicity_said_by="")
    assert client.post(url, data).status_code == 302, "not yet obtained is said by nobody"


def test_nobody_writes_over_what_is_newer(people, signed_in):
    url = reverse("families:child_edit", args=[people.child.ref])
    stale = child_data(people.child, likes="Drums")
    Child.objects.filter(pk=people.child.pk).update(senses="Hearing aids")
    page = signed_in(people.worker).post(url, stale)
    assert STALE in page.text
    assert Child.objects.get(pk=people.child.pk).likes == ""
    again = {**stale, "senses": "Hearing aids", "seen": page.context["form"]["seen"].value()}
    assert signed_in(people.worker).post(url, again).status_code == 302
    assert Child.objects.get(pk=people.child.pk).likes == "Drums"


def test_another_mistake_in_the_form_does_not_make_it_forget_what_it_had_seen(people, signed_in):
    url = reverse("families:child_edit", args=[people.child.ref])
    stale, client = child_data(people.child, likes="Drums"), signed_in(people.worker)
    Child.objects.filter(pk=people.child.pk).update(senses="Hearing aids")
    page = client.post(url, {**stale, "given_name": ""})
    assert page.context["form"]["seen"].value() == stale["seen"]
    assert STALE in client.post(url, stale).text
    assert Child.objects.get(pk=people.child.pk).senses == "Hearing aids"


def test_a_family_has_languages_by_word_and_by_code(people, signed_in):
    url = reverse("families:family_edit", args=[people.child.ref])
    family = people.child.family
    data = {
        "name": "Khan",
        "language_1": "urd",
        "language_2": "eng",
        "other": "Grandad speaks only Urdu",
        "interpreter": "Urdu",
        "seen": fingerprint(family),
    }
    assert signed_in(people.worker).post(url, data).status_code == 302
    family.refresh_from_db()
    assert family.languages == "Urdu and English. Grandad speaks only Urdu"
    assert family.language_codes == ["urd", "eng"]


# Adults ------------------------------------------------------------------------------------------------


def test_an_adult_is_added_and_sees_nothing_by_it(people, signed_in):
    url = reverse("families:carer_add", args=[people.child.ref])
    data = {"name": "Grandad", "relationship": "GRP", "parental_responsibility": "no"}
    assert signed_in(people.administrator).post(url, data).status_code == 302
    carer = Carer.objects.get(name="Grandad")
    assert carer.access == Carer.Access.NONE
    assert not carer.may_receive_records
    assert AuditEvent.objects.filter(what="carer.added", child_ref=people.child.ref).exists()


def test_a_telephone_is_not_repeated_in_the_trail(people, signed_in):
    carer = people.child.carers.get(user=people.parent)
    url = reverse("families:carer_edit", args=[carer.ref])
    data = carer_data(carer, phone="07700 900999", emergency_order="1", language="urd")
    assert signed_in(people.worker).post(url, data).status_code == 302
    line = AuditEvent.objects.get(what="carer.changed")
    assert "900999" not in str(line.after)
    assert line.after["emergency_order"] == 1


def test_two_adults_cannot_be_called_first(people, signed_in):
    CarerFactory(child=people.child, emergency_order=1)
    carer = people.child.carers.get(user=people.parent)
    url = reverse("families:carer_edit", args=[carer.ref])
    page = signed_in(people.worker).post(url, carer_data(carer, emergency_order="1"))
    assert "order of calls already" in page.text


def test_access_that_is_taken_away_ends_at_once(people, signed_in, client):
    carer = people.child.carers.get(user=people.parent)
    family_page = reverse("portal:child_home", args=[people.child.ref])
    assert signed_in(people.parent).get(family_page).status_code == 200
    carers.allow(carer, by=people.worker, data={"access": "none"}, reason="Order of 3 March")
    assert signed_in(people.parent).get(family_page).status_code == 404
    line = AuditEvent.objects.get(what="carer.access_changed")
    assert line.reason == "Order of 3 March"
    assert (line.before["access"], line.after["access"]) == ("Sees the shared record", "None")


def test_rights_change_only_with_a_reason(people, signed_in):
    carer = people.child.carers.get(user=people.parent)
    url = reverse("families:carer_access", args=[carer.ref])
    page = signed_in(people.worker).post(url, rights(carer, access="none", may_receive_records="", reason=""))
    assert "Why do these rights change" in str(page.context["form"].errors)
    with pytest.raises(Refused, match="Say why"):
        carers.allow(carer, by=people.worker, data={"access": "none"}, reason=" ")
    carer.refresh_from_db()
    assert carer.access == Carer.Access.FULL


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"must_not_know_location": "on", "may_know_address": "on"}, "cannot be told the address"),
        ({"must_not_know_location": "on", "may_collect": "on"}, "cannot collect the child"),
        ({"access": "none", "may_receive_records": "on"}, "may be given letters and reports"),
        ({"access": "limited", "access_reason": "", "may_receive_records": ""}, "access is limited"),
        ({"access_from": "1/6/2026", "access_until": "1/5/2026"}, "cannot end before it begins"),
    ],
)
def test_rights_that_contradict_each_other_are_refused(people, signed_in, changes, words):
    carer = people.child.carers.get(user=people.parent)
    Carer.objects.filter(pk=carer.pk).update(lives_with_child=False)
    carer.refresh_from_db()
    url = reverse("families:carer_access", args=[carer.ref])
    page = signed_in(people.worker).post(url, rights(carer, **changes))
    assert page.status_code == 200
    assert words in page.text
    assert Carer.objects.get(pk=carer.pk).access == Carer.Access.FULL


def test_who_lives_with_the_child_cannot_be_kept_from_the_place(people, signed_in):
    carer = people.child.carers.get(user=people.parent)
    url = reverse("families:carer_access", args=[carer.ref])
    page = signed_in(people.worker).post(url, rights(carer, must_not_know_location="on"))
    assert "lives with the child" in page.text
    with pytest.raises(Refused, match="must not know where the child is"):
        carers.allow(carer, by=people.worker, data={"must_not_know_location": True}, reason="Order")


def test_who_is_taken_off_sees_nothing_and_stays_in_the_record(people, signed_in):
    carer = people.child.carers.get(user=people.parent)
    url = reverse("families:carer_end", args=[carer.ref])
    assert signed_in(people.worker).post(url, {"reason": "Moved abroad"}).status_code == 302
    carer.refresh_from_db()
    assert (carer.access, carer.may_receive_records, carer.ended_by) == ("none", False, people.worker)
    page = signed_in(people.worker).get(reverse("families:child_family", args=[people.child.ref]))
    assert "Moved abroad" in page.text
    with pytest.raises(Refused, match="taken off already"):
        carers.end(carer, by=people.worker, reason="Again")
    with pytest.raises(Refused, match="no longer around"):
        carers.allow(carer, by=people.worker, data={"access": "full"}, reason="Back")


def test_the_page_says_loudly_who_must_not_know_the_place(people, signed_in):
    people.child.carers.filter(user=people.restricted).update(
        must_not_know_location=True, lives_with_child=False
    )
    page = signed_in(people.worker).get(reverse("families:child_family", args=[people.child.ref]))
    assert "Tariq Khan must not know where Aisha is" in page.text
