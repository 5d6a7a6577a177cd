"""The starter framework comes into use with one command, as often as one likes."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent
from assessments import framework_files
from assessments.actions import framework_loading
from assessments.framework_files import STARTER
from assessments.models import Framework, Item, Observation
from tests.factories.accounts import UserFactory
from tests.factories.assessments import ObservationFactory

pytestmark = pytest.mark.django_db
HEAD = "framework,version,area,strand,band_from_months,band_to_months,code,text,guidance,prerequisites"


def test_the_starter_is_loaded_whole_and_a_second_time_changes_nothing(capsys):
    call_command("load_framework")
    call_command("load_framework")
    framework = Framework.objects.get()
    assert framework.is_in_use
    assert Item.objects.filter(area__framework=framework).count() >= 300
    assert Item.objects.filter(after__isnull=False).exists()
    assert AuditEvent.objects.get(what="framework.loaded").by_name == "The clock"
    assert "was loaded already" in capsys.readouterr().out


def test_a_new_version_takes_the_place_of_the_old_and_keeps_it(tmp_path):
    call_command("load_framework")
    manager = UserFactory(service_manager=True, email="ann@example.org")
    call_command("load_framework", another_version(tmp_path, "2.1"), by="Ann@example.org")
    in_use = Framework.objects.in_use().get()
    assert (in_use.version, Framework.objects.count()) == ("2.1", 2)
    line = AuditEvent.objects.filter(what="framework.published").latest("pk")
    assert (line.by_pk, line.before) == (manager.pk, {"in_use": ["2.0"]})


def test_other_words_under_a_loaded_version_are_refused(tmp_path):
    call_command("load_framework")
    with pytest.raises(CommandError, match="give the file a new version"):
        call_command("load_framework", another_version(tmp_path, "2.0"))


def test_a_file_with_mistakes_loads_nothing_and_says_them_all(tmp_path, capsys):
    file = tmp_path / "broken.toml"
    file.write_text("[framework]\ncode = 'x'\n")
    with pytest.raises(CommandError, match="errors") as ended:
        call_command("load_framework", str(file))
    assert ended.value.returncode == 1
    assert "needs “name”" in capsys.readouterr().err
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_framework", str(tmp_path / "none.toml"))
    with pytest.raises(CommandError, match="Nobody of the staff"):
        call_command("load_framework", by="nobody@example.org")
    assert not Framework.objects.exists()


def test_a_check_writes_nothing(tmp_path, capsys):
    call_command("load_framework", check=True)
    assert not Framework.objects.exists()
    said = capsys.readouterr().out
    assert "345 items, 0 errors" in said
    assert "Nothing was written." in said


def test_a_check_in_json_is_for_programs(tmp_path, capsys):
    file = tmp_path / "ours.csv"
    file.write_text(f"{HEAD}\nOurs,1,Talk,,0,11,A,say,,A\n")
    with pytest.raises(CommandError) as ended:
        call_command("load_framework", str(file), check=True, json=True, licence="ours")
    answer = json.loads(capsys.readouterr().out)
    assert ended.value.returncode == 1
    assert answer["status"] == "errors"
    assert answer["errors"] == [
        {
            "row": 2,
            "column": "prerequisites",
            "value": "A",
            "problem": "the item waits for itself",
            "expected": "other codes only",
            "level": "error",
        }
    ]


def test_a_table_is_loaded_with_its_licence_and_a_second_time_changes_nothing(tmp_path, capsys):
    file = tmp_path / "ours.csv"
    file.write_text(f"{HEAD}\nOurs,1,Talk,Turns,0,12,A,say,how,\n,,Talk,,12,24,B,more,,A\n")
    with pytest.raises(CommandError, match="who owns the words") as ended:
        call_command("load_framework", str(file))
    assert ended.value.returncode == 3
    assert not Framework.objects.exists()
    for status in ("loaded", "unchanged"):
        capsys.readouterr()
        call_command("load_framework", str(file), licence="By agreement", json=True)
        assert json.loads(capsys.readouterr().out)["status"] == status
    framework = Framework.objects.get()
    assert (framework.licence, framework.reads_on, framework.scale.code) == ("By agreement", False, "can-do")
    assert list(framework.bands.values_list("start", "end")) == [(0, 11), (12, 23)]
    item = Item.objects.get(code="B")
    assert [earlier.code for earlier in item.after.all()] == ["A"]
    assert AuditEvent.objects.filter(what="framework.published").count() == 1


def test_a_draft_with_the_same_words_is_brought_into_use_and_other_words_are_refused(tmp_path):
    file = tmp_path / "ours.csv"
    file.write_text(f"{HEAD}\nOurs,1,Talk,Turns,0,12,A,say,how,\n")
    read = framework_files.check(file.read_bytes(), file.name, licence="ours").framework
    draft, _ = framework_loading.load(read, by=UserFactory(service_manager=True), publish=False)
    assert draft.is_draft
    call_command("load_framework", str(file), licence="ours")
    draft.refresh_from_db()
    assert draft.is_in_use
    file.write_text(f"{HEAD}\nOurs,1,Talk,Turns,0,12,A,say,how else,\n")
    with pytest.raises(CommandError, match="with other words"):
        call_command("load_framework", str(file), licence="ours")


def test_the_starter_of_a_service_with_version_1_is_replaced_and_its_history_counts_by_code(tmp_path):
    first = tmp_path / "first.toml"
    first.write_text(STARTER.read_text(encoding="utf-8").replace('version = "2.0"', 'version = "1.0"'))
    call_command("load_framework", str(first))
    seen = ObservationFactory(item=Item.objects.get(code="ss-talk-001"))
    call_command("load_framework")
    assert dict(Framework.objects.values_list("version", "status")) == {"1.0": "retired", "2.0": "published"}
    now = Item.objects.get(area__framework__version="2.0", code=seen.item.code)
    assert now.pk != seen.item.pk
    assert Observation.objects.filter(child=seen.child, item__code=now.code).exists()


def another_version(folder, version):
    """The starter with one other word, under a version of its own."""
    file = folder / "starter.toml"
    words = STARTER.read_text().replace('version = "2.0"', f'version = "{version}"')
    file.write_text(words.replace('text = "settle when', 'text = "calm down when'))
    return str(file)
