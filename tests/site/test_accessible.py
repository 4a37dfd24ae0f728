from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.pages import PHONE
from tests.site.test_chapters import CHAPTERS

AXE = Path(__file__).parents[2] / "build" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
OTHERS = ["index", "api", "licences", "search", "embed/Theorem"]
PAGES = [*(chapter.stem for chapter in CHAPTERS), *OTHERS]
FAULTS = """async () => (await axe.run()).violations.map(({ id, nodes }) =>
  [id, ...nodes.slice(0, 3).map(node => `${node.html} ${node.failureSummary}`.slice(0, 600))])"""
OPEN = "document.querySelectorAll('details').forEach(d => { d.open = true; })"
WAYS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_fault(visit, name, way):
    page = visit(f"{name}.html", **WAYS[way]).page
    page.evaluate(OPEN)
    page.wait_for_timeout(500)
    page.add_script_tag(content=AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS) == []
