"""That there is a concern about a child shows nowhere to who may not know: every page, word for word."""

import io
import re
import zipfile

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft
from accounts.refs import new_ref
from families.actions import chronology, concerns
from families.chronology import find
from families.models import Child, ChronologyEntry
from portage.policy import Door, all_rows
from tests.access.test_matrix import address_of
from tests.access.world import ROLE_OF, furnish, reaches, thing_for
from tests.people import sign_in

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"
CHANGES_EACH_TIME = (
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(r'name="form_key" value="[^"]*"'),
    re.compile(r'nonce="[^"]*"'),
    re.compile(r"\b\d{1,2}[:.]\d\d ?(am|pm)?\b"),
    re.compile(r"T\d\d:\d\d:\d\d[^\"]*"),
)
ROWS = [
    row
    for row in all_rows().values()
    if row.door in (Door.ROLES, Door.INSIDE) and "GET" in row.methods and ":" in row.name
    and not row.name.startswith(("dev:", "reports:report_file", "accounts:session", "portal:"))
]  # fmt: skip
ADDRESS_OF_ITS_OWN = "families.Concern"


def what_is_seen(client, addresses):
    """The text of every page, each looked at from the same state of the database."""
    seen = {}
    for name, url in addresses.items():
        with transaction.atomic():
            response = client.get(url)
            transaction.set_rollback(True)
        text = b"".join(response) if response.streaming else response.content
        text = (in_cells(text) if text.startswith(b"PK") else text).decode(errors="replace")
        for pattern in CHANGES_EACH_TIME:
            text = pattern.sub("", text)
        seen[name] = (response.status_code, text)
    return seen


def in_cells(workbook):
    """What a workbook says, without when it was made."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        names = [name for name in sorted(parts.namelist()) if not name.startswith("docProps")]
        return b"".join(name.encode() + parts.read(name) for name in names)


def raise_one(people, child):
    """A concern with everything that hangs on it, by somebody of whom nothing else is known."""
    by = people.safeguarding_lead
    facts = {
        "happened_on": timezone.localdate(), "place": CANARY, "facts": CANARY, "opinion": CANARY,
        "done": CANARY, "told": "other", "told_why": CANARY,
    }  # fmt: skip
    concern = concerns.raise_concern(
        child, by=by, facts=facts, sayings=[(CANARY, CANARY)], marks=[("front-nose", CANARY)]
    )
    concerns.add(concern, by=by, text=CANARY)
    concern = concerns.read(concern, by=by)
    found = find(by, "concern", concern.ref)
    chronology.flag(child, by=by, on=timezone.localdate(), what=CANARY, significance="turning", found=found)
    typed = f'{{"facts": "{CANARY}"}}'
    Draft.objects.create(user=by, form="families:concern_add", about=child.ref, fields=typed)
    return concern


def addresses_for(person, world):
    """Every page that this person may open, about one thing of each kind."""
    things, addresses = {}, {}
    for row in ROWS:
        scope = row.may.get(ROLE_OF[person])
        may_come = scope is not None and (not row.about or reaches(scope, person))
        if not (may_come or row.door is Door.INSIDE) or row.about == ADDRESS_OF_ITS_OWN:
            continue
        if row.about not in things:
            things[row.about] = thing_for(row, world) if row.about else None
        addresses[row.name] = address_of(row, things[row.about], world)
    return addresses


@pytest.mark.parametrize("person", ["worker", "team_lead", "administrator", "service_manager", "auditor"])
def test_no_page_is_different_because_there_is_a_concern(people, client, person):
    addresses = addresses_for(person, furnish(people))
    sign_in(client, getattr(people, person))
    client.raise_request_exception = False  # a page that fails is another test’s matter
    before = what_is_seen(client, addresses)
    assert sum(status == 200 for status, _text in before.values()) > 2
    raise_one(people, people.child)
    after = what_is_seen(client, addresses)
    assert [name for name in addresses if before[name] != after[name]] == []
    assert not [name for name, (_status, text) in after.items() if CANARY in text]


def test_what_is_there_and_what_is_not_answer_alike(people, client):
    concern = raise_one(people, people.child)
    for person in ("worker", "team_lead", "administrator", "service_manager"):
        sign_in(client, getattr(people, person))
        answers = []
        for ref in (concern.ref, new_ref()):
            for name in ("concern_detail", "concern_addition", "concern_decide", "concern_close"):
                answer = client.get(reverse(f"families:{name}", args=[ref]))
                answers.append((name, answer.status_code, len(answer.content)))
        assert answers[:4] == answers[4:], person


def test_the_auditor_finds_nothing_by_the_child_nor_by_who_wrote_it(people, signed_in):
    client = signed_in(people.auditor)
    url = reverse("accounts:audit_list")
    raise_one(people, people.child)
    questions = ({"child": "Aisha"}, {"who": "Ian"}, {"words": "concern"}, {"child": people.child.ref}, {})
    for question in questions:
        page = client.post(url, question).content.decode()
        assert "concern about" not in page, question
        assert "into Aisha" not in page, question


def test_search_finds_no_word_of_it(people, signed_in):
    raise_one(people, people.child)
    for person in ("worker", "administrator", "safeguarding_lead"):
        page = signed_in(getattr(people, person)).post(reverse("portage:search"), {"q": CANARY[:8]})
        assert "Nothing found" in page.content.decode()


def test_who_looked_says_nothing_of_the_safeguarding_lead_to_others(people, signed_in):
    raise_one(people, people.child)
    overview = reverse("portage:child_overview", args=[people.child.ref])
    assert signed_in(people.safeguarding_lead).get(overview).status_code == 200
    url = reverse("families:access_list", args=[people.child.ref])
    assert "Ian Cole" not in signed_in(people.team_lead).get(url).content.decode()
    assert "Ian Cole" not in signed_in(people.service_manager).get(url).content.decode()
    page = signed_in(people.safeguarding_lead).get(url).content.decode()
    assert "Ian Cole" in page
    assert "concern about" not in page


def test_the_family_sees_nothing_of_it(people, signed_in):
    raise_one(people, people.child)
    signed_in(people.safeguarding_lead).get(reverse("portage:child_overview", args=[people.child.ref]))
    client = signed_in(people.parent)
    for name in ("child_home", "who_looked", "visit_list", "report_list", "can_do", "week"):
        page = client.get(reverse(f"portal:{name}", args=[people.child.ref])).content.decode()
        assert CANARY not in page
        assert "Ian Cole" not in page
        assert "safeguarding" not in page.lower()


def test_no_way_leads_from_a_child_to_its_concerns():
    ways = {relation.get_accessor_name() for relation in Child._meta.related_objects}
    assert not [way for way in ways if way and "concern" in way]


def test_restricted_entries_of_the_chronology_stay_with_few(people, signed_in):
    raise_one(people, people.child)
    entry = ChronologyEntry.objects.get()
    assert entry.is_restricted
    assert not ChronologyEntry.objects.visible_to(people.worker).exists()
    url = reverse("families:chronology_list", args=[people.child.ref])
    assert CANARY not in signed_in(people.team_lead).get(url).content.decode()
    assert CANARY in signed_in(people.safeguarding_lead).get(url).content.decode()
    take_out = reverse("families:chronology_remove", args=[entry.ref])
    assert signed_in(people.team_lead).get(take_out).status_code == 404
