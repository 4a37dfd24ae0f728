"""Small explorables that the tests of the machinery share."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import (
    Choice,
    Explorable,
    Live,
    Points,
    Slider,
    Text,
    Toggle,
    action,
)
from lessons_lib.explorable.quiz import Answer, Question

Z = np.linspace(-4.0, 4.0, 201)


class Leaky(Explorable):
    """Value of a leaky unit.

    In either convention.
    """

    negative_slope = Slider(0.2, min=0.0, max=1.0, step=0.05)
    convention = Choice("a*x", options=("a*x", "x/a"))
    units = Slider(3, min=1, max=9, step=1)
    rate = Slider(0.01, min=1e-4, max=0.3, log=True)
    grid = Toggle(True)
    formula = Text("x", label="target f(x)")
    scenes = {
        "A leak of 1/10": {"negative_slope": 0.1},
        "No leak": {"negative_slope": 0.0, "units": 9},
    }

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot(xlabel="z", ylabel="f(z)", title="leaky", ylim=(-4, 4))
        (self.curve,) = axes.plot(Z, Z, label="f(z)")
        axes.legend(loc="upper left")

    def update(self) -> str:
        if self.formula == "bad":
            raise ValueError("bad is not a formula: try x**2.")
        if self.formula == "broken":
            raise KeyError("inside")
        self.curve.set_ydata(np.where(Z > 0, Z, self.negative_slope * Z))
        return f"The slope below zero is {self.negative_slope:.2f}."

    @action("Double it")
    def double(self) -> None:
        self.negative_slope = 2 * self.negative_slope


class Heights(Explorable):
    """A curve made by hand."""

    places = Points([(0.5, 0.25)], axes=0, count=(1, 4), label="place")
    heights = Points([(i / 4, 0.5) for i in range(5)], move="y", axes=1, label="height")

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        left.set(xlim=(0, 1), ylim=(0, 1))
        right.set(xlim=(0, 1), ylim=(0, 1))
        (self.dots,) = left.plot([], [], "o", label="places")
        (self.curve,) = right.plot([], [], "o-", label="heights")

    def update(self) -> str:
        self.dots.set_data(*np.array(self.places).T)
        self.curve.set_data(*np.array(self.heights).T)
        return f"The mean height is {np.mean([y for _, y in self.heights]):.3f}."


class Counter(Live):
    """Counting up to a limit."""

    limit = Slider(50, min=0, max=10_000, step=1, restarts=True)
    gain = Slider(1.0, min=0.0, max=5.0, step=0.5)
    fails_at = Slider(0, min=0, max=10_000, step=1)

    def draw(self, figure: Figure) -> None:
        (self.dot,) = figure.add_subplot(xlim=(0, 100), ylim=(0, 5)).plot([0], [0], "o", label="n")

    def begin(self) -> Iterator[int]:
        for n in range(1, self.limit + 1):
            if n == self.fails_at:
                raise ZeroDivisionError(f"step {n} divides by zero")
            yield n

    def update(self) -> str:
        n = self.progress or 0
        self.dot.set_data([n], [self.gain])
        return f"{n} steps done at gain {self.gain:.1f}."


QUESTIONS = [
    Question(
        "How much is <2> + 2?",
        {"a": Answer("3", "one too few."), "b": Answer("4", "so it is.")},
        "b",
        "lesson 01",
        Leaky,
    ),
    Question("And 1 + 1?", {"a": Answer("2", "yes."), "b": Answer("11", "no.")}, "a", "02", Leaky),
]
