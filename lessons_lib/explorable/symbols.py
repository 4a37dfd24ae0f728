"""LaTeX's names for what stands in our formulas, and the signs that a page shows for them."""

from __future__ import annotations

SPACES = {r"\,": "0.167em", r"\qquad": "2em"}
LETTERS = {r"\ell": "ℓ", r"\partial": "∂", r"\varepsilon": "ε"}
FUNCTIONS = {r"\ln", r"\exp", r"\arg"}
ABOVE_LIMITS = {r"\sum": "∑", r"\prod": "∏", r"\max": "max", r"\min": "min"}
RELATIONS = {
    "=": "=",
    "<": "&lt;",
    ">": "&gt;",
    r"\le": "≤",
    r"\ge": "≥",
    r"\neq": "≠",
    r"\approx": "≈",
    r"\propto": "∝",
    r"\sim": "∼",
    r"\mid": "|",
    r"\|": "∥",
}
SIGNS = {"+": "+", "-": "−"}
BETWEEN = {"/": "/", r"\cdot": "·", r"\times": "×"}
SEPARATORS = {",", ";"}
DOUBLE_STRUCK = {"E": "𝔼"}
LARGE = {r"\Bigl": "1.8em", r"\Bigr": "1.8em", r"\bigl": "1.3em", r"\bigr": "1.3em"}
INDICES = {"_": "sub", "^": "sup"}
LIMITS = {"_": "under", "^": "over"}
