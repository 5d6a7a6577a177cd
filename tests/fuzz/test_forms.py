"""Every form, found on the pages that show it, is sent what has broken others: nothing falls over."""

import re

import pytest

from accounts.models import AuditEvent
from tests.factories.equipment import LoanFactory
from tests.factories.visits import ActivityFactory, VisitFactory

from . import naughty
from .explorer import encode

TEXT = ("text", "textarea", "email", "search", "tel", "password", "url", "hidden", "number", "date")
CHOICE = ("select", "radio", "checkbox", "hidden")
KEEP = {"form_key", "version", "draft_form", "draft_about"}
NONSENSE = [naughty.MARKUP[1], naughty.NUMBERS[2], naughty.DATES[1], "", naughty.LETTERS[1], "-1"]
NEVER = ["-1", "99999999999999999999", "no such thing", "a" * 300, "%00", "0"]
LARGE = "&extra=" + "x" * 10_000_000
MANY = "".join(f"&field{number}=1" for number in range(700))
RAW_MARKUP = re.compile(r"<script>alert\(1\)|<svg/onload|<img src=x onerror")


def spoilt(form, value):
    """The form's own data, with every field that takes text holding this value."""
    kinds = {item.name: item.kind for item in form.fields}
    return [(name, value if kinds[name] in TEXT and name not in KEEP else old) for name, old in form.data()]


def takes_text(form):
    return spoilt(form, "one") != spoilt(form, "other")


def with_other(form, others):
    """The form's own data with these fields answered otherwise, whether or not they had an answer."""
    same, order = [(name, value) for name, value in form.data() if name not in others], form.names
    return sorted([*same, *others.items()], key=lambda pair: order.index(pair[0]))


def send(explorer, found, data, payload):
    """Send a form and look at the answer; what was sent and looked at before is not sent again."""
    body = encode(data)
    if explorer.is_new(found, body):
        check(found, payload, explorer.post(found.page.person, found.url, body))


def check(found, payload, response):
    assert response.status_code < 500, f"{found}: {payload!r} gave {response.status_code}\n{response.trouble}"
    assert not RAW_MARKUP.search(response.content.decode(errors="replace")), (
        f"{found}: {payload!r} came back raw"
    )


def test_there_are_forms_to_be_found(explorer):
    assert len(explorer.all_forms) >= 160


def test_no_text_makes_a_form_fall_over_or_comes_back_as_markup(explorer, part):
    for found in explorer.forms(part):
        for payload in naughty.EVERYTHING if takes_text(found.form) else ():
            send(explorer, found, spoilt(found.form, payload), payload)


def test_no_bytes_make_a_form_fall_over(explorer, part):
    for found in explorer.forms(part):
        for payload in naughty.BYTES if takes_text(found.form) else ():
            send(explorer, found, spoilt(found.form, (payload,)), payload)


def test_every_field_alone_takes_nonsense(explorer, part):
    for found in explorer.forms(part):
        for name in found.form.names:
            for payload in NONSENSE:
                send(explorer, found, with_other(found.form, {name: payload}), payload)


def test_choices_that_were_not_offered_are_refused(explorer, part):
    for found in explorer.forms(part):
        for name in dict.fromkeys(item.name for item in found.form.fields if item.kind in CHOICE):
            for payload in NEVER:
                send(explorer, found, with_other(found.form, {name: payload}), payload)


def test_ten_megabytes_six_hundred_fields_and_doubled_fields_are_met_with_a_plain_answer(explorer, part):
    for found in explorer.forms(part):
        data = encode(found.form.data())
        for payload in (data + LARGE, data + MANY, f"{data}&{data}", "", "&&&===", "%"):
            check(found, payload[:40], explorer.post(found.page.person, found.url, payload))


@pytest.fixture
def foreign_things(explorer):
    """The numbers and the refs of things about another child."""
    child, stranger = explorer.people.other_child, explorer.people.stranger
    visit = VisitFactory(child=child, worker=stranger, in_days=3)
    things = [child, visit, LoanFactory(child=child), ActivityFactory(child=child), child.carers.first()]
    numbers = {str(thing.pk) for thing in things}
    return numbers, {thing.ref for thing in things if hasattr(thing, "ref")}


def test_a_foreign_thing_in_a_form_changes_nothing_about_the_other_child(explorer, foreign_things, part):
    numbers, refs = foreign_things
    other_child = explorer.people.other_child.ref

    def look(response):
        changed = AuditEvent.objects.filter(child_ref=other_child, kind=AuditEvent.Kind.DONE)
        assert not changed.exists(), f"{found}: {name}={foreign}"

    for found in explorer.forms(part):
        if found.page.person not in ("worker", "parent", "team_lead"):
            continue
        for name, known in found.form.choices(CHOICE).items():
            for foreign in numbers if all(value.isdigit() for value in known) else refs:
                body = encode(with_other(found.form, {name: foreign}))
                check(found, foreign, explorer.post(found.page.person, found.url, body, look=look))
