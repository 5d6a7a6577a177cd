"""Every form, found on the pages that show it, is sent what has broken others: nothing falls over."""

import re

from accounts.models import AuditEvent
from tests.factories.equipment import LoanFactory
from tests.factories.visits import ActivityFactory, VisitFactory

from . import naughty
from .conftest import by_part, encode, some

TEXT = ("text", "textarea", "email", "search", "tel", "password", "url", "hidden", "number", "date")
RAW_MARKUP = re.compile(r"<script>alert\(1\)|<svg/onload|<img src=x onerror")


def spoilt(form, value):
    """The form's own data, with every field that takes text holding this value."""
    kinds = {item.name: item.kind for item in form.fields}
    keep = {"form_key", "version", "draft_form", "draft_about"}
    return [(name, value if kinds[name] in TEXT and name not in keep else old) for name, old in form.data()]


def check(found, payload, response):
    assert response.status_code < 500, f"{found}: {payload!r} gave {response.status_code}"
    assert not RAW_MARKUP.search(response.content.decode(errors="replace")), (
        f"{found}: {payload!r} came back raw"
    )


def test_there_are_forms_to_be_found(explorer):
    assert len(list(explorer.forms())) >= 20


@by_part
def test_no_text_makes_a_form_fall_over_or_comes_back_as_markup(explorer, part):
    for number, found in enumerate(explorer.forms(part)):
        for payload in some(naughty.EVERYTHING, number):
            response = explorer.post(found.page.person, found.url, encode(spoilt(found.form, payload)))
            check(found, payload, response)


@by_part
def test_no_bytes_make_a_form_fall_over(explorer, part):
    for number, found in enumerate(explorer.forms(part)):
        for payload in some(naughty.BYTES, number):
            response = explorer.post(found.page.person, found.url, encode(spoilt(found.form, (payload,))))
            check(found, payload, response)


@by_part
def test_every_field_alone_takes_nonsense(explorer, part):
    nonsense = [naughty.MARKUP[1], naughty.NUMBERS[2], naughty.DATES[1], "", naughty.LETTERS[1], "-1"]
    for found in explorer.forms(part):
        for number, name in enumerate(dict(found.form.data())):
            for payload in some(nonsense, number):
                data = [(other, payload if other == name else value) for other, value in found.form.data()]
                check(found, payload, explorer.post(found.page.person, found.url, encode(data)))


@by_part
def test_choices_that_were_not_offered_are_refused(explorer, part):
    never = ["-1", "99999999999999999999", "no such thing", "a" * 300, "%00", "0"]
    for found in explorer.forms(part):
        for number, item in enumerate(found.form.fields):
            if item.kind not in ("select", "radio", "checkbox", "hidden"):
                continue
            for payload in some(never, number):
                data = [(name, value) for name, value in found.form.data() if name != item.name]
                data.append((item.name, payload))
                check(found, payload, explorer.post(found.page.person, found.url, encode(data)))


@by_part
def test_ten_megabytes_six_hundred_fields_and_doubled_fields_are_met_with_a_plain_answer(explorer, part):
    for found in explorer.forms(part):
        data = found.form.data()
        large = encode([*data, ("extra", "x" * 10_000_000)])
        many = encode([*data, *((f"field{n}", "1") for n in range(700))])
        doubled = encode([*data, *data])
        for payload in (large, many, doubled, "", "&&&===", "%"):
            check(found, payload[:40], explorer.post(found.page.person, found.url, payload))


def foreign_things(people):
    """The numbers and the refs of things about another child."""
    child = people.other_child
    visit = VisitFactory(child=child, worker=people.stranger, in_days=3)
    things = [child, visit, LoanFactory(child=child), ActivityFactory(child=child), child.carers.first()]
    numbers = {str(thing.pk) for thing in things}
    return numbers, {thing.ref for thing in things if hasattr(thing, "ref")}


@by_part
def test_a_foreign_thing_in_a_form_changes_nothing_about_the_other_child(explorer, people, part):
    numbers, refs = foreign_things(people)

    def look(response):
        changed = AuditEvent.objects.filter(child_ref=people.other_child.ref, kind=AuditEvent.Kind.DONE)
        assert not changed.exists(), f"{found}: {item.name}={name}"

    for found in explorer.forms(part):
        if found.page.person not in ("worker", "parent", "team_lead"):
            continue
        for item in found.form.fields:
            if item.kind not in ("select", "hidden", "radio", "checkbox"):
                continue
            known = [value for value in [item.value, *item.options] if value]
            for name in numbers if all(value.isdigit() for value in known) else refs:
                data = [(other, value) for other, value in found.form.data() if other != item.name]
                body = encode([*data, (item.name, name)])
                response = explorer.post(found.page.person, found.url, body, look=look)
                check(found, name, response)
