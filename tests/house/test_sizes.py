"""No file becomes a heap."""

import ast

import pytest

from .walk import FLOORS, ROOT, each_folder, modules, tree

MODULES = [path for room in FLOORS for path in modules(room)] + sorted((ROOT / "tests").rglob("*.py"))


@each_folder(MODULES)
def test_no_module_is_over_400_lines_and_no_function_over_40(paths):
    assert not {path.name for path in paths if len(path.read_text().splitlines()) > 400}
    functions = [(path, node) for path in paths for node in ast.walk(tree(path)) if is_function(node)]
    assert not {f"{path.name}, {node.name}: {length(node)}" for path, node in functions if length(node) > 40}


def is_function(node):
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))


def length(node):
    """Lines of a function without its docstring, which may be as long as it needs."""
    first = node.body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(getattr(first, "value", None), ast.Constant)
    docstring = first.end_lineno - first.lineno + 1 if has_docstring else 0
    return node.end_lineno - node.lineno + 1 - docstring


@pytest.mark.parametrize("ending", ["css", "js", "html"])
def test_no_stylesheet_script_or_template_is_over_400_lines(ending):
    own = [path for folder in ("static", "templates") for path in (ROOT / folder).rglob(f"*.{ending}")]
    long = {
        str(path.relative_to(ROOT))
        for path in own
        if "vendor" not in path.parts and len(path.read_text().splitlines()) > 400
    }
    assert not long
