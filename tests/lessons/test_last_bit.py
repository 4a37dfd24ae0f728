"""What a notebook prints of a training does not hang on the last bit of the arithmetic.

Another processor adds in another order. Here every network begins a few units in the last
place beside its weights, which is as much and no more, and says the same.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from lessons_lib.explorable import Explorable
from lessons_lib.mlp import MLP

NOTEBOOKS = sorted(Path("notebooks").glob("*.ipynb"))


def training_cells() -> list[Any]:
    """The cells that train before they show, each with the cell that imports the lesson."""
    found = []
    for path in NOTEBOOKS:
        cells = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
        imports = next((c.source for c in cells if " as lesson" in c.source), "")
        found += [
            pytest.param(imports, cell, id=f"{path.stem}-{cell.id}")
            for cell in cells
            if ".step(" in cell.source
        ]
    return found


def shown(source: str, names: dict[str, Any]) -> str:
    """What the notebook prints under a cell that ends with an explorable or a feedback."""
    *before, last = ast.parse(source).body
    assert isinstance(last, ast.Expr)
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    picture = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    return f"{picture!r}\n{picture.readout}" if isinstance(picture, Explorable) else repr(picture)


@pytest.mark.parametrize(("imports", "cell"), training_cells())
def test_a_nudge_in_the_last_place_changes_no_word(monkeypatch, imports, cell):
    build, rng = MLP._initialise, np.random.default_rng(1)

    def nudged(net: MLP, spread: Any) -> None:
        build(net, spread)
        net.theta *= 1 + 4 * np.finfo(net.dtype).eps * rng.standard_normal(net.theta.shape)

    monkeypatch.setattr(MLP, "_initialise", nudged)
    names: dict[str, Any] = {}
    exec(imports, names)
    assert shown(cell.source, names) == cell.outputs[0].data["text/plain"]
