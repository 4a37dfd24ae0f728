from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.site.pages import PHONE
from tests.site.test_chapters import CHAPTERS


class Links(HTMLParser):
    """Where a page leads, and the anchors that it has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.to: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                self.anchors.add(value)
            elif name in ("href", "src"):
                self.to.append(value)


def test_every_link_within_the_site_leads_somewhere(site):
    pages = {path: Links(path) for path in [*site.glob("*.html"), *site.glob("embed/*.html")]}
    dead = []
    for path, links in pages.items():
        for link in links.to:
            parts = urlsplit(link)
            if parts.scheme or link.startswith("#"):
                continue
            to = (path.parent / unquote(parts.path)).resolve()
            missing = (
                to in pages and parts.fragment and unquote(parts.fragment) not in pages[to].anchors
            )
            if not to.exists() or missing:
                dead.append((path.name, link))
    assert dead == []


def test_nothing_is_taken_from_elsewhere(site):
    taken = [
        (path.name, link)
        for path in [*site.glob("*.html"), *site.glob("embed/*.html")]
        for link in _taken(path.read_text("utf-8"))
    ]
    assert taken == []


def _taken(html: str) -> list[str]:
    class Taken(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found = dict(attrs)
            link = found.get("src") or (found.get("href") if tag == "link" else None)
            if link and urlsplit(link).netloc:
                links.append(link)

    links: list[str] = []
    Taken().feed(html)
    return links


def test_the_first_page_leads_to_every_chapter(visit):
    page = visit("index.html").page
    for chapter in CHAPTERS:
        assert page.locator(f'article a[href="{chapter.stem}.html"]').count() >= 1


def test_a_chapter_leads_on_to_the_next(visit):
    page = visit(f"{CHAPTERS[0].stem}.html").page
    page.locator("a.next-page").click()
    page.wait_for_url(f"**/{CHAPTERS[1].stem}.html")


def test_the_search_finds_a_word_of_one_chapter(visit):
    page = visit("index.html").page
    page.locator("input[name=q]").fill("shattering")
    page.keyboard.press("Enter")
    page.locator("#search-results li a", has_text="VC dimension and shattering").first.wait_for()


def test_the_theme_can_be_chosen_and_stays_chosen(visit):
    opened = visit(f"{CHAPTERS[1].stem}.html", color_scheme="light")
    page = opened.page
    dark = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(dark)
    for _ in range(3):
        if page.evaluate("document.body.dataset.theme") != "dark":
            page.locator(".theme-toggle:visible").first.click()
    assert page.evaluate(dark) != light
    opened.goto("index.html")
    assert page.evaluate("document.body.dataset.theme") == "dark"


def test_on_a_phone_the_chapters_are_one_touch_away(visit):
    page = visit("index.html", viewport=PHONE).page
    page.locator("label.nav-overlay-icon").click()
    page.get_by_role("link", name=CHAPTERS[3].title).first.wait_for(state="visible")


def test_the_library_page_names_what_a_student_imports(visit):
    page = visit("api.html").page
    for name in (
        "activations.LeakyReLU",
        "losses.SoftmaxCrossEntropy",
        "mlp.MLP",
        "training.train",
    ):
        assert page.locator(f'[id="lessons_lib.{name}"]').count() == 1


def test_a_chapters_notebook_is_the_one_it_was_made_from(site):
    for chapter in CHAPTERS:
        copy = site / "_notebooks" / chapter.path.name
        assert copy.read_bytes() == chapter.path.read_bytes()


@pytest.mark.parametrize("name", ["Theorem", "OneUnit"])
def test_an_embedded_picture_fits_a_narrow_frame(visit, name):
    page = visit(f"embed/{name}.html", viewport=PHONE).page
    assert page.locator(".lessons-place").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_print_leaves_out_what_paper_cannot_do(visit, tmp_path):
    opened = visit(f"{CHAPTERS[7].stem}.html")
    opened.page.emulate_media(media="print")
    assert not opened.page.locator(".lessons-links").is_visible()
    assert not opened.page.locator(".sidebar-drawer").is_visible()
    assert opened.page.locator(".lessons-place > img, .lessons-place canvas").first.is_visible()
    opened.shot("print")
