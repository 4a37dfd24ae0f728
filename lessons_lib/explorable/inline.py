r"""A sentence of a panel as HTML: *italic*, **bold**, `code` and $formulas$, nothing else."""

from __future__ import annotations

import re
from html import escape

from lessons_lib.explorable.mathml import mathml

MARKED = re.compile(
    r"\$(?P<math>[^$]+)\$|`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*\s][^*]*)\*"
)


def inline(text: str) -> str:
    """HTML that a page may take as it is; what is not marked is escaped."""
    parts, at = [], 0
    for found in MARKED.finditer(text):
        parts += [escape(text[at : found.start()], quote=False), _element(found)]
        at = found.end()
    return "".join([*parts, escape(text[at:], quote=False)])


def blocks(text: str) -> str:
    """Paragraphs of such sentences, and ```code``` between them, as HTML."""
    parts = re.split(r"```(?:python)?\n(.*?)\n```", text, flags=re.S)  # every other one is code
    return "".join(
        f"<pre><code>{escape(part, quote=False)}</code></pre>" if n % 2 else _paragraphs(part)
        for n, part in enumerate(parts)
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{inline(each.strip())}</p>" for each in text.split("\n\n") if each.strip())


def plain(text: str) -> str:
    """The same sentence without marks, for a console; formulas keep their LaTeX."""
    return re.sub(r"\*([^*\s][^*]*)\*", r"\1", text.replace("**", ""))


def _element(found: re.Match[str]) -> str:
    kind = str(found.lastgroup)
    inner = found[kind]
    if kind == "math":
        return mathml(inner, display="inline")
    return f"<{kind}>{escape(inner, quote=False)}</{kind}>"
