"""What a step of a derivation claims, checked by evaluating the formulas that it shows.

Two sides are first tried at a few places, then proved equal by SymPy; where SymPy cannot, they
are compared at many more. An optimum is searched on data, in the direction that the formula says.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import Any, NamedTuple

import numpy as np
import sympy as sp

from lessons_lib.explorable.formula import Chain, Node, read
from lessons_lib.explorable.meaning import Meaning
from lessons_lib.explorable.optimum import Smallest, smallest
from lessons_lib.explorable.step import Setting, Step, Verdict

PLACES = 20
NOWHERE = Smallest(())
Pair = tuple[Node, Node]
Place = Mapping[Any, Any]


class Check(NamedTuple):
    """A step, or a wrong one that stands in for the right one, and the steps before it."""

    setting: Setting
    before: Sequence[Step]
    right: Step
    step: Step

    def verdict(self) -> Verdict:
        """Whether the formula's own sides are equal, and what the step says it keeps is kept."""
        *definitions, sides = self.meaning(self.cases()[0])[1]
        whole = (*self.start, *sides)
        compared = [*read(self.step.plain), [self.place(side) for side in whole]]
        if any(len({*chain}) < len(chain) for chain in compared):
            return Verdict(False, "this says nothing new: two sides are the same formula.")
        optimum = bool(self.before) and self.right.keeps == "optimum"
        equal = whole if not optimum else sides if sides[0].kind != "place" else ()
        verdict = self.identity([two for each in [*definitions, equal] for two in pairwise(each)])
        if not verdict.holds:
            return verdict
        if not self.before:
            return Verdict(True, "this is where we start.")
        return self.optimum(whole) if optimum else verdict

    @property
    def start(self) -> Chain:
        """The side that the formula is compared with: where the step before has come to, or
        what a wrong step should have had the value of."""
        if self.right.keeps == "definition":
            return read(self.right.plain)[0][1:2] if self.step is not self.right else ()
        return read(self.before[-1].plain)[0][-1:] if self.before else ()

    def cases(self) -> list[dict[str, int]]:
        """Every choice of the indices that no sum binds, if they occur here."""
        formulas = (*self.start, *read(self.step.plain)[0])
        shown = {text for formula in formulas for text in _names(formula)}
        free = [index for index in self.setting.each if index in shown]
        values = product(*(self.setting.indices[index] for index in free))
        return [dict(zip(free, choice, strict=True)) for choice in values]

    def meaning(
        self, case: Mapping[str, int], *, on_data: bool = False
    ) -> tuple[Meaning, list[Chain]]:
        """What the names mean here, and the step's definitions and, last, its formula, without
        the sides that they define."""
        meaning = Meaning(self.setting, case, on_data=on_data)
        for step in self.before:
            meaning.assume(*step.given)
            for chain in _statements(step):
                meaning.learn(chain)
        meaning.assume(*self.right.given)
        chains = _statements(self.right)
        if self.step is not self.right:
            chains = [*chains[:-1], *_statements(self.step)]
        return meaning, [meaning.learn(chain) for chain in chains]

    def identity(self, pairs: Sequence[Pair]) -> Verdict:
        """Whether both sides of every pair are equal, whatever the unknowns are."""
        for sides in self.sides(pairs, on_data=True):
            if words := sides.difference(_places_to_read):
                data = "on these data, " if self.setting.data or self.setting.fitted else ""
                return Verdict(False, data + words)
        unproved = [sides for sides in self.sides(pairs) if not sides.proved_equal()]
        for sides in unproved:
            if words := sides.difference(_random_places):
                return Verdict(False, words)
        if unproved:
            return Verdict(True, f"both sides are equal to 9 digits at {PLACES} random places.")
        return Verdict(True, f"by SymPy, both sides are equal for {self.right.about}.")

    def sides(self, pairs: Sequence[Pair], *, on_data: bool = False) -> Iterator[Sides]:
        """What both sides of every pair are worth, for each value of the free indices."""
        for case in self.cases():
            meaning, _ = self.meaning(case, on_data=on_data)
            yield from (Sides(case, meaning(left), meaning(right)) for left, right in pairs)

    def optimum(self, sides: Chain) -> Verdict:
        """Whether every side is best at one place, where the first of them is."""
        meaning, _ = self.meaning({}, on_data=True)
        found: list[Smallest] = []
        for side in reversed(sides):  # each search begins also where the side after it is best
            found.insert(0, _best(meaning, self.place(side), found[0] if found else NOWHERE))
        before, *after = found
        for best in after:
            if not before.at_one_place_with(best):
                return Verdict(False, f"on these data {_moved(before, best)}.")
        return Verdict(True, f"on these data both are best at {before.words}.")

    def place(self, side: Node) -> Node:
        """The place of the side's optimum: as it says itself, or else of the setting's goal."""
        if side.kind == "place":
            return side
        ((goal,),) = read(f"{self.setting.goal} 0")
        return Node("place", (*goal.parts[:-1], side))


def _names(node: Node) -> Iterator[str]:
    """The text of every name and index in a formula."""
    for part in node.parts:
        yield from (
            _names(part) if isinstance(part, Node) else (part,) if isinstance(part, str) else ()
        )


def _statements(step: Step) -> list[Chain]:
    """The step's definitions and, last, its formula."""
    formula, *definitions = read(step.plain)
    return [*definitions, formula]


class Sides(NamedTuple):
    """Two expressions that are to be equal, with the values of the free indices in them."""

    case: Mapping[str, int]
    left: Any
    right: Any

    def proved_equal(self) -> bool:
        """Whether SymPy brings their difference to 0."""
        opened = sp.expand_log(self.left - self.right, force=True)
        return bool(sp.expand(opened) == 0 or sp.simplify(opened) == 0)

    def difference(self, places: Callable[[list[Any]], list[Place]]) -> str:
        """Where they differ most, in words; empty if they are equal at all the places."""
        tried = places(sorted(self.left.free_symbols | self.right.free_symbols, key=str))
        values = np.array([self.at(place) for place in tried])
        gaps = np.abs(values[:, 0] - values[:, 1])
        if np.all(gaps < 1e-9 * np.abs(values).max(axis=1, initial=1e-6)):
            return ""
        most = int(np.nan_to_num(gaps, nan=np.inf).argmax())
        where = ", ".join(f"{n} = {v}" for n, v in {**self.case, **tried[most]}.items())
        told = (f"{v.real:.3g}" if abs(v.imag) < 1e-9 else "no real number" for v in values[most])
        return f"{f'at {where} ' if where else ''}the sides are {' and '.join(told)}."

    def at(self, place: Place) -> list[complex]:
        """Both values; nan where there is none."""
        values = (side.subs(place) for side in (self.left, self.right))
        none = complex(np.nan, np.nan)
        return [none if v.has(sp.zoo, sp.nan, sp.oo) else complex(v) for v in values]


def _places_to_read(symbols: list[Any]) -> list[Place]:
    """Values below one half."""
    return [
        {s: sp.Rational(1 + stride * k % 7, 15) for k, s in enumerate(symbols)}
        for stride in (1, 2, 3)
    ]


def _random_places(symbols: list[Any]) -> list[Place]:
    """Values below 2, of either sign where it is free."""
    draw = random.Random(0)
    lowest = {s: 1 if s.is_positive else -99 for s in symbols}
    return [
        {s: sp.Rational(draw.randint(lowest[s], 99), 50) for s in symbols} for _ in range(PLACES)
    ]


def _best(meaning: Meaning, place: Node, near: Smallest) -> Smallest:
    direction, name, body = place.parts
    unknown = meaning.names[name]
    symbols = tuple(unknown.values()) if isinstance(unknown, Mapping) else (unknown,)
    guesses = tuple(tuple(map(float, place)) for place in near.places[:1])
    return _searched(direction, symbols, meaning(body), guesses)


@lru_cache(64)
def _searched(direction: str, symbols: tuple[Any, ...], value: Any, guesses: Any) -> Smallest:
    """Where a value is largest ("max") or smallest ("min")."""
    if value.has(sp.zoo, sp.nan):
        return Smallest((), "it is infinite everywhere")
    opened = sp.expand_log(value, force=True)  # the logarithm of a product underflows with it
    evaluate = sp.lambdify([symbols], -opened if direction == "max" else opened, "numpy")
    found = smallest(evaluate, len(symbols), guesses)
    return found._replace(
        why=found.why.replace("falls", "grows" if direction == "max" else "falls")
    )


def _moved(before: Smallest, after: Smallest) -> str:
    """What has become of the optimum."""
    if len(before.places) != 1:
        return f"the step before has no single optimum: {before.words}"
    if not after.places:
        return f"the best was at {before.words}; now there is none: {after.words}"
    if len(after.places) > 1:
        return f"the best was at {before.words}; now {after.words} are equally good"
    return f"the best moves from {before.words} to {after.words}"
