"""Why a learner answers as it does, in words, with the numbers that it found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lessons_lib.theory.free_lunch.cube import CORNERS, Array
from lessons_lib.theory.free_lunch.learners import (
    left_out_misses,
    nearest_neighbour,
    network_logits,
    opposite,
    perceptron_weights,
)

SUBSCRIPTS = "₁₂₃"


def explained(name: str, X: Array, y: Array) -> str:
    """How the learner of that name comes from the examples X (m, 3), y (m,) to its answers."""
    return WORDS[name](X, y)


def _open_corner(X: Array) -> int:
    """The number of the last corner that is not among the examples."""
    seen = set((X @ [4, 2, 1]).tolist())
    return max(c for c in range(8) if c not in seen)


def _name(corner: Array) -> str:
    return "".join(map(str, corner))


def _nearest(X: Array, y: Array) -> str:
    c = _open_corner(X)
    away = np.abs(CORNERS[c] - X).sum(1)
    near = away == away.min()
    names = " and ".join(map(_name, X[near]))
    labels = " and ".join(map(str, y[near]))
    edges = f"{away.min()} edge{'s' if away.min() > 1 else ''} away"
    answer = nearest_neighbour(X, y)[c]
    many = near.sum() > 1
    return (
        f"The nearest example{'s' if many else ''} to {_name(CORNERS[c])} {'are' if many else 'is'}"
        f" {names}, {edges}, with the label{'s' if many else ''} {labels};"
        f" so nearest neighbour answers {answer} there."
    )


def _majority(X: Array, y: Array) -> str:
    ones = int(y.sum())
    zeros = len(y) - ones
    answer = int(ones > zeros)
    tie = ", a tie, which it breaks by 0" if ones == zeros else ""
    return (
        f"Majority saw {zeros} zero{_s(zeros)} and {ones} one{_s(ones)}{tie};"
        f" so it answers {answer} at every corner."
    )


def _s(n: int) -> str:
    return "" if n == 1 else "s"


def _perceptron(X: Array, y: Array) -> str:
    bias, *w = perceptron_weights(X, y)
    if bias == 0 and not any(w):
        return "With all weights 0 the perceptron missed no example; so it answers 0 everywhere."
    terms = [f"{_times(a)}x{s}" for a, s in zip(w, SUBSCRIPTS, strict=True) if a]
    total = " + ".join([*terms, *([str(bias)] if bias else [])])
    total = total.replace("+ -", "− ").replace("-", "−")
    return f"The perceptron found the plane {total} = 0; it answers 1 where {total} is above 0."


def _times(a: int) -> str:
    return {1: "", -1: "-"}.get(a, str(a))


def _tree(X: Array, y: Array) -> str:
    from sklearn.tree import DecisionTreeClassifier

    fitted = DecisionTreeClassifier(random_state=0).fit(X, y)
    if fitted.get_depth() == 0:
        return f"All examples have the label {y[0]}; so the tree asks nothing and answers {y[0]}."
    return f"The tree asks for one bit after another: {_branch(fitted.tree_, fitted.classes_)}."


def _branch(tree: Any, classes: Array, node: int = 0) -> str:
    if tree.children_left[node] < 0:
        return f"answer {classes[tree.value[node][0].argmax()]}"
    bit = f"x{SUBSCRIPTS[tree.feature[node]]}"
    zero = _branch(tree, classes, tree.children_left[node])
    one = _branch(tree, classes, tree.children_right[node])
    return f"where {bit} = 0 ({zero}), where {bit} = 1 ({one})"


def _mlp(X: Array, y: Array) -> str:
    logits = network_logits(X, y[None])[0]
    seen = set((X @ [4, 2, 1]).tolist())
    told = ", ".join(
        f"{logits[c]:.1f} at {_name(CORNERS[c])}".replace("-", "−")
        for c in range(8)
        if c not in seen
    )
    return f"The trained network's logits are {told}; it answers 1 where the logit is above 0."


def _always_one(X: Array, y: Array) -> str:
    return f"It answers 1 at every corner, whatever the {len(y)} example{_s(len(y))} said."


def _cross_validated(X: Array, y: Array) -> str:
    near, far = (left_out_misses(learner, X, y) for learner in (nearest_neighbour, opposite))
    if len(y) == 1:
        return "With a single example nothing can be left out: it takes the nearest neighbour."
    chosen = "nearest neighbour" if near <= far else "the opposite"
    return (
        f"Of {len(y)} examples, each left out in turn, nearest neighbour misses {near} and its"
        f" opposite {far}; cross-validation takes {chosen}, anti-cross-validation the other."
    )


WORDS: dict[str, Callable[[Array, Array], str]] = {
    "nearest neighbour": _nearest,
    "majority": _majority,
    "perceptron": _perceptron,
    "tree": _tree,
    "MLP": _mlp,
    "always 1": _always_one,
    "cross-validation": _cross_validated,
    "anti-cross-validation": _cross_validated,
}
