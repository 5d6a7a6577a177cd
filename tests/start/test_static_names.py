"""A name of a static file that nobody brings is harmless in development and an error page in production."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"""\{%-?\s*static\s+["']([^"']+)["']""")
TEMPLATES = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "portage" / "dev" / "templates").rglob("*.html")]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_static_file_that_a_template_names_is_there(template):
    missing = [name for name in NAMED.findall(template.read_text()) if finders.find(name) is None]
    assert not missing
