"""Whatever the house writes into the trail can be read as a sentence."""

import ast

import pytest

from accounts.sentences import SENTENCES

from .walk import FLOORS, ROOT, modules, tree

WRITES = {"record", "seen", "refused", "Line"}
NAMES = {"seen_event", "audit_event"}


def events(path):
    """The names of the events that a module writes: given to audit, or named by a view."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in WRITES and node.args:
            yield from text_of(node.args[0])
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in NAMES:
            yield from text_of(node.value)


def text_of(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
        yield node.value


EVENTS = sorted(
    {
        (event, str(path.relative_to(ROOT)))
        for room in FLOORS
        for path in modules(room)
        for event in events(path)
    }
)


@pytest.mark.parametrize(("event", "where"), EVENTS)
def test_an_event_has_a_sentence_for_the_auditor(event, where):
    assert event in SENTENCES, f"{where} writes {event}, and nobody says what that means"
