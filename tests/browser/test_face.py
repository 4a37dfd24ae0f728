"""The face by itself, in a browser without any Jupyter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.plain import Plain
from tests.explorable.explorables import Counter, Heights, Leaky
from tests.lessons.recorded import LESSONS, kinds

PICTURES = [kind for lesson in LESSONS for kind in kinds(lesson)]
Open = Callable[..., Plain]


@pytest.fixture
def opened(browser: Any) -> Iterator[Open]:
    """Call it with an explorable; whatever is opened leaves a console without complaints."""
    pages: list[Plain] = []

    def opener(explorable: Any, **context: Any) -> Plain:
        pages.append(Plain(browser, explorable, **context))
        return pages[-1]

    yield opener
    errors = [error for page in pages for error in page.errors]
    for page in pages:
        page.close()
    assert errors == []


def test_every_control_has_a_name_and_a_value_in_words(opened: Open) -> None:
    page = opened(Leaky()).page
    for role, name in (
        ("slider", "negative slope"),
        ("slider", "rate"),
        ("combobox", "convention"),
        ("checkbox", "grid"),
        ("textbox", "target f(x)"),
        ("button", "Double it"),
        ("button", "Full screen"),
    ):
        assert page.get_by_role(role, name=name).count() == 1, name
    assert page.get_by_role("slider", name="rate").get_attribute("aria-valuetext") == "0.01"


def test_a_key_moves_picture_words_and_code(opened: Open) -> None:
    plain = opened(Leaky())
    shown, before = plain.shown, plain.shown.picture
    shown.sliders.first.focus()
    plain.page.keyboard.press("End")
    shown.wait(lambda: "is 1.00" in shown.readout)
    assert shown.picture != before and shown.alt.endswith(shown.readout)
    assert plain.explorable.negative_slope == 1.0


def test_words_are_spoken_when_the_hand_comes_to_rest(opened: Open) -> None:
    plain = opened(Leaky())
    status = plain.page.get_by_role("status")
    plain.page.evaluate(
        """node => { window.spoken = []; new MutationObserver(() =>
          window.spoken.push(node.textContent)).observe(node, {childList: true}) }""",
        status.element_handle(),
    )
    plain.shown.sliders.first.focus()
    for _ in range(6):
        plain.page.keyboard.press("ArrowRight")
    plain.shown.wait(lambda: status.inner_text() == "The slope below zero is 0.50.")
    assert len(plain.page.evaluate("() => window.spoken")) <= 3


def test_of_many_movements_only_the_newest_is_asked_for(opened: Open) -> None:
    plain = opened(Leaky())
    plain.page.evaluate(
        """() => { for (let n = 0; n < 40; n += 1) face.turn('negative_slope', n / 40) }"""
    )
    plain.shown.wait(lambda: "is 0.97" in plain.shown.readout or "is 0.98" in plain.shown.readout)
    assert len(plain.requests("set")) <= 5


def test_few_scenes_are_buttons_and_many_are_one_menu(opened: Open) -> None:
    class Many(Leaky):
        """Many scenes."""

        scenes = {f"scene {n}": {"units": n} for n in range(1, 10)}

    few = opened(Leaky())
    few.page.get_by_role("button", name="No leak").click()
    few.shown.wait(lambda: "is 0.00" in few.shown.readout)
    assert few.page.locator(".mod-active").all_inner_texts() == ["No leak"]
    many = opened(Many())
    menu = many.page.get_by_role("combobox", name="scene")
    menu.select_option("scene 7")
    many.shown.wait(lambda: many.explorable.units == 7)
    menu.focus()
    many.page.keyboard.press("PageDown")
    many.shown.wait(lambda: many.explorable.units == 8)
    assert menu.input_value() == "scene 8"


def test_a_neighbour_rendered_ahead_is_shown_without_being_asked_for(opened: Open) -> None:
    plain = opened(Leaky())
    shown = plain.shown
    shown.sliders.first.focus()
    shown.wait(lambda: plain.page.evaluate("face.ahead.kept.size") >= 4)
    asked, serial = len(plain.requests("set")), shown.serial
    plain.page.keyboard.press("ArrowRight")
    shown.newer(serial)
    assert len(plain.requests("set")) == asked
    assert "is 0.25" in shown.readout
    shown.wait(lambda: plain.explorable.negative_slope == 0.25)  # and the source hears of it
    ahead = shown.picture
    serial = shown.serial
    plain.page.evaluate("face.ahead.forget(); face.turn('negative_slope', 0.25)")
    shown.newer(serial)
    assert shown.picture == ahead


def test_another_control_makes_what_was_kept_unreachable(opened: Open) -> None:
    plain = opened(Leaky())
    shown = plain.shown
    shown.sliders.first.focus()
    shown.wait(lambda: plain.page.evaluate("face.ahead.kept.size") >= 4)
    plain.page.get_by_role("combobox", name="convention").select_option("x/a")
    shown.settle()
    found = "face.ahead.find(face.frame, 'negative_slope', 5)?.values.convention ?? 'x/a'"
    assert plain.page.evaluate(found) == "x/a"


@pytest.mark.parametrize("clipboard", ["allowed", "missing", "refused"])
def test_the_state_is_copied_as_code(opened: Open, clipboard: str) -> None:
    plain = opened(Leaky())
    plain.page.evaluate(
        """clipboard => {
          window.taken = [];
          const kept = text => { taken.push(text); return true; };
          const own = { writeText: async text => kept(text) };
          const value = clipboard === 'allowed' ? own : undefined;
          Object.defineProperty(navigator, 'clipboard', { value });
          const selected = () => document.activeElement.value;
          document.execCommand = () => clipboard === 'missing' && kept(selected());
        }""",
        clipboard,
    )
    plain.page.get_by_role("button", name="Copy").click()
    if clipboard == "refused":
        plain.shown.wait(lambda: plain.shown.readout == repr(plain.explorable))
    else:
        plain.page.get_by_role("button", name="Copied").wait_for()
        assert plain.page.evaluate("taken") == [repr(plain.explorable)]


def test_a_source_with_links_gives_the_state_as_a_link(opened: Open) -> None:
    plain = opened(Leaky())
    assert plain.page.get_by_role("button", name="Link").count() == 0
    plain.page.evaluate(
        """() => { face.source.link = ({ code }) => `page.html#${code}`; face.tools(face.el);
          document.execCommand = () => window.taken = document.activeElement.value; }"""
    )
    plain.page.get_by_role("button", name="Link").click()
    plain.page.get_by_role("button", name="Copied").wait_for()
    assert plain.page.evaluate("taken") == f"page.html#{plain.explorable!r}"


def test_a_run_is_pulled_to_its_end(opened: Open) -> None:
    plain = opened(Counter(limit=5000))
    plain.page.get_by_role("button", name="Play").click()
    plain.shown.wait(lambda: "5000 steps" in plain.shown.readout)
    plain.page.get_by_role("button", name="Play").wait_for()
    plain.shown.settle()
    asked = len(plain.asked)
    plain.page.wait_for_timeout(200)
    assert len(plain.asked) == asked


def test_an_error_stands_where_the_reader_looks_and_is_spoken(opened: Open) -> None:
    plain = opened(Counter(fails_at=3))
    plain.page.get_by_role("button", name="Play").click()
    plain.shown.wait(lambda: plain.shown.failed)
    assert "ZeroDivisionError: step 3" in plain.shown.readout
    assert "step 3" in plain.page.get_by_role("status").inner_text()
    plain.page.get_by_role("button", name="Play").wait_for()


def test_an_answer_that_tarries_is_said_to(opened: Open) -> None:
    plain = opened(Leaky())
    plain.page.evaluate(
        """() => { face.line.source = { ask: () => new Promise(() => {}) };
          face.turn('units', 5) }"""
    )
    plain.page.locator(".busy").wait_for(timeout=5000)


def test_points_follow_pointer_and_keys(opened: Open) -> None:
    plain = opened(Heights())
    handle = plain.page.locator(".handle[aria-label^='place 1']")
    box, mouse = handle.bounding_box(), plain.page.mouse
    mouse.move(box["x"] + 13, box["y"] + 13)
    mouse.down()
    mouse.move(box["x"] + 73, box["y"] - 47, steps=8)
    mouse.up()
    plain.shown.settle()
    moved = handle.bounding_box()
    assert moved["x"] == pytest.approx(box["x"] + 60, abs=3)
    assert moved["y"] == pytest.approx(box["y"] - 60, abs=3)
    other = plain.page.locator(".handle[aria-label^='height 2']")
    other.focus()
    plain.page.keyboard.press("ArrowUp")
    plain.shown.wait(lambda: "height 0.52" in other.get_attribute("aria-label"))


def test_a_dark_page_gets_a_dark_picture(opened: Open) -> None:
    plain = opened(Leaky(), dark=True)
    plain.shown.wait(lambda: max(plain.shown.corner()[:3]) < 60)


FITS = """() => {
  const face = document.querySelector('.lessons-face'), edge = face.getBoundingClientRect();
  const parts = [...face.querySelectorAll('button, input, select, .name, canvas, .readout')];
  const shown = parts.filter(part => part.offsetParent && !part.classList.contains('handle'));
  const out = shown.filter(part => {
    const { top, bottom, left, right } = part.getBoundingClientRect();
    return top < -1 || left < -1 || bottom > innerHeight + 1 || right > innerWidth + 1;
  }).map(part => part.textContent || part.tagName);
  const worded = shown.filter(part =>
    part.tagName !== 'CANVAS' && !['range', 'checkbox'].includes(part.type));
  const small = worded.filter(part => parseFloat(getComputedStyle(part).fontSize) < 20)
    .map(part => part.textContent);
  const share = face.querySelector('canvas').getBoundingClientRect().height / innerHeight;
  return { out, small, share, scrolls: face.scrollHeight > innerHeight + 1 };
}"""


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)], ids=["720p", "1080p"])
@pytest.mark.parametrize("kind", PICTURES, ids=lambda kind: kind.__name__)
def test_on_a_stage_everything_fits_without_scrolling(
    opened: Open, kind: Any, size: tuple[int, int]
) -> None:
    plain = opened(kind(), viewport={"width": size[0], "height": size[1]})
    plain.page.evaluate("face.full()")
    plain.page.wait_for_function("() => document.fullscreenElement")
    plain.shown.settle()
    found = plain.page.evaluate(FITS)
    assert not found["out"] and not found["small"] and not found["scrolls"], found
    assert found["share"] > 0.4, found


@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if kinds(lesson)])
def test_in_presentation_mode_words_stand_beside_the_picture(opened: Open, lesson: str) -> None:
    """As in JupyterLab at 1080p: 1450 pixels of width and 900 of height are left to an output."""
    plain = opened(kinds(lesson)[0](), viewport={"width": 1920, "height": 1080})
    plain.page.evaluate(
        """() => { document.body.className = 'jp-mod-presentationMode';
          document.querySelector('main').style.width = '1450px' }"""
    )
    plain.shown.settle()
    face = plain.page.locator(".lessons-face").bounding_box()
    canvas, words = (
        plain.page.locator(f".lessons-face {part}").bounding_box()
        for part in ("canvas", ".readout")
    )
    assert face["width"] > 1400 and face["height"] < 900
    assert canvas["width"] > 0.5 * face["width"]
    assert words["x"] > canvas["x"] + canvas["width"]


class Hopeless(Leaky):
    """A leaky unit that cannot be drawn ahead."""

    def _ahead(self, values: Any) -> Any:
        raise ValueError("nothing to see")


def test_what_cannot_be_drawn_ahead_is_not_asked_for_again_and_again(opened: Open) -> None:
    plain = opened(Hopeless())
    plain.shown.sliders.first.focus()
    plain.page.wait_for_timeout(700)
    assert len(plain.requests("ahead")) == 2


class Gap(Leaky):
    """A leaky unit that cannot be drawn next to where its slider begins."""

    def _ahead(self, values: Any) -> Any:
        if values["negative_slope"] == 0.25:
            raise ValueError("nothing to see")
        return super()._ahead(values)


def ahead_is(plain: Plain, extent: str) -> None:
    face = plain.page.locator(".lessons-face")
    plain.shown.wait(lambda: face.get_attribute("data-ahead") == extent)


def test_a_value_that_cannot_be_drawn_ahead_is_passed_over(opened: Open) -> None:
    plain = opened(Gap())
    plain.shown.sliders.first.focus()
    ahead_is(plain, "whole")
    asked = [round(20 * each["values"]["negative_slope"]) for each in plain.requests("ahead")]
    assert sorted(asked) == [n for n in range(21) if n != 4]


def test_at_the_limit_the_nearest_stay_and_nothing_more_is_asked_for(opened: Open) -> None:
    plain = opened(Leaky())
    shown, slider = plain.shown, plain.shown.sliders.first
    slider.focus()
    ahead_is(plain, "whole")
    size = plain.page.evaluate("face.ahead.bytes / face.ahead.kept.size")
    plain.page.evaluate(f"face.ahead.most = {5.5 * size}; face.ahead.forget()")
    slider.press("ArrowRight")
    ahead_is(plain, "full")
    here = "face.controls.all[0].position"
    places = "[...face.ahead.kept.values()].map(each => each.position)"
    away = plain.page.evaluate(f"{places}.map(each => Math.abs(each - {here}))")
    assert len(away) >= 4 and max(away) <= 3
    asked = len(plain.requests("ahead"))
    plain.page.wait_for_timeout(500)
    assert len(plain.requests("ahead")) == asked
    slider.press("ArrowRight")  # another place of the hand: what is nearer comes, the farthest goes
    shown.settle()
    ahead_is(plain, "full")
    assert len(plain.requests("ahead")) - asked <= 3
