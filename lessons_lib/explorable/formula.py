r"""What a formula in LaTeX says, as a tree: the part of LaTeX that derivations are written in.

Factors stand side by side. A bracket that touches a name holds its arguments, as in `f(x)`;
after a space it is a factor, as in `p (1 - p)`. What stands before its operand (`\ln`, `\sum`,
`\prod`, `\max`, `\mathbb E`, `\arg\max`, d/dz) takes all the factors that follow it, up to the
next + or -; but `\ln (a) b` and `\ln (a)^2` can be read in two ways, and are refused. `e` is
Euler's number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, NoReturn, TypeVar

TOKEN = re.compile(r"\\text\{\w+\}|\\[A-Za-z]+|\\.|\S")
SILENT = {r"\,", r"\Bigl", r"\Bigr", r"\bigl", r"\bigr"}
NAME = re.compile(r"[A-Za-z]|\\(hat )?[A-Za-z]+|\\text\{\w+\}")
WORDS = {r"\sim", r"\neq", r"\mid", r"\max", r"\min", r"\qquad", r"\dots"}
COMMAS = {",", ";", r"\mid", r"\|"}
ENDS = {"", "+", "-", "=", ")", "]", "}", r"\sim", r"\neq", *COMMAS}
CLOSING = {"(": ")", "[": "]"}
SLOPE = {"d", r"\partial"}
T = TypeVar("T")


class Node(NamedTuple):
    """A kind ("add", "ln", "sum", ...) and its parts: nodes, or the text of a name."""

    kind: str
    parts: tuple[Any, ...]


Chain = tuple[Node, ...]


@cache
def read(formula: str) -> tuple[Chain, ...]:
    r"""Its statements, divided by `, \qquad`; each is a chain of sides that are to be equal."""
    return tuple(_Reader(part).chain() for part in re.split(r",\s*\\qquad", formula))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.inside_bars = text, 0, False
        found = [m for m in TOKEN.finditer(text) if m[0] not in SILENT]
        ends = [-1, *(m.end() for m in found)]
        self.tokens = [m[0] for m in found] + ["", ""]
        self.touches = [m.start() == end for m, end in zip(found, ends, strict=False)]
        self.before: dict[str, Callable[[], Node]] = {
            r"\ln": lambda: self.function("ln"),
            r"\exp": lambda: self.function("exp"),
            r"\sum": lambda: self.over("sum"),
            r"\prod": lambda: self.over("prod"),
            r"\max": lambda: self.over("max"),
            r"\mathbb": self.mean,
            r"\arg": self.place,
        }

    @property
    def next(self) -> str:
        return self.tokens[self.at]

    def fail(self, wish: str) -> NoReturn:
        here = self.next or "its end"
        raise ValueError(f"formula {self.text!r}: at {here}, {wish}.")

    def take(self, *expected: str) -> str:
        token = self.next
        if not token or (expected and token not in expected):
            self.fail(f"expected {' or '.join(expected) or 'something more'}")
        self.at += 1
        return token

    def within(self, opening: str, read: Callable[[], T], closing: str) -> T:
        self.take(opening)
        found = read()
        self.take(closing)
        return found

    def chain(self) -> Chain:
        sides = [self.expression()]
        while self.next == "=":
            self.take("=")
            sides.append(self.expression())
        if self.next:
            self.fail("a sum, a product or = has to go on")
        return tuple(sides)

    def expression(self) -> Node:
        terms = [self.signed()]
        while self.next in ("+", "-"):
            terms.append(self.signed())
        return terms[0] if len(terms) == 1 else Node("add", tuple(terms))

    def signed(self) -> Node:
        sign = self.take("+", "-") if self.next in ("+", "-") else "+"
        return Node("negative", (self.term(),)) if sign == "-" else self.term()

    def term(self) -> Node:
        factors = [self.factor()]
        while self.next not in ENDS and not (self.inside_bars and self.next == "|"):
            factors.append(self.factor())
        return factors[0] if len(factors) == 1 else Node("times", tuple(factors))

    def factor(self) -> Node:
        if self.next in self.before:
            return self.before[self.take()]()
        base = self.base()
        if self.next != "^":
            return base
        self.take("^")
        power = self.argument()
        return (
            Node("exp", (power,)) if base == Node("name", ("e",)) else Node("power", (base, power))
        )

    def base(self) -> Node:
        if self.next in CLOSING:
            return self.within(self.next, self.expression, CLOSING[self.next])
        if self.next == "|":
            return self.size()
        if self.next == r"\frac":
            return self.fraction()
        if self.next == r"\sqrt":
            self.take()
            return Node("root", (self.argument(),))
        return self.number() if self.next.isdigit() else self.called()

    def size(self) -> Node:
        self.inside_bars = True
        size = Node("size", (self.within("|", self.expression, "|"),))
        self.inside_bars = False
        return size

    def argument(self) -> Node:
        """What a command takes: a group in braces, or one digit or name."""
        if self.next == "{":
            return self.within("{", self.expression, "}")
        return Node("number", (self.take(),)) if self.next.isdigit() else self.symbol()

    def number(self) -> Node:
        digits = self.take()
        while self.next.isdigit() and self.touches[self.at]:
            digits += self.take()
        return Node("number", (digits,))

    def symbol(self) -> Node:
        """A name without its index: x, θ, p with a hat, p_model."""
        text = self.take()
        if text == r"\hat":
            text = rf"\hat {self.take()}"
        if not NAME.fullmatch(text) or text in WORDS or text in self.before:
            self.at -= 1
            self.fail("expected a name or a number")
        return Node("name", (text,))

    def name(self) -> Node:
        (text,) = self.symbol().parts
        if self.next != "_":
            return Node("name", (text,))
        self.take("_")
        if self.next.startswith(r"\text"):
            return Node("name", (f"{text}_{self.take()}",))
        return Node("item", (text, *self.indices()))

    def indices(self) -> list[Node]:
        def several() -> list[Node]:
            found = [self.base()]
            while self.next != "}":
                found.append(self.base())
            return found

        return self.within("{", several, "}") if self.next == "{" else [self.argument()]

    def called(self) -> Node:
        name = self.name()
        if self.next != "(" or not self.touches[self.at]:
            return name

        def arguments() -> list[Node]:
            found = [self.expression()]
            while self.next in COMMAS:
                self.take()
                found.append(self.expression())
            return found

        return Node("call", (name, *self.within("(", arguments, ")")))

    def fraction(self) -> Node:
        self.take(r"\frac")
        if self.next == "{" and self.tokens[self.at + 1] in SLOPE:
            return self.slope()
        return Node("fraction", (self.argument(), self.argument()))

    def slope(self) -> Node:
        def after_d() -> Node | None:
            self.take(*SLOPE)
            return None if self.next == "}" else self.name()

        of = self.within("{", after_d, "}")
        by = self.within("{", after_d, "}")
        if by is None:
            self.fail("expected what it is differentiated by")
        return Node("slope", (of or self.term(), by))

    def function(self, kind: str) -> Node:
        bracketed = self.next in CLOSING
        operand = self.term()
        if bracketed and operand.kind in ("times", "power"):
            self.fail(rf"say with brackets around all of it what \{kind} takes")
        return Node(kind, (operand,))

    def over(self, kind: str) -> Node:
        r"""`\sum_j`, `\sum_{j \neq c}` or `\sum_{i=1}^n`: index, how it is bound, bounds, body."""
        self.take("_")
        if self.next != "{":
            return Node(kind, (self.take(), "all", (), self.term()))

        def bound() -> tuple[str, str, Node | None]:
            index, how = self.take(), self.take("=", r"\neq")
            return index, how, self.expression()

        index, how, first = self.within("{", bound, "}")
        if how == r"\neq":
            return Node(kind, (index, "but", (first,), self.term()))
        self.take("^")
        return Node(kind, (index, "from", (first, self.argument()), self.term()))

    def mean(self) -> Node:
        r"""`\mathbb E_{x \sim p}`: name, distribution, body."""
        self.take("E")
        self.take("_")

        def drawn() -> tuple[str, Node]:
            name = self.take()
            self.take(r"\sim")
            return name, self.name()

        return Node("mean", (*self.within("{", drawn, "}"), self.term()))

    def place(self) -> Node:
        r"""`\arg\max_\theta`: direction, name, body."""
        direction = self.take(r"\max", r"\min")[1:]
        self.take("_")
        return Node("place", (direction, self.take(), self.term()))
