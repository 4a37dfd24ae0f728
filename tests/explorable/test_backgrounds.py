"""What is kept behind the moving artists; `test_painter` compares the frames with matplotlib's."""

from __future__ import annotations

import numpy as np
from matplotlib.axis import Axis

from lessons_lib.explorable.backgrounds import KEPT
from lessons_lib.explorable.painter import Painter
from tests.explorable.test_painter import X, curves, whole


def two(figure):
    for axes in figure.subplots(1, 2):
        axes.plot(X, X)


def counted(monkeypatch):
    """The axes of every axis that is drawn from now on."""
    drawn, draw = [], Axis.draw
    monkeypatch.setattr(Axis, "draw", lambda axis, r: drawn.append(axis.axes) or draw(axis, r))
    return drawn


def test_a_line_that_moves_leaves_the_background_as_it_is(monkeypatch):
    painter = Painter(curves, (4.0, 3.0))
    painter.paint()
    drawn = counted(monkeypatch)
    painter.figure.axes[0].lines[0].set_ydata(X)
    painter.paint()
    assert not drawn


def test_a_change_in_one_axes_leaves_the_others_alone(monkeypatch):
    painter = Painter(two, (6.0, 3.0))
    right = painter.figure.axes[1]
    painter.paint()
    drawn = counted(monkeypatch)
    right.set_ylim(-3, 3)
    blitted = painter.paint().copy()
    assert set(drawn) == {right}
    np.testing.assert_array_equal(blitted, whole(painter))


def test_axes_that_touch_are_one_piece():
    painter = Painter(lambda figure: figure.subplots(1, 2), (6.0, 3.0))
    left, right = painter.figure.axes
    for spine in (*left.spines.values(), *right.spines.values()):
        spine.set_visible(False)  # they move, and lie in front of all backgrounds
    painter.paint()
    right.set_ylim(0, 123456.789)
    right.set_yticks([0, 70000.5], ["a label that reaches over", "the other axes and its line"])
    blitted = painter.paint().copy()
    assert list(painter._backgrounds.kept) == [(left, right)]
    np.testing.assert_array_equal(blitted, whole(painter))


def test_nothing_of_a_frame_is_left_in_the_next_at_the_edges_either():
    def full(figure):
        axes = figure.add_axes((0, 0, 1, 1))
        axes.plot([0, 1], [0, 1], alpha=0.3, clip_on=False, linewidth=60)

    painter = Painter(full, (4.0, 3.0))
    first = painter.paint().copy()
    np.testing.assert_array_equal(painter.paint(), first)


def test_a_background_that_comes_again_is_not_drawn_again(monkeypatch):
    painter = Painter(curves, (4.0, 3.0))
    axes = painter.figure.axes[0]
    seen, drawn = {}, counted(monkeypatch)

    def show(upper):
        axes.set_ylim(-1, upper)
        axes.set_yticks([-1, 0, upper], ["low", "zero", "high"])
        pixels = painter.paint().copy()
        np.testing.assert_array_equal(pixels, seen.setdefault(upper, pixels))

    show(1.0), show(2.0)
    drawn.clear()
    show(1.0), show(2.0)
    assert not drawn
    assert (seen[1.0] != seen[2.0]).any()


def test_a_few_are_kept_the_least_recently_needed_goes_first():
    painter = Painter(curves, (4.0, 3.0))
    axes, looks = painter.figure.axes[0], []
    for upper in (*range(1, KEPT + 1), 1, KEPT + 1):
        axes.set_ylim(-1, upper)
        painter.paint()
        looks.append(next(reversed(painter._backgrounds.kept[(axes,)])))
    kept = set(painter._backgrounds.kept[(axes,)])
    assert len(kept) == KEPT and looks[0] in kept and looks[1] not in kept
