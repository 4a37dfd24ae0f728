"""The variants on one axis, in both conventions, read at one z."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from lessons_lib.activations import ELU, GELU, Activation, LeakyReLU, RReLU, SiLU, Softplus, relu
from lessons_lib.explorable import Choice, Explorable, Slider
from lessons_lib.theory.approximation.one_layer import Array

Z = np.linspace(-4.0, 2.0, 601)
DIVIDE, MULTIPLY = "z/a (slides, Xu et al.)", "a*z (PyTorch, TensorFlow)"
DRAWS = 40
SLOPES, DIVISORS = "slope from U(1/8, 1/3) (PyTorch)", "divisor from U(3, 8) (Xu et al.)"
TESTED = "RReLU at test"
SMOOTH = ("GELU", "SiLU", "softplus")
GROUPS = {
    "leaky": ("leaky",),
    "RReLU": (TESTED,),
    "leaky and ELU": ("leaky", "ELU"),
    "GELU, SiLU, softplus": SMOOTH,
}
# Colour, dashes, marker: each alone tells most curves apart.
LOOKS: dict[str, tuple[str, Any, str]] = {
    "ReLU": ("C5", "-", ""),
    "leaky": ("C0", "--", "s"),
    TESTED: ("C1", "-", "o"),
    "ELU": ("C2", "-.", "D"),
    "GELU": ("C3", "-", "^"),
    "SiLU": ("C4", "--", "v"),
    "softplus": ("C0", ":", "P"),
}


def rrelu_slopes(parametrisation: str, draws: int = DRAWS, seed: int = 0) -> tuple[Array, float]:
    """Slopes drawn in training, and the one slope used at test."""
    rng = np.random.default_rng(seed)
    if parametrisation == SLOPES:
        phi = RReLU()
        return rng.uniform(phi.lower, phi.upper, draws), phi.mean_slope
    return 1 / rng.uniform(3, 8, draws), 1 / 5.5


class Family(Explorable):
    """ReLU and its variants: value above, derivative below, below zero is where they differ."""

    size = (9.0, 5.6)
    shown = Choice("leaky", options=tuple(GROUPS), label="beside ReLU")
    a = Slider(5.5, min=0.05, max=20.0, step=0.05)
    convention = Choice(DIVIDE, options=(DIVIDE, MULTIPLY), label="a is used as")
    rrelu = Choice(SLOPES, options=(SLOPES, DIVISORS), label="RReLU draws its")
    alpha = Slider(1.0, min=0.1, max=3.0, step=0.1, label="α of ELU")
    at = Slider(-2.0, min=-4.0, max=2.0, step=0.05, label="read at z")
    scenes = {
        "Slide: leaky, z/5.5": {},
        "The trap: 5.5 in TensorFlow": {"convention": MULTIPLY},
        "The same unit in TensorFlow: 0.1818": {"a": 0.1818, "convention": MULTIPLY},
        "Slide: randomised leaky": {"shown": "RReLU"},
        "Slide: ELU": {"shown": "leaky and ELU"},
        "Smooth: GELU, SiLU, softplus": {"shown": "GELU, SiLU, softplus"},
    }

    @property
    def negative_slope(self) -> float:
        """The slope below zero that `a` stands for in the chosen convention."""
        return 1 / self.a if self.convention == DIVIDE else self.a

    def hidden(self) -> list[str]:
        owners = {"a": "leaky", "convention": "leaky", "rrelu": TESTED, "alpha": "ELU"}
        return [name for name, owner in owners.items() if owner not in GROUPS[self.shown]]

    def draw(self, figure: Figure) -> None:
        engine = figure.get_layout_engine()
        assert isinstance(engine, ConstrainedLayoutEngine)
        engine.set(rect=(0.01, 0, 0.99, 0.89))  # the legend's place
        self.above, self.below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        self.above.set(ylabel="value f(z)", xlim=(-4.05, 2.05))
        self.below.set(ylabel="derivative f'(z)", xlabel="pre-activation z")
        thin: dict[str, Any] = {"color": "C1", "alpha": 0.3, "linewidth": 1, "linestyle": "-"}
        self.cloud = [
            self.above.plot([], [], label="RReLU draws" if i == 0 else "_draw", **thin)[0]
            for i in range(DRAWS)
        ]
        self.curves, self.slopes = {}, {}
        for i, (name, (colour, dashes, marker)) in enumerate(LOOKS.items()):
            look: dict[str, Any] = {"color": colour, "linestyle": dashes, "marker": marker}
            look |= {"markevery": (11 * i, 100), "markersize": 7}
            (self.curves[name],) = self.above.plot([], [], label=name, **look)
            (self.slopes[name],) = self.below.plot([], [], label=f"{name}'", **look)
        here: dict[str, Any] = {"color": "C5", "linestyle": (0, (1, 2)), "linewidth": 1.6}
        self.marks = [panel.axvline(0, label="read at z", **here) for panel in self._panels()]

    def _panels(self) -> tuple[Any, Any]:
        return self.above, self.below

    def units(self) -> dict[str, Activation]:
        """What is drawn; RReLU as it is at test."""
        known: dict[str, Activation] = {
            "leaky": LeakyReLU(self.negative_slope),
            TESTED: LeakyReLU(rrelu_slopes(self.rrelu)[1]),
            "ELU": ELU(self.alpha),
            "GELU": GELU(),
            "SiLU": SiLU(),
            "softplus": Softplus(),
        }
        return {"ReLU": relu} | {name: known[name] for name in GROUPS[self.shown]}

    def update(self) -> str:
        units = self.units()
        for name in LOOKS:
            phi = units.get(name)
            self.curves[name].set_data(*((Z, phi(Z)) if phi else ([], [])))
            self.slopes[name].set_data(*((Z, _broken(phi)) if phi else ([], [])))
        drawn, at_test = rrelu_slopes(self.rrelu)
        for line, slope in zip(self.cloud, drawn, strict=True):
            line.set_data(*((Z, LeakyReLU(slope)(Z)) if TESTED in units else ([], [])))
        for mark in self.marks:
            mark.set_xdata([self.at, self.at])
        self._fit()
        self._name(list(units))
        return " ".join([*self._words(units, drawn, at_test), self._reading(units)])

    def _fit(self) -> None:
        """Axes that hold every curve, and stay while the slopes are usual."""
        lowest = min(float(np.min(c.get_ydata(), initial=0)) for c in self.curves.values())
        steepest = max(float(np.nanmax(np.append(0, c.get_ydata()))) for c in self.slopes.values())
        self.above.set_ylim(-1.45 if lowest > -1.4 else min(-4.3, 1.07 * lowest), 2.3)
        self.below.set_ylim(-0.2, max(1.35, 1.1 * steepest))

    def _name(self, shown: list[str]) -> None:
        handles = [self.curves[name] for name in shown]
        handles += [self.cloud[0]] if TESTED in shown else []
        legend = self.above.legend(
            handles=[*handles, self.marks[0]],
            loc="lower left",
            bbox_to_anchor=(0.0, 1.0),
            ncols=5,
            handlelength=2.6,
            columnspacing=1.4,
        )
        legend.set_in_layout(False)

    def _words(self, units: dict[str, Activation], drawn: Array, at_test: float) -> list[str]:
        said = []
        if "leaky" in units:
            slope = self.negative_slope
            said.append(
                f"Below zero the leaky unit gives z/{1 / slope:.4g}, which is {slope:.4g}*z; in"
                f" PyTorch this is negative_slope={slope:.4g}."
            )
            said += ["Above zero its slope is only 1."] if slope > 1 else []
        if TESTED in units:
            said.append(
                f"RReLU drew {DRAWS} training slopes from {drawn.min():.3f} to {drawn.max():.3f},"
                f" with mean {drawn.mean():.4f}; at test its slope is always {at_test:.4f}."
            )
        if "ELU" in units:
            said.append(f"Far below zero ELU approaches -{self.alpha:g}.")
        if "GELU" in units:
            said += [f"The lowest value of {name} is {self._lowest(name)}." for name in SMOOTH[:2]]
            said.append(f"Softplus stays above 0; at z = 0 it is {Softplus()(0.0):.3f}.")
        return said

    def _lowest(self, name: str) -> str:
        z, y = self.curves[name].get_data()
        at = int(np.argmin(y))
        return f"{np.asarray(y)[at]:.3f}, at z = {np.asarray(z)[at]:.2f}"

    def _reading(self, units: dict[str, Activation]) -> str:
        """Value and derivative of every curve at the marked z."""
        z = np.array([self.at])
        found = [
            f"{name} {_told(phi(z))} and {_told(phi.derivative(z))}" for name, phi in units.items()
        ]
        return f"Value and derivative at z = {self.at:g}: {'; '.join(found)}."


def _broken(phi: Activation) -> Array:
    """The derivative on Z, with a gap at 0 if it jumps there."""
    slopes = np.array(phi.derivative(Z))
    kink = int(np.argmin(abs(Z)))
    if abs(slopes[kink + 1] - slopes[kink - 1]) > 0.05:
        slopes[kink] = np.nan
    return slopes


def _told(value: Array) -> str:
    return f"{value.item() + 0.0:.3g}"
