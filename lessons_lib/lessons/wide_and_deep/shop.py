"""One shop: the rule of its types, and which pairs of films were seen, are similar or unlike."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.colors import ListedColormap, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from lessons_lib.explorable import Choice, Explorable
from lessons_lib.theory.depth.purchases import EACH, FILMS, TYPES, World, world
from lessons_lib.theory.depth.tent import Array

ORDERS = ("as listed in the shop", "by hidden type")
NAMES = "ABCDEF"
KINDS = ("seen, answer no", "seen, answer yes", "similar, not seen", "unlike, not seen")
PAPER, GREY = "0.88", "0.55"
SHARES = {"10 %": 0.1, "30 %": 0.3, "70 %": 0.7}


def in_order(known: World, order: str) -> Array:
    """Film numbers (films,) as the shop lists them, or with equal types side by side."""
    return np.arange(FILMS) if order == ORDERS[0] else np.argsort(known.types, kind="stable")


def _edges() -> tuple[Array, Array]:
    """Lines between the types, where equal types lie side by side."""
    at = np.arange(EACH, FILMS, EACH) - 0.5
    gap = np.full(len(at), np.nan)
    across = np.column_stack([at, at, gap]).ravel()
    along = np.column_stack([0 * at - 0.5, 0 * at + FILMS - 0.5, gap]).ravel()
    return np.r_[across, along], np.r_[along, across]


EDGES = _edges()


def kinds(known: World) -> Array:
    """Number in KINDS of each pair (films, films); nan for a film with itself."""
    named = np.where(known.group == 0, known.also, known.group + 1).astype(float)
    return np.where(known.group < 0, np.nan, named)


class Shop(Explorable):
    """The rule of one shop, and its pairs: seen, similar, unlike."""

    size = (9.6, 5.2)
    seen = Choice("70 %", options=tuple(SHARES), label="pairs seen")
    order = Choice(ORDERS[1], options=ORDERS, label="films in order")
    scenes = {
        "The rule, seen in the pairs": {},
        "What a model gets": {"order": ORDERS[0]},
        "Few pairs seen": {"seen": "10 %"},
    }

    def draw(self, figure: Figure) -> None:
        left, self.right = figure.subplots(1, 2, width_ratios=(1, 1.5))
        ramp = mpl.colormaps[mpl.rcParams["image.cmap"]]
        colours = [to_hex(ramp(0.2)), to_hex(ramp(0.9)), PAPER, GREY]
        look: dict[str, Any] = {"cmap": ListedColormap(colours), "vmin": -0.5, "vmax": 3.5}
        self.rule = left.imshow(np.zeros((TYPES, TYPES)), label="rule", **look)
        self.pairs = self.right.imshow(np.zeros((FILMS, FILMS)), label="pairs", **look)
        self.answers = {
            (a, b): left.text(b, a, "", ha="center", va="center", fontsize=12)
            for a in range(TYPES)
            for b in range(TYPES)
        }
        (self.lines,) = self.right.plot(*EDGES, color="k", linewidth=1.0, label="_edges")
        left.set(title="The rule: six types", ylabel="type bought")
        left.set(xlabel="type asked about", xticks=range(TYPES), yticks=range(TYPES))
        left.set(xticklabels=NAMES, yticklabels=NAMES)
        self.right.set(ylabel="film i: bought", xlabel="film j: also bought?")
        self.right.set(xlim=(-0.5, FILMS - 0.5), ylim=(FILMS - 0.5, -0.5))
        for axes in (left, self.right):
            axes.grid(False)
        patches = [Patch(facecolor=c, label=name) for c, name in zip(colours, KINDS, strict=True)]
        figure.legend(handles=patches, loc="outside lower left", ncols=4)

    def update(self) -> str:
        known = world(seen=SHARES[self.seen], exceptions=0.0)
        films, codes = in_order(known, self.order), kinds(known)
        self.pairs.set_data(codes[np.ix_(films, films)])
        by_type = in_order(known, ORDERS[1]).reshape(TYPES, EACH)
        first, other = by_type[:, :1], by_type[:, 1]  # two films of each type
        unlike = known.group[first, other] == 2
        yes = known.also[first, other]
        self.rule.set_data(np.where(unlike, 3, yes))
        for kind, text in self.answers.items():
            text.set_text("yes" if yes[kind] else "no")
            text.set_color("w" if yes[kind] and not unlike[kind] else "k")
        self.lines.set_visible(self.order == ORDERS[1])
        self.right.set_title(f"The pairs: {self.seen} drawn as seen")
        if self.order == ORDERS[0]:
            ticks: dict[float, str] = {at: str(at) for at in range(0, FILMS, 5)}
        else:
            ticks = {EACH * k + 2.5: f"type {name}" for k, name in enumerate(NAMES)}
        self.right.set_xticks(list(ticks), list(ticks.values()))
        self.right.set_yticks(list(ticks), list(ticks.values()))
        counts = [int((known.group == group).sum()) for group in range(3)]
        return (
            f"Of the {sum(counts)} pairs of two different films, {counts[0]} were seen,"
            f" {counts[1]} are similar to seen ones, and {counts[2]} are unlike all seen ones."
        )
