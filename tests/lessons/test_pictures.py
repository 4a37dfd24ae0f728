"""Every picture of every lesson, as its readers see it: in every scene, and two steps of a run.

What is seen is what was last looked at and written down (`recorded`), each artist shows what an
independent line of mathematics says (`truth`), and nothing hinders the reader (`legibility`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from lessons_lib.explorable import Choice
from tests.legibility import faults
from tests.lessons.hands import others
from tests.lessons.known import KNOWN
from tests.lessons.recorded import every_picture, recorded, runs, states
from tests.lessons.truth import truth_of, untrue
from tests.pictures import differences, facts

Seen = Iterator[str]


def written_down(lesson: str, kind: Any, state: str, picture: Any) -> Seen:
    return differences(facts(picture), recorded(lesson, kind)[state])


def mathematics(lesson: str, kind: Any, state: str, picture: Any) -> Seen:
    return untrue(picture, truth_of(lesson, kind))


def reader(lesson: str, kind: Any, state: str, picture: Any) -> Seen:
    return iter(set(faults(picture)) - KNOWN.get(kind.__name__, set()))


LOOKS = (written_down, mathematics, reader)


def look(lesson: str, kind: Any, looks: Any = LOOKS, led: Callable[..., Any] = states) -> Seen:
    """What is wrong in every state that the picture is led through, and back at the default."""
    picture = None
    for state, picture in led(kind):
        for see in looks:
            yield from (f"{state}: {wrong}" for wrong in see(lesson, kind, state, picture))
    if written_down in looks and picture is not None and led is states:
        getattr(picture, "reset", lambda: None)()
        picture.set(**kind().values)
        back = differences(facts(picture), recorded(lesson, kind)["default"])
        yield from (f"back at the default: {wrong}" for wrong in back)


@every_picture()
def test_a_picture_is_as_written_down_and_true_and_legible(lesson, kind):
    # If the picture is meant to change: python -m tests.lessons.recorded LESSON
    assert list(look(lesson, kind)) == []


@pytest.mark.slow
@every_picture()
def test_a_run_is_as_written_down(lesson, kind):
    assert list(look(lesson, kind, (written_down,), runs)) == []


@pytest.mark.slow
@every_picture()
def test_what_is_known_to_hinder_the_reader_still_does(lesson, kind):
    found = {fault for _, picture in states(kind) for fault in faults(picture)}
    assert KNOWN.get(kind.__name__, set()) <= found


@pytest.mark.slow
@every_picture()
def test_every_visible_control_changes_what_is_seen(lesson, kind):
    assert idle(kind) == set()


def idle(kind: Any) -> set[str]:
    """Controls that change nothing wherever they are seen."""
    left = set(kind.controls)
    for picture in settings(kind):
        before, values = facts(picture), dict(picture.values)
        for name in sorted(left - set(picture.hidden())):
            if any(changes(picture, {name: v}, before) for v in others(kind, name, values)):
                left.discard(name)
            picture.set(**values)
        if not left:
            break
    return left


def settings(kind: Any) -> Iterator[Any]:
    """Every state of the picture, and each option of each choice that can be seen."""
    yield from (picture for _, picture in states(kind))
    for name, control in kind.controls.items():
        for option in control.options if isinstance(control, Choice) else ():
            with suppress(ValueError):  # such as a learner that is not written yet
                picture = kind(**{name: option})
                picture.readout  # noqa: B018
                yield picture


def changes(picture: Any, values: dict[str, Any], before: dict[str, Any]) -> bool:
    """Whether anything that is seen differs; what is refused changes nothing."""
    try:
        picture.set(**values)
        return any(differences(facts(picture), before))
    except ValueError:
        return False
