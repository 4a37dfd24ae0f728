"""Looking inside both models: a table that can be read, and numbers that cannot."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.colors import Colormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from lessons_lib.explorable import Choice, Explorable, Points
from lessons_lib.lessons.wide_and_deep.shop import EDGES, GREY, NAMES, ORDERS, in_order
from lessons_lib.lessons.wide_and_deep.tiles import outlined
from lessons_lib.lessons.wide_and_deep.watched import SEEN, film_numbers, restored_models
from lessons_lib.theory.depth.purchases import (
    EACH,
    FILMS,
    World,
    crossed,
    logits_of,
    one_of_each,
    world,
)
from lessons_lib.theory.depth.tent import Array


class Inside(NamedTuple):
    """A world; wide's weights of the films bought (films,), of those asked about (films,), of
    pairs (films, films) and b; deep's numbers (films, 6); both models' logits (films, films)."""

    world: World
    bought: Array
    asked: Array
    crossed: Array
    b: float
    vectors: Array
    wide: Array
    deep: Array


@cache
def inside() -> Inside:
    """Both models of world 0, from the stored weights."""
    known = world(seen=SEEN, exceptions=0.0)
    linear, net = restored_models()
    pairs = np.argwhere(np.ones((FILMS, FILMS)))
    wide, deep = (
        logits_of(model, features)(pairs).reshape(FILMS, FILMS)
        for model, features in ((linear, crossed), (net, one_of_each))
    )
    bought, asked, table = np.split(linear.weights[0][0, :, 0].astype(float), [FILMS, 2 * FILMS])
    b = float(linear.biases[0].item())
    table = table.reshape(FILMS, FILMS)
    return Inside(known, bought, asked, table, b, film_numbers(net), wide, deep)


class Weights(Explorable):
    """The wide model's weights of films and pairs, and the deep model's numbers for each film."""

    size = (10.4, 5.4)
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
        return in_order(inside().world, self.order)

    def draw(self, figure: Figure) -> None:
        grid = figure.add_gridspec(2, 3, width_ratios=(0.4, 6, 3), height_ratios=(0.4, 6))
        table, deep = figure.add_subplot(grid[1, 1]), figure.add_subplot(grid[:, 2])
        left, top = figure.add_subplot(grid[1, 0]), figure.add_subplot(grid[0, 1])
        self.table, self.left, self.top, self.deep = table, left, top, deep
        seen = inside()
        most = max(float(np.abs(v).max()) for v in (seen.crossed, seen.bought, seen.asked))
        look: dict[str, Any] = {"aspect": "auto", "vmin": -most, "vmax": most}
        blank = np.zeros((FILMS, FILMS))
        self.pairs = table.imshow(blank, cmap=_greyed(), label="weights of pairs", **look)
        self.bought = left.imshow(blank[:, :1], label="weights of films bought", **look)
        self.asked = top.imshow(blank[:1], label="weights of films asked about", **look)
        far = float(np.abs(seen.vectors).max())
        self.numbers = deep.imshow(
            seen.vectors, vmin=-far, vmax=far, aspect="auto", label="film numbers"
        )
        self._name(figure, most, far)
        (self.edges,) = table.plot(*EDGES, color="C5", linewidth=1.0, linestyle="-", label="_edges")
        table.set(xlim=(-0.5, FILMS - 0.5), ylim=(FILMS - 0.5, -0.5))
        self.frames = [
            axes.plot([], [], color="C2", linewidth=3, linestyle=dashes, label=label)[0]
            for axes, dashes, label in (
                (table, "-", "marked pair"),
                (left, "-", "_a"),
                (top, "--", "_c"),
                (deep, "-", "_e"),
                (deep, "--", "_e'"),
            )
        ]

    def _name(self, figure: Figure, most: float, far: float) -> None:
        """Titles, scales up to `most` and `far`, and what grey means."""
        table, left, top, deep = self.table, self.left, self.top, self.deep
        left.set(ylabel="film i: bought", xticks=[0], xticklabels=["$a_i$"])
        left.yaxis.set_label_coords(-3.4, 0.5)  # whatever film is named beside it
        top.set(xticks=[])
        top.set_yticks([0], ["$c_j$"])
        table.set(xlabel="film j: also bought?", yticks=[])
        table.xaxis.set_label_coords(0.5, -0.15)  # below a film named under its type
        deep.set(xlabel="$e_i$ (bought)    $e'_j$ (asked)")
        deep.set_xticks(range(6), list("123123"))
        deep.axvline(2.5, color="C5", linewidth=1.5, linestyle="-", label="_halves")
        for axes in (table, left, top, deep):
            axes.grid(False)
        for image, beside, end in (
            (self.pairs, [left, table, top], most),
            (self.numbers, [deep], far),
        ):
            bar = figure.colorbar(image, ax=beside)
            bar.set_ticks([-end, 0, end], labels=[f"{-end:.1f}", "0", f"{end:.1f}"])
        unseen = Patch(facecolor=GREY, label="pair never seen: its weight is 0")
        figure.legend(handles=[unseen], loc="outside lower left")

    def update(self) -> str:
        films, seen = self.films, inside()
        known = np.where(seen.world.group == 0, seen.crossed, np.nan)
        self.pairs.set_data(known[np.ix_(films, films)])
        self.bought.set_data(seen.bought[films][:, None])
        self.asked.set_data(seen.asked[films][None])
        self.numbers.set_data(seen.vectors[films])
        ((x, y),) = self.pair
        column, row = round(x), round(y)
        places = ((column, row, 1), (0, row, 1), (column, 0, 1), (0, row, 3), (3, column, 3))
        for line, place in zip(self.frames, places, strict=True):
            line.set_data(*outlined(*place))
        self.table.set_xticks(*self._ticks(4, column))
        self.left.set_yticks(*self._ticks(1, row))
        self.deep.set_yticks(*self._ticks(1, row, column))
        self.edges.set_visible(self.order == ORDERS[1])
        return self._words(int(films[row]), int(films[column]))

    def _ticks(self, room: int, *marked: int) -> tuple[list[float], list[str]]:
        """Some films, and those marked, beside which `room` is kept; or the types, each with the
        film of it that is marked."""
        if self.order == ORDERS[0]:
            told: dict[float, str] = {k: str(k) for k in range(0, FILMS, 5)}
            told = {k: v for k, v in told.items() if min(abs(k - m) for m in marked) > room}
            told |= {m: f"film {m}" for m in marked}
        else:
            told = {EACH * k + 2.5: f"type {name}" for k, name in enumerate(NAMES)}
            for m in marked:
                told[m // EACH * EACH + 2.5] += f"\nfilm {self.films[m]}"
        return list(told), list(told.values())

    def _words(self, i: int, j: int) -> str:
        seen = inside()
        kind = (
            "was seen",
            "was never seen, but similar ones were",
            "is unlike all that were seen",
            "is one film twice",
        )[seen.world.group[i, j]]
        wide, deep, truth = (
            "yes" if yes else "no"
            for yes in (seen.wide[i, j] > 0, seen.deep[i, j] > 0, seen.world.also[i, j])
        )
        parts = [seen.bought[i], seen.asked[j], seen.crossed[i, j], seen.b]
        a, c, pair, b = (f"{v:z.2f}" for v in parts)
        self.top.set_title(
            f"Wide: {' + '.join((a, c, pair, b))} = {sum(parts):z.2f}, {wide}".replace("+ -", "- ")
        )
        self.deep.set_title(f"Deep: {seen.deep[i, j]:z.1f}, {deep}")
        e, f = (_told(v) for v in (seen.vectors[i, :3], seen.vectors[j, 3:]))
        return (
            f"A customer bought film {i}. Do they also buy film {j}? This pair {kind}. Wide adds"
            f" {a} (film {i}), {c} (film {j}), {pair} (the pair) and {b} (b): the logit is"
            f" {sum(parts):z.2f}, so it says {wide}. Deep adds {e} and {f}, the numbers framed;"
            f" its logit is {seen.deep[i, j]:z.1f}, so it says {deep}. The truth is {truth}."
        )


def _greyed() -> Colormap:
    """The house's colours from orange to violet, and grey where there is no number."""
    return mpl.colormaps[mpl.rcParams["image.cmap"]].with_extremes(bad=GREY)


def _told(numbers: Array) -> str:
    return "(" + ", ".join(f"{v:z.1f}" for v in numbers) + ")"
