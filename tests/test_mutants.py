"""The mutants of a few lines, written out by hand."""

from __future__ import annotations

import random

from tests.mutants import mutants

SOURCE = '''
def f(x: int, *, strict: bool = True) -> int:
    """Return 1 more than x."""
    if x < 3:
        raise ValueError(f"x = {x}: give at least 3.")
    zip(x, x, strict=True)
    return x + 1
'''
CHANGES = {
    "True -> False",
    "x < 3 -> x <= 3",
    "x < 3 -> x >= 3",
    "3 -> 2",
    "3 -> 4",
    "3 -> 1",
    "3 -> 6",
    "raise ValueError(f'x = {x}: give at least 3.') -> pass",
    "zip(x, x, strict=True) -> pass",
    "return x + 1 -> return None",
    "return x + 1 -> return -(x + 1)",
    "x + 1 -> x - 1",
    "1 -> 0",
    "1 -> 2",
}


def test_a_mutant_differs_in_one_place_and_never_in_a_text_or_an_annotation():
    found = [mutant.change for mutant in mutants(SOURCE, random.Random(0))]
    # An exchange of two equal arguments is no change.
    assert set(found) == CHANGES and len(found) == len(CHANGES)


def test_a_mutant_does_what_its_change_says():
    for mutant in mutants(SOURCE, random.Random(1)):
        if mutant.change == "x + 1 -> x - 1":
            names = {"zip": lambda *args, strict: None}
            exec(mutant.code, names)
            assert names["f"](7) == 6 and mutant.line == 7


def test_the_same_seed_gives_the_same_mutants():
    first, again = ([m.change for m in mutants(SOURCE, random.Random(3))] for _ in range(2))
    assert first == again
