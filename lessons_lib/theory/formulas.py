"""Formulas that a student types, read by a whitelist of syntax and never executed as code."""

from __future__ import annotations

import ast
import operator
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
    "sqrt": np.sqrt,
    "abs": np.abs,
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
LONGEST = 200
ACCEPTED = "numbers, x, + - * / ^, brackets, pi, e, and " + ", ".join(FUNCTIONS)


def parse_formula(text: str, variable: str = "x") -> Callable[[ArrayLike], Array]:
    """Return the function of one variable that `text` says, such as ``sin(6*pi*x) + x^2``.

    The function takes any array and gives floats of its shape; both ``^`` and ``**`` are
    the power. Whether it is continuous cannot be seen from finitely many values.

    Raises ValueError, in one sentence, for anything that is not such a formula, and for
    one that is not finite on [0, 1].
    """
    if len(text) > LONGEST:
        raise ValueError(f"the formula has {len(text)} characters; at most {LONGEST} are read.")
    try:
        tree = ast.parse(text.replace("^", "**").strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(
            f"{text!r} is not a complete formula: write something like sin(6*pi*x) + x^2,"
            " with every * written out and every bracket closed."
        ) from None
    _check(tree, variable)

    def function(x: ArrayLike) -> Array:
        x = np.asarray(x, float)
        with np.errstate(all="ignore"):
            return np.broadcast_to(_value(tree, {variable: x, **CONSTANTS}), x.shape).astype(float)

    grid = np.linspace(0.0, 1.0, 1001)
    wrong = grid[~np.isfinite(function(grid))]
    if wrong.size:
        raise ValueError(
            f"{text!r} has no finite value at {variable} = {wrong[0]:g}:"
            f" it must have one for every {variable} from 0 to 1."
        )
    return function


def _check(node: ast.AST, variable: str) -> None:
    """Raise ValueError for the first piece of syntax that is not on the list."""
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return
        case ast.Name(id=name):
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
            raise ValueError(
                f"{ast.unparse(func)} cannot be called: between a number and a bracket write *."
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
        raise ValueError(f"{name} takes {wanted} value{'s' * (wanted > 1)}, not {given}.")


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
