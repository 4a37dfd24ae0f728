"""The face's script: the modules in `js/` joined into one, without a bundler.

A module imports only from its neighbours, by name; joined in the order in which they need each
other, the lines of import fall away, and of `export` the word.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
IMPORT = re.compile(r"^import \{[^}]*\} from '\./([a-z]+)\.js';\n", re.MULTILINE)
EXPORT = re.compile(r"^export (?=const|function|class|async)", re.MULTILINE)


@cache
def script(entry: str) -> str:
    """One module, with all that it needs before it."""
    return "\n".join(EXPORT.sub("", IMPORT.sub("", _read(name))) for name in _needed(entry, []))


@cache
def style() -> str:
    """The face's style sheet."""
    return (HERE / "face.css").read_text("utf-8")


def _read(name: str) -> str:
    return (HERE / "js" / f"{name}.js").read_text("utf-8")


def _needed(name: str, found: list[str]) -> list[str]:
    for other in IMPORT.findall(_read(name)):
        _needed(other, found)
    if name not in found:
        found.append(name)
    return found
