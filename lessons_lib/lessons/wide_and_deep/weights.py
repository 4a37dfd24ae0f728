"""Looking inside both models: a table that can be read, and numbers that cannot."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Points
from lessons_lib.lessons.wide_and_deep.watched import SEEN, film_numbers, restored_models
from lessons_lib.theory.depth.purchases import (
    EACH,
    FILMS,
    World,
    crossed,
    one_of_each,
    world,
)
from lessons_lib.theory.depth.tent import Array

ORDERS = ("as listed in the shop", "by hidden type")


def _edges() -> tuple[Array, Array]:
    """Lines between the types, where equal types lie side by side."""
    at = np.arange(EACH, FILMS, EACH) - 0.5
    gap = np.full(len(at), np.nan)
    across = np.column_stack([at, at, gap]).ravel()
    along = np.column_stack([0 * at - 0.5, 0 * at + FILMS - 0.5, gap]).ravel()
    return np.r_[across, along], np.r_[along, across]


EDGES = _edges()


class Inside(NamedTuple):
    """A world, the wide model's weights of pairs (films, films), the deep model's numbers
    (films, 6), and the logits of both (films, films)."""

    world: World
    crossed: Array
    vectors: Array
    wide: Array
    deep: Array


@cache
def inside() -> Inside:
    """Both models of world 0, from the stored weights."""
    known = world(seen=SEEN, exceptions=0.0)
    linear, net = restored_models()
    pairs = np.argwhere(np.ones((FILMS, FILMS)))
    both = [
        model.logits(features(pairs))[0, :, 0].reshape(FILMS, FILMS)
        for model, features in ((linear, crossed), (net, one_of_each))
    ]
    table = linear.weights[0][0, 2 * FILMS :, 0].reshape(FILMS, FILMS)
    return Inside(known, table, film_numbers(net), *both)


class Weights(Explorable):
    """The wide model's weights of pairs, and the deep model's numbers for each film."""

    size = (9.8, 5.0)
    order = Choice(ORDERS[0], options=ORDERS, label="films in order")
    pair = Points([(7.0, 1.0)], x=(0, FILMS - 1), y=(0, FILMS - 1), label="pair")
    scenes = {
        "A similar pair, never seen": {},
        "The pair with the largest weight": {"pair": [(23.0, 28.0)]},
        "With the types told": {"order": ORDERS[1], "pair": [(14.0, 8.0)]},
    }

    @property
    def films(self) -> Array:
        """Film numbers in the order shown."""
        if self.order == ORDERS[0]:
            return np.arange(FILMS)
        return np.argsort(inside().world.types, kind="stable")

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2, width_ratios=(6, 3))
        seen = inside()
        most = float(np.quantile(np.abs(seen.crossed), 0.99))
        self.table = left.imshow(seen.crossed, vmin=-most, vmax=most, label="pair weights")
        left.set(
            xlabel="film j: also bought?", ylabel="film i: bought", title="Wide: one weight a pair"
        )
        far = float(np.abs(seen.vectors).max())
        self.numbers = right.imshow(
            seen.vectors, vmin=-far, vmax=far, aspect="auto", label="film numbers"
        )
        right.set(xlabel="number", ylabel="film", title="Deep: 6 numbers a film")
        right.set_xticks(range(6), range(1, 7))
        self.panels = (left, right)
        for axes in self.panels:
            axes.grid(False)
        bar = figure.colorbar(self.table, ax=left)
        bar.set_ticks([-most, 0, most], labels=[f"no: {-most:.0f}", "0", f"yes: {most:.0f}"])
        (self.mark,) = left.plot(
            [], [], "s", color="C2", markerfacecolor="none", markersize=13, markeredgewidth=3
        )
        self.mark.set_label("marked pair")
        (self.edges,) = left.plot([], [], color="C5", linewidth=1.0, linestyle="-", label="_edges")
        self.lines = [
            right.axhline(0, color="C2", linewidth=2.5, linestyle=dashes, label=f"_{dashes}")
            for dashes in ("-", "--")
        ]

    def update(self) -> str:
        films, seen = self.films, inside()
        self.table.set_data(seen.crossed[np.ix_(films, films)])
        self.numbers.set_data(seen.vectors[films])
        ((x, y),) = self.pair
        column, row = round(x), round(y)
        self.mark.set_data([column], [row])
        for line, place in zip(self.lines, (row, column), strict=True):
            line.set_ydata([place, place])
        self.panels[0].set_xticks(*self._ticks(3, column))
        self.panels[0].set_yticks(*self._ticks(1, row))
        self.panels[1].set_yticks(*self._ticks(1, row, column))
        self.edges.set_data(*(([], []) if self.order == ORDERS[0] else EDGES))
        return self._words(int(films[row]), int(films[column]))

    def _ticks(self, room: int, *marked: int) -> tuple[list[int], list[str]]:
        """Places of some films and what stands there; `room` is kept beside those marked."""
        others = [k for k in range(0, FILMS, 5) if min(abs(k - m) for m in marked) > room]
        told = {k: str(self.films[k]) for k in others}
        told |= {m: f"film {self.films[m]}" for m in marked}
        return list(told), list(told.values())

    def _words(self, i: int, j: int) -> str:
        seen = inside()
        kind = (
            "was seen",
            "was never seen, but similar ones were",
            "is unlike all that were seen",
            "is one film twice",
        )
        said = [f"{'yes' if logit[i, j] > 0 else 'no'}" for logit in (seen.wide, seen.deep)]
        truth = "yes" if seen.world.also[i, j] else "no"
        weight = float(seen.crossed[i, j])
        numbers = ", ".join(f"{v:.1f}" for v in seen.vectors[i, : seen.vectors.shape[1] // 2])
        return (
            f"Who bought film {i}: do they also buy film {j}? This pair"
            f" {kind[seen.world.group[i, j]]}. Its weight in wide is {weight:.1f}. Wide says"
            f" {said[0]}, deep says {said[1]}, and the truth is {truth}. As the film bought, deep"
            f" describes film {i} by ({numbers})."
        )
