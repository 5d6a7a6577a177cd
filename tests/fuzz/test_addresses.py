"""Every address, with names that name nothing and questions that make no sense: a plain answer each time."""

import pytest

from portage.policy import Door
from tests.access.test_matrix import PATTERNS, ROWS, address

from . import naughty

QUESTIONS = {"page", "day", "next", "q", "kind", "since", "on", "team", "worker", "band", "status"}
ANSWERS = [*naughty.NUMBERS, *naughty.DATES, *naughty.MARKUP[:6], "%00", "%ED%A0%80", "a" * 4000]


@pytest.mark.parametrize(
    "name", [name for name, entry in PATTERNS.items() if "ref" in entry.pattern.converters]
)
def test_a_ref_that_names_nothing_is_not_found(name, explorer):
    row = ROWS[name]
    good = address(row, explorer.world)
    ref = next(part for part in good.split("/") if len(part) == 26)
    person = explorer.someone(row) if row.door is Door.ROLES else "worker"
    for bad in naughty.REFS:
        response = explorer.get(person, good.replace(ref, bad))
        assert response.status_code in (301, 302, 400, 404, 405), f"{bad}: {response.status_code}"


def test_no_question_makes_a_page_fall_over(explorer, part):
    """A page that looks for nothing in its question is asked once; any other meets every answer to each."""
    for number, page in enumerate(explorer.pages(part)):
        assert page.status < 500, page.url
        looked_for = ask(explorer, page, QUESTIONS | page.questions, number)
        questions = page.questions | looked_for
        for turn in range(len(ANSWERS)) if questions else ():
            questions |= ask(explorer, page, questions, turn)


def ask(explorer, page, questions, turn):
    """Ask all of these at once, each with an answer of its own as the last; say what was looked for."""
    answers = {
        question: ANSWERS[(turn + number) % len(ANSWERS)] for number, question in enumerate(sorted(questions))
    }
    asked = "&".join(f"{question}=again&{question}={answer}" for question, answer in answers.items())
    response = explorer.get(page.person, f"{page.url}?{asked}")
    assert response.status_code < 500, f"{page.url} asked {answers}\n{response.trouble}"
    told = b"".join(response.streaming_content) if response.streaming else response.content
    assert b"<script>alert(1)" not in told, f"{page.url} asked {answers}"
    return explorer.noted(page.person) - {explorer.ALL_OF_IT}
