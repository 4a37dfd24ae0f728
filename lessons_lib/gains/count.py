"""How many students were right, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lessons_lib._my_answers import TESTS, Given, Tests
from lessons_lib.explorable.gain import Pair, Part

Both = Mapping[str, Given]  # a student's answers in one part


class QuestionCount(NamedTuple):
    """One pair of questions: how many were right in each test, and, of those who did both, how
    many only in the second and only in the first."""

    pair: Pair
    right: Mapping[str, int]
    gained: int
    lost: int


class PartCount(NamedTuple):
    """One part: how many finished each test, began it and did not finish, finished both; the
    mean number of right answers; and of those who finished both, the mean in each."""

    part: Part
    finished: Mapping[str, int]
    begun: Mapping[str, int]
    both: int
    mean: Mapping[str, float | None]
    mean_of_both: Mapping[str, float | None]
    questions: Sequence[QuestionCount]


def is_right(pair: Pair, test: str, given: Given) -> bool:
    """Whether the question of the pair was answered rightly."""
    return given.answers.get(pair.name) == pair.asked(test).right


def score(part: Part, test: str, given: Given) -> int:
    """The number of right answers in one test."""
    return sum(is_right(pair, test, given) for pair in part.pairs)


def counted(part: Part, students: Iterable[Tests]) -> PartCount:
    """All numbers of one part."""
    found = [student[part.name] for student in students if part.name in student]
    done = {test: [s for s in found if test in s and s[test].finished] for test in TESTS}
    both = [s for s in done["before"] if s in done["after"]]
    return PartCount(
        part,
        finished={test: len(done[test]) for test in TESTS},
        begun={test: sum(test in s and not s[test].finished for s in found) for test in TESTS},
        both=len(both),
        mean={test: _mean(part, test, done[test]) for test in TESTS},
        mean_of_both={test: _mean(part, test, both) for test in TESTS},
        questions=[_question(pair, done, both) for pair in part.pairs],
    )


def _mean(part: Part, test: str, students: Sequence[Both]) -> float | None:
    scores = [score(part, test, student[test]) for student in students]
    return sum(scores) / len(scores) if scores else None


def _question(
    pair: Pair, done: Mapping[str, Sequence[Both]], both: Sequence[Both]
) -> QuestionCount:
    right = {test: sum(is_right(pair, test, s[test]) for s in done[test]) for test in TESTS}
    changes = [
        is_right(pair, "after", s["after"]) - is_right(pair, "before", s["before"]) for s in both
    ]
    return QuestionCount(pair, right, gained=changes.count(1), lost=changes.count(-1))
