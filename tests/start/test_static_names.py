"""A name of a static file that nobody brings is harmless in development and an error page in production."""

import re

from django.contrib.staticfiles import finders

from tests.house.walk import ROOT, each_folder

NAMED = re.compile(r"""\{%-?\s*static\s+["']([^"']+)["']""")
TEMPLATES = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "portage" / "dev" / "templates").rglob("*.html")]


@each_folder(TEMPLATES)
def test_every_static_file_that_a_template_names_is_there(paths):
    names = {name: path for path in paths for name in NAMED.findall(path.read_text())}
    assert not {name: path for name, path in names.items() if finders.find(name) is None}
