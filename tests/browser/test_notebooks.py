"""Every notebook as a reader meets it: run, then everything on it moved by hand."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import NOTEBOOKS
from tests.browser.lab import Explorable, Kernel, Lab, Notebook

NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
QUICK = ("00", "03", "07", "10")  # one of each part, in CI; all of them by `make test-browser`
SCREENSHOTS = os.environ.get("LESSONS_SCREENSHOTS")
SAVE = """
import gc
from lessons_lib.explorable import Explorable
_shown = [(each, dict(each.values)) for each in gc.get_objects()
          if isinstance(each, Explorable) and each._page is not None]
"""
RESTORE = "for _each, _values in _shown: _each.set(**_values)"
# An action before it may take seconds; who holds the pen has ended all that came first.
WORKED = """
from lessons_lib.explorable.controlled import PEN
with PEN:
    pass
"""
SETTLED = 0.05  # seconds without a frame
SLOW = 30.0  # seconds that the slowest single change may take on a busy machine


Look = tuple[str, str, tuple[str, ...]]  # the picture, the readout, the controls that are shown
SHOWN = "all => all.filter(node => node.offsetParent).map(node => node.dataset.control)"


class Hand:
    """Moves one explorable's controls and looks at what that changed."""

    def __init__(self, explorable: Explorable, name: str, kernel: Kernel) -> None:
        self.it, self.name, self.kernel = explorable, name, kernel
        self.keyboard = explorable.page.keyboard

    def look(self) -> Look:
        state = self.it.state()
        assert not state.failed, f"{self.name}: {state.readout}"
        assert state.alt.endswith(state.readout), f"{self.name}: {state}"
        shown = self.it.box.locator("[data-control]").evaluate_all(SHOWN)
        return state.picture, state.readout, tuple(shown)

    def after(self, move: Callable[[], object]) -> Look:
        """What is seen once the frames that a move brings have come."""
        serial = self.it.serial
        move()
        self.it.newer(serial, SLOW)
        return self.look()

    def press(self, node: Any, key: str) -> Look:
        """What is seen after a key on a slider, which may stand at that end already."""
        node.focus()
        value, serial = node.input_value(), self.it.serial
        self.keyboard.press(key)
        if node.input_value() != value:
            self.it.newer(serial, SLOW)
        return self.look()

    def controls(self) -> Iterator[tuple[str, Callable[[], Look], Callable[[], Look]]]:
        """Every control that is shown: its name, and two moves of it."""
        for i, node in enumerate(self.it.sliders.all()):
            if node.is_visible():
                low, high = (partial(self.press, node, key) for key in ("Home", "End"))
                yield f"slider {i + 1}", low, high
        for i, menu in enumerate(self.it.box.locator("select[data-control]").all()):
            if menu.is_visible():
                values = menu.locator("option").evaluate_all("all => all.map(node => node.value)")
                here = values.index(menu.input_value())
                others = values[here + 1 :] + values[:here]
                for value in dict.fromkeys((others[0], others[-1])):
                    choose = partial(menu.select_option, value=value)
                    yield f"menu {i + 1}", partial(self.after, choose), self.look
        for i, box in enumerate(self.it.box.locator("input[type=checkbox]").all()):
            if box.is_visible():
                yield f"checkbox {i + 1}", partial(self.after, box.click), self.look
        for node in self.it.box.locator(".handle").all()[:1]:
            one, other = (partial(self.nudge, node, key) for key in ("ArrowUp", "ArrowRight"))
            yield "handle 1", one, other
            yield "handle 1, with the pointer", partial(self.drag, node), self.look

    def nudge(self, node: Any, key: str) -> Look:
        """What is seen after an arrow key on a point, which may be fixed that way."""
        node.focus()
        self.keyboard.press(f"Shift+{key}")
        self.it.settle(0.2)
        return self.look()

    def drag(self, node: Any) -> Look:
        """What is seen after a point was dragged towards the middle of the picture."""
        place, picture = node.bounding_box(), self.it.canvas.bounding_box()
        x, y = (place[c] + place[size] / 2 for c, size in (("x", "width"), ("y", "height")))
        right = x < picture["x"] + picture["width"] / 2
        down = y < picture["y"] + picture["height"] / 2
        mouse = self.it.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + (40 if right else -40), y + (40 if down else -40), steps=4)
        mouse.up()
        self.it.settle(0.2)
        return self.look()

    def idle(self, among: set[str] | None = None, prepare: Callable[[], object] = int) -> set[str]:
        """The controls that change neither picture nor readout; each is put back."""
        without = set()
        for control, one, other in self.controls():
            if among is None or control in among:
                prepare()
                before = self.look()
                if {one(), other()} == {before}:
                    without.add(control)
                self.kernel.run(RESTORE)
                self.it.settle(SETTLED)
        return without

    def scenes(self) -> Iterator[Any]:
        """Show every scene in turn."""
        place = self.it.box.locator(".lessons-scenes")
        marked = place.locator("button.mod-active")
        for button in place.locator("button").all():
            self.after(button.click)
            self.it.wait(lambda it=button: marked.all_inner_texts() == [it.inner_text()])
            yield button.inner_text()
        for menu in place.locator("select").all():
            for name in menu.locator("option:not([value=''])").all_inner_texts():
                self.after(partial(menu.select_option, label=name))
                yield name

    def buttons(self) -> Iterator[Any]:
        """The buttons that work at once: actions, and a step of what plays."""
        for button in self.it.box.locator(".lessons-row button").all():
            if button.is_visible() and button.inner_text() not in ("Play", "Pause", "Reset"):
                yield button

    def without_effect_after_buttons(self, left: set[str]) -> set[str]:
        """Press every button that is shown; which controls still change nothing."""
        for button in self.buttons():
            if not self.refused(button) and left:
                left = self.idle(left, partial(self.again, button))
        return left

    def refused(self, button: Any) -> bool:
        """Press a button; whether it said, in a plain sentence, why it cannot work now."""
        serial = self.it.serial
        button.click()
        self.it.newer(serial, SLOW)
        state = self.it.state()
        if state.failed:
            assert not re.match(r"\w+Error", state.readout), f"{self.name}: {state.readout}"
            self.kernel.run("for _each, _values in _shown: _each.refresh()")
            self.it.wait(lambda: not self.it.failed)
        return state.failed

    def again(self, button: Any) -> None:
        """Press a button that may have nothing left to do."""
        button.click()
        self.it.settle(0.2)

    def play(self) -> None:
        """Play for three frames, or to the end; then Pause."""
        play, pause = self.it.button("Play"), self.it.button("Pause")
        if play.count() == 0:
            return
        self.kernel.run(WORKED)
        self.it.settle()
        before, serial = self.look(), self.it.serial
        play.click()
        # It may come to its end before the third frame, and Pause is Play again.
        self.it.wait(lambda: self.it.serial > serial + 2 or play.is_visible(), SLOW)
        # Its first frame says that it plays, and no more.
        self.it.wait(lambda: self.look() != before, SLOW)
        if pause.count():
            pause.click()
        play.wait_for()
        self.it.settle()
        assert self.look() != before, f"{self.name}: Play changed nothing"


def reach(explorable: Explorable) -> None:
    """Bring it into view and wait until its picture fits the page."""
    explorable.canvas.evaluate("node => node.scrollIntoView({block: 'center'})")
    explorable.wait(lambda: explorable.width > 0 and explorable.serial > 0, SLOW)
    explorable.settle()


def operate(explorable: Explorable, name: str, kernel: Kernel) -> list[str]:
    """Move everything; return what had no effect: at first, after any button, in any scene."""
    hand = Hand(explorable, name, kernel)
    kernel.run(SAVE)
    left = hand.idle()
    # Buttons first: after a step of what plays, a control that begins it anew changes something.
    left = hand.without_effect_after_buttons(left)
    for _ in hand.scenes():
        if left:
            kernel.run(SAVE)  # the scene's values
            left = hand.idle(left)
    left = hand.without_effect_after_buttons(left)
    hand.play()
    return [f"{name}: {control}" for control in sorted(left)]


@pytest.mark.skipif(not NAMES, reason="no notebooks yet")
@pytest.mark.parametrize(
    "name",
    [name if name[:2] in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in NAMES],
)
def test_a_notebook_is_alive(
    name: str, open_notebook: Callable[..., Notebook], lab: Lab, record_property: Any
) -> None:
    path = f"notebooks/{name}"
    notebook = open_notebook(path)
    clear(notebook)
    began = time.perf_counter()
    notebook.run_all(wait=False)
    alive = notebook.page.locator(".lessons-explorable canvas[data-serial]")
    if "lessons_lib.lessons" in (lab.root / path).read_text():
        alive.first.wait_for(timeout=60_000)
        record_property("first picture, s", round(time.perf_counter() - began, 2))
    notebook.wait_until_run()
    assert notebook.tracebacks() == []
    idle: list[str] = []
    titles: set[str] = set()
    with lab.kernel(path) as kernel:
        for number, explorable in enumerate(notebook.explorables, 1):
            reach(explorable)
            title = explorable.box.locator(".stage-title, .title").first.inner_text()
            if title in titles:  # the same picture again, from other values
                Hand(explorable, f"{number}. {title}", kernel).look()
            else:
                idle += operate(explorable, f"{number}. {title}", kernel)
            titles.add(title)
    assert idle == [], "these controls changed neither picture nor readout"
    assert notebook.errors == []
    assert notebook.tracebacks() == []
    if SCREENSHOTS:
        photograph(notebook, open_notebook, Path(SCREENSHOTS))


def clear(notebook: Notebook) -> None:
    """Forget the committed outputs, so that what is seen has been computed."""
    notebook.command("notebook:clear-all-cell-outputs")
    notebook.page.wait_for_function(
        "() => document.querySelectorAll('.jp-OutputArea-output').length === 0"
    )


def photograph(notebook: Notebook, again: Callable[..., Notebook], folder: Path) -> None:
    """Every explorable, light and dark, at both pixel ratios."""
    folder.mkdir(parents=True, exist_ok=True)
    notebook.command("docmanager:save")
    shoot(notebook, folder, 1)
    notebook.close(end_kernels=False)
    fine = again(notebook.name, device_scale_factor=2)
    fine.page.wait_for_selector(".lessons-explorable canvas[data-serial]", state="attached")
    shoot(fine, folder, 2)


def shoot(notebook: Notebook, folder: Path, ratio: int) -> None:
    stem = Path(notebook.name).stem
    for dark in (False, True):
        notebook.dress(dark=dark)
        for number, explorable in enumerate(notebook.explorables, 1):
            reach(explorable)
            explorable.wait(lambda it=explorable, dark=dark: (max(it.corner()[:3]) < 90) == dark)
            theme = "dark" if dark else "light"
            explorable.box.screenshot(path=folder / f"{stem}_{number}_{theme}_{ratio}x.png")
