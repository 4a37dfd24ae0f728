"""The student's own file: what goes in comes out, and what is damaged is left alone."""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib._my_answers import LONGEST, NAME, Given, Unreadable, add, read, written

LETTER = st.sampled_from("abcd")
NAMES = st.sampled_from(["", "outside", "Ω \ud800"])  # few, so that they meet
TEST = st.sampled_from(["before", "after"])
GIVEN = st.builds(Given, st.dictionaries(NAMES, LETTER, max_size=4), st.booleans())
TESTS = st.dictionaries(NAMES, st.dictionaries(TEST, GIVEN), max_size=3)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / NAME


def test_without_a_file_nothing_was_answered(file: Path) -> None:
    assert read(file) == {} and not file.exists()


def test_the_file_is_readable_and_says_its_version(file: Path) -> None:
    add(file, "why_deep", "before", Given({"outside": "b"}, False))
    assert json.loads(file.read_text()) == {
        "version": 1,
        "tests": {"why_deep": {"before": {"finished": False, "answers": {"outside": "b"}}}},
    }
    assert len(file.read_text().splitlines()) > 5 and os.listdir(file.parent) == [NAME]


@given(TESTS)
def test_what_is_written_is_read_again(tests: dict[str, dict[str, Given]]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        file.write_text(written(tests), encoding="utf-8")
        assert read(file) == tests


@given(TESTS, NAMES, TEST, GIVEN)
def test_adding_changes_one_test_and_takes_nothing_back(
    tests: dict[str, dict[str, Given]], part: str, test: str, new: Given
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        file.write_text(written(tests), encoding="utf-8")
        add(file, part, test, new)
        now = read(file)
    old = tests.get(part, {}).get(test, Given())
    assert now.get(part, {}).get(test, Given()) == Given(
        {**old.answers, **new.answers}, old.finished or new.finished
    )
    for other, both in tests.items():
        for which, kept in both.items():
            assert (other, which) == (part, test) or now[other][which] == kept


@given(st.binary(max_size=300) | JSON.map(lambda it: json.dumps(it).encode()))
def test_junk_is_refused_and_never_written_over(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        file.write_bytes(content)
        with pytest.raises(Unreadable):
            read(file)
        with pytest.raises(Unreadable):
            add(file, "why_deep", "before", Given({"outside": "b"}))
        assert file.read_bytes() == content and os.listdir(folder) == [NAME]


@given(JSON, st.sampled_from(["tests", "part", "test", "answers", "letter", "finished"]))
def test_a_file_with_one_wrong_place_is_refused_or_means_the_same(wrong: object, at: str) -> None:
    given_ = {"finished": True, "answers": {"outside": "b"}}
    content = {"version": 1, "tests": {"why_deep": {"before": given_}}}
    if at == "tests":
        content["tests"] = wrong
    elif at == "part":
        content["tests"]["why_deep"] = wrong
    elif at == "test":
        content["tests"]["why_deep"]["before"] = wrong
    elif at == "letter":
        given_["answers"]["outside"] = wrong
    else:
        given_[at] = wrong
    with TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        file.write_text(json.dumps(content))
        try:
            found = read(file)
        except Unreadable as reason:
            assert str(reason)
        else:
            assert json.loads(written(found)) == content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "line 1 is not JSON"),
        (b'{"version": 1,\n"tests": {,}}', "line 2 is not JSON"),
        (b"\xff\xfe{", "not text in UTF-8"),
        (b"[" * 100_000, "not JSON"),
        (b'{"cells": []}', "no file of answers"),
        (b'{"version": 2, "tests": {}}', "version 2, and we read version 1"),
        (b'{"version": true, "tests": {}}', "version True"),
        (b" " * (LONGEST + 1), "larger than"),
        (b'{"version": 1, "tests": {"a": {"before": {"answers": {"b": "cd"}, "finished": true}}}}',
         "no letter"),
        (b'{"version": 1, "tests": {"a": {"between": {"answers": {}, "finished": true}}}}',
         "a, between"),
    ],
)  # fmt: skip
def test_it_is_said_what_is_wrong(file: Path, content: bytes, words: str) -> None:
    file.write_bytes(content)
    with pytest.raises(Unreadable, match=words):
        read(file)


def test_an_editor_s_byte_order_mark_does_no_harm(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + written({"a": {"after": Given({"b": "c"})}}).encode())
    assert read(file) == {"a": {"after": Given({"b": "c"})}}


def test_what_is_the_same_is_not_written_again(file: Path) -> None:
    add(file, "a", "before", Given({"b": "c"}))
    file.chmod(0o444)
    before = file.stat().st_ino
    add(file, "a", "before", Given({"b": "c"}))
    assert file.stat().st_ino == before


def test_a_write_that_fails_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(file, "a", "before", Given({"b": "c"}))
    old = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        add(file, "a", "before", Given({"b": "d"}))
    assert file.read_bytes() == old and os.listdir(file.parent) == [NAME]


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    true = tmp_path / "elsewhere.json"
    true.write_text(written({}))
    file.symlink_to(true)
    add(file, "a", "before", Given({"b": "c"}))
    assert file.is_symlink() and read(true) == {"a": {"before": Given({"b": "c"})}}
