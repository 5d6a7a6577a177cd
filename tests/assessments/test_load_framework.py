"""The starter framework comes into use with one command, as often as one likes."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent
from assessments.framework_file import STARTER
from assessments.models import Framework, Item
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_starter_is_loaded_whole_and_a_second_time_changes_nothing(capsys):
    call_command("load_framework")
    call_command("load_framework")
    framework = Framework.objects.get()
    assert framework.is_in_use
    assert Item.objects.filter(area__framework=framework).count() >= 150
    assert Item.objects.filter(after__isnull=False).exists()
    assert AuditEvent.objects.get(what="framework.loaded").by_name == "The clock"
    assert "was loaded already" in capsys.readouterr().out


def test_a_new_version_takes_the_place_of_the_old_and_keeps_it(tmp_path):
    call_command("load_framework")
    manager = UserFactory(service_manager=True, email="ann@example.org")
    call_command("load_framework", another_version(tmp_path, "1.1"), by="Ann@example.org")
    in_use = Framework.objects.in_use().get()
    assert (in_use.version, Framework.objects.count()) == ("1.1", 2)
    line = AuditEvent.objects.filter(what="framework.loaded").latest("pk")
    assert (line.by_pk, line.before) == (manager.pk, {"in_use": ["1.0"]})


def test_other_words_under_a_loaded_version_are_refused(tmp_path):
    call_command("load_framework")
    with pytest.raises(CommandError, match="give the file a new version"):
        call_command("load_framework", another_version(tmp_path, "1.0"))


def test_a_file_with_mistakes_loads_nothing_and_says_them_all(tmp_path):
    file = tmp_path / "broken.toml"
    file.write_text("[framework]\ncode = 'x'\n")
    with pytest.raises(CommandError, match="needs “name”"):
        call_command("load_framework", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_framework", str(tmp_path / "none.toml"))
    with pytest.raises(CommandError, match="Nobody of the staff"):
        call_command("load_framework", by="nobody@example.org")
    assert not Framework.objects.exists()


def another_version(folder, version):
    """The starter with one other word, under a version of its own."""
    file = folder / "starter.toml"
    words = STARTER.read_text().replace('version = "1.0"', f'version = "{version}"')
    file.write_text(words.replace('text = "settle when', 'text = "calm down when'))
    return str(file)
