"""What the scratch notebooks of `test_machinery` import."""

import time

import numpy as np

from lessons_lib.explorable import Live, Points, Slider
from lessons_lib.explorable.derivation import Derivation, Setting, Step, Unknown
from lessons_lib.explorable.quiz import Quiz
from tests.explorable.explorables import QUESTIONS, Counter, Heights, Leaky
from tests.explorable.predictions import NUMBER

__all__ = ["NUMBER", "QUESTIONS", "Counter", "Heights", "Leaky", "Quiz", "Spin", "binomial"]


class Spin(Live):
    """A point that goes round."""

    speed = Slider(1.0, min=0.0, max=5.0, step=0.5)
    start = Slider(0.0, min=0.0, max=6.0, step=0.5, restarts=True)
    marks = Points([(0.0, 1.0)], x=(-1, 1), y=(-1, 1))
    scenes = {"fast": {"speed": 5.0}, "slow": {"speed": 0.5}}

    def draw(self, figure):
        axes = figure.add_subplot(xlim=(-1.2, 1.2), ylim=(-1.2, 1.2), aspect="equal")
        (self.dot,) = axes.plot([1], [0], "o", label="dot")
        (self.mark,) = axes.plot([0], [1], "x", label="mark")

    def begin(self):
        angle = self.start
        for n in range(1, 1_000_000):
            angle += 0.01 * self.speed
            time.sleep(0.002)
            yield angle, n

    def update(self):
        if self.speed == 3.0:
            raise RuntimeError("three is too fast to see")
        angle, n = self.progress or (self.start, 0)
        self.dot.set_data([np.cos(angle)], [np.sin(angle)])
        self.mark.set_data(*np.array(self.marks).T)
        return f"{n} steps at speed {self.speed:.1f} from {self.start:.1f}."


def binomial() -> Derivation:
    """A derivation of two steps, with two wrong ones to choose from."""
    wrong = (
        Step("a^2 + b^2", "the mixed term is lost."),
        Step("2a + 2b", "a square is not a double."),
    )
    steps = [Step("(a + b)^2", "A square."), Step("a^2 + [[2ab]] + b^2", "Open it.", wrong)]
    return Derivation("A binomial", steps, Setting({"a": Unknown(), "b": Unknown()}))
