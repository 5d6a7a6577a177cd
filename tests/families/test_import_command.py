"""The same way from the command line: dry by default, every rejected cell named, exit codes that mean it."""

import json

import pytest
from django.core.management import CommandError, call_command

from families.models import Child, Import
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.importing import messy_workbook

MAPPING = """
[sheets.Caseload]
kind = "children"
dates = "day"
[sheets.Caseload.columns]
"Anything else" = "left out"
[sheets.Caseload.answers]
frequency = "weekly"
[sheets.Toys]
kind = "left out"
"""


@pytest.fixture
def file(db, tmp_path):
    team = TeamFactory(name="Ashby")
    UserFactory(name="Sofia Marsh", worker=True, team=team)
    UserFactory(name="Tom Brooks", worker=True, team=team)
    UserFactory(name="Mel Grant", email="mel@example.org", administrator=True)
    path = tmp_path / "list.xlsx"
    path.write_bytes(messy_workbook().content)
    return path


def said_by(capsys, *args):
    with pytest.raises(SystemExit) as ended:
        call_command("import_workbook", *map(str, args))
    out = capsys.readouterr()
    return ended.value.code, out.out + out.err


def test_it_is_dry_by_default_and_names_every_rejected_cell(file, capsys):
    code, said = said_by(capsys, file)
    assert code == 1
    assert "Caseload, row 6, Born: “31/02/2024”. Date of birth: there is no 31 February." in said
    assert "nothing was written" in said
    assert not Child.objects.exists()
    assert not Import.objects.exists()


def test_with_commit_it_writes_and_can_be_undone_on_screen(file, capsys):
    code, said = said_by(capsys, file, "--commit", "--by", "mel@example.org")
    assert code == 1
    assert "rows came in" in said
    assert Child.objects.exists()
    assert Import.objects.get().status == "committed"


def test_without_a_name_the_only_administrator_answers_for_it(file, capsys):
    UserFactory(email="ann@example.org", service_manager=True)
    said_by(capsys, file, "--commit")
    assert Import.objects.get().uploaded_by.email == "mel@example.org"


def test_of_several_administrators_one_is_named_before_anything_is_written(file, capsys):
    UserFactory(email="ola@example.org", administrator=True)
    assert said_by(capsys, file)[0] == 1
    with pytest.raises(CommandError, match="Say with --by who answers for this import: mel@"):
        call_command("import_workbook", str(file), "--commit")
    assert not Import.objects.exists()


def test_json_says_the_same_to_a_machine(file, capsys):
    _code, said = said_by(capsys, file, "--json")
    found = json.loads(said)
    assert [sheet["name"] for sheet in found["sheets"]] == ["Caseload", "Waiting", "Toys", "old 2019"]
    assert found["stay_out"] == len({(cell["sheet"], cell["row"]) for cell in found["cells"]})
    cell = next(cell for cell in found["cells"] if cell["value"] == "31/02/2024")
    assert (cell["row"], cell["column"], cell["expected"]) == (
        6,
        "Born",
        "a date of birth such as 28/02/2024",
    )


def test_a_mapping_file_says_what_columns_are(file, capsys, tmp_path):
    path = tmp_path / "map.toml"
    path.write_text(MAPPING)
    _code, said = said_by(capsys, file, "--mapping", path, "--json")
    caseload, _waiting, toys, _old = json.loads(said)["sheets"]
    assert caseload["columns"]["Anything else"] == "left out"
    assert toys["lists"] == "left out"


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ("[sheets.Elsewhere]", "The file has no sheet “Elsewhere”"),
        ('[sheets.Caseload]\nkind = "dogs"', "cannot be “dogs”"),
        ('[sheets.Caseload.columns]\n"Shoe size" = "note"', "has no column “Shoe size”"),
        ("no toml", "cannot be read"),
    ],
)
def test_a_mapping_that_does_not_fit_is_a_sentence(file, capsys, tmp_path, mapping, sentence):
    path = tmp_path / "map.toml"
    path.write_text(mapping)
    code, said = said_by(capsys, file, "--mapping", path)
    assert code == 2
    assert sentence in said


def test_a_file_that_is_none_is_a_sentence(file, capsys, tmp_path):
    path = tmp_path / "empty.xlsx"
    path.write_bytes(b"")
    code, said = said_by(capsys, path)
    assert (code, "0 bytes" in said) == (2, True)
