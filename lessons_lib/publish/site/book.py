"""The Sphinx extension that reads a notebook as a chapter and writes its formulas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.util import logging

from lessons_lib.publish.site import panels
from lessons_lib.publish.site.chapter import Cell, Chapter
from lessons_lib.publish.site.formulas import Katex, Unreadable
from lessons_lib.publish.site.launch import row, setting
from lessons_lib.publish.site.markdown import markdown
from lessons_lib.publish.site.pictures import address

ROOT = Path(__file__).parents[3]
LOGGER = logging.getLogger(__name__)


class NotebookParser(MystParser):
    """Reads what `markdown` makes of the notebook; its pictures have been written before."""

    supported = ("lessons-notebook",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse the notebook that the document's source names."""
        chapter = Chapter(Path(document["source"]))

        def data(cell: Cell) -> dict[str, Any]:
            return panels.data(chapter, cell)

        def image(cell: Cell) -> str:
            return address(chapter, cell)

        links = row(chapter, setting(ROOT))
        super().parse(markdown(chapter, image=image, data=data, links=links), document)


def heading_id(text: str) -> str:
    """The anchor that JupyterLab gives a heading, so that links within a notebook hold here."""
    return text.replace(" ", "-")


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.setup_extension("myst_parser")
    app.add_config_value("lessons_modules", "", "")
    app.add_source_suffix(".ipynb", "lessons-notebook")
    app.add_source_parser(NotebookParser)
    app.add_html_math_renderer("lessons", (_inline, None), (_display, None))
    app.connect("builder-inited", _start)
    app.connect("build-finished", lambda app, _: app.builder.lessons_katex.end())
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def _start(app: Sphinx) -> None:
    builder: Any = app.builder
    builder.lessons_katex = Katex(Path(app.config.lessons_modules))


def _written(translator: Any, node: nodes.Element, *, display: bool) -> None:
    katex: Katex = translator.builder.lessons_katex
    try:
        translator.body.append(katex.html(node.astext(), display))
    except Unreadable as fault:
        LOGGER.warning(str(fault), location=node)
    raise nodes.SkipNode


def _inline(translator: Any, node: nodes.Element) -> None:
    _written(translator, node, display=False)


def _display(translator: Any, node: nodes.Element) -> None:
    # As Sphinx does: a docstring's lines, `a &= b \\\\`, are aligned without saying so.
    if "&" in node.astext() and r"\begin" not in node.astext():
        node.children = [nodes.Text(rf"\begin{{aligned}}{node.astext()}\end{{aligned}}")]
    _written(translator, node, display=True)
