r"""What a formula is worth: its tree, evaluated by SymPy.

A vector or a distribution is a dict from its indices or outcomes to numbers. Where a name is
given a formula, `p = \sigma(z)`, it stands for its value from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sympy as sp

from lessons_lib.explorable.formula import Chain, Node, read
from lessons_lib.explorable.step import Setting, Unknown


def _cross_entropy(p: Mapping[int, Any], q: Mapping[int, Any] | None = None) -> Any:
    return -sp.Add(*(a * sp.log((q or p)[x]) for x, a in p.items() if a != 0))


def _softmax(z: Mapping[int, Any]) -> dict[int, Any]:
    return {k: sp.exp(each) / sp.Add(*map(sp.exp, z.values())) for k, each in z.items()}


KNOWN: dict[str, Any] = {
    r"\pi": sp.pi,
    r"\delta": lambda j, k: sp.Integer(j == k),
    r"\sigma": lambda z: 1 / (1 + sp.exp(-z)),
    r"\text{softmax}": _softmax,
    "H": _cross_entropy,
    r"\text{KL}": lambda p, q: _cross_entropy(p, q) - _cross_entropy(p),
}


class Meaning:
    """The names of a setting, on its data if these are asked for, and what formulas add to them."""

    def __init__(self, setting: Setting, case: Mapping[str, int], *, on_data: bool = False) -> None:
        self.indices = setting.indices
        values = {**setting.names, **(setting.data if on_data else {}), **case}
        self.names = KNOWN | {text: _symbols(text, value) for text, value in values.items()}
        self.open = {text for text, value in values.items() if isinstance(value, Unknown)}
        self.assume(*setting.given, *(setting.fitted if on_data else ()))

    def assume(self, *formulas: str) -> None:
        """Let names stand for what the formulas say, whatever they stood for."""
        for formula in formulas:
            for name, value in read(formula):
                self._define(name, value)

    def learn(self, chain: Chain) -> Chain:
        """If the chain's first side is an open or unknown name, it is defined by the second;
        return the sides that are left to be equal."""
        text = _defined(chain[0])
        if len(chain) == 1 or not text or (text in self.names and text not in self.open):
            return chain
        self._define(*chain[:2])
        self.open -= {text}
        return chain[1:]

    def _define(self, name: Node, value: Node) -> None:
        text = _defined(name)
        old: Any = self.names.get(text)
        if name.kind == "name":
            self.names[text] = self(value)
        elif name.kind == "item" and name.parts[1].kind == "number":
            self.names[text] = {**old, int(name.parts[1].parts[0]): self(value)}
        else:
            arguments = [str(each.parts[0]) for each in name.parts[1:]]
            function = self._function(arguments[:1] if old else arguments, value)
            self.names[text] = {k: function(sp.Integer(k)) for k in old} if old else function

    def _function(self, arguments: list[str], body: Node) -> Callable[..., Any]:
        def function(*values: Any) -> Any:
            return self._with(dict(zip(arguments, values, strict=True)), body)

        return function

    def _with(self, bound: Mapping[str, Any], body: Node) -> Any:
        outer, self.names = self.names, self.names | dict(bound)
        try:
            return self(body)
        finally:
            self.names = outer

    # ---- one method for each kind of node

    def __call__(self, node: Node) -> Any:
        return getattr(self, f"_{node.kind}")(*node.parts)

    def _number(self, digits: str) -> Any:
        return sp.Integer(digits)

    def _name(self, text: str) -> Any:
        if text not in self.names:
            raise ValueError(f"{text} is not known here: name it in the setting of the derivation.")
        return self.names[text]

    def _item(self, text: str, *indices: Node) -> Any:
        found = self._name(text)
        places = [self(index) for index in indices]
        if callable(found):
            return found(*places)
        if not isinstance(found, Mapping) or len(places) != 1 or places[0] not in found:
            raise ValueError(f"{text} has no index {', '.join(map(str, places))}.")
        return found[places[0]]

    def _call(self, name: Node, *arguments: Node) -> Any:
        found, values = self(name), [self(each) for each in arguments]
        if isinstance(found, Mapping):
            return found[values[0]]
        if not callable(found):
            raise ValueError(f"{name.parts[0]} is no function: a product needs a space before (.")
        return found(*values)

    def _add(self, *terms: Node) -> Any:
        return sp.Add(*map(self, terms))

    def _times(self, *factors: Node) -> Any:
        return sp.Mul(*map(self, factors))

    def _negative(self, term: Node) -> Any:
        return -self(term)

    def _fraction(self, top: Node, bottom: Node) -> Any:
        return self(top) / self(bottom)

    def _power(self, base: Node, exponent: Node) -> Any:
        return self(base) ** self(exponent)

    def _root(self, square: Node) -> Any:
        return sp.sqrt(self(square))

    def _size(self, number: Node) -> Any:
        return sp.Abs(self(number))

    def _exp(self, power: Node) -> Any:
        return sp.exp(self(power))

    def _ln(self, number: Node) -> Any:
        return sp.log(self(number))

    def _sum(self, *over: Any) -> Any:
        return sp.Add(*self._over(*over))

    def _prod(self, *over: Any) -> Any:
        return sp.Mul(*self._over(*over))

    def _max(self, *over: Any) -> Any:
        return sp.Max(*self._over(*over), evaluate=False)

    def _over(self, index: str, how: str, limits: tuple[Node, ...], body: Node) -> Iterator[Any]:
        values = [self(limit) for limit in limits]
        if how == "from":
            values = list(range(values[0], values[1] + 1))
        elif index not in self.indices:
            raise ValueError(f"{index} runs over nothing: name it in the setting's indices.")
        else:
            values = [value for value in self.indices[index] if value not in values]
        return (self._with({index: sp.Integer(value)}, body) for value in values)

    def _mean(self, name: str, distribution: Node, body: Node) -> Any:
        # An outcome that never comes adds nothing: 0 ln 0 = 0.
        shares = self(distribution).items()
        return sp.Add(*(p * self._with({name: sp.Integer(x)}, body) for x, p in shares if p != 0))

    def _slope(self, of: Node, by: Node) -> Any:
        return sp.diff(self(of), self(by))

    def _place(self, *_: Any) -> Any:
        raise ValueError("where an optimum lies is no value: let the step keep the optimum.")


def _symbols(text: str, value: Any) -> Any:
    """SymPy's symbol for an unknown, or one for each index; of a number its own."""
    if isinstance(value, Mapping):
        return {k: sp.sympify(each) for k, each in value.items()}
    if not isinstance(value, Unknown):
        return sp.sympify(value)
    plain = text.replace("\\", "").replace("text", "").replace("{", "").replace("}", "")
    kind = {"positive": True} if value.positive else {"real": True}
    if not value.over:
        return sp.Symbol(plain, **kind)
    return {k: sp.Symbol(f"{plain}_{k}", **kind) for k in value.over}


def _defined(node: Node) -> str:
    """The name that a formula's first side would define; empty if it is no name."""
    if node.kind == "call":
        return str(node.parts[0].parts[0])
    return str(node.parts[0]) if node.kind in ("name", "item") else ""
