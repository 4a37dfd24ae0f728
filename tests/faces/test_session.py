"""Cells of a notebook, run without Jupyter."""

import pytest

from lessons_lib.faces.names import bound, needed
from lessons_lib.faces.session import Cell, Session, run
from tests.explorable.explorables import Leaky


@pytest.mark.parametrize(
    ("code", "reads", "leaves"),
    [
        ("x = y", {"y"}, {"x"}),
        ("x = x + 1", {"x"}, {"x"}),
        ("x += 1", {"x"}, {"x"}),
        ("x = 1\nprint(x)", {"print"}, {"x"}),
        ("for x in y:\n    z = x", {"y"}, {"x", "z"}),
        ("import numpy as np, os.path\nnp.pi", set(), {"np", "os"}),
        ("from a import b as c", set(), {"c"}),
        ("def f(x):\n    k = x\n    return k + y", {"y"}, {"f"}),
        ("def f():\n    return g\ng = 1", {"g"}, {"f", "g"}),
        ("[i for i in y if i > z]", {"y", "z"}, set()),
        ("class A:\n    b = c", {"c"}, {"A"}),
    ],
)
def test_which_names_a_cell_reads_and_leaves(code, reads, leaves):
    assert needed(code) == reads and bound(code) == leaves


def test_what_is_no_python_leaves_nothing():
    assert bound("x = ") == set()
    with pytest.raises(SyntaxError):
        needed("x = ")


def session(*codes):
    return Session([Cell(str(n), code) for n, code in enumerate(codes)])


def test_a_cell_finds_its_names_in_the_nearest_cell_above():
    cells = session("a = 1", "a = 2", "b = a", "a = 3", "b, a")
    assert cells.run("4").value == (2, 3)
    assert cells.run("2").text == ""


def test_a_name_from_below_is_not_found():
    assert session("a", "a = 1").run("0").error == "NameError: name 'a' is not defined (line 1)"


def test_a_function_of_an_earlier_cell_finds_its_own_names():
    assert (
        session("import math", "def f(x):\n    return math.floor(x)", "f(2.5)").run("2").value == 2
    )


def test_another_code_in_place_of_the_published_one_reaches_the_cells_below():
    cells = session("mine = 1", "mine * 10")
    assert cells.run("1").value == 10
    cells.run("0", "mine = 7")
    assert cells.run("1").value == 70


def test_a_cell_that_failed_is_run_again_as_it_was_published():
    cells = session("mine = 1", "mine")
    assert cells.run("0", "mine = 1 / 0").error.startswith("ZeroDivisionError")
    assert cells.run("1").value == 1


def test_a_syntax_error_is_told_with_its_line():
    assert run("x = 1\ny = (", "<cell>", {}).error.endswith("(line 2)")


def test_a_cell_tells_what_it_printed_and_then_its_value():
    outcome = run("print('one')\n'two'", "<cell>", {})
    assert outcome.text == "one\n'two'" and outcome.value == "two"


def test_a_picture_is_told_as_a_notebook_stores_it():
    leaky = Leaky()
    outcome = run("leaky", "<cell>", {"leaky": leaky})
    assert outcome.text == f"{leaky!r}\n{leaky.readout}"
