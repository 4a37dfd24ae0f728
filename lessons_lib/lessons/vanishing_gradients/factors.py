"""The lecture's two formulas as products: a column a factor, lit at the step that uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from matplotlib.axes import Axes

LAST = 12


class Factor(NamedTuple):
    """A factor: its partial derivative, the lecture's form of it, its value and its step, and
    the sign before it."""

    symbol: str
    form: str
    value: str
    step: int
    sign: str = "·"


def _slope(of: str, by: str) -> str:
    return rf"$\frac{{\partial {of}}}{{\partial {by}}}$"


OUTPUT = (
    Factor(r"$-\eta$", r"$-\eta$", "minus_rate", 7, ""),
    Factor(_slope("E", "s_1"), r"$-(t_1-s_1)$", "dE_ds", 5),
    Factor(_slope("s_1", "u_1"), r"$s_1(1-s_1)$", "ds_du", 6),
    Factor(_slope("u_1", "v_{11}"), r"$h_1$", "h1", 7),
    Factor(r"$\Delta v_{11}$", "", "change_v", 7, "="),
)
HIDDEN = (
    Factor(r"$-\eta$", r"$-\eta$", "minus_rate", 11, ""),
    Factor(_slope("E", "u_1"), r"$\delta_1$", "delta1", 8, "· ("),
    Factor(_slope("u_1", "h_1"), r"$v_{11}$", "v11", 8),
    Factor(_slope("E", "u_2"), r"$\delta_2$", "delta2", 9, "+"),
    Factor(_slope("u_2", "h_1"), r"$v_{12}$", "v12", 9),
    Factor(_slope("h_1", "z_1"), r"$h_1(1-h_1)$", "slope1", 10, ") ·"),
    Factor(_slope("z_1", "w_{11}"), r"$x_1$", "x1", 11),
    Factor(r"$\Delta w_{11}$", "", "change_w", 11, "="),
)


class Product:
    """A product of factors in three rows, symbols, forms and numbers, the first at `top`."""

    WIDTH, ROWS = 1.25, (0.0, 0.78, 1.32)

    def __init__(self, axes: Axes, factors: tuple[Factor, ...], top: float) -> None:
        self.factors = factors
        self.texts = []
        for k, factor in enumerate(factors):
            x = (k + 0.6) * self.WIDTH
            rows = zip(self.ROWS, (factor.symbol, factor.form, ""), (18, 12, 12), strict=True)
            self.texts.append(
                [
                    axes.text(x, top - y, s, ha="center", va="center", size=size)
                    for y, s, size in rows
                ]
            )
            if factor.sign:
                left = x - self.WIDTH / 2
                axes.text(left, top, factor.sign, ha="center", va="center", size=15)

    def show(self, values: Mapping[str, float], step: int) -> None:
        """Write the numbers known at `step`, and light the factors that come in at it."""
        for factor, texts in zip(self.factors, self.texts, strict=True):
            value = values[factor.value]
            digits = 3 if abs(value) >= 1e-3 else 2
            texts[-1].set_text(f"{value:.{digits}g}" if step >= factor.step else "")
            for text in texts:
                lit = factor.step == step
                text.set_color("C1" if lit else "C5")
                text.set_fontweight("bold" if lit else "normal")
