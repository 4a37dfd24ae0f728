"""The lecture's two formulas as products: a column a factor, lit at the step that uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from matplotlib.axes import Axes

LAST = 11


class Factor(NamedTuple):
    """A factor: its partial derivative, the lecture's form of it, its value and its step."""

    symbol: str
    form: str
    value: str
    step: int


OUTPUT = (
    Factor(r"$-\eta$", r"$-\eta$", "minus_rate", 7),
    Factor(r"$\frac{\partial E}{\partial s}$", r"$-(t-s)$", "dE_ds", 5),
    Factor(r"$\frac{\partial s}{\partial net}$", r"$s(1-s)$", "ds_dnet", 6),
    Factor(r"$\frac{\partial net}{\partial v_1}$", r"$s_1$", "s1", 7),
    Factor(r"$\Delta v_1$", "", "change_v", 7),
)
HIDDEN = (
    Factor(r"$-\eta$", r"$-\eta$", "minus_rate", 10),
    Factor(r"$\frac{\partial E}{\partial s}$", r"$-(t-s)$", "dE_ds", 5),
    Factor(r"$\frac{\partial s}{\partial net}$", r"$s(1-s)$", "ds_dnet", 6),
    Factor(r"$\frac{\partial net}{\partial s_1}$", r"$v_1$", "v1", 8),
    Factor(r"$\frac{\partial s_1}{\partial net_1}$", r"$s_1(1-s_1)$", "slope1", 9),
    Factor(r"$\frac{\partial net_1}{\partial w_{11}}$", r"$x_1$", "x1", 10),
    Factor(r"$\Delta w_{11}$", "", "change_w", 10),
)


class Product:
    """A product of factors, written from `left` on in rows: symbols, forms, numbers."""

    WIDTH = 0.98

    def __init__(self, axes: Axes, factors: tuple[Factor, ...], left: float) -> None:
        self.factors = factors
        self.texts = []
        for k, factor in enumerate(factors):
            result = k == len(factors) - 1
            x = left + (k + (0.78 if result else 0.5)) * self.WIDTH
            rows = ((2.4, factor.symbol, 19), (1.35, factor.form, 13), (0.5, "", 13))
            self.texts.append(
                [axes.text(x, y, s, ha="center", va="center", size=size) for y, s, size in rows]
            )
            if k:
                sign = "=" if result else "·"
                axes.text(left + k * self.WIDTH, 2.4, sign, ha="center", va="center", size=19)

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
