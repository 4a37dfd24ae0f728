"""Does a lesson notice a slip of its editor? Faults planted by hand, each against its tests.

    python -m tests.planted [--only 3 14 ...] [--lessons relu ...]

Each fault of `planted_faults` is made in a copy of this tree; the lesson's own tests run there,
and only if none fails its notebook too, by nbval. A test that
notices a fault has to pass where there is none. If it does not, or if a fault's text is no
longer there, the script ends.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.planted_faults import FAULTS

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info")
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestConfigWarning")
NBVAL = ("--nbval", "--nbval-cell-timeout=120")
DERIVED = ("likelihood_regression", "likelihood_classification")


class Fault(NamedTuple):
    """One text put in place of another."""

    number: int
    lesson: str
    file: str
    old: str
    new: str
    what: str


def all_faults() -> list[Fault]:
    listed = ((lesson, *fault) for lesson, faults in FAULTS.items() for fault in faults)
    return [Fault(number, *fault) for number, fault in enumerate(listed, 1)]


def run(tree: Path, *arguments: str) -> str:
    """The first test that fails, or ""."""
    env = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", *OPTIONS, *arguments]
    told = subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True)
    if told.returncode in (0, 5):
        return ""
    found = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", told.stdout, re.MULTILINE)
    if told.returncode not in (1, 2) or not found:
        raise SystemExit(told.stdout[-2000:] + told.stderr[-2000:])
    return found[1]


def tests_of(tree: Path, fault: Fault) -> Iterator[list[str]]:
    """What pytest is given, one call after the other, the likeliest first."""
    home, lesson = "tests/lessons", fault.lesson
    shared = [f"{home}/test_exercises.py", f"{home}/test_pictures.py"]
    if fault.file.startswith("check") or fault.file.startswith("questions/"):
        shared.pop()  # no picture knows them
        yield [f"{home}/test_sentences.py"]
    elif kinds := re.findall(r"^class (\w+)\(", source(tree, fault).read_text("utf-8"), re.M):
        yield [shared[1], "-k", " or ".join(f"{lesson}-{kind}" for kind in kinds)]
    own = [str(p.relative_to(tree)) for p in sorted((tree / home).glob(f"test_{lesson}*.py"))]
    own = [name for name in own if lesson != "relu" or "variants" not in name]
    if lesson in DERIVED:
        own.append(f"{home}/test_derivations.py")
    if lesson == "put_it_together":
        own.append("tests/explorable/test_quiz.py")
    yield own
    yield [*shared, "-k", f"{lesson}-"]
    (book,) = (tree / "notebooks").glob(f"[0-9][0-9]_{lesson}.ipynb")
    yield [*NBVAL, str(book.relative_to(tree))]


def source(tree: Path, fault: Fault) -> Path:
    return tree / "lessons_lib" / "lessons" / fault.lesson / fault.file


@contextmanager
def planted(tree: Path, fault: Fault) -> Iterator[None]:
    """While this lasts, the fault is in the tree."""
    path = source(tree, fault)
    text = path.read_text(encoding="utf-8")
    if text.count(fault.old) != 1:
        raise SystemExit(
            f"{fault.number}: {fault.old!r} is {text.count(fault.old)} times in {path}."
        )
    path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(text, encoding="utf-8")


def noticed(tree: Path, fault: Fault) -> str:
    """The test that notices the fault, or ""."""
    with planted(tree, fault):
        by = next(filter(None, (run(tree, *given) for given in tests_of(tree, fault))), "")
    if by and fails_anyway(tree, by):
        raise SystemExit(f"{by} fails without a fault too.")
    return by


@cache
def fails_anyway(tree: Path, test: str) -> str:
    """The same test, or its notebook, where there is no fault."""
    return run(tree, *NBVAL, test.partition("::")[0]) if ".ipynb" in test else run(tree, test)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=int, nargs="*")
    parser.add_argument("--lessons", nargs="*", default=list(FAULTS))
    given = parser.parse_args()
    chosen = [f for f in all_faults() if f.lesson in given.lessons]
    chosen = [f for f in chosen if given.only is None or f.number in given.only]
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        for fault in chosen:
            by = noticed(tree, fault)
            found += bool(by)
            where = f"{fault.number:3} {fault.lesson}/{fault.file}: {fault.what}"
            print(f"{where}: {by or 'MISSED'}", flush=True)
    print(f"{found} of {len(chosen)} noticed")


if __name__ == "__main__":
    main()
