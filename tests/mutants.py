"""Do the tests notice a small fault? Mutants of the mathematics, each against its own tests.

A mutant is a module with one place of its syntax tree changed; it is caught if the tests of
that module fail or do not end in time. Run by hand, in the project's folder:

    python -m tests.mutants --seed 0 --count 15 [theory/depth/pieces.py ...]

No file is changed: each mutant lives in a forked process, and is imported there in place of
the file. Left alone are docstrings, annotations, decorators, texts of errors, and `strict=`,
which guards against what cannot happen.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from itertools import islice
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).parents[1] / "lessons_lib"
TOP = """activations _softmax losses mlp optimisers _output _parameters training gradcheck _inplace
    _buffers _check"""
MODULES = [
    *(ROOT / f"{name}.py" for name in TOP.split()),
    *(path for path in sorted(ROOT.glob("theory/**/*.py")) if path.name != "__init__.py"),
]
# The tests of a module that has no file of its own name.
NETWORK = ("test_mlp.py", "test_training.py", "test_inplace.py")
TESTS = dict.fromkeys(("_output.py", "_parameters.py", "_buffers.py"), NETWORK)
TESTS["_check.py"] = ("test_mlp.py", "test_training.py", "test_losses.py")
TESTS["_softmax.py"] = ("test_activations.py", "test_losses.py")
TESTS["_inplace.py"] = ("test_inplace.py",)
LIBRARIES = """numpy.polynomial scipy.integrate scipy.interpolate scipy.optimize scipy.stats
    scipy.differentiate mpmath hypothesis.extra.numpy sklearn.linear_model sklearn.metrics
    sklearn.neighbors sklearn.neural_network sklearn.tree"""

OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,), ast.Mod: (ast.FloorDiv,), ast.FloorDiv: (ast.Mod,),
    ast.BitAnd: (ast.BitOr,), ast.BitOr: (ast.BitAnd,), ast.BitXor: (ast.BitAnd,),
    ast.LShift: (ast.RShift,), ast.RShift: (ast.LShift,), ast.And: (ast.Or,), ast.Or: (ast.And,),
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
PAIRS = """min max, any all, sum mean, ceil floor, minimum maximum, argmin argmax, zeros ones,
    zeros_like ones_like, greater less, add subtract, multiply divide, nanmax nanmin, exp expm1,
    log log1p, sin cos, sign abs"""
NAMES = {a: b for pair in PAIRS.split(",") for a, b in (pair.split(), pair.split()[::-1])}
SYMMETRIC = ("maximum", "minimum", "add", "multiply", "max", "min", "gcd", "swapaxes", "isinstance")
UNTOUCHED = ("annotation", "returns", "decorator_list", "bases")


class Place(NamedTuple):
    """A node of a syntax tree, and where its parent holds it."""

    holder: Any
    key: Any
    node: ast.AST
    parent: ast.AST
    line: int


class Mutant(NamedTuple):
    """Where, what became what, and the code of the whole module."""

    line: int
    change: str
    code: CodeType


def _alternatives(node: ast.AST, parent: ast.AST) -> list[ast.AST]:
    """What may stand in the place of a node."""
    match node:
        case ast.operator() | ast.boolop() | ast.cmpop():
            return [other() for other in OPERATORS.get(type(node), ())]
        case ast.Constant(value=bool() as true):
            return [ast.Constant(not true)]
        case ast.Constant(value=int() | float() as number):
            half = number // 2 if isinstance(number, int) else number / 2
            return [ast.Constant(n) for n in {number + 1, number - 1, half, 2 * number} - {number}]
        case ast.Constant(value=str() as text) if text and " " not in text:
            return [ast.Constant(text + "_")]
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            return [operand]
        case ast.IfExp(test=test, body=body, orelse=other):
            return [ast.IfExp(test, other, body)]
        case ast.Name(id=name, ctx=ctx) if name in NAMES:
            return [ast.Name(NAMES[name], ctx)]
        case ast.Attribute(value=value, attr=name, ctx=ctx) if name in NAMES:
            return [ast.Attribute(value, NAMES[name], ctx)]
        case ast.Call(func=f, args=args, keywords=keywords) if _name(f) not in SYMMETRIC:
            swaps = (args[:i] + args[i : i + 2][::-1] + args[i + 2 :] for i in range(len(args) - 1))
            calls = [ast.Call(f, swapped, keywords) for swapped in swaps]
            return [call for call in calls if ast.unparse(call) != ast.unparse(node)]
        case ast.Return(value=ast.expr() as value):
            truth = isinstance(value, ast.Compare | ast.BoolOp)
            negative = ast.UnaryOp(ast.Not() if truth else ast.USub(), value)
            return [ast.Return(ast.Constant(None)), ast.Return(negative)]
        case ast.AugAssign() | ast.Raise() | ast.Expr() | ast.Break() | ast.Continue():
            return [ast.Pass()]
        case ast.expr() if isinstance(parent, ast.Slice):
            return [ast.BinOp(node, way(), ast.Constant(1)) for way in (ast.Add, ast.Sub)]
    return []


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.JoinedStr() | ast.keyword(arg="strict"):
            return True
        case ast.Import() | ast.ImportFrom() | ast.Call(func=ast.Name(id="TypeVar")):
            return True
    return False


def _places(node: ast.AST, line: int = 0) -> Iterator[Place]:
    """Every node below this one that may be changed."""
    for field, value in ast.iter_fields(node):
        several = isinstance(value, list)
        holder: Any = value if several else vars(node)
        for key in range(len(value)) if several else [field]:
            child = holder[key]
            if field in UNTOUCHED or not isinstance(child, ast.AST) or _left_alone(child):
                continue
            at = getattr(child, "lineno", line)
            yield Place(holder, key, child, node, at)
            if not isinstance(child, ast.Raise):
                yield from _places(child, at)


def mutants(source: str, rng: random.Random) -> Iterator[Mutant]:
    """All mutants of a module at random, one for each place before the second for any."""
    tree = ast.parse(source)
    choices = [(place, _alternatives(place.node, place.parent)) for place in _places(tree)]
    rng.shuffle(choices)
    for _, others in choices:
        rng.shuffle(others)
    for turn in range(max(len(others) for _, others in choices)):
        for place, others in choices:
            if turn < len(others):
                yield _mutant(tree, place, others[turn])


def _mutant(tree: ast.Module, place: Place, other: ast.AST) -> Mutant:
    operator = isinstance(place.node, ast.operator | ast.boolop | ast.cmpop)
    shown = place.parent if operator else place.node
    before = ast.unparse(shown)
    place.holder[place.key] = other
    after = ast.unparse(shown if operator else other)
    code = compile(ast.fix_missing_locations(tree), "mutant", "exec")
    place.holder[place.key] = place.node
    return Mutant(place.line, f"{before} -> {after}", code)


class _Loader(SourceFileLoader):
    """Imports one module from given code, and finds it before the file is found."""

    def __init__(self, path: Path, code: CodeType) -> None:
        self.code = code
        name = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
        super().__init__(name, str(path))

    def get_code(self, fullname: str) -> CodeType:
        return self.code

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        return importlib.util.spec_from_loader(name, self) if name == self.name else None


class _Quickly:
    """Few examples of each property, and none made smaller: whether one fails is enough."""

    def pytest_collection(self) -> None:
        phases = (Phase.explicit, Phase.generate)
        unhurried = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
        settings.register_profile("quickly", max_examples=25, phases=phases, **unhurried)
        settings.load_profile("quickly")


def passes(path: Path, code: CodeType, limit: float) -> bool:
    """Whether the module's own tests pass, within `limit` seconds, with this code in its place."""
    child = os.fork()
    if not child:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        sys.meta_path.insert(0, _Loader(path, code))
        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin"]
        options.append("--hypothesis-seed=0")
        os._exit(pytest.main([*options, *map(str, tests_of(path))], plugins=[_Quickly()]))
    end = time.monotonic() + limit
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status == 0
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def tests_of(path: Path) -> list[Path]:
    """The test files of a module."""
    place = Path(__file__).parent / path.relative_to(ROOT).parent
    return [place / name for name in TESTS.get(path.name, (f"test_{path.name}",))]


def survivors(path: Path, seed: int, count: int) -> tuple[int, list[Mutant]]:
    """How many mutants of a module were tried, and those that its tests did not notice."""
    source = path.read_text(encoding="utf-8")
    begun = time.monotonic()
    if not passes(path, compile(source, str(path), "exec"), 600.0):
        raise SystemExit(f"{path}: its tests fail without any change.")
    limit = 5 + 5 * (time.monotonic() - begun)
    rng = random.Random(f"{seed} {path.name}")
    tried = list(islice(mutants(source, rng), count))
    return len(tried), [mutant for mutant in tried if passes(path, mutant.code, limit)]


def main() -> None:
    """Print a row for each module, and one for each survivor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=15, help="mutants of each module")
    parser.add_argument("modules", nargs="*", help="paths in lessons_lib; all, if none is named")
    options = parser.parse_args()
    for library in LIBRARIES.split():
        importlib.import_module(library)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    gc.freeze()
    for path in [ROOT / name for name in options.modules] or MODULES:
        tried, left = survivors(path, options.seed, options.count)
        print(f"| {path.relative_to(ROOT)} | {tried} | {tried - len(left)} | {len(left)} |")
        for line, change, _ in left:
            print(f"    line {line}: {change}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
