"""Links that open a chapter's notebook elsewhere, from one setting: `[tool.lessons.site]` in
pyproject.toml. What it leaves empty is left out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from lessons_lib.publish.site.chapter import Chapter

GITHUB = "https://github.com/"
NOWHERE: Mapping[str, str] = {"repository": "", "branch": "", "hub": ""}


def setting(root: Path) -> Mapping[str, str]:
    """The public repository, its branch, and the JupyterHub; empty where none is named."""
    told = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]
    return {**NOWHERE, **told.get("lessons", {}).get("site", {})}


def links(chapter: Chapter, where: Mapping[str, str]) -> dict[str, str]:
    """Addresses by what they are called."""
    found = {"Notebook": f"_notebooks/{chapter.path.name}"}
    repository, branch, hub = (where[name].rstrip("/") for name in ("repository", "branch", "hub"))
    file = f"notebooks/{chapter.path.name}"
    if repository.startswith(GITHUB):
        name, at = repository.removeprefix(GITHUB), quote(branch, safe="")
        found["Binder"] = f"https://mybinder.org/v2/gh/{name}/{at}?{_in_lab(file)}"
        found["Colab"] = f"https://colab.research.google.com/github/{name}/blob/{branch}/{file}"
    if repository and hub:
        folder = repository.rpartition("/")[2].removesuffix(".git")
        asked = {"repo": repository, "branch": branch}
        asked["urlpath"] = f"lab/tree/{folder}/{file}"
        found["JupyterHub"] = f"{hub}/hub/user-redirect/git-pull?{urlencode(asked)}"
    return found


def _in_lab(file: str) -> str:
    return urlencode({"urlpath": f"lab/tree/{file}"})


def row(chapter: Chapter, where: Mapping[str, str]) -> str:
    """The links as one line of HTML, in which the page adds what needs a script."""
    anchors = [
        f'<a href="{escape(to)}"{" download" if name == "Notebook" else ""}>{name}</a>'
        for name, to in links(chapter, where).items()
    ]
    return (
        f'<nav class="lessons-links" aria-label="This lesson as a notebook"'
        f' data-notebook="_notebooks/{chapter.path.name}">{"".join(anchors)}</nav>'
    )
