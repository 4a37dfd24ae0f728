"""The layers import one way, and stay small enough to read."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tokenize
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "lessons_lib"
MODULES = sorted(ROOT.rglob("*.py"))
LAYERS = {
    "explorable": 1,
    "exercises": 1,
    "faces": 2,
    "lessons": 3,
    "pairs": 3,
    "publish": 4,
    "environment": 4,
    "gains": 4,
}
PICTURES = {"matplotlib", "ipywidgets", "anywidget", "IPython"}
HEAVY = PICTURES | {"sklearn", "scipy", "nbclient"}
LONGEST = 200
MOST_WORDS = 400  # lines of a module that holds questions, almost all of them sentences


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)


def _part(dotted: str) -> str:
    """The part of the package that a module belongs to: "losses", "theory", "explorable"."""
    package, part, *_ = *dotted.split("."), "", ""
    return part if package == "lessons_lib" else ""


def _layer(dotted: str) -> int:
    """Mathematics 0, machinery 1, faces 2, lessons 3, tools 4."""
    return LAYERS.get(_part(dotted), 0)


def _imports(source: str, module: str) -> list[str]:
    """Dotted names of all that the module imports, `from a import b` as a.b."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parents = module.split(".")[: -node.level] if node.level else []
            origin = ".".join([*parents, *([node.module] if node.module else [])])
            found += [f"{origin}.{alias.name}" for alias in node.names]
    return found


# An explorable finds its face in one place, when a notebook shows it; a panel as well.
LOOKS_UP = {
    ("lessons_lib.explorable.explorable", "lessons_lib.faces.widget.Page"),
    ("lessons_lib.explorable.panel", "lessons_lib.faces.panel.PanelPage"),
}


def _forbidden(source: str, module: str) -> list[str]:
    """What the module imports from above its layer, or from beside it in the machinery."""
    layer, part = _layer(module), _part(module)
    return [
        name
        for name in _imports(source, module)
        if (_layer(name) > layer and (module, name) not in LOOKS_UP)
        or (layer == 0 and name.split(".")[0] in PICTURES)
        or (layer == 1 == _layer(name) and _part(name) != part)
    ]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_imports_only_what_its_layer_may(path):
    assert not _forbidden(path.read_text(encoding="utf-8"), _name(path))


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("import lessons_lib.explorable", "lessons_lib.losses"),
        ("from lessons_lib import explorable", "lessons_lib.losses"),
        ("from . import explorable", "lessons_lib.losses"),
        ("from ...explorable import Slider", "lessons_lib.theory.approximation.one_layer"),
        ("def f():\n    import matplotlib.pyplot", "lessons_lib.theory.approximation.one_layer"),
        ("from lessons_lib.lessons.relu import Dead", "lessons_lib.explorable.frame"),
        ("from lessons_lib import exercises", "lessons_lib.explorable.frame"),
        ("from lessons_lib.publish.outputs import publish", "lessons_lib.lessons.relu"),
    ],
)
def test_a_planted_import_is_found(source, module):
    assert _forbidden(source, module)


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("from lessons_lib import losses", "lessons_lib.mlp"),
        ("from lessons_lib.explorable import Slider", "lessons_lib.lessons.relu"),
        ("import numpy as np, matplotlib", "lessons_lib.explorable.painter"),
    ],
)
def test_an_import_from_below_is_allowed(source, module):
    assert not _forbidden(source, module)


def _within(source: str, module: str) -> set[str]:
    """The package's own modules that the module imports, types included."""
    known = {_name(path).removesuffix(".__init__") for path in MODULES}
    named = (name for name in _imports(source, module) if name.startswith("lessons_lib."))
    return {name if name in known else name.rpartition(".")[0] for name in named} & known


def _circles(imports: Mapping[str, set[str]]) -> set[str]:
    """The modules from which their imports lead back to themselves."""

    def reached(module: str) -> set[str]:
        seen: set[str] = set()
        todo = [*imports[module]]
        while todo:
            if (name := todo.pop()) not in seen:
                seen.add(name)
                todo += imports.get(name, ())
        return seen

    return {module for module in imports if module in reached(module)}


def test_no_imports_go_in_a_circle():
    imports = {
        _name(path).removesuffix(".__init__"): _within(path.read_text("utf-8"), _name(path))
        for path in MODULES
    }
    assert not _circles(imports)


def test_a_planted_circle_is_found():
    assert _circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == {"b", "c"}


def test_a_lesson_bears_one_name_everywhere():
    project = ROOT.parent
    notebooks = {path.stem[3:] for path in project.glob("notebooks/[0-9][0-9]_*.ipynb")}
    assert notebooks == {path.parent.name for path in ROOT.glob("lessons/*/__init__.py")}
    assert {f"test_{name}.py" for name in notebooks} <= {
        path.name for path in project.glob("tests/lessons/test_*.py")
    }


def test_no_two_pictures_bear_one_name():
    names = [
        name
        for path in ROOT.glob("lessons/*/__init__.py")
        for name in import_module(_name(path).removesuffix(".__init__")).__all__
    ]
    assert len(names) == len(set(names))


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
    assert _lines_of_code(path) <= (MOST_WORDS if path.stem == "predict" else LONGEST)


def _loaded_by(imports: str) -> set[str]:
    """The packages that a new interpreter has loaded after `imports`."""
    code = f"import sys, {imports}; print(*{{name.split('.')[0] for name in sys.modules}})"
    command = [sys.executable, "-c", code]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_importing_the_package_is_light():
    assert not _loaded_by("lessons_lib") & HEAVY


def test_importing_the_lessons_loads_no_widgets_and_no_scipy():
    lessons = sorted(path.parent.name for path in ROOT.glob("lessons/*/__init__.py"))
    assert "universal_approximation" in lessons
    loaded = _loaded_by(", ".join(f"lessons_lib.lessons.{lesson}" for lesson in lessons))
    assert not loaded & (HEAVY - {"matplotlib"})
