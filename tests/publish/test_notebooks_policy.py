"""What every committed notebook keeps to; each rule is tested by planting its fault."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import nbformat
import pytest

from lessons_lib.publish.outputs import normalise

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
TAGS = {"exercise", "lesson-code", "raises-exception"}
SLIDES = {"slide", "subslide", "fragment", "skip", "notes", "-"}
WIDGET = "application/vnd.jupyter.widget-view+json"
EXPLORABLE = re.compile(r"[A-Z]\w*\(.*\)\n", re.S)
DIGITS = re.compile(r"\d*\.\d+")
ASKED = re.compile(r"(?:from .* import predict\n\n)?predict\.\w+\(\)$")
SOLVED = re.compile(r"solve\.\w+\(\)$")
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}")
OWN_PICTURES = {"matplotlib", "ipywidgets", "anywidget", "IPython", "plotly", "seaborn"}
MOST_BYTES = 1_500_000

Faults = Iterator[str]


def code_cells(book: Any) -> list[Any]:
    return [c for c in book.cells if c.cell_type == "code"]


def is_as_published(book: Any) -> Faults:
    published = copy.deepcopy(book)
    normalise(published)
    if published != book:
        yield "it is not what `make notebooks` writes"


def was_run_from_top_to_bottom(book: Any) -> Faults:
    # nbval never compares a cell whose execution_count is null.
    counts = [c.execution_count for c in code_cells(book)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"execution counts are {counts}"


def has_only_known_tags(book: Any) -> Faults:
    # nbval ignores a mistyped tag without a word, and skips what is tagged for skipping.
    for cell in book.cells:
        unknown = set(cell.metadata.get("tags", ())) - TAGS
        if unknown:
            yield f"{cell.id} has the tags {unknown}"
        if "NBVAL" in cell.source:
            yield f"{cell.id} steers nbval by a comment"


def shows_the_errors_that_it_announces(book: Any) -> Faults:
    # nbval lets a cell that is tagged raises-exception pass when nothing raises any more.
    for cell in code_cells(book):
        announced = "raises-exception" in cell.metadata.get("tags", ())
        if announced != any(output.output_type == "error" for output in cell.outputs):
            yield f"{cell.id} {'lacks the error it announces' if announced else 'shows an error'}"
        if any(output.get("name") == "stderr" for output in cell.outputs):
            yield f"{cell.id} shows stderr"


def can_be_read_without_a_kernel(book: Any) -> Faults:
    if "widgets" in book.metadata:
        yield "widget state is stored"
    for cell in code_cells(book):
        for output in cell.outputs:
            data = output.get("data", {})
            if WIDGET in data:
                yield f"{cell.id} stores a widget"
            if "image/png" in data and not data.get("text/plain", "").count("\n"):
                yield f"{cell.id} has a picture without words"
            if EXPLORABLE.match(data.get("text/plain", "")) and "image/png" not in data:
                yield f"{cell.id} has an explorable without its picture"


def describes_every_picture(book: Any) -> Faults:
    for cell in book.cells:
        for output in cell.get("outputs", ()):
            described = output.get("metadata", {}).get("image/png", {}).get("alt")
            if "image/png" in output.get("data", {}) and not described:
                yield f"{cell.id} has a picture without alt text"
        if "![](" in cell.source:
            yield f"{cell.id} has an image without alt text"


def compares_something(book: Any) -> Faults:
    if not any(cell.outputs for cell in code_cells(book)):
        yield "no cell has an output to compare"


def prints_no_digits_that_differ_between_machines(book: Any) -> Faults:
    # A control's value, in the first line, is exact; what was computed differs in the last digits.
    for cell in code_cells(book):
        for output in cell.outputs:
            told = output.get("text") or output.get("data", {}).get("text/plain", "")
            computed = told.partition("\n")[2] if EXPLORABLE.match(told) else told
            long = [d for d in DIGITS.findall(computed) if len(d.replace(".", "").lstrip("0")) > 6]
            if long or ADDRESS.search(told):
                yield f"{cell.id} prints {long or 'an address in memory'}"


def is_of_a_readable_length(book: Any) -> Faults:
    fewest = 1 if book.cells[0].source.startswith("# Start here") else 20
    slides = [c for c in book.cells if not SOLVED.match(c.source)]
    if not fewest <= len(slides) <= 75:
        yield f"{len(slides)} cells"


def has_short_code_cells(book: Any) -> Faults:
    lengths = [len(c.source.splitlines()) for c in code_cells(book)]
    if median(lengths) > 4 or max(lengths) > 15:
        yield f"code cells of {lengths} lines"


def has_short_text_cells(book: Any) -> Faults:
    words = [
        len(re.sub(r"<details>.*?</details>|\$\$.*?\$\$", "", c.source, flags=re.S).split())
        for c in book.cells
        if c.cell_type == "markdown"
    ]
    # Full sentences need room; what a slide can hold sets the limit.
    if median(words) > 90 or max(words) > 150:
        yield f"text cells of {words} words"


def has_text_between_code(book: Any) -> Faults:
    # A question and a solution are text, although a line of code shows them.
    shown = (ASKED.match(c.source) or SOLVED.match(c.source) for c in book.cells)
    kinds = "".join(
        "m" if text else c.cell_type[0] for text, c in zip(shown, book.cells, strict=True)
    )
    if "ccc" in kinds:
        yield "more than two code cells in a row"


def is_plain_python(book: Any) -> Faults:
    for cell in code_cells(book):
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            yield f"{cell.id} is not plain Python: {error}"


def _nodes(cell: Any) -> Iterator[ast.AST]:
    try:
        yield from ast.walk(ast.parse(cell.source))
    except SyntaxError:
        return  # is_plain_python tells it


def defines_nothing_outside_exercises(book: Any) -> Faults:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for cell in code_cells(book):
        allowed = {"exercise", "lesson-code"} & set(cell.metadata.get("tags", ()))
        if not allowed and any(isinstance(node, kinds) for node in _nodes(cell)):
            yield f"{cell.id} defines a function or a class"


def leaves_the_plotting_to_the_package(book: Any) -> Faults:
    for cell in code_cells(book):
        for node in _nodes(cell):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if {name.split(".")[0] for name in names} & OWN_PICTURES:
                yield f"{cell.id} imports {names}"


def begins_and_ends_as_a_lesson(book: Any) -> Faults:
    first, last = book.cells[0].source, book.cells[-1].source
    if not first.startswith("# "):
        yield "the first cell does not begin with the title"
    for wanted in ("**You will learn**", "**You need**", "**Time**"):
        if wanted not in first:
            yield f"the first cell lacks {wanted!r}"
    if "## You have seen" not in last:
        yield "the last cell lacks '## You have seen'"
    if first.count("\n- ") != last.count("\n- "):
        yield "what was seen does not mirror what was to be learnt"


def asks_before_it_shows(book: Any) -> Faults:
    if not any(ASKED.match(c.source) for c in book.cells):
        yield "it asks for no prediction"
    if any("**Predict" in c.source for c in book.cells):
        yield "a question stands in the text, where nobody can answer it"


def has_slides(book: Any) -> Faults:
    for cell in book.cells:
        if (kind := cell.metadata.get("slideshow", {}).get("slide_type")) not in SLIDES:
            yield f"{cell.id} has the slide type {kind!r}"


RULES: list[Callable[[Any], Faults]] = [
    is_as_published,
    was_run_from_top_to_bottom,
    has_only_known_tags,
    shows_the_errors_that_it_announces,
    can_be_read_without_a_kernel,
    describes_every_picture,
    compares_something,
    prints_no_digits_that_differ_between_machines,
    is_of_a_readable_length,
    has_short_code_cells,
    has_short_text_cells,
    has_text_between_code,
    is_plain_python,
    defines_nothing_outside_exercises,
    leaves_the_plotting_to_the_package,
    begins_and_ends_as_a_lesson,
    asks_before_it_shows,
    has_slides,
]
ALL_RULES = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
ALL_BOOKS = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_the_first_two_lessons_are_there():
    assert [path.name[:2] for path in NOTEBOOKS][:2] == ["00", "01"]


@ALL_BOOKS
@ALL_RULES
def test_a_notebook_keeps_to_the_rules(path, rule):
    book = nbformat.read(path, 4)
    nbformat.validate(book)
    assert not list(rule(book))


@ALL_BOOKS
def test_a_notebook_is_small(path):
    assert path.stat().st_size < MOST_BYTES


@ALL_BOOKS
def test_links_between_notebooks_lead_somewhere(path):
    for link in re.findall(r"\]\(([\w./]+\.ipynb)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / link).is_file(), link


def _good() -> Any:
    """A minimal notebook that keeps to every rule."""
    v4 = nbformat.v4
    shown = v4.new_output(
        "execute_result",
        {"text/plain": "Leaky(slope=1)\nIt leaks.", "image/png": "aGk="},
        metadata={"image/png": {"alt": "A line."}},
    )
    cells = []
    for n in range(10):
        cells.append(v4.new_markdown_cell(f"Text {n}"))
        cells.append(v4.new_code_cell("Leaky()", outputs=[copy.deepcopy(shown)]))
    cells[0].source = "# A\n**You will learn**\n- one\n\n**You need** x **Time** 1."
    asked = v4.new_output("execute_result", {"text/plain": "Predict: is it so?"})
    cells.append(v4.new_code_cell("predict.one()", outputs=[asked]))
    cells.append(v4.new_markdown_cell("## You have seen\n- one"))
    for cell in cells:
        cell.metadata = nbformat.from_dict({"slideshow": {"slide_type": "slide"}, "tags": []})
    book = v4.new_notebook(cells=cells)
    normalise(book)
    return book


def _spoil(number: int, **changes: Any) -> Callable[[Any], None]:
    return lambda book: book.cells[number].update(changes)


def _prints(text: str, name: str = "stdout") -> Callable[[Any], None]:
    return _spoil(1, outputs=[nbformat.v4.new_output("stream", name=name, text=text)])


FAULTS: list[tuple[Callable[[Any], Faults], Callable[[Any], None]]] = [
    (is_as_published, lambda b: b.metadata.language_info.update(version="3.12.1")),
    (is_as_published, lambda b: b.metadata.pop("language_info")),
    (is_as_published, lambda b: b.cells[1].metadata.update(execution={})),
    (was_run_from_top_to_bottom, _spoil(3, execution_count=None)),
    (has_only_known_tags, lambda b: b.cells[1].metadata.tags.append("nbval-ignore-ouput")),
    (has_only_known_tags, _spoil(1, source="# NBVAL_SKIP\n1")),
    (shows_the_errors_that_it_announces, _spoil(1, outputs=[nbformat.v4.new_output("error")])),
    (
        shows_the_errors_that_it_announces,
        lambda b: b.cells[1].metadata.tags.append("raises-exception"),
    ),
    (shows_the_errors_that_it_announces, _prints("w", name="stderr")),
    (prints_no_digits_that_differ_between_machines, _prints("<Figure at 0x7f3a12345678>")),
    (can_be_read_without_a_kernel, lambda b: b.cells[1].outputs[0].data.update({WIDGET: {}})),
    (can_be_read_without_a_kernel, lambda b: b.cells[1].outputs[0].data.pop("image/png")),
    (
        can_be_read_without_a_kernel,
        lambda b: b.cells[1].outputs[0].data.update({"text/plain": "<x>"}),
    ),
    (can_be_read_without_a_kernel, lambda b: b.metadata.update(widgets={})),
    (describes_every_picture, lambda b: b.cells[1].outputs[0].metadata.clear()),
    (describes_every_picture, _spoil(2, source="![](images/a.png)")),
    (compares_something, lambda b: [c.update(outputs=[]) for c in code_cells(b)] and None),
    (
        can_be_read_without_a_kernel,
        lambda b: b.cells[1].outputs[0].update(data={"text/plain": "Dice()\nA four."}),
    ),
    (
        prints_no_digits_that_differ_between_machines,
        lambda b: b.cells[1].outputs[0].data.update({"text/plain": "0.30000001"}),
    ),
    (
        prints_no_digits_that_differ_between_machines,
        lambda b: b.cells[1].outputs[0].data.update({"text/plain": "L(slope=1)\nIt is 0.3000001."}),
    ),
    (is_of_a_readable_length, lambda b: b.cells.extend(3 * b.cells)),
    (is_of_a_readable_length, lambda b: b.cells.__delitem__(slice(2, 6))),
    (has_short_code_cells, _spoil(1, source="x = 1\n" * 16)),
    (has_short_text_cells, _spoil(2, source="word " * 151)),
    (has_text_between_code, lambda b: b.cells.pop(2) and b.cells.pop(3) and None),
    (is_plain_python, _spoil(1, source="%matplotlib inline")),
    (leaves_the_plotting_to_the_package, _spoil(1, source="import matplotlib.pyplot as plt")),
    (leaves_the_plotting_to_the_package, _spoil(1, source="from ipywidgets import interact")),
    (defines_nothing_outside_exercises, _spoil(1, source="def f():\n    pass")),
    (begins_and_ends_as_a_lesson, _spoil(0, source="# A")),
    (begins_and_ends_as_a_lesson, lambda b: b.cells.pop() and None),
    (asks_before_it_shows, _spoil(2, source="**Predict** this.")),
    (asks_before_it_shows, _spoil(20, source="predict")),
    (begins_and_ends_as_a_lesson, lambda b: b.cells[0].update(source="#" + b.cells[0].source)),
    (has_slides, lambda b: b.cells[4].metadata.pop("slideshow")),
    (has_slides, lambda b: b.cells[4].metadata.slideshow.update(slide_type="sub-slide")),
]


@ALL_RULES
def test_a_good_notebook_passes(rule):
    assert not list(rule(_good()))


@pytest.mark.parametrize(("rule", "spoil"), FAULTS, ids=lambda f: f.__name__)
def test_a_planted_fault_is_found(rule, spoil):
    book = _good()
    spoil(book)
    assert list(rule(book))


def test_every_rule_has_a_planted_fault():
    assert {rule for rule, _ in FAULTS} == set(RULES)
