"""Customers who bought i: do they also buy j? A small world whose rule is known.

Every film has one of a few types that no model is shown. Whether a buyer of i also buys j
depends on the two types alone, by a table drawn at random, except for some pairs that do the
opposite. Some pairs of types never occur in training at all. So three questions can be told
apart: pairs seen; pairs not seen though pairs of the same two types were (similar); pairs of
types never seen together (unlike), on which no model can do better than guess.

After Cheng et al. (2016), Wide & Deep Learning for Recommender Systems, arXiv:1606.07792.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lessons_lib.mlp import MLP
from lessons_lib.training import train

Array = NDArray[Any]
TYPES, EACH = 6, 6
FILMS = TYPES * EACH
GROUPS = ("seen", "similar", "unlike")
ODD = "exceptions"
Features = Callable[[Array], Array]


@dataclass(frozen=True)
class World:
    """types (films,); also (films, films): 1 where a buyer of the row buys the column too;
    group (films, films): 0 seen, 1 similar but unseen, 2 unlike, -1 a film with itself;
    exception (films, films): whether the pair breaks the rule of its types."""

    types: Array
    also: Array
    group: Array
    exception: Array

    def pairs(self, group: int) -> tuple[Array, Array]:
        """The pairs (n, 2) of a group and their labels (n,)."""
        chosen = np.argwhere(self.group == group)
        return chosen, self.also[tuple(chosen.T)]

    def without_exceptions(self) -> World:
        """The same, with the exceptions taken out of the pairs that were seen."""
        out = (self.group == 0) & self.exception
        return replace(self, group=np.where(out, -1, self.group))


def world(seed: int = 0, *, seen: float = 0.5, exceptions: float = 0.1) -> World:
    """Draw types, table and exceptions; `seen` is the share of the known kinds that is sold."""
    if not (0 < seen < 1 and 0 <= exceptions <= 0.5):
        raise ValueError(
            f"seen = {seen}, exceptions = {exceptions}: choose shares, above 0 and below 1 for"
            " the first, from 0 to 0.5 for the second."
        )
    rng = np.random.default_rng(seed)
    types = rng.permutation(np.repeat(np.arange(TYPES), EACH))
    table = rng.integers(2, size=(TYPES, TYPES))
    held_out = np.eye(TYPES, dtype=bool)[rng.permutation(TYPES)]
    kind = types[:, None], types[None, :]
    exception = rng.random((FILMS, FILMS)) < exceptions
    group = np.where(rng.random((FILMS, FILMS)) < seen, 0, 1)
    group[held_out[kind]] = 2
    np.fill_diagonal(group, -1)
    # By chance no pair of some kind may have been sold: then none of that kind is similar.
    sold = np.zeros((TYPES, TYPES), bool)
    sold[tuple(types[np.argwhere(group == 0)].T)] = True
    group[(group == 1) & ~sold[kind]] = 2
    return World(types, table[kind] ^ exception, group, exception)


def one_of_each(pairs: Array) -> Array:
    """The first film and the second, each as one 1 among zeros, (n, 2 films)."""
    return np.eye(2 * FILMS, dtype=np.float32)[pairs + np.array([0, FILMS])].sum(1)


def crossed(pairs: Array) -> Array:
    """The same, and one feature for each pair of films, (n, 2 films + films^2)."""
    cross = np.eye(FILMS**2, dtype=np.float32)[pairs @ [FILMS, 1]]
    return np.hstack([one_of_each(pairs), cross])


def with_types(known: World) -> Features:
    """The engineered features: `crossed`, and one for each pair of types, told by a person."""

    def features(pairs: Array) -> Array:
        kind = np.eye(TYPES**2, dtype=np.float32)[known.types[pairs] @ [TYPES, 1]]
        return np.hstack([crossed(pairs), kind])

    return features


def wide(
    known: World, features: Features = crossed, *, epochs: int = 300, rate: float = 20.0
) -> MLP:
    """A linear model: its weights begin at 0, and stay there for features that never occur."""
    pairs, labels = known.pairs(0)
    X = features(pairs)
    net = MLP((X.shape[1], 1), seeds=(0,), init=0.0, dtype=np.float32)
    train(net, X, labels, epochs=epochs, batch_size=None, learning_rate=rate)
    return net


class Deep(NamedTuple):
    """Numbers for each film, ReLU units that read them, and how they are trained."""

    vector: int = 3
    hidden: int = 12
    optimiser: str = "adam"
    rate: float = 0.01
    epochs: int = 200


SMALL, LARGE = Deep(), Deep(8, 32)


def deep(known: World, kind: Deep = SMALL, *, seed: int = 0) -> MLP:
    """Each film becomes a vector of a few numbers (as first and as second film another one);
    a layer of ReLU units reads the sum of the two."""
    pairs, labels = known.pairs(0)
    sizes, units = (2 * FILMS, kind.vector, kind.hidden, 1), ["identity", "relu"]
    net = MLP(sizes, units, seeds=(seed,), init="he", dtype=np.float32)
    options = {"optimiser": kind.optimiser, "learning_rate": kind.rate, "epochs": kind.epochs}
    train(net, one_of_each(pairs), labels, batch_size=16, **options)
    return net


def accuracy(logits: Features, known: World) -> dict[str, float]:
    """Share of right answers in each group, and on the exceptions among the seen pairs.

    `logits` gives those of pairs (n, 2). A logit of exactly 0 is no answer and counts half; nan
    where there are no pairs.
    """
    found = {name: _right(logits, *known.pairs(g)) for g, name in enumerate(GROUPS)}
    pairs, labels = known.pairs(0)
    odd = known.exception[tuple(pairs.T)]
    found[ODD] = _right(logits, pairs[odd], labels[odd])
    return found


def logits_of(net: MLP, features: Features) -> Features:
    """What gives the net's logits (n,) of pairs (n, 2)."""
    return lambda pairs: net.logits(features(pairs))[0, :, 0]


def _right(logits: Features, pairs: Array, labels: Array) -> float:
    if not len(pairs):
        return float("nan")
    logit = logits(pairs)
    return float(np.where(logit == 0, 0.5, (logit > 0) == labels).mean())
