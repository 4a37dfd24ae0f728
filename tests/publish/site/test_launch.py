from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from lessons_lib.publish.site.chapter import Chapter
from lessons_lib.publish.site.launch import NOWHERE, links, row, setting

ROOT = Path(__file__).parents[3]
CHAPTER = Chapter(Path("notebooks/01_some_lesson.ipynb"))
SOMEWHERE = {"repository": "https://github.com/some/lessons", "branch": "main", "hub": ""}


def test_without_a_setting_a_chapter_offers_its_notebook_alone():
    assert links(CHAPTER, NOWHERE) == {"Notebook": "_notebooks/01_some_lesson.ipynb"}


def test_one_public_repository_gives_binder_and_colab():
    found = links(CHAPTER, SOMEWHERE)
    assert list(found) == ["Notebook", "Binder", "Colab"]
    assert found["Colab"].endswith("/some/lessons/blob/main/notebooks/01_some_lesson.ipynb")
    asked = parse_qs(urlsplit(found["Binder"]).query)
    assert asked == {"urlpath": ["lab/tree/notebooks/01_some_lesson.ipynb"]}


def test_a_hub_pulls_the_repository_and_opens_the_notebook():
    found = links(CHAPTER, SOMEWHERE | {"hub": "https://hub.example.org/"})["JupyterHub"]
    assert found.startswith("https://hub.example.org/hub/user-redirect/git-pull?")
    assert parse_qs(urlsplit(found).query) == {
        "repo": ["https://github.com/some/lessons"],
        "branch": ["main"],
        "urlpath": ["lab/tree/lessons/notebooks/01_some_lesson.ipynb"],
    }


def test_a_repository_that_is_elsewhere_has_no_links_that_cannot_work():
    assert list(links(CHAPTER, SOMEWHERE | {"repository": "https://example.org/x"})) == ["Notebook"]


def test_the_row_names_its_notebook_for_the_page():
    assert 'data-notebook="_notebooks/01_some_lesson.ipynb"' in row(CHAPTER, NOWHERE)


def test_the_project_names_the_settings_that_are_read():
    assert setting(ROOT).keys() == NOWHERE.keys()
