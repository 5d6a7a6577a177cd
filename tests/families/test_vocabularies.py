"""Lists of codes: they come with the house, in versions, and what was written keeps its meaning."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from accounts.audit import CLOCK
from accounts.models import AuditEvent
from accounts.refusals import Refused
from families import terms, vocabulary_file
from families.actions import vocabularies
from families.models import Carer, Closure, SettingPlace, Term, Vocabulary
from families.vocabulary_file import VocabularyProblem, read

FILE = """
code = "ethnicity"
name = "Ethnicity"
version = "2030"
source = "DfE"
from_on = 2030-05-01
terms = [["WBRI", "White British, as counted since 2030"], ["NEWW", "A new word"]]
no_answers = [["REFU", "Would rather not say"]]
"""


@pytest.mark.django_db
def test_the_lists_of_the_house_are_there_after_migrate():
    for code, least in {
        "ethnicity": 20,
        "sen_type": 14,
        "sen_provision": 3,
        "relationship": 13,
        "language": 60,
        "professional_role": 20,
        "destination": 12,
        "closing_reason": 10,
        "setting_kind": 8,
        "communication": 8,
    }.items():
        assert len(terms.choices(code)) >= least, code
    assert dict(terms.choices("language"))["bfi"] == "British Sign Language"


@pytest.mark.django_db
def test_to_bring_them_along_again_changes_nothing():
    before = Term.objects.count()
    vocabularies.bring_along()
    call_command("load_vocabularies")
    assert Term.objects.count() == before
    assert not AuditEvent.objects.filter(what="vocabulary.loaded").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "choices"),
    [
        ("relationship", Carer.Relationship.choices),
        ("setting_kind", SettingPlace.Kind.choices),
        ("closing_reason", Closure.Reason.choices),
        ("destination", Closure.Destination.choices),
    ],
)
def test_what_a_column_may_hold_is_what_its_list_says(code, choices):
    assert terms.choices(code) == list(choices)


@pytest.mark.django_db
def test_refused_and_not_yet_obtained_are_no_answers_and_are_two_things():
    said_nothing = Term.objects.filter(vocabulary__code="ethnicity", is_answer=False)
    assert set(said_nothing.values_list("code", flat=True)) == {"REFU", "NOBT"}


@pytest.mark.django_db
def test_a_new_version_is_offered_from_its_day_and_the_old_words_stay():
    old = Term.objects.get(vocabulary__code="ethnicity", code="WBRI")
    vocabulary, is_new = vocabularies.load(read(FILE), by=CLOCK)
    assert is_new
    assert AuditEvent.objects.filter(what="vocabulary.loaded", target_pk=str(vocabulary.pk)).exists()
    assert len(terms.choices("ethnicity", on=date(2030, 4, 30))) == 20
    assert [code for code, _ in terms.choices("ethnicity", on=date(2030, 5, 1))] == ["WBRI", "NEWW", "REFU"]
    old.refresh_from_db()
    assert old.label == "White British"
    assert terms.words_for("ethnicity")["ethnicity"]["WBRI"].endswith("2030")


@pytest.mark.django_db
def test_a_version_never_gets_other_words():
    vocabularies.load(read(FILE), by=CLOCK)
    with pytest.raises(Refused, match="new version"):
        vocabularies.load(read(FILE.replace("A new word", "Another word")), by=CLOCK)
    with pytest.raises(Refused, match="later day"):
        vocabularies.load(read(FILE.replace('"2030"', '"2031"')), by=CLOCK)


@pytest.mark.django_db
def test_a_retired_word_is_no_longer_offered():
    Term.objects.filter(vocabulary__code="sen_provision", code="E").update(is_retired=True)
    assert dict(terms.choices("sen_provision")).keys() == {"N", "K"}


@pytest.mark.django_db
def test_a_code_stands_once_in_a_list():
    vocabulary = Vocabulary.objects.get(code="sen_provision")
    with pytest.raises(IntegrityError):
        Term.objects.create(vocabulary=vocabulary, code="K", label="No longer on the register", order=9)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("= broken", "not a TOML file"),
        ('code = "x"', "“name” must be"),
        (FILE.replace("2030-05-01", '"soon"'), "must be a day"),
        (FILE.replace('"NEWW"', '"WBRI"'), "WBRI is there twice"),
        (FILE.replace('["NEWW", "A new word"]', '["NEWW"]'), "no pair"),
        (FILE.replace('["NEWW", "A new word"]', '["NEWW", "NEWW"]'), "no pair"),
        (FILE.replace("terms", "words"), "“terms” must be a list"),
    ],
)
def test_a_file_that_is_wrong_says_what_is_wrong(text, problem):
    with pytest.raises(VocabularyProblem, match=problem):
        read(text)


@pytest.mark.django_db
def test_the_command_says_what_is_wrong_with_a_file(tmp_path):
    file = tmp_path / "words.toml"
    file.write_text("= broken")
    with pytest.raises(CommandError, match="not a TOML file"):
        call_command("load_vocabularies", file)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_vocabularies", tmp_path / "none.toml")


def test_a_label_is_a_word_and_no_code():
    for file in vocabulary_file.shipped():
        assert all(term.label[0].isupper() for term in file.terms), file.code


def test_languages_are_found_in_what_people_write():
    words = {"eng": "English", "urd": "Urdu", "pan": "Punjabi"}
    assert terms.codes_in("Urdu, Punjabi and English", words) == ["eng", "urd", "pan"]
    assert terms.in_a_row(["Urdu", "English"]) == "Urdu and English"
    assert terms.in_a_row([]) == ""
