"""`python -m lessons_lib.gains FOLDER_OR_FILES...`"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from lessons_lib import gains
from lessons_lib._my_answers import Tests, Unreadable, read
from lessons_lib.gains.count import counted
from lessons_lib.gains.table import comma_separated, text
from lessons_lib.pairs import PARTS, part


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that are meant: a folder stands for every .json file in it, at any depth."""
    for path in paths:
        yield from sorted(path.rglob("*.json")) if path.is_dir() else [path]


def students(paths: Sequence[Path]) -> tuple[list[Tests], list[str]]:
    """What the files hold, and a sentence about each that cannot be used."""
    found, faults = [], []
    for path in dict.fromkeys(files(paths)):
        try:
            if not path.exists():
                raise Unreadable("there is no such file")
            found.append(read(path))
        except Unreadable as reason:
            faults.append(f"{path}: left out, {reason}.")
        except OSError as error:
            faults.append(f"{path}: left out, {error.strerror}.")
    return found, faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 if a file could not be used, 2 if none could."""
    parser = argparse.ArgumentParser("python -m lessons_lib.gains", description=gains.__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("paths", nargs="+", type=Path, metavar="FOLDER_OR_FILE")
    parser.add_argument("--csv", action="store_true", help="write comma-separated values")
    given = parser.parse_args(arguments)
    found, faults = students(given.paths)
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    if not found:
        print("No file of answers was found.", file=sys.stderr)
        return 2
    counts = [counted(part(name), found) for name in PARTS]
    print(comma_separated(counts) if given.csv else text(counts) + "\n", end="")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
