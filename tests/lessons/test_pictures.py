"""Every picture of every lesson, as its readers see it: in every scene, in two ways.

What is seen is what was last looked at and written down (`recorded`), and each artist shows what
an independent line of mathematics says (`truth`). Besides, nothing in it hinders a reader.
"""

from __future__ import annotations

import pytest

from lessons_lib.explorable import Choice
from tests.legibility import faults
from tests.lessons.hands import others
from tests.lessons.known import KNOWN
from tests.lessons.recorded import every_picture, recorded, runs, states
from tests.lessons.truth import truth_of, untrue
from tests.pictures import differences, facts


def see(picture, state, known):
    return [f"{state}: {d}" for d in differences(facts(picture), known[state])]


@every_picture()
def test_a_picture_shows_what_is_written_down(lesson, kind):
    known, found = recorded(lesson, kind), []
    for state, picture in states(kind):
        found += see(picture, state, known)
    assert not found, f"if this is meant: python -m tests.lessons.recorded {lesson}"


@pytest.mark.slow
@every_picture()
def test_a_run_shows_what_is_written_down(lesson, kind):
    known, found = recorded(lesson, kind), []
    for state, picture in runs(kind):
        found += see(picture, state, known)
    assert not found


@every_picture()
def test_going_through_the_scenes_and_back_changes_nothing(lesson, kind):
    *_, (_, picture) = states(kind)
    if hasattr(picture, "reset"):
        picture.reset()
    picture.set(**kind().values)
    assert not see(picture, "default", recorded(lesson, kind))


@every_picture()
def test_nothing_hinders_the_reader(lesson, kind):
    found = {f for _, picture in states(kind) for f in faults(picture)}
    assert found == KNOWN.get(kind.__name__, set())


@every_picture()
def test_every_visible_control_changes_what_is_seen(lesson, kind):
    assert not idle(kind)


def idle(kind):
    """Controls that change nothing wherever they are seen."""
    left = set(kind.controls)
    for picture in settings(kind):
        before, values = facts(picture), dict(picture.values)
        for name in sorted(left - set(picture.hidden())):
            if any(changes(picture, {name: v}, before) for v in others(kind, name, values)):
                left.discard(name)
            picture.set(**values)
    return left


def settings(kind):
    """Every state of the picture, and each option of each choice on the default."""
    yield from (picture for _, picture in states(kind))
    for name, control in kind.controls.items():
        if isinstance(control, Choice):
            yield from (kind(**{name: option}) for option in control.options)


def changes(picture, values, before):
    """Whether anything that is seen differs; what is refused changes nothing."""
    try:
        picture.set(**values)
        return any(differences(facts(picture), before))
    except ValueError:
        return False


@every_picture()
def test_every_artist_is_what_the_mathematics_says(lesson, kind):
    truth = truth_of(lesson, kind)
    found = [f"{state}: {d}" for state, picture in states(kind) for d in untrue(picture, truth)]
    assert not found
