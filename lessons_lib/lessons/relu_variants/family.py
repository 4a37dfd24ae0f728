"""The whole family on one axis, in both conventions."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.activations import ELU, Activation, LeakyReLU, RReLU, relu
from lessons_lib.explorable import Choice, Explorable, Slider, Toggle
from lessons_lib.theory.approximation.one_layer import Array

Z = np.linspace(-4.0, 2.0, 601)
DIVIDE, MULTIPLY = "x/a (slides, Xu et al.)", "a*x (PyTorch, TensorFlow)"
DRAWS = 40
SLOPES, DIVISORS = "slope from U(1/8, 1/3) (PyTorch)", "divisor from U(3, 8) (Xu et al.)"
LOOKS = {"ReLU": ("C5", "-"), "leaky": ("C0", "--"), "ELU": ("C2", "-."), "RReLU": ("C1", "-")}


def rrelu_slopes(parametrisation: str, draws: int = DRAWS, seed: int = 0) -> tuple[Array, float]:
    """Slopes drawn in training, and the one slope used at test."""
    rng = np.random.default_rng(seed)
    if parametrisation == SLOPES:
        phi = RReLU()
        return rng.uniform(phi.lower, phi.upper, draws), phi.mean_slope
    return 1 / rng.uniform(3, 8, draws), 1 / 5.5


class Family(Explorable):
    """ReLU and its variants: value above, derivative below, below zero is where they differ."""

    size = (8.0, 5.4)
    a = Slider(5.5, min=0.05, max=20.0, step=0.05)
    convention = Choice(DIVIDE, options=(DIVIDE, MULTIPLY), label="a is used as")
    alpha = Slider(1.0, min=0.1, max=3.0, step=0.1, label="α of ELU")
    rrelu = Choice(SLOPES, options=(SLOPES, DIVISORS), label="RReLU draws its")
    show_leaky = Toggle(True, label="leaky")
    show_elu = Toggle(True, label="ELU")
    show_rrelu = Toggle(False, label="RReLU")
    scenes = {
        "Slide: leaky, x/5.5": {"show_elu": False},
        "The trap: 5.5 in TensorFlow": {"convention": MULTIPLY, "show_elu": False},
        "The same in TensorFlow: 0.18": {"a": 0.1818, "convention": MULTIPLY, "show_elu": False},
        "Slide: randomised leaky": {"show_rrelu": True, "show_leaky": False, "show_elu": False},
        "Slide: ELU": {"show_leaky": False},
        "All of them": {"show_rrelu": True},
    }

    @property
    def negative_slope(self) -> float:
        """The slope below zero that `a` stands for in the chosen convention."""
        return 1 / self.a if self.convention == DIVIDE else self.a

    def hidden(self) -> list[str]:
        needless = {
            "a": self.show_leaky,
            "convention": self.show_leaky,
            "alpha": self.show_elu,
            "rrelu": self.show_rrelu,
        }
        return [name for name, needed in needless.items() if not needed]

    def draw(self, figure: Figure) -> None:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        above.set(ylabel="value f(z)", xlim=(-4.15, 2), ylim=(-3.2, 2.2))
        below.set(ylabel="derivative f'(z)", xlabel="pre-activation z", ylim=(-0.15, 1.6))
        self.cloud = [
            above.plot([], [], color="C1", alpha=0.25, linewidth=1, linestyle="-", label="_draw")[0]
            for _ in range(DRAWS)
        ]
        self.curves, self.slopes = {}, {}
        for name, (colour, dashes) in LOOKS.items():
            (self.curves[name],) = above.plot([], [], color=colour, linestyle=dashes, label=name)
            (self.slopes[name],) = below.plot(
                [], [], color=colour, linestyle=dashes, label=f"{name}'"
            )
        (self.gap,) = above.plot(
            [], [], color="C3", marker="_", markersize=14, linestyle="-", label="differ most"
        )
        above.legend(loc="upper left", ncols=3)

    def update(self) -> str:
        drawn, at_test = rrelu_slopes(self.rrelu)
        shown: dict[str, Activation] = {"ReLU": relu}
        if self.show_leaky:
            shown["leaky"] = LeakyReLU(self.negative_slope)
        if self.show_elu:
            shown["ELU"] = ELU(self.alpha)
        if self.show_rrelu:
            shown["RReLU"] = LeakyReLU(at_test)
        for name in LOOKS:
            phi = shown.get(name)
            self.curves[name].set_data(*((Z, phi(Z)) if phi else ([], [])))
            self.slopes[name].set_data(*((Z, phi.derivative(Z)) if phi else ([], [])))
        for line, slope in zip(self.cloud, drawn, strict=True):
            line.set_data(*((Z, LeakyReLU(slope)(Z)) if self.show_rrelu else ([], [])))
        return " ".join([*self._words(drawn, at_test), self._most_different(shown)])

    def _words(self, drawn: Array, at_test: float) -> list[str]:
        said = []
        if self.show_leaky:
            said.append(
                f"Leaky: below zero x/{1 / self.negative_slope:.4g} ="
                f" {self.negative_slope:.4g}*x (negative_slope={self.negative_slope:.4g})."
            )
        if self.show_elu:
            said.append(f"ELU levels off at -{self.alpha:g}.")
        if self.show_rrelu:
            said.append(
                f"RReLU: {DRAWS} slopes from {drawn.min():.3f} to {drawn.max():.3f} in training,"
                f" {at_test:.4f} at test (their mean is {drawn.mean():.4f})."
            )
        return said

    def _most_different(self, shown: dict[str, Activation]) -> str:
        """Mark the pair of curves that lie furthest apart, and where."""
        curves = {name: self.curves[name].get_ydata() for name in shown}
        found = [
            (float(np.max(np.abs(curves[p] - curves[q]))), p, q) for p, q in combinations(curves, 2)
        ]
        if not found:
            self.gap.set_data([], [])
            return "ReLU alone: 0 below zero, and so is its derivative."
        size, p, q = max(found)
        at = int(np.argmax(np.abs(curves[p] - curves[q])))
        self.gap.set_data([Z[at], Z[at]], [curves[p][at], curves[q][at]])
        return f"{p} and {q} differ most: by {size:.3g} at z = {Z[at]:.2f}."
