"""The table as text, and as comma-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from lessons_lib._my_answers import TESTS
from lessons_lib.gains.count import PartCount, QuestionCount

HEAD = [
    "part", "number", "question", "lesson", "finished before", "right before",
    "finished after", "right after", "finished both", "gained", "lost",
]  # fmt: skip


def text(parts: Sequence[PartCount]) -> str:
    """Every part that somebody began, a line for each question."""
    begun = [it for it in parts if any(it.finished.values()) or any(it.begun.values())]
    return "\n\n".join(map(_part, begun)) or "Nobody has begun a test yet."


def _part(it: PartCount) -> str:
    wide = max(len(q.pair.idea) for q in it.questions) + 4
    head = f"{'question':{wide}}{'lesson':>10}{'before':>9}{'after':>9}{'gained':>9}{'lost':>7}"
    lines = [_line(n, q, it, wide) for n, q in enumerate(it.questions, 1)]
    return "\n".join([f"{it.part.title.capitalize()}: {_summary(it)}", "", head, *lines])


def _summary(it: PartCount) -> str:
    told = [f"{test} {it.finished[test]}{_mean(it.mean[test])}" for test in TESTS]
    told += [f"both {it.both}"]
    if it.both:
        first, second = (it.mean_of_both[test] for test in TESTS)
        told[-1] += f" (mean {first:.1f}, then {second:.1f} of {len(it.questions)})"
    told += [f"not finished {test} {it.begun[test]}" for test in TESTS if it.begun[test]]
    return "students who finished: " + "; ".join(told)


def _mean(mean: float | None) -> str:
    return "" if mean is None else f" (mean {mean:.1f} right)"


def _line(number: int, q: QuestionCount, it: PartCount, wide: int) -> str:
    name = f"{number:2}. {q.pair.idea}"
    shares = [_share(q.right[test], it.finished[test]) for test in TESTS]
    changes = [str(n) if it.both else "-" for n in (q.gained, q.lost)]
    lesson = q.pair.after.lesson.removeprefix("lesson ")
    return f"{name:{wide}}{lesson:>10}{shares[0]:>9}{shares[1]:>9}{changes[0]:>9}{changes[1]:>7}"


def _share(right: int, of: int) -> str:
    return f"{right / of:.0%}" if of else "-"


def comma_separated(parts: Sequence[PartCount]) -> str:
    """A row for each question of each part, with numbers of students."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEAD)
    for it in parts:
        for number, q in enumerate(it.questions, 1):
            counts = [n for test in TESTS for n in (it.finished[test], q.right[test])]
            row = [it.part.title, number, q.pair.idea, q.pair.after.lesson, *counts]
            rows.writerow([*row, it.both, q.gained, q.lost])
    return out.getvalue()
