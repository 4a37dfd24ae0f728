from __future__ import annotations

from pathlib import Path

from lessons_lib.publish.site.chapter import chapters
from lessons_lib.publish.site.embed import embedded, write
from lessons_lib.publish.site.panels import data

CHAPTERS = chapters(Path(__file__).parents[3] / "notebooks")


def test_every_kind_of_picture_has_a_page_of_its_own(tmp_path):
    write(CHAPTERS, tmp_path)
    names = {cell.name for chapter in CHAPTERS for cell in chapter.of_kind("picture")}
    assert {path.stem for path in (tmp_path / "embed").iterdir()} == names


def test_a_name_means_one_class_in_all_lessons():
    homes: dict[str, set[str]] = {}
    for chapter in CHAPTERS:
        for cell in chapter.of_kind("picture"):
            if cell.call.startswith("lesson."):
                homes.setdefault(cell.name, set()).add(chapter.lesson)
    assert {name: home for name, home in homes.items() if len(home) > 1} == {}


def test_a_page_shows_the_picture_as_it_comes_where_a_lesson_does():
    found = embedded(CHAPTERS)
    assert found["OneUnit"][1].call == "OneUnit()"
    assert found["Theorem"][1].call == "lesson.Theorem()"


def test_the_data_of_a_panel_come_from_its_own_cell():
    (chapter,) = [each for each in CHAPTERS if each.lesson == "likelihood_regression"]
    derivations = [cell for cell in chapter.of_kind("panel") if "derive." in cell.source]
    assert [data(chapter, cell)["kind"] for cell in derivations] == ["derivation"] * 2
