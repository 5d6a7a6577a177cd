"""Templates are used, named after what they show, and carry no script or style of their own."""

import re

import pytest
from django.urls import get_resolver

from .walk import FLOORS, ROOT, each_folder, modules, named

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
INLINE_SCRIPT = r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")"
ERRORS = {"400", "403", "403_csrf", "404", "429", "500", "503"}


def url_names(resolver=None):
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from url_names(entry)
        else:
            yield entry.name


def kind_of(path):
    """The first folder below templates: a room, or what the template is for."""
    return path.relative_to(ROOT / "templates").parts[0]


@pytest.fixture(scope="module")
def everything_that_names_templates():
    python = [path.read_text() for room in FLOORS for path in modules(room)]
    return "\n".join([*python, *(path.read_text() for path in TEMPLATES)])


@each_folder(TEMPLATES)
def test_a_template_is_used(paths, everything_that_names_templates):
    names = [str(path.relative_to(ROOT / "templates")) for path in paths if path.stem not in ERRORS]
    ours = [name for name in names if name.split("/")[0] not in THIRD_PARTY | {"emails"}]
    texts = everything_that_names_templates
    assert not [name for name in ours if f'"{name}"' not in texts and f"'{name}'" not in texts]


@each_folder(TEMPLATES)
def test_a_template_is_named_after_the_address_that_shows_it(paths):
    if kind_of(paths[0]) in THIRD_PARTY | {"_components", "_scenes", "emails", "print", "dev"}:
        return
    known = {*url_names(), *LAYOUTS, *ERRORS}
    assert not [path for path in paths if not path.stem.startswith("_") and path.stem not in known]


@each_folder(TEMPLATES)
def test_a_template_carries_no_script_and_no_style(paths):
    if kind_of(paths[0]) in ("emails", "print"):
        return  # mail programs know no stylesheet of ours, and paper has its own
    for path in paths:
        text = path.read_text()
        assert not re.search(r"""\son[a-z]+=["']""", text), f"{path} has an inline handler"
        assert not re.search(r"""\sstyle=["']""", text), f"{path} has an inline style"
        assert not re.search(INLINE_SCRIPT, text), f"{path} has an inline script"
        assert "|safe" not in text, f"{path} has text that is trusted without a reason"


@each_folder(TEMPLATES)
def test_a_template_loads_one_library_a_line(paths):
    assert not [path for path in paths if re.search(r"{% load \w+ \w+ %}", path.read_text())]


COMPONENTS = sorted((ROOT / "templates" / "_components").glob("*.html"))


@pytest.mark.parametrize("path", COMPONENTS, ids=named(COMPONENTS))
def test_a_component_begins_by_saying_what_it_takes(path):
    assert path.read_text().lstrip().startswith(("{% comment", "{#"))
