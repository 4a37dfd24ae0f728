"""Pictures and panels on the built site: from the record at once, from Python soon after."""

from __future__ import annotations

from typing import Any

import pytest

from lessons_lib.publish.site.chapter import chapters
from tests.site.pages import PHONE
from tests.site.test_parity import NOTEBOOKS, start

LESSON = "01_universal_approximation.html"
CHAPTERS = [each.stem for each in chapters(NOTEBOOKS)]
STATE = "document.documentElement.dataset.python"


class Place:
    """One picture of a page."""

    def __init__(self, page: Any, number: int = 0, name: str = "") -> None:
        where = ".lessons-place" + (f"[data-name={name}]" if name else "")
        page.set_default_timeout(90_000)
        self.page, self.el = page, page.locator(where).nth(number)
        self.el.scroll_into_view_if_needed()
        self.canvas = self.el.locator("canvas[data-serial]")
        self.canvas.wait_for(state="attached")

    @property
    def words(self) -> str:
        return str(self.el.locator(".readout").inner_text())

    @property
    def serial(self) -> int:
        return int(self.canvas.get_attribute("data-serial"))

    def newer(self, serial: int) -> None:
        """Wait for a picture after that one."""
        self.page.wait_for_function(
            "([el, serial]) => Number(el.dataset.serial) > serial",
            arg=[self.canvas.element_handle(), serial],
        )

    @property
    def slider(self) -> Any:
        return self.el.locator("input[type=range]:visible").first

    def press(self, key: str) -> None:
        """Move the first slider by a key, and wait for the picture."""
        serial = self.serial
        self.slider.focus()
        self.page.keyboard.press(key)
        self.newer(serial)

    def alive(self) -> None:
        """Wait until Python answers for this picture."""
        self.page.wait_for_function(
            "el => el.dataset.answers === 'python'", arg=self.el.element_handle()
        )
        self.page.wait_for_timeout(300)  # its first frame is painted


def test_a_picture_moves_from_its_record_and_python_takes_over_without_a_jump(visit):
    here = visit(LESSON)
    place = Place(here.page, name="Theorem")
    assert here.page.evaluate(STATE) == "off"
    place.press("End")
    there = place.slider.input_value()
    place.alive()
    assert place.slider.input_value() == there
    place.press("ArrowLeft")
    assert "recorded" not in place.words


def test_what_lies_between_recorded_steps_is_said_and_then_drawn(visit):
    here = visit(LESSON)
    place = Place(here.page, name="Theorem")
    place.press("ArrowRight")
    if "The nearest recorded picture" in place.words:
        place.alive()
    assert "nearest" not in place.words


def test_a_python_that_hangs_is_stopped_and_the_next_is_told_the_values(visit):
    here = visit(LESSON)
    page = here.page
    place = Place(page, name="Theorem")
    place.press("End")
    place.alive()
    place.press("ArrowLeft")
    there, words = place.slider.input_value(), place.words
    cell = page.locator(".lessons-place").first.get_attribute("data-cell")
    page.evaluate(
        """id => { lessonsPython.cell('universal_approximation', id, 'while True: pass')
          .catch(error => { window.ended = error.message; }); }""",
        cell,
    )
    page.get_by_role("button", name="Stop", exact=True).click()
    page.wait_for_function("window.ended")
    assert page.evaluate(STATE) == "off" and place.words == words
    page.get_by_role("button", name="Start again").click()
    place.press("ArrowLeft")
    place.press("ArrowRight")
    place.alive()
    assert place.slider.input_value() == there and place.words == words


def test_without_python_the_pictures_still_move(visit):
    here = visit("licences.html", service_workers="block")
    here.context.route("**/python.wasm.gz", lambda route: route.fulfill(status=404))
    here.allowed = ["404", "Service Worker"]
    here.goto(LESSON)
    place = Place(here.page, name="Theorem")
    place.press("End")
    here.page.wait_for_function(f"{STATE} === 'failed'")
    place.press("Home")
    assert "python.wasm.gz cannot be fetched" in here.page.locator(".lessons-python").inner_text()


def test_a_run_plays_from_its_record(visit):
    here = visit("licences.html", service_workers="block")
    here.context.route("**/python.wasm.gz", lambda route: None)  # it never comes
    here.allowed = ["Service Worker"]
    here.goto("06_vanishing_gradients.html")
    place = Place(here.page, name="LearningSpeed")
    place.el.get_by_role("button", name="Play", exact=True).click()
    here.page.wait_for_function(
        "el => /recorded run, after [1-9]/.test(el.textContent)",
        arg=place.el.locator(".readout").element_handle(),
    )
    place.el.get_by_role("button", name="Play", exact=True).wait_for()  # it has come to its end


def test_on_a_small_device_python_waits_to_be_asked_for(visit):
    here = visit(LESSON, viewport=PHONE, has_touch=True, is_mobile=True)
    place = Place(here.page, name="Theorem")
    place.press("End")
    status = here.page.locator(".lessons-python")
    assert "MB" in status.inner_text() and here.page.evaluate(STATE) == "off"
    status.get_by_role("button", name="Start Python").click()
    here.page.wait_for_function(f"{STATE} === 'ready'")


def test_an_address_brings_a_picture_in_its_state(visit):
    page = visit(f"{LESSON}#Theorem(units=12, eps=0.05)").page
    place = Place(page, name="Theorem")
    place.alive()
    assert place.words.startswith("12 sigmoid units") and "ε = 0.05" in place.words
    page.evaluate("location.hash = 'Theorem(units=3)'")
    page.wait_for_function(
        "el => el.textContent.startsWith('3 sigmoid')",
        arg=place.el.locator(".readout").element_handle(),
    )
    page.go_back()
    page.wait_for_function(
        "el => el.textContent.startsWith('12 sigmoid')",
        arg=place.el.locator(".readout").element_handle(),
    )


def test_the_link_of_a_state_is_its_call(visit):
    here = visit(LESSON, permissions=["clipboard-read", "clipboard-write"])
    place = Place(here.page, name="Theorem")
    place.press("End")
    place.el.get_by_role("button", name="Link").click()
    link = here.page.evaluate("navigator.clipboard.readText()")
    assert "#Theorem(eps=" in link.replace("%20", " ")


def test_the_second_visit_needs_no_network(visit):
    here = visit(LESSON)
    page = here.page
    page.wait_for_function("navigator.serviceWorker.controller")
    place = Place(page, name="Theorem")
    place.press("End")
    place.alive()
    page.wait_for_timeout(3000)
    here.allowed = ["net::ERR"]
    here.context.set_offline(True)
    page.reload()
    place = Place(page, name="Theorem")
    place.press("End")
    place.alive()
    place.press("ArrowLeft")


def test_a_quiz_is_where_it_was_left_and_brings_its_picture(visit):
    page = visit("12_put_it_together.html").page
    page.set_default_timeout(120_000)
    quiz = page.locator(".lessons-panel-place").last
    quiz.scroll_into_view_if_needed()
    quiz.get_by_role("button", name="Next").click()
    title = quiz.locator(".title").first.inner_text()
    page.reload()
    assert quiz.locator(".title").first.inner_text() == title
    quiz.get_by_role("button", name="Show me").click()
    quiz.locator("canvas[data-serial]").wait_for()


@pytest.mark.parametrize("stem", CHAPTERS)
def test_one_slider_of_every_picture_moves_before_and_after_python_has_come(visit, stem):
    page = visit(f"{stem}.html").page
    page.wait_for_function("window.lessonsPython")
    page.evaluate("lessonsPython.wanted = false")
    places = [Place(page, n) for n in range(page.locator(".lessons-place").count())]
    moved = [place for place in places if place.slider.count()]
    assert moved
    for place in moved:
        place.press("End")
    start(page)
    page.evaluate("lessonsPython.wanted = true")
    for place in moved:
        place.press("Home")
        place.alive()
        place.press("End")
        assert "recorded" not in place.words
