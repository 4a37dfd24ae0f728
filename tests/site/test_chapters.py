from __future__ import annotations

from pathlib import Path

import pytest

from lessons_lib.publish.site.chapter import chapters
from tests.site.pages import PHONE

CHAPTERS = chapters(Path(__file__).parents[2] / "notebooks")
FIRST_VIEW = 1_500_000  # bytes, compressed
each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)

PLACES = """() => [...document.querySelectorAll('.lessons-place')].map(place => ({
  cell: place.dataset.cell, record: place.dataset.record }))"""
SQUASHED = """async () => {
  const images = [...document.querySelectorAll('.lessons-place > img')];
  images.forEach(image => { image.loading = 'eager'; });
  await Promise.all(images.map(image => image.decode()));
  return images.filter(({ naturalWidth, naturalHeight, width, height, attributes }) =>
    Math.abs(naturalWidth / naturalHeight - width / height) > 0.01 ||
    naturalWidth != attributes.width.value).map(image => image.src);
}"""
DEAD = """() => [...document.querySelectorAll('a[href^="#"]')]
  .map(a => a.getAttribute('href').slice(1))
  .filter(id => id && !document.getElementById(decodeURIComponent(id)))"""
TEX = r"""() => {
  const all = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (all.nextNode()) {
    const { parentElement, data } = all.currentNode;
    const drawn = parentElement.closest('script, pre, code, .katex, .cm-editor, math');
    if (!drawn && /\$|\\[a-z]+/.test(data)) found.push(data);
  }
  return found;
}"""


@each_chapter
def test_a_chapter_opens_with_every_cell_in_its_place(visit, chapter):
    page = visit(f"{chapter.stem}.html").page
    places = {each["cell"]: each for each in page.evaluate(PLACES)}
    assert list(places) == [cell.id for cell in chapter.of_kind("picture")]
    for cell in chapter.of_kind("picture"):
        assert places[cell.id]["record"] == chapter.record(cell)
    panels = page.locator(".lessons-panel-place").evaluate_all(
        "all => all.map(p => p.dataset.cell)"
    )
    assert panels == [cell.id for cell in chapter.of_kind("panel")]
    cells = page.locator(".lessons-cell").evaluate_all("all => all.map(p => p.dataset.cell)")
    assert set(cells) >= {cell.id for cell in chapter.of_kind("picture", "exercise", "code")}


@each_chapter
def test_its_first_view_is_light(visit, site, chapter):
    assert visit(f"{chapter.stem}.html").weight(site) < FIRST_VIEW


@each_chapter
def test_its_pictures_are_not_squashed(visit, chapter):
    assert visit(f"{chapter.stem}.html", viewport=PHONE).page.evaluate(SQUASHED) == []


@each_chapter
def test_its_formulas_are_drawn_and_its_anchors_lead_somewhere(visit, chapter):
    page = visit(f"{chapter.stem}.html").page
    assert page.evaluate(TEX) == []
    assert page.evaluate(DEAD) == []


@each_chapter
def test_it_fits_a_phone(visit, chapter):
    opened = visit(f"{chapter.stem}.html", viewport=PHONE)
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    opened.shot(f"{chapter.stem}-phone", full_page=True)
