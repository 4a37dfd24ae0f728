"""What the theme's pages lack for those who hear them, put in after they are written."""

from __future__ import annotations

import re
from pathlib import Path

NAMES = {"sidebar-drawer": "All pages", "toc-drawer": "On this page"}
EMPTY = re.compile(r"<th( class=\"[^\"]*\")?>(<p></p>)?</th>")  # of a table's first column
# A column's heading that is a formula alone; its annotation holds it as it was written.
FORMULA = re.compile(r'(<th class="head"><p><span class="katex")(>.*?<annotation [^>]*>([^<]*)<)')
MAIN = '<article role="main" id="furo-main-content">'


def repair(site: Path) -> None:
    """Name the landmarks, and give the search a heading; raises if the theme has changed."""
    for path in site.glob("*.html"):
        text = path.read_text("utf-8")
        if "<aside class=" not in text:
            raise ValueError(f"{path.name}: the theme's pages have changed, see {__name__}.")
        for landmark, name in NAMES.items():
            start = f'<aside class="{landmark}'
            text = text.replace(start, start.replace(" ", f' aria-label="{name}" ', 1))
        text = FORMULA.sub(r'\1 role="img" aria-label="\3"\2', text)
        text = EMPTY.sub("<td></td>", text)
        if path.name == "search.html":
            text = text.replace(MAIN, f"{MAIN}\n<h1>Search</h1>")
        path.write_text(text, "utf-8")
