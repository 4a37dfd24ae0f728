"""What a derivation is made of: steps, and what the names in their formulas stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

CHANGED = re.compile(r"\[\[(.*?)\]\]")
COLOUR = "#d55e00"


class Verdict(NamedTuple):
    """Whether a check holds, and what it found."""

    holds: bool
    words: str

    def __str__(self) -> str:
        return f"{'✓ holds' if self.holds else '✗ FAILS'}: {self.words}"


class Step(NamedTuple):
    r"""A formula in LaTeX, changed terms in [[double brackets]]; its reason in one line; and
    wrong steps that tempt instead, each with why it fails as its reason.

    The formula itself is what is checked: whether it `keeps` the value of the step before, for
    all that `about` names; or the place of its optimum; or, where it begins with a new name and
    its definition, the value of that definition. What follows `, \qquad` are definitions,
    shown; `given` are more of them, not shown, from this step on.
    """

    formula: str
    reason: str
    wrong: tuple[Step, ...] = ()
    keeps: Literal["value", "optimum", "definition"] = "value"
    about: str = "all values"
    given: tuple[str, ...] = ()

    @property
    def marked(self) -> str:
        """The formula with its changed terms coloured and underlined."""
        return CHANGED.sub(rf"\\underline{{\\color{{{COLOUR}}}{{\1}}}}", self.formula)

    @property
    def plain(self) -> str:
        """The formula without marks."""
        return CHANGED.sub(r"\1", self.formula)


class Unknown(NamedTuple):
    """A real number that formulas leave open, or a vector with one for each index."""

    over: Sequence[int] = ()
    positive: bool = False


@dataclass(frozen=True)
class Setting:
    r"""Names as LaTeX writes them, without an index, and what they stand for.

    names: unknowns, numbers, and {index: number}.
    indices: the values of an index where a sum does not say them, as in \sum_j.
    each: the indices that no sum binds; an identity has to hold for each of their values.
    given: definitions that hold from the start without being shown.
    data, fitted: numbers and definitions for unknowns, with which an optimum is searched.
    goal: the optimum that is meant where a formula does not say one.
    """

    names: Mapping[str, Any] = field(default_factory=dict)
    indices: Mapping[str, Sequence[int]] = field(default_factory=dict)
    each: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    fitted: tuple[str, ...] = ()
    goal: str = r"\arg\max_\theta"
