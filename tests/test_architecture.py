"""The layers import one way, and stay small enough to read."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "lessons_lib"
MODULES = sorted(ROOT.rglob("*.py"))
LAYERS = {"explorable": 1, "exercises": 1, "lessons": 2, "publish": 3, "environment": 3}
HEAVY = {"ipywidgets", "anywidget", "sklearn", "scipy", "IPython", "nbclient", "matplotlib"}
LONGEST = 200


def _layer(dotted: str) -> int:
    """Mathematics 0, machinery 1, lessons 2, tools 3."""
    parts = dotted.split(".")
    return LAYERS.get(parts[1], 0) if len(parts) > 1 else 0


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)


def _imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_imports_only_from_its_own_layer_and_those_below(path):
    above = [
        name
        for name in _imports(path)
        if name.startswith("lessons_lib") and _layer(name) > _layer(_name(path))
    ]
    assert not above


@pytest.mark.parametrize("path", [p for p in MODULES if _layer(_name(p)) == 0], ids=_name)
def test_mathematics_knows_no_pictures_and_no_widgets(path):
    assert not {name.split(".")[0] for name in _imports(path)} & {"matplotlib", "ipywidgets"}


def _lines_of_code(path: Path) -> int:
    """Lines that hold something other than a comment or a docstring."""
    text = path.read_text(encoding="utf-8")
    skip = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in skip and token.type != tokenize.ENDMARKER:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        holder = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        if holder and ast.get_docstring(node) and (first := node.body[0]).end_lineno:
            lines -= set(range(first.lineno, first.end_lineno + 1))
    return len(lines)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_module_is_a_grab_bag(path):
    assert _lines_of_code(path) <= LONGEST


def _loaded_by(imports: str) -> set[str]:
    """The packages that a new interpreter has loaded after `imports`."""
    code = f"import sys, {imports}; print(*{{name.split('.')[0] for name in sys.modules}})"
    command = [sys.executable, "-c", code]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_importing_the_package_is_light():
    assert not _loaded_by("lessons_lib") & HEAVY


def test_importing_a_lesson_loads_no_widgets_and_no_scipy():
    loaded = _loaded_by("lessons_lib.lessons.universal_approximation")
    assert not loaded & (HEAVY - {"matplotlib"})
