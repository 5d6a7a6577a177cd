"""``manage.py load_vocabularies``: bring lists of codes into use, ours or a newer one from a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.audit import CLOCK
from accounts.refusals import Refused

from ... import vocabulary_file
from ...actions import vocabularies


class Command(BaseCommand):
    """Load the lists that come with the house, or those named; a second time it changes nothing."""

    help = "Loads vocabularies (ethnicity, needs, languages …) from TOML files; ours if none is named."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path)

    def handle(self, *, files, **options):
        try:
            found = [_read(path) for path in files] if files else vocabulary_file.shipped()
            for file in found:
                vocabulary, is_new = vocabularies.load(file, by=CLOCK)
                self.stdout.write(f"{vocabulary}: {'in use' if is_new else 'was loaded already'}.")
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal


def _read(path):
    try:
        return vocabulary_file.read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"{path} cannot be read: {problem}") from problem
    except vocabulary_file.VocabularyProblem as problem:
        raise CommandError("\n".join(problem.problems)) from problem
