"""What makes the chapters move: the records, the Python, and the scripts that use them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import lessons_lib
from lessons_lib.publish.site import encode, interpreter, records, states
from lessons_lib.publish.site.chapter import Chapter

HERE = Path(__file__).parent
LIBRARY = Path(lessons_lib.__file__).parent
SCRIPTS = "_static/lessons"


def write(site: Path, found: list[Chapter], *, modules: Path, wheel: Path, kept: Path) -> None:
    """Write all of it into the site. What takes minutes is kept in a folder beside it, and made
    anew when something that it is made from has changed."""
    ours = sorted(path for path in LIBRARY.rglob("*") if _counts(path))
    drawn = [*ours, *(Path(str(each.__file__)) for each in (encode, records, states))]
    books = [chapter.path for chapter in found]
    once(kept / "records", [*drawn, *books], lambda to: records.write(to, found))
    shutil.copytree(kept / "records" / "_records", site / "_records", dirs_exist_ok=True)
    cells = {each.lesson: [list(c) for c in records.session(each).cells] for each in found}
    packed = [*ours, *books, HERE / "interpreter.py", HERE / "wheel.txt"]
    once(kept / "python", packed, lambda to: interpreter.write(to, wheel, cells))
    shutil.copytree(kept / "python", site / SCRIPTS / "python", dirs_exist_ok=True)
    scripts(site, modules)


def _counts(path: Path) -> bool:
    return path.is_file() and not {"publish", "__pycache__"} & set(path.relative_to(LIBRARY).parts)


def scripts(site: Path, modules: Path) -> None:
    """The page's own modules; the worker that keeps them lies at the root, for all pages."""
    to = site / SCRIPTS
    to.mkdir(parents=True, exist_ok=True)
    for path in (*(HERE / "static").iterdir(), *(LIBRARY / "faces" / "js").glob("*.js")):
        shutil.copy(path, to)
    shutil.copy(LIBRARY / "faces" / "face.css", to)
    shim = modules / "@bjorn3" / "browser_wasi_shim" / "dist"
    shutil.copytree(
        shim, to / "wasi", ignore=lambda *_: {"tsconfig.tsbuildinfo"}, dirs_exist_ok=True
    )
    (to / "sw.js").unlink()
    worker = (HERE / "static" / "sw.js").read_text("utf-8")
    version = digest(path for path in to.rglob("*") if path.is_file())[:12]
    (site / "sw.js").write_text(worker.replace("VERSION", version), encoding="utf-8")


def once(folder: Path, sources: Iterable[Path], make: Callable[[Path], object]) -> None:
    """Make a folder, unless it was made from the very same files before."""
    mark, wanted = folder.with_suffix(".made"), digest(sources)
    if not (mark.exists() and mark.read_text() == wanted):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        mark.write_text(wanted)


def digest(files: Iterable[Path]) -> str:
    """One word for the names and the contents of files."""
    found = hashlib.sha256()
    for path in sorted(files):
        found.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
