"""Target by target: who wins where."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Points
from lessons_lib.lessons.no_free_lunch.cube import SEVEN, Cube, Pair, learner_named
from lessons_lib.theory.free_lunch.cube import CUT, TARGETS, Array, predictions

ORDERS = {"number of the target": np.arange(256), "cut edges": np.argsort(CUT, kind="stable")}


class WhoWins(Pair):
    """One cell for each of the 256 targets: which of two learners has fewer wrong answers."""

    size = (9.6, 5.0)
    order = Choice("cut edges", options=tuple(ORDERS), label="cells in order of")
    cell = Points([(0.0, 15.0)], x=(0, 15), y=(0, 15), axes=1, label="target")
    scenes = {
        "Smooth targets first": {},
        "In order of number": {"order": "number of the target"},
        "Against always 1": {"second": "always 1"},
        "Network against neighbour": {
            "first": "MLP",
            "cell": [(15.0, 0.0)],
            **SEVEN,
            "second": "nearest neighbour",
        },
    }

    @property
    def target(self) -> int:
        """Number of the target in the marked cell."""
        ((x, y),) = self.cell
        return int(ORDERS[self.order][16 * (15 - round(y)) + round(x)])

    def margin(self) -> Array:
        """Wrong answers of the second learner less those of the first, (256,)."""
        return self.wrong(self.second) - self.wrong(self.first)

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(4, 5))
        self.cube = Cube(left, "The marked target")
        self.image = right.imshow(np.zeros((16, 16)), label="margin", origin="lower")
        right.set(xticks=[], yticks=[], title="Fewer wrong answers")
        right.grid(False)
        (self.mark,) = right.plot(
            [], [], "s", color="C3", markerfacecolor="none", markersize=17, markeredgewidth=3
        )
        self.mark.set_label("marked")
        self.bar = figure.colorbar(self.image, ax=right)
        self.ends: tuple[int, str, str] | None = None

    def update(self) -> str:
        nothing = self.nothing_to_do()
        margin = np.zeros(256, int) if nothing else self.margin()
        self.image.set_data(margin[ORDERS[self.order]].reshape(16, 16)[::-1])
        most = max(1, int(np.abs(margin).max()))
        ends = (most, self.second, self.first)
        if ends != self.ends:  # new ticks repaint the background
            self.ends = ends
            self.image.set_clim(-most, most)
            self.bar.set_ticks([-most, 0, most], labels=[self.second, "tie", self.first])
        self.mark.set_data(*np.round(self.cell).T)
        labels = TARGETS[self.target]
        self.cube.show(self.training, [str(label) for label in labels])
        if nothing:
            return nothing
        first, second = int((margin > 0).sum()), int((margin < 0).sum())
        return (
            f"Of 256 targets {self.first} wins on {first}, {self.second} on {second},"
            f" {256 - first - second} are ties; all margins together: {margin.sum()}."
            f" {self._marked(labels)}"
        )

    def _marked(self, labels: Array) -> str:
        outside = [c for c in range(8) if c not in self.training]
        said = " ".join(
            f"{name} says {''.join(map(str, self._answers(name)[outside]))},"
            for name in (self.first, self.second)
        )
        truth = "".join(map(str, labels[outside]))
        edges = CUT[self.target]
        return (
            f"Target {self.target}, {edges} cut edges: off the training set {said} truth {truth}."
        )

    def _answers(self, name: str) -> Array:
        return np.asarray(predictions(learner_named(name), self.training)[self.target])
