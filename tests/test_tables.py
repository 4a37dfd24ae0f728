"""A reader's own table: what becomes of it, and the one sentence on what does not fit."""

from __future__ import annotations

import csv
import itertools
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_iris

from lessons_lib._table_sources import MISSING
from lessons_lib.tables import LARGEST, MOST_CLASSES, read_table, written

DOGS = {"height": [30, 45, 60, 72], "weight": [8.0, 20, 31, 40], "kind": ["a", "b", "a", "b"]}


@pytest.fixture
def file(tmp_path):
    """Writes a file, and gives its path."""

    def write(content, name="dogs.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refusal(*args, **kinds):
    """The sentence with which a table is refused."""
    with pytest.raises(ValueError) as caught:
        read_table(*args, **kinds)
    words = str(caught.value)
    assert words.endswith((".", "?")) and "\n" not in words and len(words) < 500
    return words


def same(ours, theirs):
    np.testing.assert_array_equal(ours.X, theirs.X)
    np.testing.assert_array_equal(ours.y, theirs.y)
    assert ours[2:] == theirs[2:]


# Names and texts that no one could take for a number, a missing value, or True.
WORDS = st.text("bcdghjkmpqvwxz ,;'\"\n", min_size=1).filter(lambda w: w == w.strip() != "")
NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 6))


@st.composite
def frames(draw):
    """A frame with two columns of numbers and one of at least two classes, twice each."""
    names = draw(st.lists(WORDS, min_size=3, max_size=3, unique=True))
    classes = draw(st.lists(WORDS, min_size=2, max_size=4, unique=True))
    labels = draw(st.permutations(classes * 2))
    numbers = st.lists(NUMBERS, min_size=len(labels), max_size=len(labels), unique=True)
    spread = numbers.filter(lambda values: max(values) - min(values) > 1e-3)
    columns = (draw(spread), draw(spread), labels)
    return pd.DataFrame(dict(zip(names, columns, strict=True)))


@given(frames())
def test_the_numbers_of_a_frame_come_out_as_they_are(frame):
    a, b, label = frame.columns
    found = read_table(frame, b, a)
    np.testing.assert_array_equal(found.X, frame[[a]].to_numpy())
    np.testing.assert_array_equal(found.y, frame[b].to_numpy())
    assert found.features == (a,) and found.classes == ()
    classes = read_table(frame, label)
    codes, names = pd.factorize(frame[label], sort=True)
    np.testing.assert_array_equal(classes.y, codes)
    assert classes.classes == tuple(names) and classes.features == (a, b)


@settings(max_examples=40)
@given(frames(), st.sampled_from(",;\t"), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_a_file_gives_what_the_frame_gave(tmp_path_factory, frame, parted, index, encoding):
    path = tmp_path_factory.mktemp("tables") / "table.csv"
    decimal = "." if parted == "," else ","
    # All quoted: a name may hold what parts the others.
    frame.columns = [
        name.translate(str.maketrans("", "", ",;\t\n")).strip() + str(i)
        for i, name in enumerate(frame.columns)
    ]
    frame.to_csv(path, sep=parted, index=index, encoding=encoding, decimal=decimal)
    for target in frame.columns[1:]:
        x = list(frame.columns[:1])
        same(read_table(path, target, x), read_table(frame, target, x))
    same(read_table(str(path), frame.columns[2]), read_table(frame, frame.columns[2]))


@given(frames())
def test_a_dict_and_a_structured_array_give_what_the_frame_gave(frame):
    label = frame.columns[2]
    same(read_table(frame.to_dict("list"), label), read_table(frame, label))
    records = frame.to_records(index=False)
    same(read_table(np.array(records), label), read_table(frame, label))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    )
)
def test_whatever_is_given_it_is_read_or_refused_in_a_sentence(junk):
    for target, x in itertools.product(["y", junk], [None, "x", junk]):
        try:
            read_table(junk, target, x)
        except ValueError as error:
            assert "\n" not in str(error)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=3),
    st.fractions(),
    st.sampled_from([pd.NA, pd.NaT, Decimal("NaN"), np.datetime64("NaT"), 10**400, 1j, [1], {}]),
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6), st.sampled_from([None, "number", "classes"]))
def test_whatever_the_cells_hold_only_finite_numbers_come_out(rows, kind):
    data = {"x": [a for a, _ in rows], "y": [b for _, b in rows]}
    try:
        found = read_table(data, "y", kind=kind)
    except ValueError as error:
        assert "\n" not in str(error)
    else:
        assert found.X.dtype == float and np.abs(found.X).max() <= LARGEST
        assert np.isfinite(found.y).all() and len(set(found.y)) > 1
        if found.classes:
            assert set(found.y) == set(range(len(found.classes)))


@given(st.binary(max_size=200))
def test_whatever_a_file_holds_it_is_read_or_refused_in_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("junk") / "junk.csv"
    path.write_bytes(content)
    try:
        read_table(path, "y")
    except ValueError as error:
        assert "\n" not in str(error)


def test_the_flowers_come_through_a_file_as_scikit_learn_has_them(tmp_path):
    flowers = load_iris(as_frame=True)
    frame = flowers.frame.assign(target=flowers.target_names[flowers.target])
    frame.to_csv(tmp_path / "flowers.csv")
    found = read_table(tmp_path / "flowers.csv", target="target")
    np.testing.assert_array_equal(found.X, flowers.data.to_numpy())
    np.testing.assert_array_equal(found.y, flowers.target)
    assert found.classes == tuple(flowers.target_names)
    assert found.features == tuple(flowers.feature_names)


def test_numbers_may_be_named_as_classes():
    found = read_table({"x": range(6), "y": [10, 9, 10, 9, 2.5, 2.5]}, "y", kind="classes")
    assert found.classes == ("2.5", "9", "10") and list(found.y) == [2, 1, 2, 1, 0, 0]


def test_true_and_false_are_classes_and_as_inputs_one_and_zero(file):
    data = {"x": [True, False, True, False], "y": [False, False, True, True]}
    for given_as in (data, pd.DataFrame(data), file(pd.DataFrame(data).to_csv(index=False))):
        found = read_table(given_as, "y")
        assert found.classes == ("False", "True") and list(found.y) == [0, 0, 1, 1]
        assert list(found.X[:, 0]) == [1, 0, 1, 0]


def test_whole_numbers_fractions_and_nullable_columns_are_numbers():
    frame = pd.DataFrame({"x": pd.array([1, 2, 4], "Int64"), "y": [Fraction(1, 2), 1, 2.5]})
    found = read_table(frame, "y")
    assert found.X[:, 0].tolist() == [1, 2, 4] and found.y.tolist() == [0.5, 1, 2.5]


def test_columns_that_are_counted_are_found_by_their_number():
    frame = pd.DataFrame(np.arange(12.0).reshape(4, 3) ** 2)
    assert read_table(frame, target=2, x=0).features == ("0",)


def test_blank_lines_and_spaces_round_cells_do_not_count(file):
    path = file("\n x , y \n 1 , 2 \n\n 3 , 5 \n,\n 4,  7\n\n")
    found = read_table(path, "y")
    assert found.X[:, 0].tolist() == [1, 3, 4] and found.y.tolist() == [2, 5, 7]


def test_row_numbers_without_a_name_are_no_input(file):
    path = file(pd.DataFrame(DOGS).to_csv())
    assert read_table(path, "kind").features == ("height", "weight")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((DOGS, "wieght"), "no column 'wieght' (did you mean 'weight'?); its columns: 'height'"),
        ((DOGS, "weight", "Hight"), "no column 'Hight' (did you mean 'height'?)"),
        ((DOGS, None), "say which column is the target, target = one of 'height', 'weight', 'kin"),
        ((DOGS, "weight"), "the input 'kind' holds text ('a' in row 1, counted from 1)"),
        ((DOGS, "weight", "weight"), "'weight' is the target, and cannot be an input"),
        ((DOGS, "weight", ["height", "height"]), "x names 'height' more than once"),
        ((DOGS, "weight", []), "x names no column"),
        ((DOGS, "weight", {"height"}), "x = {'height'} has no order"),
        (({"y": [1, 2, 3]}, "y"), "no column beside the target 'y'"),
        (({"x": [1, 2], "y": [2, 3]}, "y"), "2 rows, and at least 3 are needed"),
        (({"x": [], "y": []}, "y"), "0 rows, and"),
        (({"x": [4, 4, 4], "y": [1, 2, 3]}, "y"), "'x' is 4 in every row: a constant column"),
        (({"x": [1, 2, 3], "y": [5, 5, 5]}, "y"), "'y' is 5 in every row: a constant column"),
        (({"x": [1e9, 1e9, 1e9 + 1e-6], "y": [1, 2, 3]}, "y"), "in every row"),
        (({"x": [1, None, 3, np.nan], "y": [1, 2, 3, 4]}, "y"), "no value in 2 of 4 rows, first in"
         " row 2,"),
        (({"x": [1, 2, 3], "y": ["a", None, "a"]}, "y"), "target 'y' has no value in 1 of 3"),
        (({"x": [1, 2, np.inf], "y": [1, 2, 3]}, "y"), "an infinite number (inf in row 3,"),
        (({"x": [1, 2, -(10**400)], "y": [1, 2, 3]}, "y"), "too large a number"),
        (({"x": [1, 2], "y": [1, 2, 3]}, "y"), "differ in length: 'x' 2, 'y' 3 rows"),
        (({"x": "abc", "y": [1, 2, 3]}, "y"), "the column 'x', 'abc', is not a list"),
        (({"x": 3, "y": [1, 2, 3]}, "y"), "the column 'x', 3, is not a list"),
        (({"x": {1, 2, 3}, "y": [1, 2, 3]}, "y"), "the column 'x', {1, 2, 3}, has no order"),
        (({"x": itertools.count(), "y": [1, 2, 3]}, "y"), "has no end, or is too long"),
        (({"x": [1, 2, [3]], "y": [1, 2, 3]}, "y"), "something other than numbers ([3] in row 3"),
        (({"x": [1, 2, 3], "y": ["a", "a", "a"]}, "y"), "is 'a' in every row: two classes"),
        (({"x": [1, 2, 3], "y": ["a", "b", "a"]}, "y"), "is 'b' in one row only: each class"),
        (({1: [1, 2, 3], "1": [1, 2, 3]}, "y"), "2 columns are named '1': rename"),
        (({}, "y"), "the table has no columns"),
        ((None, "y"), "data = None is no table: give the path of a CSV file, a DataFrame, or"),
        ((..., "y"), "data = ... stands for a table of your own: give it again"),
        ((pd.DataFrame, "y"), "is no table"),
        ((np.ones((3, 2)), "y"), "is no table"),
        ((pd.Series([1, 2, 3]), "y"), "is no table"),
        ((pd.DataFrame(np.ones((3, 2)), columns=["y", "y"]), "y"), "2 columns are named 'y'"),
        ((pd.DataFrame({"x": pd.to_datetime(["2020", "2021", "2022"]), "y": [1, 2, 3]}), "y"),
         "something other than numbers"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_in_a_sentence(args, words):
    assert words in refusal(*args)


def test_text_in_a_target_of_numbers_is_named_and_so_are_too_many_classes():
    words = ["1.5", "2,5", "3.5"]
    said = refusal({"x": [1, 2, 3], "y": words}, "y", kind="number")
    assert "the target 'y' holds text ('2,5' in row 2, counted from 1): give numbers" in said
    names = [f"name {i:02}" for i in range(MOST_CLASSES + 1)]
    said = refusal({"x": range(len(names)), "y": names}, "y")
    assert f"has {MOST_CLASSES + 1} different values, such as 'name 00' and 'name 01'" in said


def test_an_unknown_kind_is_refused_with_the_known():
    assert "did you mean 'classes'?" in refusal(DOGS, "weight", "height", kind="class")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "'dogs.csv': the file is empty"),
        ("\n\n", "the file is empty"),
        ("x,y\n", "0 rows, and at least 3 are needed"),
        ("1,2\n3,4\n", "its first line holds numbers: it has to name the columns"),
        ("x,y\n1,2\n3\n", "row 2 below the first line has 1 values, where the first names 2"),
        ("x,x\n1,2\n", "2 columns are named 'x'"),
        ("x,y\n1,2\nten,4\n5,6\n", "'x' holds text ('ten' in row 2 below the first line)"),
        ("x,y\n1,2\n,4\n5,6\n", "'x' has no value in 1 of 3 rows, first in row 2 below the"),
        ("x,y\n" + "z" * 200_000 + ",2\n", "cannot be read as CSV (field larger"),
        (b"PK\x03\x04\x00\xff", "not text in UTF-8: save a spreadsheet as CSV"),
        ("x,y\n1,2\n".encode("utf-16"), "not text in UTF-8"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_a_sentence(file, content, words):
    assert words in refusal(file(content), "y")


def test_a_file_that_is_not_there_is_answered_with_the_nearest_name(file, tmp_path):
    file("x,y\n1,2\n")
    words = refusal(tmp_path / "dog.csv", "y")
    assert "'dog.csv': there is no such file (did you mean 'dogs.csv'?) in " in words
    assert "this is a folder" in refusal(tmp_path, "y")
    assert "no such file" in refusal(tmp_path / "no folder" / "dogs.csv", "y")
    assert "cannot be opened" in refusal("x" * 5000, "y")
    assert "no such file" in refusal("", "y") or "folder" in refusal("", "y")


@pytest.mark.parametrize("word", sorted(MISSING - {""}))
def test_what_pandas_takes_for_missing_is_missing_in_a_file(file, word):
    assert "no value in 1 of 3" in refusal(file(f"x,y\n1,2\n{word.upper()},3\n4,5\n"), "y")


def test_a_comma_is_a_decimal_sign_where_it_parts_no_columns(file):
    found = read_table(file("x;y\n1,5;2\n2,5;3\n4;4,25\n"), "y")
    assert found.X[:, 0].tolist() == [1.5, 2.5, 4] and found.y.tolist() == [2, 3, 4.25]


def test_a_quoted_cell_may_hold_what_parts_the_columns(file, tmp_path):
    with open(tmp_path / "q.csv", "w", newline="") as handle:
        csv.writer(handle).writerows([["x", "y"], [1, "a,b"], [2, "a,b"], [3, "c\nd"], [4, "c\nd"]])
    assert read_table(tmp_path / "q.csv", "y").classes == ("a,b", "c\nd")


def test_a_masked_entry_is_missing():
    x = np.ma.masked_equal([1.0, 2.0, 3.0], 2.0)
    assert "no value in 1 of 3 rows, first in row 2" in refusal({"x": x, "y": [1, 2, 3]}, "y")


def test_a_call_that_rebuilds_names_the_file_or_leaves_the_table_open(tmp_path):
    assert written("dogs.csv") == "'dogs.csv'"
    assert written(tmp_path / "dogs.csv") == repr(str(tmp_path / "dogs.csv"))
    assert written(DOGS) == written(pd.DataFrame(DOGS)) == "..."


def test_tables_are_read_without_pandas():
    code = "import sys, lessons_lib.tables; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
