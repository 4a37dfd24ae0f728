"""Formulas that a student types, read by a whitelist of syntax and never executed as code."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib._words import nearest, told

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
# NumPy's, also for numbers: Python's raise OverflowError, and give complex powers.
OPERATORS: Mapping[type[ast.AST], Callable[..., Any]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Pow: np.power,
    ast.UAdd: np.positive,
    ast.USub: np.negative,
}
# The argument at whose zero the function may have a pole.
POLES: Mapping[Callable[..., Any], int] = {np.divide: 1, np.power: 0, np.log: 0}
TWO_ARGUMENTS = ("min", "max")
LONGEST = 200  # characters
LARGEST = 1e6  # value on [0, 1]
CLOSER = 10  # looks, each fifty times closer to the largest value, until no float lies between
SIGNS = str.maketrans({"^": "**", "−": "-", "–": "-", "·": "*", "×": "*", "÷": "/", "π": "pi"})
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
# What Python reads otherwise than mathematics does: comments, and numbers such as 1_0 or 0x10.
PYTHONS = re.compile(r"[#\\]|\b\d+_|\b0[xob]", re.IGNORECASE)
ACCEPTED = "numbers, x, + - * / ^, brackets, pi, e, and " + ", ".join(FUNCTIONS)


def parse_formula(text: str, variable: str = "x") -> Callable[[ArrayLike], Array]:
    """Return the function of one variable that `text` says, such as ``sin(6*pi*x) + x^2``.

    The function takes any array and gives floats of its shape; both ``^`` and ``**`` are
    the power. Whether it is continuous cannot be seen from finitely many values (``sign``
    jumps on purpose); a pole is looked for where the values are largest.

    Where it divides by 0, or takes a root or a logarithm that is not real, the function is
    nan, whatever is done with that afterwards.

    Raises ValueError, in one sentence, for anything that is not such a formula, and for
    one without a value between -1e6 and 1e6 somewhere on [0, 1].
    """
    if not isinstance(text, str):
        raise ValueError(f"formula = {told(text)}: give a text in quotes, such as 'x^2'.")
    if len(text) > LONGEST:
        raise ValueError(f"the formula has {len(text)} characters; at most {LONGEST} are read.")
    tree = _parsed(text)
    _check(tree, variable)

    def function(x: ArrayLike) -> Array:
        x = np.asarray(x, float)
        with np.errstate(all="ignore"):
            return np.broadcast_to(_value(tree, {variable: x, **CONSTANTS}), x.shape).astype(float)

    _check_values(function, text, variable)
    return function


def _parsed(text: str) -> ast.expr:
    plain = re.sub("⁻?[⁰¹²³⁴-⁹]+", lambda found: f"**({found[0].translate(RAISED)})", text)
    try:
        if PYTHONS.search(plain):
            raise SyntaxError
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(plain.translate(SIGNS).strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f"{told(text)} is not a complete formula: {_hint(text)}.") from None


def _check_values(function: Callable[[ArrayLike], Array], text: str, variable: str) -> None:
    grid = np.linspace(0.0, 1.0, 1001)
    for _ in range(CLOSER):
        values = function(grid)
        if problem := _problem(grid, values, variable):
            raise ValueError(
                f"{told(text)} {problem}: for every {variable} from 0 to 1 its value must lie"
                " between -1e6 and 1e6."
            )
        most = int(np.abs(values).argmax())
        grid = np.linspace(grid[max(most - 1, 0)], grid[min(most + 1, len(grid) - 1)], 101)


def _problem(grid: Array, values: Array, variable: str) -> str:
    """What is wrong with the values, and where; empty if nothing is."""
    if np.isnan(values).any():
        return f"cannot be computed at {variable} = {grid[np.isnan(values)][0]:g}"
    most = np.abs(values).argmax()
    if abs(values[most]) <= LARGEST:
        return ""
    return f"reaches {_written(values[most])} at {variable} = {grid[most]:g}"


def _written(value: float) -> str:
    """A value beyond the largest, with as many digits as show that it is."""
    if np.isinf(value):
        return "more than 1e308" if value > 0 else "less than -1e308"
    short = f"{value:.3g}"
    return short if abs(float(short)) > LARGEST else f"{value:.17g}"


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
        case ast.Call(func=func, keywords=[]):
            raise ValueError(f"{ast.unparse(func)} is not a function: write * before the bracket.")
        case ast.Tuple():
            raise ValueError(
                "a comma stands between the two values of min and max only; in numbers write"
                " a point, 0.5."
            )
        case _:
            raise ValueError(
                f"{told(ast.unparse(node))} is not understood: a formula may use {ACCEPTED}."
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
    near = nearest(name, known, cutoff=0.7)
    hint = f"did you mean {near}?" if near else f"a formula may use {ACCEPTED}."
    return f"{told(name)} is not known; {hint}"


def _value(node: ast.AST, names: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant(value=int() | float() as number):
            return np.float64(number)  # floats throughout: a tower of integer powers would hang
        case ast.Name(id=name):
            return names[name]
        case ast.BinOp(left=left, op=op, right=right):
            return _applied(OPERATORS[type(op)], _value(left, names), _value(right, names))
        case ast.UnaryOp(op=op, operand=operand):
            return _applied(OPERATORS[type(op)], _value(operand, names))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _applied(FUNCTIONS[name], *(_value(argument, names) for argument in arguments))
    raise AssertionError(f"unchecked syntax: {ast.dump(node)}")


def _applied(function: Callable[..., Any], *arguments: Any) -> Any:
    """function(*arguments), and nan where it has no value; nan^0 would be 1, and 1/(1/0) 0."""
    value = function(*arguments)
    undefined = np.any([np.isnan(argument) for argument in np.broadcast_arrays(*arguments)], axis=0)
    if function in POLES:
        undefined |= np.isinf(value) & (arguments[POLES[function]] == 0)
    return np.where(undefined, np.nan, value)
