"""What is kept behind the moving artists; `test_painter` compares the frames with matplotlib's."""

from __future__ import annotations

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg

from lessons_lib.explorable.backgrounds import KEPT
from lessons_lib.explorable.painter import Painter
from tests.explorable.test_painter import X, curves


def test_a_line_that_moves_leaves_the_background_as_it_is():
    painter = Painter(curves, (4.0, 3.0))
    painter.paint()
    (background,) = painter._backgrounds.kept.values()
    painter.figure.axes[0].lines[0].set_ydata(X)
    painter.paint()
    assert list(painter._backgrounds.kept.values()) == [background]


def test_a_background_that_comes_again_is_not_drawn_again(monkeypatch):
    painter = Painter(curves, (4.0, 3.0))
    axes = painter.figure.axes[0]
    seen, drawn = {}, []
    draw = FigureCanvasAgg.draw
    monkeypatch.setattr(FigureCanvasAgg, "draw", lambda self: drawn.append(1) or draw(self))

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
        looks.append(next(reversed(painter._backgrounds.kept)))
    kept = set(painter._backgrounds.kept)
    assert len(kept) == KEPT and looks[0] in kept and looks[1] not in kept
