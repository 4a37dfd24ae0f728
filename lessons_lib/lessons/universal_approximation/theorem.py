"""The theorem as a picture: a band of half-width eps, and F inside it everywhere or not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Live, Points, Slider, Text, action
from lessons_lib.lessons.universal_approximation.fitting import (
    ACTIVATION_NAMES,
    CONSTRUCTED,
    WAYS,
    Trained,
    as_layer,
    fitted,
    search,
    trained,
)
from lessons_lib.lessons.universal_approximation.marks import MARGIN, ErrorMark, said
from lessons_lib.theory.approximation.formulas import parse_formula
from lessons_lib.theory.approximation.one_layer import Array, Function, OneHiddenLayer, knots
from lessons_lib.theory.approximation.targets import TARGETS, from_points

X = np.linspace(0.0, 1.0, 601)
CROWDED = 30  # units from which on the squares would touch
FORMULA, DRAWN = "a formula", "drawn by hand"
POINTS = tuple((float(f"{i / 12:.3g}"), float(f"{0.7 * np.sin(i / 2):.3g}")) for i in range(13))


class Theorem(Live):
    """A band of half-width epsilon around the target, and a network that is inside it or not."""

    target = Choice("wave", options=(*TARGETS, FORMULA, DRAWN), restarts=True)
    formula = Text("sin(6*pi*x)/2 + x^2", label="f(x) =", restarts=True)
    drawn = Points(
        POINTS, move="y", y=(-1.5, 1.5), count=(2, 99), label="drawn point", restarts=True
    )
    eps = Slider(0.1, min=0.01, max=0.5, step=0.01, label="ε")
    units = Slider(6, min=1, max=100, step=1, label="units N", restarts=True)
    activation = Choice("sigmoid", options=ACTIVATION_NAMES, restarts=True)
    way = Choice("constructed", options=WAYS, label="weights", restarts=True)
    size = (8.0, 5.4)
    scenes = {
        "Slide: the theorem": {"units": 12},
        "Too few units": {"units": 3},
        "A smaller ε": {"units": 12, "eps": 0.03},
        "Random hidden weights": {"way": "random features", "units": 12, "eps": 0.03},
        "ReLU serves too": {"activation": "relu", "units": 12, "eps": 0.05},
        "A parabola never does": {
            "target": "Runge's",
            "activation": "square",
            "way": "random features",
            "units": 100,
        },
        "A hard target": {"target": "chirp", "units": 40, "way": "random features"},
        "Trained": {"way": "trained", "units": 12},
    }

    found = ""

    def hidden(self) -> Collection[str]:
        return [n for n, t in (("formula", FORMULA), ("drawn", DRAWN)) if self.target != t]

    @property
    def f(self) -> Function:
        """The target that is chosen, typed or drawn."""
        if self.target == FORMULA:
            return parse_formula(self.formula)
        return from_points(self.drawn) if self.target == DRAWN else TARGETS[self.target]

    @property
    def playable(self) -> bool:
        return self.way == "trained"

    def begin(self) -> Iterator[Trained]:
        return trained(self.f, self.units, self.activation)

    @action("Find the smallest N")
    def find(self) -> None:
        """Set N to the smallest that satisfies eps, or say that there is none."""
        found = search(self.f, self.eps, self.activation, self.way)
        self.units = found.units or self.units
        self.found = found.words
        self.refresh()

    def changed(self, names: Iterable[str]) -> None:
        super().changed(names)
        self.found = ""

    def draw(self, figure: Figure) -> None:
        top, below = figure.subplots(2, 1, height_ratios=(3, 1.3), sharex=True)
        top.set(ylabel="output", xlim=MARGIN, ylim=(-1.6, 2.0))
        self.band = top.fill_between(X, X, X, color="C4", alpha=0.3, linewidth=0, label="f ± ε")
        (self.goal,) = top.plot(X, X, label="target f", color="C5", linestyle="--")
        (self.curve,) = top.plot(X, X, label="network F", color="C0", linestyle="-")
        (self.knots,) = top.plot(
            [], [], "s", color="C5", markersize=7, markerfacecolor="none", label="values to join"
        )
        (self.dots,) = top.plot([], [], "o", color="C5", label="drawn points", markersize=10)
        self.mark = ErrorMark(top)
        self.top, self.named = top, [self.band, self.goal, self.curve, self.mark.bar]
        self.entries: list[tuple[object, float]] | None = None
        self.told = top.text(0.99, 0.05, "", transform=top.transAxes, ha="right", va="bottom")
        below.set(xlabel="input x", ylabel="(F - f) / ε", ylim=(-2.4, 2.4), yticks=(-1, 0, 1))
        below.axhspan(-1, 1, color="C4", alpha=0.3, linewidth=0, label="inside the band")
        (self.ratio,) = below.plot(X, X, color="C0", linestyle="-", label="error divided by ε")

    def update(self) -> str:
        f = self.f
        goal = f(X)
        self.band.set_data(X, goal - self.eps, goal + self.eps)
        self.goal.set_data(X, goal)
        self.dots.set_data(*(np.array(self.drawn).T if self.target == DRAWN else ([], [])))
        self.knots.set_data(*self._knots(f))
        self.knots.set_markersize(7 if self.units <= CROWDED else 3)
        self._name_what_is_drawn()
        ours = self._network(f)
        self.told.set_text("")
        if ours is None:
            self.curve.set_data([], [])
            self.ratio.set_data([], [])
            self.mark.hide()
            return (
                f"There is no construction here for {self.activation} units:"
                " choose random features or trained weights."
            )
        self.curve.set_data(X, ours(X))
        self.ratio.set_data(X, (ours(X) - goal) / self.eps)
        worst = self.mark.show(ours, f)
        verdict = "inside" if worst.error < self.eps else "not inside"
        self.told.set_text(f"largest error {said(worst.error)}: {verdict} ε = {self.eps:g}")
        return (
            f"{self.units} {self.activation} unit{'s' * (self.units > 1)}, {self._how()}:"
            f" largest error {said(worst.error)} at x = {worst.x:.2f},"
            f" {verdict} ε = {self.eps:g}. {self.found}"
        ).rstrip()

    def _knots(self, f: Function) -> tuple[Array, Array]:
        """The values of a target that a construction joins; a drawn one has its own points."""
        if self.way != "constructed" or self.activation not in CONSTRUCTED or self.target == DRAWN:
            return np.empty(0), np.empty(0)
        places = knots(self.units)
        return places, np.asarray(f(places), float)

    def _name_what_is_drawn(self) -> None:
        sometimes = [line for line in (self.knots, self.dots) if len(line.get_xdata())]
        handles = [*self.named, *sometimes]
        entries = [(line.get_label(), line.get_markersize()) for line in sometimes]
        if entries != self.entries:
            self.entries = entries
            self.top.legend(
                handles=handles, loc="upper left", ncols=5, columnspacing=1.0, handlelength=1.5
            ).set_in_layout(False)

    def _network(self, f: Function) -> OneHiddenLayer | None:
        if self.way == "trained":
            # The untrained network is what zero epochs give.
            return as_layer((self.progress or next(trained(f, self.units, self.activation))).net)
        if self.way == "constructed" and self.activation not in CONSTRUCTED:
            return None
        return fitted(f, self.units, self.activation, self.way)

    def _how(self) -> str:
        if self.way != "trained":
            return self.way
        return f"trained for {self.progress.epochs if self.progress else 0} epochs"
