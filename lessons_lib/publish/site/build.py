"""Everything that makes the site, in its order."""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from lessons_lib.publish.site import pictures
from lessons_lib.publish.site.chapter import Chapter, chapters
from lessons_lib.publish.site.settings import settings

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


class Unbuildable(RuntimeError):
    """The site was not built."""


def build(site: Path, *, notebooks: Path = ROOT / "notebooks", modules: Path) -> None:
    """Build the site from the notebooks. `modules` is the folder of the fetched JavaScript."""
    work = site.parent / f"{site.name}-work"
    source = work / "source"
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(site, ignore_errors=True)
    found = chapters(notebooks)
    gather(found, source)
    vendor(modules, source / "_static")
    run_sphinx(source, site, work, modules)
    for chapter in found:
        folder = site / "_notebooks"
        folder.mkdir(exist_ok=True)
        shutil.copy(chapter.path, folder)


def gather(found: list[Chapter], source: Path) -> None:
    """All that Sphinx reads, in one folder: notebooks, our own pages, pictures, styles."""
    shutil.copytree(HERE / "pages", source)
    shutil.copytree(HERE / "static", source / "_static" / "lessons")
    for chapter in found:
        shutil.copy(chapter.path, source)
        pictures.write(chapter, source / "_static")
    index = source / "index.md"
    index.write_text(index.read_text("utf-8").replace("{chapters}", listed(found)), "utf-8")


def listed(found: list[Chapter]) -> str:
    """The chapters as entries of a table of contents."""
    return "\n".join(f"{each.stem[:2]} {each.title} <{each.stem}>" for each in found)


def vendor(modules: Path, static: Path) -> None:
    """KaTeX's style sheet and the fonts it names."""
    katex = modules / "katex" / "dist"
    to = static / "katex"
    (to / "fonts").mkdir(parents=True)
    shutil.copy(katex / "katex.min.css", to)
    for font in (katex / "fonts").glob("*.woff2"):
        shutil.copy(font, to / "fonts")


def run_sphinx(source: Path, site: Path, work: Path, modules: Path) -> None:
    """Write the pages; a warning is an error, but all of them are told first."""
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            str(source),
            None,
            str(site),
            str(work / "doctrees"),
            "html",
            confoverrides=settings(modules),
            warningiserror=True,
            parallel=1,
        )
        app.build()
    if app.statuscode:
        raise Unbuildable("Sphinx warned of something: see above.")
