"""Explorables on a real page: threads, tasks, keys, pointer and themes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.lab import Classic, Explorable, Lab, Notebook, Voila
from tests.browser.scratch import binomial

START = "from tests.browser.scratch import *"
CELLS = (
    START,
    "leaky = Leaky()\nleaky",
    "heights = Heights()\nheights",
    "spin = Spin()\nspin",
    "steps = binomial()\nsteps",
    "quiz = Quiz(QUESTIONS)\nquiz",
    "NUMBER",
    "veiled = Leaky()\nveiled",
)
SCROLL = "node => node.scrollIntoView({block: 'center'})"


@pytest.fixture(scope="module")
def notebook(browser: Any, lab: Lab) -> Iterator[Notebook]:
    lab.write("machinery.ipynb", *CELLS)
    opened = Notebook(browser, lab, "machinery.ipynb")
    opened.run_all()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def kernel(notebook: Notebook) -> Iterator[Any]:
    with notebook.lab.kernel(notebook.name) as asked:
        yield asked


@pytest.fixture(autouse=True)
def clean(notebook: Notebook) -> Iterator[None]:
    """Every fact leaves a console without complaints and cells without tracebacks."""
    yield
    assert notebook.errors == []
    assert notebook.tracebacks() == []


def reach(explorable: Explorable) -> Explorable:
    explorable.canvas.evaluate(SCROLL)
    explorable.settle()
    return explorable


@pytest.fixture
def leaky(notebook: Notebook) -> Explorable:
    return reach(notebook.explorables[0])


@pytest.fixture
def heights(notebook: Notebook) -> Explorable:
    return reach(notebook.explorables[1])


@pytest.fixture
def spin(notebook: Notebook, kernel: Any) -> Iterator[Explorable]:
    kernel.ask("spin.set(speed=1.0, start=0.0, marks=[(0.0, 1.0)]) or spin.reset()")
    found = reach(notebook.explorables[2])
    yield found
    kernel.ask("spin.pause()")


def press(explorable: Explorable, where: Any, *keys: str) -> None:
    where.focus()
    for key in keys:
        explorable.page.keyboard.press(key)


def drag(explorable: Explorable, *places: tuple[float, float]) -> None:
    """Press at the first place (fractions of the picture), pass the others, let go."""
    box, mouse = explorable.canvas.bounding_box(), explorable.page.mouse
    spots = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    mouse.move(*spots[0])
    mouse.down()
    for spot in spots[1:]:
        mouse.move(*spot, steps=6)
    mouse.up()


def steps(explorable: Explorable) -> int:
    return int(explorable.readout.split()[0])


def more(explorable: Explorable, by: int = 5) -> Callable[[], bool]:
    """The fact that it has worked on by so many steps."""
    goal = steps(explorable) + by
    return lambda: steps(explorable) >= goal


def until(kernel: Any, expression: str, value: str, most: float = 15.0) -> None:
    """Wait until the kernel has heard what the page did."""
    end = time.time() + most
    while (found := kernel.ask(expression)) != value:
        assert time.time() < end, f"{expression} is {found}"
        time.sleep(0.05)


# ---- controls and words


def test_a_slider_moves_picture_readout_and_alternative_text(leaky: Explorable) -> None:
    pixels = leaky.picture
    press(leaky, leaky.sliders.first, "End")
    leaky.wait(lambda: "is 1.00" in leaky.readout)
    leaky.wait(lambda: leaky.alt == f"Value of a leaky unit. {leaky.readout}")
    assert leaky.picture != pixels
    press(leaky, leaky.sliders.first, "ArrowLeft")
    leaky.wait(lambda: "is 0.95" in leaky.readout)


def test_code_moves_the_slider_on_the_page(leaky: Explorable, kernel: Any) -> None:
    kernel.ask("setattr(leaky, 'negative_slope', 0.3)")
    leaky.wait(lambda: "is 0.30" in leaky.readout)
    leaky.wait(lambda: leaky.sliders.first.get_attribute("aria-valuetext") == "0.30")


def test_an_error_takes_the_place_of_the_readout_and_goes(leaky: Explorable) -> None:
    field = leaky.box.locator("input[type=text]")
    field.fill("bad")
    field.press("Enter")
    leaky.wait(lambda: leaky.failed)
    assert "bad is not a formula: try x**2." in leaky.readout
    assert "formula='bad'" in leaky.readout
    assert field.input_value() == "bad"
    field.fill("x")
    field.press("Enter")
    leaky.wait(lambda: not leaky.failed)
    assert "The slope below zero" in leaky.readout


def test_the_words_can_be_reached_by_a_screen_reader(leaky: Explorable) -> None:
    assert leaky.canvas.get_attribute("role") == "img"
    spoken = leaky.box.get_by_role("status")  # of all it contains, one alone speaks
    leaky.wait(lambda: spoken.inner_text() == leaky.readout)
    assert leaky.box.get_by_role("slider", name="negative slope").count() == 1
    assert leaky.box.locator(".full").get_attribute("aria-label").startswith("Full screen")


# ---- scenes and keys


def test_scenes_come_by_button_page_keys_and_digits(leaky: Explorable) -> None:
    marked = leaky.box.locator(".mod-active")
    leaky.button("No leak").click()
    leaky.wait(lambda: marked.all_inner_texts() == ["No leak"])
    press(leaky, leaky.canvas, "PageUp")
    leaky.wait(lambda: marked.all_inner_texts() == ["A leak of 1/10"])
    leaky.wait(lambda: "is 0.10" in leaky.readout)
    press(leaky, leaky.canvas, "PageDown")
    leaky.wait(lambda: marked.all_inner_texts() == ["No leak"])
    press(leaky, leaky.canvas, "1")
    leaky.wait(lambda: marked.all_inner_texts() == ["A leak of 1/10"])


@pytest.mark.parametrize(
    "where", ["canvas", "input[type=range] >> nth=0", ".lessons-scenes button >> nth=0"]
)
def test_keys_on_an_explorable_are_not_jupyters(
    notebook: Notebook, leaky: Explorable, where: str
) -> None:
    """In command mode JupyterLab would turn the cell into text at m, cut it at x."""
    page, kinds = (
        notebook.page,
        "nodes => nodes.map(node => node.className.match(/jp-\\w+Cell/)[0])",
    )
    before = page.locator(".jp-Cell").evaluate_all(kinds)
    press(leaky, leaky.box.locator(where), *"3mdbax")
    page.evaluate("() => new Promise(done => setTimeout(done, 200))")
    assert page.locator(".jp-Cell").evaluate_all(kinds) == before
    assert leaky.box.locator(where).evaluate("node => node === document.activeElement")


def test_f_fills_the_screen_and_gives_it_back(leaky: Explorable) -> None:
    narrow = leaky.width
    full = "() => document.fullscreenElement?.classList.contains('lessons-explorable') || false"
    press(leaky, leaky.canvas, "f")
    leaky.wait(lambda: leaky.page.evaluate(full))
    leaky.settle()
    assert leaky.sliders.first.is_visible()
    press(leaky, leaky.canvas, "f")
    leaky.wait(lambda: not leaky.page.evaluate(full))
    leaky.wait(lambda: leaky.width == narrow)


# ---- points


def test_a_point_moves_by_arrow_keys(heights: Explorable) -> None:
    handle = heights.box.locator(".handle[aria-label^='height 2']")
    words = handle.get_attribute("aria-label")
    press(heights, handle, "ArrowUp", "ArrowUp")
    heights.wait(lambda: handle.get_attribute("aria-label") == words.replace("0.5 ", "0.54 "))
    heights.wait(lambda: "mean height is 0.508" in heights.readout)
    press(heights, handle, "Shift+ArrowDown")
    heights.wait(lambda: "height 0.44" in handle.get_attribute("aria-label"))


def test_a_point_follows_the_mouse(heights: Explorable) -> None:
    handle = heights.box.locator(".handle[aria-label^='place 1']")
    box, mouse = handle.bounding_box(), heights.page.mouse
    mouse.move(box["x"] + 13, box["y"] + 13)
    mouse.down()
    mouse.move(box["x"] + 73, box["y"] - 47, steps=8)
    mouse.up()
    heights.settle()
    moved = handle.bounding_box()
    assert moved["x"] == pytest.approx(box["x"] + 60, abs=3)
    assert moved["y"] == pytest.approx(box["y"] - 60, abs=3)


def test_a_stroke_draws_a_curve_and_leaves_other_points_alone(
    heights: Explorable, kernel: Any
) -> None:
    kernel.ask("heights.set(places=[(0.5, 0.25)], heights=[(i / 4, 0.5) for i in range(5)])")
    heights.settle()
    inside = [
        eval(kernel.ask(f"heights.painter.to_fraction(1, {place})"))
        for place in ((0.1, 0.1), (0.9, 0.9))
    ]
    drag(heights, *inside)
    heights.settle()
    ys = eval(kernel.ask("[y for _, y in heights.heights]"))
    assert ys == pytest.approx([0.1, 0.25, 0.5, 0.75, 0.5], abs=0.02)
    assert eval(kernel.ask("heights.places")) == ((0.5, 0.25),)


# ---- work that goes on


def test_a_derivation_is_led_through_by_keys_alone(notebook: Notebook, kernel: Any) -> None:
    keyboard = notebook.page.keyboard
    panel = notebook.page.locator(".lessons-panel", has_text="A binomial")
    panel.scroll_into_view_if_needed()
    asked = binomial()
    letters = {step is asked.steps[1]: a for a, step in zip("abc", asked.options(2), strict=True)}
    panel.get_by_text("1. A square.").click()
    keyboard.press("PageDown")
    panel.get_by_text("Which step comes next?").wait_for()
    cells = notebook.page.locator(".jp-Cell").count()
    keyboard.press(letters[False])
    status = panel.get_by_role("status")
    status.get_by_text("does not follow").wait_for()
    assert "✗ FAILS: at a = " in status.inner_text()
    keyboard.press(letters[True])
    panel.get_by_text("2. Open it. ✓ holds").wait_for()
    assert notebook.page.locator(".jp-Cell").count() == cells  # a and b insert one in Jupyter
    panel.get_by_role("slider", name="step").focus()
    keyboard.press("ArrowLeft")
    panel.get_by_text("2. Open it.").wait_for(state="hidden")
    keyboard.press("PageDown")
    keyboard.press("PageDown")
    panel.get_by_text("2. Open it. ✓ holds").wait_for()
    keyboard.press("PageUp")
    panel.get_by_text("2. Open it.").wait_for(state="hidden")
    until(kernel, "steps.page.state['here']", "1")


def test_a_quiz_needs_the_kernel_for_its_picture_alone(notebook: Notebook, kernel: Any) -> None:
    page = notebook.page
    quiz = page.locator(".lessons-panel").filter(has=page.get_by_role("radio"))
    quiz.scroll_into_view_if_needed()
    quiz.get_by_role("button", name="Show me").click()
    picture = quiz.locator(".lessons-explorable canvas[data-serial]")
    picture.wait_for()
    quiz.get_by_text("The picture is on its way.").wait_for(state="detached")
    slider = quiz.get_by_role("slider").first
    slider.focus()
    page.keyboard.press("End")
    quiz.locator(".readout", has_text="is 1.00").wait_for()
    quiz.get_by_role("radio", name="3").check()
    quiz.get_by_role("button", name="Check").click()
    quiz.get_by_text("Not yet: one too few.").wait_for()
    quiz.get_by_role("button", name="Next").click()
    picture.wait_for(state="detached")
    quiz.get_by_text("Question 2 of 2").wait_for()
    until(kernel, "quiz.page.state", "{'here': 1, 'tries': [[0], []]}")


VEIL = "node => getComputedStyle(node).filter"


def test_a_prediction_veils_the_picture_that_follows_until_it_is_made(notebook: Notebook) -> None:
    asked = notebook.page.locator(".lessons-panel", has_text="Predict")
    picture = reach(notebook.explorables[3])
    assert "blur" in picture.canvas.evaluate(VEIL)
    readout = picture.box.locator(".readout[aria-hidden=true]")
    readout.wait_for(state="attached")
    asked.get_by_role("textbox").first.fill("0.1")
    asked.get_by_role("button", name="This is what I expect").click()
    readout.wait_for(state="detached")
    assert picture.canvas.evaluate(VEIL) == "none"
    assert "blur" not in notebook.explorables[0].canvas.evaluate(VEIL)
    asked.get_by_role("button", name="Now your reason").click()
    asked.get_by_role("button", name="Ask me again").click()
    assert "blur" in picture.canvas.evaluate(VEIL)
    press(picture, picture.sliders.first, "ArrowRight")  # a hand on it has asked to see it
    assert picture.canvas.evaluate(VEIL) == "none"


def test_two_views_of_a_panel_show_one_state(notebook: Notebook, kernel: Any) -> None:
    kernel.run("steps.page.state = {'here': 2}")
    panel = notebook.page.locator(".lessons-panel", has_text="A binomial")
    panel.get_by_text("2. Open it. ✓ holds").wait_for()


def test_a_slider_moved_while_it_plays_is_heard_and_stays(spin: Explorable, kernel: Any) -> None:
    spin.button("Play").click()
    spin.wait(more(spin))
    slider = spin.sliders.first
    spin.page.evaluate(
        """node => { window.seen = []; new MutationObserver(() => {
          window.seen.push(Number(node.getAttribute('aria-valuetext'))) })
          .observe(node, {attributes: true, attributeFilter: ['aria-valuetext']}) }""",
        slider.element_handle(),
    )
    press(spin, slider, "ArrowRight", "ArrowRight")
    spin.wait(lambda: "at speed 2.0" in spin.readout)
    spin.wait(more(spin))
    assert kernel.ask("spin.playing") == "True"
    seen = spin.page.evaluate("() => window.seen")
    assert seen == sorted(seen), "the slider jumped back under the hand"


def test_pause_stops_and_play_goes_on(spin: Explorable) -> None:
    spin.button("Play").click()
    spin.wait(more(spin))
    spin.button("Pause").click()
    spin.button("Play").wait_for()
    spin.settle()
    reached = steps(spin)
    press(spin, spin.canvas, " ")
    spin.wait(more(spin))
    assert reached < steps(spin)


def test_step_and_reset(spin: Explorable) -> None:
    spin.button("Step").click()
    spin.wait(lambda: steps(spin) == 1)
    spin.button("Reset").click()
    spin.wait(lambda: steps(spin) == 0)


def test_an_error_while_it_plays_is_shown_and_play_recovers(spin: Explorable, kernel: Any) -> None:
    spin.button("Play").click()
    spin.wait(more(spin))
    press(spin, spin.sliders.first, *["ArrowRight"] * 4)
    spin.wait(lambda: spin.failed)
    assert "RuntimeError: three is too fast to see" in spin.readout
    spin.button("Play").wait_for()
    assert kernel.ask("spin.playing") == "False"
    press(spin, spin.sliders.first, "ArrowRight")
    spin.wait(lambda: not spin.failed)
    spin.button("Play").click()
    spin.wait(more(spin))


def test_a_theme_changed_while_it_plays_dresses_the_picture_anew(
    notebook: Notebook, spin: Explorable
) -> None:
    light = spin.corner()
    spin.button("Play").click()
    spin.wait(more(spin))
    notebook.dress(dark=True)
    spin.wait(lambda: max(spin.corner()[:3]) < 60)
    spin.wait(more(spin))
    leaky = notebook.explorables[0]
    leaky.wait(lambda: max(leaky.corner()[:3]) < 60)
    notebook.dress(dark=False)
    spin.wait(lambda: spin.corner() == light)


def at_rest(kernel: Any, name: str) -> bool:
    """Whether nobody asks for the run's next frame any more."""
    reached = kernel.ask(f"{name}.progress")
    time.sleep(0.3)
    return bool(kernel.ask(f"{name}.progress") == reached)


def test_run_all_while_it_plays_leaves_the_old_run_alone(
    notebook: Notebook, spin: Explorable, kernel: Any
) -> None:
    kernel.ask("globals().update(old=spin)")
    spin.button("Play").click()
    spin.wait(more(spin))
    notebook.run_all(wait=False)
    notebook.page.wait_for_timeout(300)
    notebook.wait_until_run()
    assert kernel.ask("old is spin") == "False"
    assert at_rest(kernel, "old")
    anew = reach(notebook.explorables[2])
    anew.button("Play").click()
    anew.wait(more(anew))


def test_a_cell_run_again_leaves_its_old_run_alone(
    notebook: Notebook, spin: Explorable, kernel: Any
) -> None:
    kernel.ask("globals().update(old=spin)")
    spin.button("Play").click()
    spin.wait(more(spin))
    notebook.run_cell(3)
    notebook.wait_until_run()
    assert at_rest(kernel, "old")
    assert steps(notebook.explorables[2]) == 0


def test_a_long_cell_does_not_stop_the_sliders(notebook: Notebook, leaky: Explorable) -> None:
    """JupyterLab's subshell: a widget already in use is heard while a cell runs."""
    press(leaky, leaky.sliders.first, "End")
    leaky.wait(lambda: "is 1.00" in leaky.readout)
    cell = notebook.page.locator(".jp-CodeCell .cm-content").nth(0)
    cell.fill(f"{START}\nimport time\ntime.sleep(4)")
    notebook.run_cell(0)
    began = time.time()
    press(leaky, leaky.sliders.first, "Home", "ArrowRight")
    leaky.wait(lambda: "is 0.05" in leaky.readout)
    took = time.time() - began
    notebook.wait_until_run()
    cell.fill(START)
    assert took < 3.5


def test_a_page_that_is_left_asks_no_more_and_goes_on_when_it_is_back(
    notebook: Notebook, spin: Explorable, kernel: Any
) -> None:
    press(spin, spin.sliders.first, "End")
    spin.wait(lambda: "at speed 5.0" in spin.readout)
    spin.button("Play").click()
    spin.wait(more(spin))
    notebook.command("docmanager:save")
    address = notebook.page.url
    notebook.page.goto("about:blank")
    time.sleep(0.5)  # what it had asked for is done
    assert at_rest(kernel, "spin")
    notebook.page.goto(address)
    notebook.page.wait_for_selector(".lessons-explorable canvas[data-serial]", timeout=60_000)
    again = notebook.explorables[2]
    again.wait(lambda: "at speed 5.0" in again.readout)
    again.wait(more(again))  # it still plays: whoever shows it asks


def test_two_views_show_the_same_and_one_of_them_pulls(
    notebook: Notebook, spin: Explorable
) -> None:
    notebook.page.evaluate(
        """() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 3;
          return window.jupyterapp.commands.execute('notebook:create-output-view') }"""
    )
    views = notebook.page.locator(".lessons-explorable", has_text="A point that goes round.")
    spin.wait(lambda: views.count() == 2)
    other = Explorable(notebook.page, views.nth(1))
    spin.button("Play").click()
    spin.wait(more(spin))
    other.wait(more(other))
    spin.button("Pause").click()
    other.button("Play").wait_for()
    spin.settle()
    other.wait(lambda: other.readout == spin.readout)
    # By its place: either of the two may be in front.
    notebook.page.evaluate(
        "() => [...window.jupyterapp.shell.widgets('down')].forEach(view => view.close())"
    )
    spin.wait(lambda: views.count() == 1)


# ---- other pages


def test_a_kernel_that_is_gone_is_said_where_the_reader_looks(browser: Any, lab: Lab) -> None:
    lab.write("gone.ipynb", START, "leaky = Leaky()\nleaky", "Quiz(QUESTIONS)")
    opened = Notebook(browser, lab, "gone.ipynb")
    try:
        opened.run_all()
        leaky = reach(opened.explorables[0])
        opened.page.evaluate(
            """() => { const { sessionContext } = window.jupyterapp.shell.currentWidget;
              sessionContext.session.kernel.restart() }"""
        )
        leaky.wait(lambda: leaky.failed)
        assert leaky.readout == "The kernel is gone: run this cell again."
        press(leaky, leaky.sliders.first, "End")
        leaky.settle()
        assert leaky.readout == "The kernel is gone: run this cell again."
        quiz = opened.page.locator(".lessons-panel")
        quiz.get_by_role("radio", name="4").check()
        quiz.get_by_role("button", name="Check").click()
        quiz.get_by_text("Right: so it is.").wait_for()  # its words need no kernel
        quiz.get_by_role("button", name="Show me").click()
        quiz.get_by_text("The kernel is gone: run this cell again.").wait_for()
        assert opened.errors == []
    finally:
        opened.close(end_kernels=False)  # those of other tests


def test_a_pixel_ratio_of_two_gives_a_picture_twice_as_wide(
    browser: Any, notebook: Notebook, leaky: Explorable
) -> None:
    notebook.command("docmanager:save")  # with the outputs that the other page shows
    fine = Notebook(browser, notebook.lab, notebook.name, device_scale_factor=2)
    try:
        fine.page.wait_for_selector(".lessons-explorable canvas[data-serial]")
        sharp = fine.explorables[0]
        sharp.wait(lambda: sharp.width == 2 * sharp.canvas.bounding_box()["width"])
        assert not fine.errors
    finally:
        fine.close(end_kernels=False)


@pytest.mark.parametrize("application", [Classic, Voila])
def test_it_works_the_same_elsewhere(browser: Any, tmp_path: Path, application: type[Lab]) -> None:
    with application(tmp_path) as server:
        server.write("elsewhere.ipynb", *CELLS)
        opened = Notebook(browser, server, "elsewhere.ipynb")
        if application is Classic:
            opened.run_all()
        opened.page.wait_for_selector(".lessons-explorable canvas[data-serial]", timeout=60_000)
        leaky, _, spin, _ = opened.explorables
        press(leaky, leaky.sliders.first, "End")
        leaky.wait(lambda: "is 1.00" in leaky.readout)
        press(leaky, leaky.canvas, "2")
        leaky.wait(lambda: "is 0.00" in leaky.readout)
        spin.button("Play").click()
        spin.wait(more(spin))
        press(spin, spin.sliders.first, "ArrowRight")
        spin.wait(lambda: "at speed 1.5" in spin.readout)
        spin.button("Pause").click()
        spin.button("Play").wait_for()
        derivation, quiz, _ = opened.page.locator(".lessons-panel").all()
        derivation.get_by_text("1. A square.").click()
        opened.page.keyboard.press("PageDown")
        derivation.get_by_text("Which step comes next?").wait_for()
        quiz.get_by_role("button", name="Show me").click()
        quiz.locator("canvas[data-serial]").wait_for()
        assert opened.errors == []
        opened.close()
