"""Where a family lives and who belongs to it: a home that moves or is hidden, brothers and sisters."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from families.actions import homes, siblings
from families.models import Address, Carer, Term
from tests.factories.episodes import PackageFactory
from tests.factories.families import (
    AddressFactory,
    CarerFactory,
    ChildFactory,
    EpisodeFactory,
    HomeNoteFactory,
    ProfessionalFactory,
)
from tests.factories.importing import ImportedNoteFactory
from tests.factories.people_more import (
    CourtOrderFactory,
    MedicalFlagFactory,
    NeedFactory,
    SettingPlaceFactory,
    SocialCareStatusFactory,
)
from tests.factories.safety import CoverFactory, OpenedRecordFactory
from tests.factories.visits import VisitFactory
from tests.factories.waiting import OutwardReferralFactory

from .test_people import carer_data

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


# Home ------------------------------------------------------------------------------------------------------


def test_a_new_home_ends_the_last_one(people, signed_in):
    old = AddressFactory(family=people.child.family)
    url = reverse("families:home_add", args=[people.child.ref])
    data = {"lines": "3 Oak Way", "town": "Ashby", "postcode": "fn1 2ab", "since_on": "today"}
    assert signed_in(people.administrator).post(url, data).status_code == 302
    old.refresh_from_db()
    assert old.until_on == today() - timedelta(days=1)
    assert Address.objects.current(on=today()).get(family=people.child.family).postcode == "FN1 2AB"
    line = AuditEvent.objects.get(what="address.added")
    assert "Oak Way" not in str(line.after)


def test_a_home_cannot_begin_before_the_last_one(people, signed_in):
    AddressFactory(family=people.child.family, since_on=today())
    url = reverse("families:home_add", args=[people.child.ref])
    data = {"lines": "3 Oak Way", "town": "Ashby", "since_on": "today"}
    page = signed_in(people.worker).post(url, data)
    assert "the new one begins later" in page.text
    assert "3 Oak Way" in page.text, "nothing typed is lost"


def test_a_protected_home_is_typed_once_and_hidden_everywhere(people, signed_in):
    url = reverse("families:home_add", args=[people.child.ref])
    data = {"lines": "9 Hidden Row", "town": "Hiddenham", "since_on": "today", "is_protected": "on"}
    client = signed_in(people.worker)
    assert client.post(url, data).status_code == 302
    for name in ("families:child_family", "portage:child_overview", "families:home_add"):
        assert "Hidden Row" not in client.get(reverse(name, args=[people.child.ref])).text
    assert "Hidden Row" not in client.get(reverse("portage:search"), {"q": "Hidden Row"}).text.replace(
        'value="Hidden Row"', ""
    ).replace("“Hidden Row”", "")
    assert not AuditEvent.objects.filter(after__icontains="Hidden").exists()


def test_a_home_is_hidden_and_shown_again_with_reasons(people, signed_in):
    home = AddressFactory(family=people.child.family, lines="9 Mill Lane")
    client = signed_in(people.worker)
    assert client.post(
        reverse("families:home_protect", args=[people.child.ref]), {"reason": "Police advice"}
    ).status_code == 302  # fmt: skip
    home.refresh_from_db()
    assert (home.is_protected, home.lines) == (True, "")
    assert "Mill Lane" not in client.get(reverse("families:child_family", args=[people.child.ref])).text
    assert AuditEvent.objects.get(what="address.protected").reason == "Police advice"
    assert client.post(
        reverse("families:home_show", args=[people.child.ref]), {"reason": "Order ended"}
    ).status_code == 302  # fmt: skip
    home.refresh_from_db()
    assert (home.is_protected, home.lines, home.safe) == (False, "9 Mill Lane", "")
    with pytest.raises(Refused, match="not hidden"):
        homes.show_again(home, child=people.child, by=people.worker, reason="x")


def test_telephones_and_nurseries_are_as_hidden_as_the_home(people, signed_in):
    AddressFactory(family=people.child.family, protected=True)
    carer = people.child.carers.get(user=people.parent)
    Carer.objects.filter(pk=carer.pk).update(phone="07700 900777", email="nadia@example.org")
    place = SettingPlaceFactory(child=people.child, name="Secret Acorns")
    pages = [
        reverse("families:child_family", args=[people.child.ref]),
        reverse("families:carer_edit", args=[carer.ref]),
        reverse("portage:child_overview", args=[people.child.ref]),
    ]
    for person in (people.worker, people.administrator):
        for page in pages:
            text = signed_in(person).get(page).text
            assert "900777" not in text, page
            assert "Secret Acorns" not in text, page
    office = signed_in(people.administrator)
    assert office.get(reverse("families:setting_edit", args=[place.ref])).status_code == 403
    shown = signed_in(people.worker).post(
        reverse("families:address_reveal", args=[people.child.ref]), {"reason": "First visit"}
    )
    assert "07700 900777" in shown.text
    assert "Secret Acorns" in shown.text


def test_a_hidden_telephone_is_kept_when_nothing_is_typed(people, signed_in):
    AddressFactory(family=people.child.family, protected=True)
    carer = people.child.carers.get(user=people.parent)
    Carer.objects.filter(pk=carer.pk).update(phone="07700 900777")
    carer.refresh_from_db()
    url = reverse("families:carer_edit", args=[carer.ref])
    data = carer_data(carer, phone="", email="", name="Nadia B Khan")
    assert signed_in(people.worker).post(url, data).status_code == 302
    carer.refresh_from_db()
    assert (carer.name, carer.phone) == ("Nadia B Khan", "07700 900777")


# Brothers and sisters -----------------------------------------------------------------------------------


def test_a_sister_is_found_linked_and_parted(people, signed_in):
    sister = ChildFactory(given_name="Zara", family_name="Khan", in_team=people.ashby)
    EpisodeFactory(child=people.child, team=people.ashby, status="closed", closed_on=today())
    client = signed_in(people.team_lead)
    url = reverse("families:sibling_add", args=[people.child.ref])
    assert "Zara Khan" in client.get(url, {"q": "Zara"}).text
    data = {"sibling": sister.ref, "reason": "Mum told us"}
    assert client.post(url, data).status_code == 302
    sister.refresh_from_db()
    assert sister.family == people.child.family
    assert AuditEvent.objects.filter(what="sibling.joined").count() == 2
    page = client.get(reverse("families:child_family", args=[people.child.ref]))
    assert "Zara Khan" in page.text
    part = reverse("families:sibling_part", args=[sister.ref])
    assert client.post(part, {"reason": "Cousins, not sisters"}).status_code == 302
    sister.refresh_from_db()
    assert sister.family != people.child.family


def test_a_child_out_of_sight_is_neither_found_nor_linked(people, signed_in):
    client = signed_in(people.worker)
    url = reverse("families:sibling_add", args=[people.child.ref])
    assert "Oscar Bevan" not in client.get(url, {"q": "Oscar"}).text
    page = client.post(url, {"sibling": people.other_child.ref, "reason": "Guessed"})
    assert "Choose one of the children" in page.text
    people.other_child.refresh_from_db()
    assert people.other_child.family != people.child.family


def test_a_protected_child_never_moves_into_an_open_home(people):
    hidden = ChildFactory(given_name="Zara")
    AddressFactory(family=hidden.family, protected=True)
    with pytest.raises(Refused, match="address is protected"):
        siblings.join(hidden, to=people.child, by=people.team_lead, reason="x")
    siblings.join(people.child, to=hidden, by=people.team_lead, reason="Mum told us")
    people.child.refresh_from_db()
    assert people.child.family == hidden.family


def test_an_only_child_cannot_be_parted(people):
    with pytest.raises(Refused, match="only child"):
        siblings.part(people.child, by=people.team_lead, reason="x")


def test_who_is_parted_keeps_a_copy_of_a_protected_home(people):
    AddressFactory(family=people.child.family, protected=True, lines="9 Hidden Row")
    sister = ChildFactory(family=people.child.family)
    siblings.part(sister, by=people.team_lead, reason="Placed elsewhere")
    sister.refresh_from_db()
    home = sister.family.addresses.get()
    assert home.is_protected
    assert home.reveal().lines == "9 Hidden Row"


def test_the_family_page_costs_the_same_whatever_is_written(people, signed_in, same_queries):
    """With cover, an opened record, a package, care, what was imported: everything that a child can have."""
    days = iter(range(2, 20))

    def more():
        CarerFactory(child=people.child)
        ChildFactory(family=people.child.family)
        SettingPlaceFactory(child=people.child)
        MedicalFlagFactory(child=people.child)
        CourtOrderFactory(child=people.child, concerns=people.child.carers.first())
        ProfessionalFactory(child=people.child)
        HomeNoteFactory(child=people.child)
        OutwardReferralFactory(child=people.child, sent=True)
        VisitFactory(child=people.child, worker=people.worker, in_days=next(days), bring="open cup")
        ImportedNoteFactory(child=people.child)
        for area in ("cognition", "feelings", "physical"):
            if not people.child.needs.filter(area=area, ended_at=None).exists():
                NeedFactory(child=people.child, area=area)
                break

    people.child.ethnicity = Term.objects.filter(vocabulary__code="ethnicity").first()
    people.child.ethnicity_said_by = "parent"
    people.child.save()
    AddressFactory(family=people.child.family)
    CoverFactory(away=people.worker, child=people.child)
    OpenedRecordFactory(child=people.child, user=people.worker)
    SocialCareStatusFactory(child=people.child)
    PackageFactory(episode=people.child.current_episode())
    more()
    url = reverse("families:child_family", args=[people.child.ref])
    same_queries(signed_in(people.worker), url, more, most=25)
