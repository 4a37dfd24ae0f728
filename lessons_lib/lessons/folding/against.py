"""What folding gives, on a logarithmic axis, and beside it what networks have, on a linear one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lessons_lib.explorable import Spread
from lessons_lib.lessons.folding.experiment import EPOCHS, REPLICAS
from lessons_lib.theory.depth.tent import Array

LOOKS = {
    "trained": {"colour": "C0", "marker": "o", "linestyle": "-"},
    "random": {"colour": "C1", "marker": "s", "linestyle": "--"},
}
MOST = 3e6  # on the logarithmic axis


class Against:
    """Two panels: trained and random networks in both, those built by folding in the left."""

    def __init__(self, figure: Figure, xlabel: str) -> None:
        self.panels = figure.subplots(1, 2)
        for axes in self.panels:
            axes.set_xlabel(xlabel)
        # Linear below 1, because some medians are 0.
        self.panels[0].set_yscale("symlog", linthresh=1, linscale=0.5)
        self.panels[0].set(ylim=(-0.3, MOST), yticks=[0, *10.0 ** np.arange(7)])
        (self.most,) = self.panels[0].plot(
            [], [], color="C2", marker="D", linestyle="-.", label="built by folding"
        )
        self.spreads = [
            {name: Spread(axes, name, **look) for name, look in LOOKS.items()}
            for axes in self.panels
        ]
        handles = [self.most, *(spread.line for spread in self.spreads[0].values())]
        figure.legend(handles=handles, loc="outside upper left", ncols=3)

    def show(self, x: Array, rows: Mapping[str, ArrayLike], built: ArrayLike) -> None:
        """rows: for each name in LOOKS and each x the values of the networks, (replicas,)."""
        self.most.set_data(x, built)
        for spreads in self.spreads:
            for name, spread in spreads.items():
                spread.show(x, rows[name])
        for axes in self.panels:
            axes.set(xlim=(x[0] - 0.4, x[-1] + 0.4), xticks=x)

    def describe(self, recipe: str, kind: str, most: float) -> None:
        """Titles and labels; `most` ends the linear axis."""
        left, right = self.panels
        left.set_title(f"{EPOCHS[-1]} epochs of {recipe}\n(logarithmic axis)")
        right.set_title(f"The lower two, enlarged: medians\nof {REPLICAS}, bands: the middle half")
        left.set_ylabel(kind)
        right.set_ylabel(kind)
        right.set_ylim(-0.03 * most, most)
