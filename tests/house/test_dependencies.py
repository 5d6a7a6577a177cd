"""Who may import whom. Lower floors never look up, and inside a room models never know their screens."""

import ast

import pytest

from .walk import FLOORS, ROOT, imports, layer, modules, tree

MUST_NOT = {
    "models": {"actions", "forms", "views", "tasks", "jobs", "notifications", "search", "urls"},
    "actions": {"views", "forms", "urls"},
    "forms": {"views", "actions", "urls"},
    "tasks": {"views", "forms", "urls"},
    "jobs": {"views", "forms", "urls"},
    "notifications": {"views", "forms", "actions", "urls"},
    "search": {"views", "forms", "actions", "urls"},
}
PURE = [
    "assessments/attaining.py",
    "assessments/goal_states.py",
    "assessments/goal_words.py",
    "assessments/scoring.py",
    "assessments/framework_files/checks.py",
    "assessments/framework_files/circles.py",
    "assessments/framework_files/months.py",
    "assessments/framework_files/shape.py",
    "assessments/framework_files/toml.py",
    "families/ages.py",
    "families/balancing.py",
    "families/eligibility.py",
    "families/identity.py",
    "families/triage.py",
    "families/when.py",
    "visits/diary.py",
    "visits/places.py",
]


@pytest.mark.parametrize("room", FLOORS)
def test_no_room_imports_from_above(room):
    above = set(FLOORS[: FLOORS.index(room)])
    offences = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(room)
        for name in imports(path)
        if name.split(".")[0] in above
    }
    assert not offences


def inner_imports(path, room):
    """The layers of its own room that a module imports."""
    depth = len(path.relative_to(ROOT).parts) - 1  # 1 for room/file.py, 2 for room/folder/file.py
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.ImportFrom):
            continue
        if node.level == depth:
            names = [node.module] if node.module else [name.name for name in node.names]
            yield from (name.split(".")[0] for name in names)
        elif node.level == 0 and node.module and node.module.split(".")[0] == room:
            yield from node.module.split(".")[1:2]


@pytest.mark.parametrize("room", FLOORS[1:])
def test_inside_a_room_imports_point_down_too(room):
    offences = {
        f"{path.relative_to(ROOT)} imports {inner}"
        for path in modules(room)
        for inner in inner_imports(path, room)
        if inner in MUST_NOT.get(layer(path), ())
    }
    assert not offences


@pytest.mark.parametrize("path", PURE)
def test_pure_rules_know_no_database_and_no_settings(path):
    rooms = set(FLOORS)
    used = {
        name for name in imports(ROOT / path) if name.split(".")[0] == "django" or name.split(".")[0] in rooms
    }
    assert not {name for name in used if f"{name.replace('.', '/')}.py" not in PURE}
