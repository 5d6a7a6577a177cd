"""Templates are used, named after what they show, and carry no script or style of their own."""

import re

import pytest
from django.urls import get_resolver

from .walk import FLOORS, ROOT, modules, named

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
THIRD_PARTY = {
    "account",
    "mfa",
    "usersessions",
    "gds",
    "allauth",
    "django",
}  # named by the package that loads them
LAYOUTS = {"base", "base_bare", "base_door", "base_portal", "page_form", "page_list", "page_confirm"}
ERRORS = {"400", "403", "403_csrf", "404", "429", "500", "503"}


def url_names(resolver=None):
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from url_names(entry)
        else:
            yield entry.name


@pytest.fixture(scope="module")
def everything_that_names_templates():
    python = [path.read_text() for room in FLOORS for path in modules(room)]
    return "\n".join([*python, *(path.read_text() for path in TEMPLATES)])


@pytest.mark.parametrize("path", TEMPLATES, ids=named(TEMPLATES))
def test_a_template_is_used(path, everything_that_names_templates):
    name = str(path.relative_to(ROOT / "templates"))
    if name.split("/")[0] in THIRD_PARTY or path.stem in ERRORS or name.startswith("emails/"):
        return
    assert f'"{name}"' in everything_that_names_templates or f"'{name}'" in everything_that_names_templates


@pytest.mark.parametrize("path", TEMPLATES, ids=named(TEMPLATES))
def test_a_template_is_named_after_the_address_that_shows_it(path):
    folder = path.relative_to(ROOT / "templates").parts[0]
    if (
        folder in THIRD_PARTY | {"_components", "_scenes", "emails", "print", "dev"}
        or path.stem in LAYOUTS | ERRORS
    ):
        return
    assert path.stem.startswith("_") or path.stem in set(url_names())


@pytest.mark.parametrize("path", TEMPLATES, ids=named(TEMPLATES))
def test_a_template_carries_no_script_and_no_style(path):
    if path.relative_to(ROOT / "templates").parts[0] in ("emails", "print"):
        return  # mail programs know no stylesheet of ours, and paper has its own
    text = path.read_text()
    assert not re.search(r"""\son[a-z]+=["']""", text), "an inline handler"
    assert not re.search(r"""\sstyle=["']""", text), "an inline style"
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", text), (
        "an inline script"
    )
    assert "|safe" not in text, "text that is trusted without a reason"


@pytest.mark.parametrize("path", TEMPLATES, ids=named(TEMPLATES))
def test_a_template_loads_one_library_a_line(path):
    assert not re.search(r"{% load \w+ \w+ %}", path.read_text())


COMPONENTS = sorted((ROOT / "templates" / "_components").glob("*.html"))


@pytest.mark.parametrize("path", COMPONENTS, ids=named(COMPONENTS))
def test_a_component_begins_by_saying_what_it_takes(path):
    assert path.read_text().lstrip().startswith(("{% comment", "{#"))
