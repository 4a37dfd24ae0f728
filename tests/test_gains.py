"""The teacher's table, against numbers counted by hand."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib._my_answers import Given, Tests, written
from lessons_lib.explorable.gain import Part
from lessons_lib.gains import counted
from lessons_lib.gains.__main__ import main
from lessons_lib.gains.table import comma_separated, text
from lessons_lib.pairs import PARTS, part
from tests.explorable.pairs import PART


def student(
    before: dict[str, str] | None, after: dict[str, str] | None, done: bool = True
) -> Tests:
    tests = {"before": before, "after": after}
    return {PART.name: {n: Given(a, done) for n, a in tests.items() if a is not None}}


CLASS = [
    student({"sums": "a", "products": "a"}, {"sums": "c", "products": "d"}),  # 1, then 2
    student({"sums": "b"}, {"sums": "a", "products": "a"}),  # 1, then 0
    student({"sums": "b", "products": "b"}, None),  # 1
    student({"sums": "b"}, None, done=False),
    {},
]


def test_it_counts_who_finished_and_who_was_right() -> None:
    it = counted(PART, CLASS)
    assert it.finished == {"before": 3, "after": 2} and it.begun == {"before": 1, "after": 0}
    assert it.both == 2 and it.mean == {"before": 1.0, "after": 1.0}
    assert it.mean_of_both == {"before": 1.0, "after": 1.0}
    sums, products = it.questions
    assert (sums.right, sums.gained, sums.lost) == ({"before": 2, "after": 1}, 1, 1)
    assert (products.right, products.gained, products.lost) == ({"before": 1, "after": 1}, 0, 0)


def test_the_text_has_a_line_for_each_question() -> None:
    shown = text([counted(PART, CLASS)])
    assert "before 3 (mean 1.0 right); after 2 (mean 1.0 right); both 2" in shown
    assert "not finished before 1" in shown
    (line,) = [line for line in shown.splitlines() if "How sums go" in line]
    assert line.split()[-5:] == ["01", "67%", "50%", "1", "1"]


def test_the_comma_separated_values_hold_the_same_numbers() -> None:
    rows = list(csv.DictReader(io.StringIO(comma_separated([counted(PART, CLASS)]))))
    assert [row["question"] for row in rows] == ["How sums go", "How products go"]
    assert rows[0]["right before"] == "2" and rows[0]["finished before"] == "3"


def test_without_students_there_are_no_shares() -> None:
    assert text([counted(PART, [])]) == "Nobody has begun a test yet."
    alone = text([counted(PART, [student(None, {"sums": "c"})])])
    assert "-" in alone.splitlines()[-1] and "mean" in alone


LETTERS = st.dictionaries(st.sampled_from(["sums", "products", "other"]), st.sampled_from("abcd"))
STUDENTS = st.lists(
    st.builds(student, st.none() | LETTERS, st.none() | LETTERS, st.booleans()), max_size=6
)


@given(STUDENTS)
def test_shares_and_means_tell_of_the_same_answers(students: list[Tests]) -> None:
    it = counted(PART, students)
    for test in ("before", "after"):
        total = sum(q.right[test] for q in it.questions)
        assert total == pytest.approx((it.mean[test] or 0) * it.finished[test])
        assert it.both <= it.finished[test]
    gained = sum(q.gained - q.lost for q in it.questions)
    first, second = (it.mean_of_both[test] or 0 for test in ("before", "after"))
    assert gained == pytest.approx((second - first) * it.both)
    text([it])


# ---- the command


@pytest.fixture
def real() -> Part:
    return part(PARTS[0])


def hand_in(folder: Path, name: str, of: Part) -> Path:
    right = {pair.name: pair.after.right for pair in of.pairs}
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(written({of.name: {"after": Given(right, True)}}))
    return file


def test_a_folder_stands_for_all_its_files(
    tmp_path: Path, real: Part, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(tmp_path / "anna", "my_answers.json", real)
    hand_in(tmp_path / "bert", "my_answers.json", real)
    assert main([str(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert "after 2 (mean 10.0 right)" in shown.out and shown.err == ""
    assert shown.out.count("100%") == 10


def test_a_file_named_twice_counts_once(
    tmp_path: Path, real: Part, capsys: pytest.CaptureFixture[str]
) -> None:
    file = hand_in(tmp_path, "my_answers.json", real)
    assert main([str(tmp_path), str(file), "--csv"]) == 0
    (row,) = [r for r in csv.DictReader(io.StringIO(capsys.readouterr().out)) if r["number"] == "1"
              and r["part"] == real.title]  # fmt: skip
    assert row["finished after"] == row["right after"] == "1"


def test_what_cannot_be_used_is_named_and_the_others_are_counted(
    tmp_path: Path, real: Part, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(tmp_path, "anna.json", real)
    (tmp_path / "bert.json").write_text("{")
    assert main([str(tmp_path), str(tmp_path / "carl.json")]) == 1
    shown = capsys.readouterr()
    first, second = shown.err.splitlines()
    assert first.endswith("bert.json: left out, line 1 is not JSON: Expecting property name"
                          " enclosed in double quotes.")  # fmt: skip
    assert second.endswith("carl.json: left out, there is no such file.")
    assert "after 1 (mean 10.0 right)" in shown.out


def test_without_any_file_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err == "No file of answers was found.\n"
