"""In a view module the only road to the database is visible_to()."""

import ast

import pytest

from .walk import ROOMS, ROOT, layer, modules, named, tree

COMPOSED = {"home", "day", "overview", "life", "glance", "team", "figures", "search"}
VIEWS = [path for room in ROOMS for path in modules(room) if layer(path) in ("views", "search")]
VIEWS += [path for path in modules("portage") if layer(path) in COMPOSED]


def bare_managers(node):
    scoped = {
        id(part.value)
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute) and part.attr == "visible_to"
    }
    attributes = (part for part in ast.walk(node) if isinstance(part, ast.Attribute))
    return [
        part.lineno
        for part in attributes
        if part.attr in ("objects", "_base_manager") and id(part) not in scoped
    ]


def shortcuts(node):
    return [
        call.lineno
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in {"get_object_or_404", "get_list_or_404"}
        and isinstance(call.args[0], ast.Name)
        and call.args[0].id[0].isupper()
    ]


@pytest.mark.parametrize("path", VIEWS, ids=named(VIEWS))
def test_views_reach_data_only_through_visible_to(path):
    node = tree(path)
    assert bare_managers(node) + shortcuts(node) == [], f"{path.relative_to(ROOT)}: an unscoped query"
