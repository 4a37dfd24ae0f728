"""The student's own file of answers: `my_answers.json`, in the folder of the notebook.

    {"version": 1,
     "tests": {"why_deep": {"before": {"finished": true, "answers": {"a_name": "b"}}}}}

For each part of the lecture it holds the tests before and after it, with the letter chosen in
each question. Nothing but an answer writes it. A file that cannot be read is never written over.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

NAME = "my_answers.json"
VERSION = 1
LONGEST = 1_000_000  # bytes; a true file has a few thousand
TESTS = ("before", "after")


class Unreadable(ValueError):
    """A file that holds no answers as we write them; the sentence says why."""


class Given(NamedTuple):
    """What a student has answered in one test: for each question's name the letter chosen."""

    answers: Mapping[str, str] = {}
    finished: bool = False


Tests = dict[str, dict[str, Given]]  # by part, and by "before" or "after"


def read(path: Path) -> Tests:
    """All tests in the file, none if there is no file; raises Unreadable and OSError."""
    try:
        if path.stat().st_size > LONGEST:
            raise Unreadable(f"it is larger than {LONGEST // 1000} kB")
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        raise Unreadable("it is not text in UTF-8") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"line {error.lineno} is not JSON: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, Unreadable) else Unreadable("it is not JSON") from None
    return _tests(content)


def add(path: Path, part: str, test: str, given: Given) -> None:
    """Write what was answered into the file, beside all that stands there already.

    An answer once given may be changed, but is not taken back. Raises Unreadable and OSError,
    and then leaves the file as it was.
    """
    tests = read(path)
    old = tests.setdefault(part, {}).get(test, Given())
    new = Given({**old.answers, **given.answers}, old.finished or given.finished)
    if new != old:
        tests[part][test] = new
        _replace(path, written(tests))


def written(tests: Tests) -> str:
    """The text of a file with these tests."""
    held = {
        part: {test: {"finished": it.finished, "answers": dict(it.answers)} for test, it in of}
        for part, of in ((part, both.items()) for part, both in tests.items())
    }
    return json.dumps({"version": VERSION, "tests": held}, indent=1) + "\n"


def _replace(path: Path, text: str) -> None:
    """Write the whole file, or nothing."""
    path = path.resolve()  # a link stays one
    number, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _tests(content: Any) -> Tests:
    if not isinstance(content, dict) or "version" not in content:
        raise Unreadable("it is JSON, but no file of answers")
    if content["version"] is True or content["version"] != VERSION:
        raise Unreadable(f"it is of version {content['version']!r}, and we read version {VERSION}")
    return {
        part: {test: _given(given, f"{part}, {test}") for test, given in _dict(both, part)}
        for part, both in _dict(content.get("tests"), "tests")
    }


def _given(given: Any, where: str) -> Given:
    found = dict(_dict(given, where))
    answers = dict(_dict(found.get("answers"), f"{where}, answers"))
    if not where.endswith(TESTS) or not isinstance(found.get("finished"), bool):
        raise Unreadable(f"no test of ours stands at {where}")
    if not all(isinstance(letter, str) and len(letter) == 1 for letter in answers.values()):
        raise Unreadable(f"an answer at {where} is no letter")
    return Given(answers, found["finished"])


def _dict(content: Any, where: str) -> Any:
    if not isinstance(content, dict):
        raise Unreadable(f"no test of ours stands at {where}")
    return content.items()
