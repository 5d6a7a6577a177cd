"""How the house is walked: its rooms, its modules and their imports."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = [
    "portage",
    "portal",
    "reports",
    "visits",
    "equipment",
    "assessments",
    "families",
    "accounts",
]  # roof first
ROOMS = FLOORS[1:]


def modules(room):
    """Every module of a room that a person wrote."""
    return sorted(path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)


def tree(path):
    return ast.parse(path.read_text(), filename=str(path))


def imports(path):
    """The dotted names of all that a module imports from other top-level packages."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


def layer(path):
    """The kind of module, as ``models`` or ``views``: the folder inside the room, or the file's own name."""
    inside = path.relative_to(ROOT).parts[1:]
    return inside[0].removesuffix(".py")


def named(paths):
    """Ids for parametrised tests: paths as a reader knows them."""
    return [str(path.relative_to(ROOT)) for path in paths]


def each_folder(paths):
    """Give a test the files of one folder after the other as ``paths``: a test for each file is thousands."""
    folders = {}
    for path in sorted(paths):
        folders.setdefault(str(path.parent.relative_to(ROOT)), []).append(path)
    return pytest.mark.parametrize("paths", folders.values(), ids=folders)
