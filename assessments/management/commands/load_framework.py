"""``manage.py load_framework``: bring a framework into use, our starter or one a service is licensed for."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.audit import CLOCK
from accounts.models import User
from accounts.refusals import Refused

from ... import framework_files
from ...actions import framework_loading
from ...models import Scale

ERRORS, UNREADABLE, REFUSED = 1, 2, 3


class Command(BaseCommand):
    """Check a framework's file, and load it; a second time it changes nothing."""

    help = (
        "Loads a framework from a csv, xlsx or toml file (our starter if none is named) and uses it from now "
        "on. Ends with 0 if all is well, 1 if the file has errors, 2 if it or the person cannot be found, "
        "3 if it is refused: no licence, or other words under a version that is here."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=framework_files.STARTER)
        parser.add_argument("--check", action="store_true", help="say what is wrong with it; write nothing")
        parser.add_argument("--json", action="store_true", help="answer in JSON, for programs")
        parser.add_argument(
            "--licence", metavar="TEXT", default="", help="whose words, if the file does not say"
        )
        parser.add_argument("--by", metavar="E-MAIL", help="who asks for it; without, the clock is named")

    def handle(self, *, file, by, licence, check, json, **options):
        self.in_json, self.quiet = json, options["verbosity"] == 0
        person = _person(by)
        scales = set(Scale.objects.values_list("code", flat=True))
        reading = framework_files.check(_content(file), file.name, scales=scales, licence=licence)
        if not self.in_json:
            self._say_problems(reading)
        if not reading.may_be_loaded:
            self._end(reading, "errors")
            raise CommandError(_count(reading), returncode=ERRORS)
        if check:
            self._end(reading, "checked")
            return
        self._load(reading, person)

    def _load(self, reading, person):
        try:
            framework, is_new = framework_loading.load(reading.framework, by=person)
        except Refused as refusal:
            self._end(reading, "refused", str(refusal))
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        self._end(reading, "loaded" if is_new else "unchanged", str(framework))

    def _say_problems(self, reading):
        for problem in reading.problems:
            if problem.is_error or not self.quiet:
                self.stderr.write(f"{'' if problem.is_error else 'Look at: '}{problem.in_words}")

    def _end(self, reading, status, said=""):
        if self.in_json:
            self.stdout.write(json.dumps(_answer(reading, status, said), ensure_ascii=False, indent=2))
            return
        words = {
            "checked": f"{_count(reading)} Nothing was written.",
            "loaded": f"{said} is in use.",
            "unchanged": f"{said} was loaded already.",
        }
        if status in words and not self.quiet:
            for sentence in reading.understood if status == "checked" else ():
                self.stdout.write(sentence)
            self.stdout.write(words[status])


def _content(file):
    try:
        if file.stat().st_size > framework_files.LARGEST_FILE:
            raise CommandError(f"{file} is larger than a framework can be.", returncode=UNREADABLE)
        return file.read_bytes()
    except (OSError, ValueError) as problem:
        raise CommandError(f"{file} cannot be read: {problem}", returncode=UNREADABLE) from problem


def _person(email):
    if not email:
        return CLOCK
    person = User.objects.active().staff().filter(email=email.strip().lower()).first()
    if person is None:
        raise CommandError(f"Nobody of the staff has the e-mail address {email}.", returncode=UNREADABLE)
    return person


def _count(reading):
    items = len(reading.framework.items) if reading.framework else len(reading.rows)
    return f"{items} items, {len(reading.errors)} errors, {len(reading.warnings)} things to look at."


def _answer(reading, status, said):
    framework = reading.framework
    problems = [
        {
            "row": one.row,
            "column": one.column,
            "value": one.value,
            "problem": one.problem,
            "expected": one.expected,
            "level": one.level,
        }
        for one in reading.problems
    ]
    return {
        "status": status,
        "said": said,
        "format": reading.format,
        "framework": framework
        and {key: getattr(framework, key) for key in ("code", "name", "version", "language", "licence")},
        "areas": framework and [area.name for area in framework.areas],
        "bands": framework and [[band.start, band.end] for band in framework.bands],
        "items": len(framework.items) if framework else 0,
        "understood": list(reading.understood),
        "errors": [one for one in problems if one["level"] == "error"],
        "warnings": [one for one in problems if one["level"] != "error"],
    }
