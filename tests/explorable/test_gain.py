"""The tests before and after: what they tell a page, and what they write into a student's file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lessons_lib._my_answers import NAME, Given, add, read
from lessons_lib.explorable.gain import After, Before, PairedTest
from tests.explorable.explorables import Leaky
from tests.explorable.pairs import PART

KINDS = [Before, After]
EMPTY = {"here": 0, "answers": {}, "finished": False}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answered(panel: PairedTest, answers: dict[str, str], finished: bool = False) -> None:
    """What a page does when something was answered."""
    mine = {"here": 1, "answers": answers, "finished": finished}
    panel.page.state = panel.page.state | {panel.when: mine}


def test_the_data_are_json() -> None:
    for kind in KINDS:
        data = kind(PART).data()
        assert json.loads(json.dumps(data)) == data and data["kind"] == "test"


def test_the_first_test_holds_no_hint_at_what_is_right() -> None:
    told = json.dumps(Before(PART).data()) + Before(PART).static()
    assert "because" not in told and "right" not in Before(PART).data()["pairs"][0]["before"]
    assert "Two and two" not in told and "<details>" not in told


def test_the_second_test_holds_both_questions_of_a_pair_with_their_words() -> None:
    first = After(PART).data()["pairs"][0]
    assert (first["before"]["right"], first["after"]["right"]) == ("b", "c")
    assert first["before"]["options"][1]["words"] == "because b."


def test_a_page_without_scripts_holds_every_question() -> None:
    for kind in KINDS:
        page = kind(PART)._repr_mimebundle_()[0]["text/markdown"]
        for pair in PART.pairs:
            it = pair.asked(kind.when)
            assert it.text in page and all(answer.text in page for answer in it.answers.values())
        assert page.count("<details>") == (2 if kind is After else 0)


def test_the_picture_of_a_pair_can_be_shown() -> None:
    assert isinstance(After(PART).picture(1), Leaky)


def test_showing_a_test_writes_nothing(folder: Path) -> None:
    for kind in KINDS:
        kind(PART)._repr_mimebundle_()
    assert os.listdir(folder) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("content", ["answers", "junk"])
def test_the_stored_words_do_not_depend_on_the_file(
    kind: type[PairedTest], content: str, folder: Path
) -> None:
    texts = ("text/plain", "text/markdown")
    bundle = kind(PART)._repr_mimebundle_()[0]
    add(folder / NAME, "counting", "before", Given({"sums": "b"}, True))
    if content == "junk":
        (folder / NAME).write_text("junk")
    again = kind(PART)._repr_mimebundle_()[0]
    assert [bundle[text] for text in texts] == [again[text] for text in texts]
    assert kind(PART).data() == kind(PART).data()


def test_an_answer_is_written_at_once_and_found_again(folder: Path) -> None:
    panel = Before(PART)
    answered(panel, {"sums": "b"})
    assert read(folder / NAME) == {"counting": {"before": Given({"sums": "b"}, False)}}
    assert panel.page.told == {"answers": {"sums": "b"}, "finished": False}
    again = Before(PART).page
    assert again.state["before"] == {"here": 1, "answers": {"sums": "b"}, "finished": False}
    assert again.told == panel.page.told


def test_a_test_that_was_finished_stays_finished(folder: Path) -> None:
    answered(Before(PART), {"sums": "b", "products": "a"}, True)
    assert Before(PART).progress()["before"] == {
        "here": 0,
        "answers": {"sums": "b", "products": "a"},
        "finished": True,
    }


def test_the_second_test_knows_the_first_and_leaves_it_alone(folder: Path) -> None:
    answered(Before(PART), {"sums": "b"}, True)
    second = After(PART)
    assert second.progress()["before"]["answers"] == {"sums": "b"}
    answered(second, {"sums": "a"})
    assert read(folder / NAME)["counting"] == {
        "before": Given({"sums": "b"}, True),
        "after": Given({"sums": "a"}, False),
    }


def test_turning_a_page_without_an_answer_writes_nothing(folder: Path) -> None:
    panel = Before(PART)
    answered(panel, {}, finished=True)
    assert os.listdir(folder) == [] and panel.page.told == {}


def test_what_is_no_answer_of_ours_is_not_written(folder: Path) -> None:
    answered(Before(PART), {"sums": "e", "nothing": "a"})
    assert os.listdir(folder) == []
    answered(Before(PART), {"sums": "d", "nothing": "a"})
    assert read(folder / NAME)["counting"]["before"].answers == {"sums": "d"}


def test_a_damaged_file_is_told_and_never_written_over(folder: Path) -> None:
    (folder / NAME).write_text('{"version": 1,')
    panel = Before(PART)
    assert "line 1 is not JSON" in panel.page.told["trouble"]
    assert panel.progress() == {"before": EMPTY, "after": EMPTY}
    answered(panel, {"sums": "b"})
    assert panel.page.told["trouble"].startswith(f"{NAME} beside this notebook cannot be read: ")
    assert (folder / NAME).read_text() == '{"version": 1,'
    (folder / NAME).unlink()  # and when it is mended, the next answer is kept
    answered(panel, {"sums": "b", "products": "a"})
    assert "trouble" not in panel.page.told and len(panel.page.told["answers"]) == 2


def test_a_file_that_cannot_be_written_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    panel = Before(PART)
    answered(panel, {"sums": "b"})
    assert panel.page.told == {"trouble": f"{NAME} cannot be used here: Permission denied."}


def test_the_file_stays_where_the_test_was_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = Before(PART)
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    answered(panel, {"sums": "b"})
    assert (folder / NAME).exists() and os.listdir(folder / "elsewhere") == []
