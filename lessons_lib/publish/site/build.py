"""Everything that makes the site, in its order."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from lessons_lib.publish.site import embed, licences, life, pictures
from lessons_lib.publish.site.chapter import Chapter, chapters
from lessons_lib.publish.site.html import picture
from lessons_lib.publish.site.markdown import raw
from lessons_lib.publish.site.pictures import address
from lessons_lib.publish.site.repairs import repair
from lessons_lib.publish.site.settings import settings

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
FIRST = "Theorem"  # the picture on the first page


class Unbuildable(RuntimeError):
    """The site was not built."""


def build(site: Path, *, notebooks: Path = ROOT / "notebooks", modules: Path, wheel: Path) -> None:
    """Build the site from the notebooks. `modules` is the folder of the fetched JavaScript, `wheel`
    the Python that runs in the page."""
    work = site.parent / f"{site.name}-work"
    source = work / "source"
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(site, ignore_errors=True)
    found = chapters(notebooks)
    gather(found, source, modules, wheel)
    vendor(modules, source / "_static")
    run_sphinx(source, site, work, modules)
    for chapter in found:
        folder = site / "_notebooks"
        folder.mkdir(exist_ok=True)
        shutil.copy(chapter.path, folder)
    embed.write(found, site)
    repair(site)
    life.write(site, found, modules=modules, wheel=wheel, kept=site.parent / "kept")


def gather(found: list[Chapter], source: Path, modules: Path, wheel: Path) -> None:
    """All that Sphinx reads, in one folder: notebooks, our own pages, pictures, styles."""
    shutil.copytree(HERE / "pages", source)
    shutil.copytree(HERE / "static", source / "_static" / "lessons")
    shutil.copy(life.LIBRARY / "faces" / "face.css", source / "_static" / "lessons")
    for chapter in found:
        shutil.copy(chapter.path, source)
        pictures.write(chapter, source / "_static")
    index = source / "index.md"
    index.write_text(front(index.read_text("utf-8"), found), "utf-8")
    terms = [
        *licences.of_theme(),
        *licences.of_modules(modules),
        *licences.of_wheel(wheel),
    ]
    (source / "licences.md").write_text(licences.page(terms, ROOT), "utf-8")


def front(text: str, found: list[Chapter]) -> str:
    """The first page: a picture to begin with, and all chapters with what they are good for."""
    chapter, cell = embed.embedded(found)[FIRST]
    entries = [f"{each.stem[:2]} {each.title} <{each.stem}>" for each in found]
    outcomes = [
        f"- [{each.stem[:2]} {each.title}]({each.path.name})<br>{each.outcome}" for each in found
    ]
    return (
        text.replace("{chapters}", "\n".join(entries))
        .replace("{outcomes}", "\n".join(outcomes))
        .replace("{picture}", raw(picture(chapter, cell, address(chapter, cell))))
    )


def vendor(modules: Path, static: Path) -> None:
    """The editor; KaTeX's style sheet and the fonts it names."""
    bundle(modules, static / "lessons")
    katex = modules / "katex" / "dist"
    to = static / "katex"
    (to / "fonts").mkdir(parents=True)
    shutil.copy(katex / "katex.min.css", to)
    for font in (katex / "fonts").glob("*.woff2"):
        shutil.copy(font, to / "fonts")


def bundle(modules: Path, to: Path) -> None:
    """The editor of code cells as one module."""
    subprocess.run(
        [
            str(modules / ".bin" / "esbuild"),
            str(HERE / "codemirror.js"),
            "--bundle",
            "--format=esm",
            "--minify",
            "--legal-comments=none",
            "--log-level=warning",
            f"--outfile={to / 'codemirror.js'}",
        ],
        check=True,
        env={**os.environ, "NODE_PATH": str(modules)},
    )


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
