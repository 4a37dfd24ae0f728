r"""A derivation's formula for the page: LaTeX, in the part of it that `formula` reads, as MathML.

Every browser draws MathML Core by itself, and screen readers speak it. Changed terms, in
[[double brackets]], become an `<mrow class="changed">`.
"""

from __future__ import annotations

import unicodedata
from html import escape

from lessons_lib.explorable import symbols
from lessons_lib.explorable.formula import CLOSING, TOKEN
from lessons_lib.explorable.step import CHANGED

TIGHT = 'lspace="0" rspace="0"'
WIDE = 'lspace="0.278em" rspace="0.278em"'
THIN = '<mspace width="0.167em"/>'


def mathml(formula: str, *, display: str = "block") -> str:
    """A formula as a MathML element, in a line of its own or, with "inline", in the text.

    Raises ValueError for a command that is not known here.
    """
    marked = CHANGED.sub(r"\\changed{\1}", formula)
    return f'<math display="{display}"><mrow>{_Writer(marked).row()}</mrow></math>'


def _letter(token: str) -> str:
    r"""The letter that a token stands for, x or \theta; "" if it is none."""
    if token.isalpha() or token in symbols.LETTERS:
        return symbols.LETTERS.get(token, token)
    case = "CAPITAL" if token[1:2].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {token[1:]}")
    except KeyError:
        return ""


class _Writer:
    """Writes from left to right.

    `operand` tells whether what was just written is one: a minus after it takes away, any
    other is a sign. `tight` is true within indices.
    """

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.operand, self.tight = False, False
        self.tokens = [*TOKEN.findall(text), ""]

    @property
    def next(self) -> str:
        return self.tokens[self.at]

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def row(self, *ends: str) -> str:
        """All up to one of the ends, which is left, or up to the end of the formula."""
        found = ""
        while self.next and self.next not in (*ends, "}"):
            found += self.spaced()
        return found

    def spaced(self) -> str:
        """The next part, a function's name set off from what stands beside it."""
        token = self.tokens[self.at + 2] if self.next == r"\changed" else self.next
        return (THIN if token in symbols.FUNCTIONS and self.operand else "") + self.scripted()

    def scripted(self) -> str:
        names = symbols.LIMITS if self.next in symbols.ABOVE_LIMITS else symbols.INDICES
        base = self.part()
        scripts: dict[str, str] = {}
        while self.next in names:
            sign = self.take()
            scripts[sign] = self.small()
        if not scripts:
            return base
        present = [sign for sign in names if sign in scripts]
        name = "".join(names[sign] for sign in present)
        return f"<m{name}>{base}{''.join(scripts[sign] for sign in present)}</m{name}>"

    def small(self) -> str:
        """An index, written without spaces."""
        before, self.tight = self.tight, True
        found = self.quietly()
        self.tight = before
        return found

    def quietly(self) -> str:
        """What a command takes, or an index: it leaves the line as it was."""
        before, self.operand = self.operand, False
        found = self.argument()
        self.operand = before
        return found

    def argument(self) -> str:
        """A group in braces, or one digit, letter or command."""
        if self.next == "{":
            return self.group()
        return self.part(digits=False)

    def group(self, attributes: str = "") -> str:
        self.take()
        inner = self.row()
        self.take()
        return f"<mrow{attributes}>{inner}</mrow>"

    def part(self, *, digits: bool = True) -> str:
        token = self.next
        if token == "{":
            return self.group()
        if token in CLOSING or (token in symbols.LARGE and self.tokens[self.at + 1] in CLOSING):
            return self.bracketed()
        self.take()
        if token.isdigit():
            while digits and (self.next.isdigit() or self.point()):
                token += self.take()
            return self.ended(f"<mn>{token}</mn>")
        if letter := _letter(token):
            return self.ended(f"<mi>{letter}</mi>")
        if token.startswith(r"\text"):
            return self.ended(f"<mtext>{escape(token[6:-1])}</mtext>")
        return self.operator(token) or self.command(token)

    def point(self) -> bool:
        """Whether a decimal point comes next: a digit stands behind it."""
        return self.next == "." and self.tokens[self.at + 1].isdigit()

    def ended(self, operand: str) -> str:
        self.operand = True
        return operand

    def operator(self, token: str) -> str:
        """A sign, a relation or whatever else expects an operand after it; or nothing."""
        after, self.operand = self.operand, False
        if token in symbols.SIGNS:
            form = 'form="infix"' if after else 'form="prefix"'
            return f"<mo {TIGHT if self.tight else form}>{symbols.SIGNS[token]}</mo>"
        if token in symbols.RELATIONS:
            look = f'{TIGHT if self.tight else WIDE} stretchy="false"'
            return f"<mo {look}>{symbols.RELATIONS[token]}</mo>"
        if token in symbols.ABOVE_LIMITS:
            word = symbols.ABOVE_LIMITS[token]
            look = 'movablelimits="true" form="prefix" lspace="0.167em" rspace="0.167em"'
            return f"<mo {look}>{word}</mo>"
        if token in symbols.FUNCTIONS:
            space = "" if self.next in (*CLOSING, *symbols.LARGE, *symbols.ABOVE_LIMITS) else THIN
            return f"<mi>{token[1:]}</mi><mo>&#x2061;</mo>{space}"
        if token in symbols.BETWEEN:
            return f"<mo {TIGHT}>{symbols.BETWEEN[token]}</mo>"
        if token in symbols.SEPARATORS:
            return f'<mo separator="true">{token}</mo>'
        if token in symbols.SPACES:
            return f'<mspace width="{symbols.SPACES[token]}"/>'
        self.operand = after
        return ""

    def command(self, token: str) -> str:
        if token == "|":
            form, self.operand = ("postfix", True) if self.operand else ("prefix", False)
            return f'<mo form="{form}" stretchy="false">|</mo>'
        if token in (")", "]"):  # its other half stands in another group
            return self.ended(f'<mo form="postfix" stretchy="false">{token}</mo>')
        if token in symbols.LARGE:
            return self.part()
        if token == r"\changed":
            return self.group(' class="changed"')
        if token == r"\frac":
            return self.ended(f"<mfrac>{self.quietly()}{self.quietly()}</mfrac>")
        if token == r"\sqrt":
            return self.ended(f"<msqrt>{self.quietly()}</msqrt>")
        if token == r"\hat":
            hat = '<mo stretchy="false">^</mo>'
            return self.ended(f'<mover accent="true">{self.quietly()}{hat}</mover>')
        if token == r"\mathbb" and self.next in symbols.DOUBLE_STRUCK:
            return self.ended(f"<mi>{symbols.DOUBLE_STRUCK[self.take()]}</mi>")
        raise ValueError(f"formula {self.text!r}: {token} cannot be shown.")

    def bracketed(self) -> str:
        """From an opening bracket to the one that closes it, if it stands in the same group."""
        size = symbols.LARGE.get(self.next, "")
        if size:
            self.take()
        opening = self.take()
        look = f'stretchy="true" minsize="{size}"' if size else 'stretchy="false"'
        self.operand = False
        inner = self.row(CLOSING[opening], r"\Bigr", r"\bigr")
        if self.next in symbols.LARGE:
            self.take()
        if self.next == CLOSING[opening]:
            inner += f'<mo form="postfix" {look}>{self.take()}</mo>'
        return self.ended(f'<mrow><mo form="prefix" {look}>{opening}</mo>{inner}</mrow>')
