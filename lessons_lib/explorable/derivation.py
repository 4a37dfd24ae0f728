"""A derivation: formulas one after another, each with its reason and a check that runs.

A step is checked against the one before it: by SymPy where it is an identity, with numbers
where it says that the optimum stays. The reader may be asked to choose each step before it
is shown; the wrong choices are steps too, whose checks run and fail. Buttons and a slider
lead through it, so that the keys of either (Tab and Enter, arrows) do as well, and Page Down
and Page Up of a presenter's clicker; a page without a kernel shows every step.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.explorable.panel import Panel

CHANGED = re.compile(r"\[\[(.*?)\]\]")
COLOUR = "#d55e00"
LETTERS = "abc"


class Verdict(NamedTuple):
    """Whether a check holds, and what it found."""

    holds: bool
    words: str

    def __str__(self) -> str:
        return f"{'✓ holds' if self.holds else '✗ FAILS'}: {self.words}"


Check = Callable[[], Verdict]


class Step(NamedTuple):
    """A formula in LaTeX, changed terms in [[double brackets]]; its reason in one line; the
    check against the step before (None at the start); and wrong steps that tempt instead,
    each with why it fails as its reason and a check that fails."""

    formula: str
    reason: str
    check: Check | None = None
    wrong: tuple[Step, ...] = ()

    @property
    def marked(self) -> str:
        """The formula with its changed terms coloured and underlined."""
        return CHANGED.sub(rf"\\underline{{\\color{{{COLOUR}}}{{\1}}}}", self.formula)

    @property
    def plain(self) -> str:
        """The formula without marks."""
        return CHANGED.sub(r"\1", self.formula)

    def verdict(self) -> Verdict:
        """Run the check; one that stops with an error has failed, and says so."""
        if self.check is None:
            return Verdict(True, "this is where we start.")
        try:
            return self.check()
        except Exception as error:
            return Verdict(False, f"the check stopped with {type(error).__name__}: {error}")


def identity(left: Any, right: Any, about: str = "all values") -> Check:
    """A check that two SymPy expressions are one and the same."""

    def check() -> Verdict:
        import sympy

        rest = sympy.simplify(sympy.expand_log(left - right, force=True))
        if rest == 0:
            return Verdict(True, f"by SymPy, both sides are equal for {about}.")
        place, sides = max((_at(left, right, stride) for stride in (1, 2, 3)), key=_apart)
        where = ", ".join(f"{symbol} = {value}" for symbol, value in place.items())
        one, other = (f"{v:.3g}" if np.isfinite(v) else "no real number" for v in sides)
        return Verdict(False, f"at {where} the sides are {one} and {other}.")

    return check


def _at(left: Any, right: Any, stride: int) -> tuple[dict[Any, Any], list[float]]:
    """Values below one half for the symbols, and what both sides are there; nan if not real."""
    import sympy

    symbols = sorted(left.free_symbols | right.free_symbols, key=str)
    place = {s: sympy.Rational(1 + stride * k % 7, 15) for k, s in enumerate(symbols)}
    values = [complex(side.subs(place)) for side in (left, right)]
    return place, [v.real if abs(v.imag) < 1e-9 else np.nan for v in values]


def _apart(found: tuple[dict[Any, Any], list[float]]) -> float:
    gap = abs(found[1][0] - found[1][1])
    return gap if np.isfinite(gap) else np.inf


def same_optimum(
    before: Callable[[NDArray[Any]], float],
    after: Callable[[NDArray[Any]], float],
    start: ArrayLike,
) -> Check:
    """A check that two functions of the parameters are smallest at one place.

    Negate what is to be maximised. Both are minimised from `start` by SciPy; the optimum
    stays if neither gains from the other's place.
    """

    def check() -> Verdict:
        places = np.array([_smallest(f, np.asarray(start, float)) for f in (before, after)])
        if not np.isfinite(places).all():
            return Verdict(False, "one of the two has no optimum that can be found.")
        told = [", ".join(f"{round(t, 2) + 0.0:.2f}" for t in place) for place in places]
        if np.allclose(places[0], places[1], rtol=1e-3, atol=1e-3):
            return Verdict(True, f"on these data both are best at ({told[0]}).")
        return Verdict(False, f"on these data the best moves from ({told[0]}) to ({told[1]}).")

    return check


def _smallest(f: Callable[[NDArray[Any]], float], start: NDArray[Any]) -> NDArray[Any]:
    """Where f is smallest, or nan if it falls without end."""
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        if f(start) == 0 == f(start + 1):
            raise FloatingPointError("the product underflows to 0; take fewer points.")
        place, found = start, False
        # Again from where it stopped: a likelihood grows by so much that its scale changes.
        for _ in range(3):
            place, found = _searched(f, place)
    return place if found else np.full_like(start, np.nan)


def _searched(f: Callable[[NDArray[Any]], float], start: NDArray[Any]) -> tuple[NDArray[Any], bool]:
    from scipy.optimize import minimize

    scale = abs(float(f(start))) or 1.0  # a likelihood is tiny
    options = {"xatol": 1e-7, "fatol": 1e-14, "maxiter": 2000, "maxfev": 4000}
    found = minimize(lambda t: f(t) / scale, start, method="Nelder-Mead", options=options)
    return np.asarray(found.x), bool(found.success)


class Derivation(Panel):
    """Steps shown one after another; as the last line of a cell it shows itself.

    `here` counts the steps already shown, from 1. With `ask` the next step has to be
    chosen from three first, where the derivation offers wrong ones.
    """

    def __init__(self, title: str, steps: Sequence[Step], *, ask: bool = True) -> None:
        self.title, self.steps, self.ask = title, list(steps), ask
        self.here = 1
        self.asking = False
        self.said = ""
        self._verdicts: dict[Step, Verdict] = {}

    @property
    def verdicts(self) -> list[Verdict]:
        """The outcome of every step's check."""
        return [self._verdict(step) for step in self.steps]

    def _verdict(self, step: Step) -> Verdict:
        """A step's outcome; its check runs once."""
        if step not in self._verdicts:
            self._verdicts[step] = step.verdict()
        return self._verdicts[step]

    @property
    def options(self) -> list[Step]:
        """The right next step and the wrong ones, in an order that gives nothing away."""
        if self.here == len(self.steps):
            return []
        step = self.steps[self.here]
        options = [step, *step.wrong]
        turn = (2 * self.here + 1) % len(options)
        return options[turn:] + options[:turn]

    def go(self, to: int) -> None:
        """Show the first `to` steps; beyond an end, stay there."""
        self.here = min(max(to, 1), len(self.steps))
        self.asking, self.said = False, ""
        self._show()

    def next(self) -> None:
        """Ask for the next step if there is something to choose, else show it."""
        options = self.options
        if self.ask and len(options) > 1 and not self.asking:
            self.asking, self.said = True, ""
            self._show()
        else:
            self.go(self.here + 1)

    def back(self) -> None:
        """Take the last step, or an open question, back."""
        self.go(self.here if self.asking else self.here - 1)

    def choose(self, letter: str) -> str:
        """Choose the next step by its letter; return what is said of it."""
        options = dict(zip(LETTERS, self.options, strict=False))
        if letter not in options:
            known = ", ".join(options) or "none, this is the end"
            raise ValueError(f"step {letter!r}: choose one of {known}.")
        step = options[letter]
        if step is self.steps[self.here]:
            self.go(self.here + 1)
            self.said = f"({letter}) is right."
        else:
            self.said = f"({letter}) does not follow: {step.reason} Its check {self._verdict(step)}"
        self._show()
        return self.said

    def __repr__(self) -> str:
        lines = [f"Derivation of {len(self.steps)} steps: {self.title}"]
        for n, (step, verdict) in enumerate(zip(self.steps, self.verdicts, strict=True), 1):
            lines += [f"{n}. {step.plain}", f"   {step.reason}", f"   {verdict}"]
        return "\n".join(lines)

    def static(self) -> str:
        """Every step in Markdown, for a page without a kernel."""
        parts = [f"**{self.title}**"]
        for n, (step, verdict) in enumerate(zip(self.steps, self.verdicts, strict=True), 1):
            parts.append(f"$$\n{step.marked}\n$$\n\n{n}. {step.reason} *{verdict}*")
        return "\n\n".join(parts)

    # ---- the page

    def _make(self) -> None:
        import ipywidgets as w

        self._shown, self._choices, self._status = w.HTMLMath(), w.HTMLMath(), w.HTML()
        self._slider = w.IntSlider(1, 1, len(self.steps), description="step")
        self._asks = w.Checkbox(self.ask, description="ask me first", indent=False)
        works: dict[str, Callable[[], object]] = {"Back": self.back, "Next": self.next}
        works |= {f"({a})": partial(self.choose, a) for a in LETTERS}
        self.buttons = self._buttons(works)
        self._slider.observe(self._slid, "value")
        self._asks.observe(lambda change: setattr(self, "ask", change["new"]), "value")
        letters = [self.buttons[f"({a})"] for a in LETTERS]
        row = w.HBox([self.buttons["Back"], self.buttons["Next"], self._slider, self._asks])
        for box in (row, answers := w.HBox(letters)):
            box.layout.flex_flow = "row wrap"
        self._question = w.VBox([self._choices, answers])
        self._box = self._boxed(self._shown, self._question, row, self._status)
        self._show()

    def _slid(self, change: Any) -> None:
        if change["new"] != self.here:
            self._attempt(lambda: self.go(change["new"]))

    def _show(self) -> None:
        if self._box is None:
            return
        self._shown.value = self._lines()
        self._choices.value = (
            '<p style="margin: 10px 0 4px"><b>Which step comes next?</b></p>'
            + "".join(
                f"<div>({a}) $\\displaystyle {option.plain}$</div>"
                for a, option in zip(LETTERS, self.options, strict=False)
            )
        )
        self._question.layout.display = None if self.asking else "none"
        self._slider.value = self.here
        self._say(self.said)

    def _lines(self) -> str:
        lines = [f"<b>{html.escape(self.title)}</b>"]
        for n, step in enumerate(self.steps[: self.here], 1):
            last = n == self.here
            formula = step.marked if last else step.plain
            size = "120%" if last else "100%"
            lines.append(
                f'<div style="font-size: {size}; margin: 8px 0">$\\displaystyle {formula}$</div>'
                f'<div style="line-height: 1.4">{n}. {html.escape(step.reason)}'
                f" <i>{html.escape(str(self._verdict(step)))}</i></div>"
            )
        return "".join(lines)
