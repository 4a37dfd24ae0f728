from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from lessons_lib.publish.site.chapter import Chapter
from lessons_lib.publish.site.html import code, picture
from lessons_lib.publish.site.markdown import FENCE, markdown, prose, without_headings
from tests.publish.site.test_chapter import code as code_cell
from tests.publish.site.test_chapter import notebook


class Elements(HTMLParser):
    """All elements, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


WORDS = 'Bump(a=1)\nLargest error < 0.1 & "small".'


def picture_cell(tmp_path: Path) -> Chapter:
    cell = code_cell("c1", 'lesson.Bump(kind="a&b")', {"image/png": "x", "text/plain": WORDS})
    about = {"alt": 'A "bump" < 1', "width": 800, "height": 450}
    cell["outputs"][0]["metadata"] = {"image/png": about}
    return notebook(tmp_path, cell)


def test_a_place_carries_all_that_brings_its_picture_to_life(tmp_path):
    chapter = picture_cell(tmp_path)
    ((_, place), (_, image), *_) = Elements(picture(chapter, chapter.cells[0], "x.webp")).found
    assert place == {
        "class": "lessons-place",
        "data-cell": "c1",
        "data-lesson": "some_lesson",
        "data-code": "lesson.Bump(kind='a&b')",
        "data-name": "Bump",
        "data-record": "_records/some_lesson/Bump-1/",
    }
    assert (image["alt"], image["width"], image["height"]) == ('A "bump" < 1', "800", "450")


def test_a_place_holds_one_image_and_the_words_of_the_first_state(tmp_path):
    chapter = picture_cell(tmp_path)
    html = picture(chapter, chapter.cells[0], "x.webp")
    assert [tag for tag, _ in Elements(html).found].count("img") == 1
    assert "Largest error &lt; 0.1 &amp; &quot;small&quot;." in html and "Bump(a=1)" not in html


def test_an_exercise_is_open_and_other_code_folds(tmp_path):
    done = code_cell("e", "check.it(1)", {"text/html": "<div>Not yet</div>"}, tags=["exercise"])
    chapter = notebook(tmp_path, done, code_cell("c", "1", {"text/plain": "1"}))
    exercise, other = (Elements(code(chapter, cell)).found for cell in chapter.cells)
    assert exercise[0][1]["data-exercise"] == "true" and other[0][1]["data-exercise"] == "false"
    assert "details" not in dict(exercise) and "details" in dict(other)


def test_the_whole_code_stands_in_its_cell(tmp_path):
    source = "def f(x):\n    return x < 1\n\n\ncheck.f(f)"
    chapter = notebook(tmp_path, code_cell("e", source, {"text/plain": "1"}, tags=["exercise"]))
    parser = Text(code(chapter, chapter.cells[0]))
    assert parser.text.startswith(source)


class Text(HTMLParser):
    """The text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_an_output_that_no_chapter_can_show_is_refused(tmp_path):
    chapter = notebook(tmp_path, code_cell("c", "x", {"video/mp4": ""}))
    with pytest.raises(ValueError, match="no place in a chapter"):
        code(chapter, chapter.cells[0])


def test_words_folded_in_details_are_read_as_markdown():
    folded = prose("<details><summary>Why</summary>Since $x^2$.</details>")
    assert folded == "<details><summary>Why</summary>\n\nSince $x^2$.\n\n</details>"


def test_a_heading_in_an_output_opens_no_section():
    assert without_headings("### Mine\n\ntext # 1") == "**Mine**\n\ntext # 1"


def chapter_text(tmp_path: Path, kind: str) -> str:
    quiz = {"text/markdown": "**1.** Why?", "text/plain": "A quiz."}
    text = {"id": "t", "cell_type": "markdown", "source": "# Title", "metadata": {}}
    chapter = notebook(tmp_path, text, code_cell("q", "lesson.quiz()", quiz))
    data = {"kind": kind, "question": "</script>"}
    return markdown(chapter, image=lambda _: "", data=lambda _: data, links="<nav></nav>")


def test_a_panels_data_cannot_end_their_script(tmp_path):
    assert chapter_text(tmp_path, "quiz").count("</script>") == 1


def test_nothing_stands_between_a_prediction_and_what_it_veils(tmp_path):
    assert "lessons-cell" in chapter_text(tmp_path, "quiz")
    assert "lessons-cell" not in chapter_text(tmp_path, "prediction")


def test_the_place_of_a_panel_names_its_kind(tmp_path):
    assert 'data-kind="quiz"' in chapter_text(tmp_path, "quiz")


def test_the_links_stand_below_the_first_cell(tmp_path):
    text = chapter_text(tmp_path, "quiz")
    assert text.startswith(f"# Title\n\n{FENCE}{{raw}} html\n<nav></nav>")
