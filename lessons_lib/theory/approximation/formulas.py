"""Formulas that a student types, read by a whitelist of syntax and never executed as code."""

from __future__ import annotations

import ast
import operator
import re
import warnings
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "exp": np.exp,
    "log": np.log,
    "ln": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sign": np.sign,
    "tanh": np.tanh,
    "min": np.minimum,
    "max": np.maximum,
}
CONSTANTS: Mapping[str, float] = {"pi": np.pi, "e": np.e}
OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
TWO_ARGUMENTS = ("min", "max")
LONGEST = 200  # characters
LARGEST = 1e6  # value on [0, 1]
SIGNS = str.maketrans(
    {"^": "**", "−": "-", "–": "-", "·": "*", "×": "*", "÷": "/", "²": "**2", "³": "**3", "π": "pi"}
)
ACCEPTED = "numbers, x, + - * / ^, brackets, pi, e, and " + ", ".join(FUNCTIONS)


def parse_formula(text: str, variable: str = "x") -> Callable[[ArrayLike], Array]:
    """Return the function of one variable that `text` says, such as ``sin(6*pi*x) + x^2``.

    The function takes any array and gives floats of its shape; both ``^`` and ``**`` are
    the power. Whether it is continuous, or has a pole between the 1001 points at which it
    is tried, cannot be seen from finitely many values (``sign`` jumps on purpose).

    Raises ValueError, in one sentence, for anything that is not such a formula, and for
    one without a value between -1e6 and 1e6 somewhere on [0, 1].
    """
    if len(text) > LONGEST:
        raise ValueError(f"the formula has {len(text)} characters; at most {LONGEST} are read.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.translate(SIGNS).strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f"{text!r} is not a complete formula: {_hint(text)}.") from None
    _check(tree, variable)

    def function(x: ArrayLike) -> Array:
        x = np.asarray(x, float)
        with np.errstate(all="ignore"):
            return np.broadcast_to(_value(tree, {variable: x, **CONSTANTS}), x.shape).astype(float)

    _check_values(function, text, variable)
    return function


def _check_values(function: Callable[[ArrayLike], Array], text: str, variable: str) -> None:
    grid = np.linspace(0.0, 1.0, 1001)
    values = function(grid)
    wrong = ~(np.abs(values) <= LARGEST)
    if wrong.any():
        value, at = values[wrong][0], grid[wrong][0]
        says = f"the value {value:.2g}" if np.isfinite(value) else "no finite value"
        raise ValueError(
            f"{text!r} has {says} at {variable} = {at:g}: it must have one between -1e6 and 1e6"
            f" for every {variable} from 0 to 1."
        )


def _hint(text: str) -> str:
    """What most likely keeps `text` from being a formula."""
    if "=" in text:
        return "write only what stands to the right of the = sign"
    if "|" in text:
        return "write abs(...) for |...|"
    if found := re.search(rf"\b({'|'.join(FUNCTIONS)})\s+[\w.]", text):
        return f"{found[1]} takes its value in brackets, {found[1]}(...)"
    if text.count("(") != text.count(")"):
        return f"it has {text.count('(')} opening and {text.count(')')} closing brackets"
    if found := re.search(r"((?<![\w.])\d+\.?\d*|\))\s*([^\W\d]\w*|\()", text):
        return f"between {found[1]} and {found[2]} write *"
    return "write something like sin(6*pi*x) + x^2, with every * and every bracket"


def _check(node: ast.AST, variable: str) -> None:
    """Raise ValueError for the first piece of syntax that is not on the list."""
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return
        case ast.Name(id=name):
            if name in FUNCTIONS:
                raise ValueError(
                    f"{name} takes its value in brackets, {name}(...); the square of a sine"
                    " is sin(x)^2."
                )
            if name not in (variable, *CONSTANTS):
                raise ValueError(_unknown(name, (variable, *CONSTANTS, *FUNCTIONS)))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            _check(left, variable)
            _check(right, variable)
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            _check(operand, variable)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            _check_call(name, len(arguments), variable)
            for argument in arguments:
                _check(argument, variable)
        case ast.Call(func=func):
            raise ValueError(f"{ast.unparse(func)} is not a function: write * before the bracket.")
        case ast.Tuple():
            raise ValueError(
                "a comma stands between the two values of min and max only; in numbers write"
                " a point, 0.5."
            )
        case _:
            raise ValueError(
                f"{ast.unparse(node)!r} is not understood: a formula may use {ACCEPTED}."
            )


def _check_call(name: str, given: int, variable: str) -> None:
    if name in (variable, *CONSTANTS):
        raise ValueError(f"{name} is a number, not a function: write {name}*(...) to multiply.")
    if name not in FUNCTIONS:
        raise ValueError(_unknown(name, tuple(FUNCTIONS)))
    wanted = 2 if name in TWO_ARGUMENTS else 1
    if given != wanted:
        raise ValueError(
            f"{name} takes {wanted} value{'s' * (wanted > 1)}, not {given}"
            f"{' (in numbers write a point, 0.5)' * (given > wanted)}."
        )


def _unknown(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"a formula may use {ACCEPTED}."
    return f"{name!r} is not known; {hint}"


def _value(node: ast.AST, names: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant(value=int() | float() as number):
            return np.float64(number)  # floats throughout: a tower of integer powers would hang
        case ast.Name(id=name):
            return names[name]
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](_value(left, names), _value(right, names))
        case ast.UnaryOp(op=op, operand=operand):
            return OPERATORS[type(op)](_value(operand, names))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return FUNCTIONS[name](*(_value(argument, names) for argument in arguments))
    raise AssertionError(f"unchecked syntax: {ast.dump(node)}")
