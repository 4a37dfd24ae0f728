"""From a key on a slider to painted pixels, in real JupyterLab in headless Chromium.

    python benchmarks/slider.py [--rounds 3]

Two figures and three pictures of the lessons, each drawn by an `Explorable` and by the peer that
most teaching notebooks use, `ipywidgets.interact` with an inline picture made anew; ours is not
smaller in pixels, the artists and the numbers are the same. A square in the lower left corner of
every frame says in its colour which slider position is drawn; the page reads it back from the
painted pixels. Rounds alternate between the two, so that whatever else the machine does falls
on both.

Latency: one movement, wait until the frame of the new value is painted: of a position never
shown before ("cold"), and by a key to a neighbour that was rendered ahead ("ahead"). Frames per
second: distinct frames painted while the slider is moved at 60 moves a second, for three
seconds, cold, and when the whole axis is ready.
"""

from __future__ import annotations

import argparse
import math
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError, sync_playwright

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from benchmarks.slider_figures import FIGURES, PICTURES, dragged  # noqa: E402
from tests.browser.conftest import FLAGS, chromium  # noqa: E402
from tests.browser.lab import Lab, Notebook  # noqa: E402

KEYS, DRAG_SECONDS = 12, 3.0
WAYS = ("interact", "explorable")
EVERY = FIGURES | {name: f"lesson {lesson}" for name, (lesson, _) in PICTURES.items()}
FAR = (0.11, 0.89, 0.31, 0.7, 0.03, 0.97, 0.21, 0.79, 0.41, 0.59)  # shares of a slider's range
READY = "() => ['whole', 'full'].includes(document.querySelector('.lessons-face').dataset.ahead)"
MOST_SECONDS = 180.0  # for a whole axis; nan in the table is longer
HOOK = (Path(__file__).parent / "slider_hook.js").read_text()


def median(values: list[float]) -> float:
    return statistics.median(values) if values else math.nan


def measure(browser: Any, lab: Lab, figure: str, way: str) -> dict[str, float]:
    """One session: a fresh kernel and page, key by key, then a drag."""
    name = lab.write(
        f"{figure}_{way}.ipynb",
        "%matplotlib inline\nfrom benchmarks.slider_figures import *",
        f"show_{way}({figure!r})",
    )
    notebook = Notebook(browser, lab, name)
    page = notebook.page
    try:
        page.evaluate(HOOK)
        notebook.run_all()
        page.wait_for_function("() => bench.mark() >= 0", timeout=60_000)
        page.wait_for_timeout(800)
        size = page.evaluate("() => bench.size()")
        found = {"width": size[0], "height": size[1]}
        return found | (by_widget(page) if way == "interact" else by_face(page, figure))
    finally:
        notebook.close()


def by_widget(page: Any) -> dict[str, float]:
    """ipywidgets' own slider: there is nothing ahead."""
    names = ["ArrowRight" if n % 2 else "ArrowLeft" for n in range(KEYS + 2)]
    latency = [key(page, ".noUi-handle", name) for name in names]
    return {"cold ms": median(latency[2:]), "cold frames": drag(page)}


def by_face(page: Any, figure: str) -> dict[str, float]:
    """Cold, then with the neighbours ready, then with the whole axis."""
    kind, control = dragged(figure)
    sliders = [name for name, each in kind.controls.items() if each.spec()["kind"] == "slider"]
    last = page.evaluate(f"() => bench.choose({sliders.index(control)}) ?? bench.last()")
    far = [round(share * min(last, 255)) for share in FAR]
    cold = [moved(page, lambda to=to: page.evaluate(f"() => bench.put({to})")) for to in far]
    frames = page.evaluate(f"() => bench.drag({DRAG_SECONDS}, bench.put)")
    page.evaluate("() => bench.focus()")
    page.wait_for_timeout(1500)
    names = ["ArrowRight" if n % 2 else "ArrowLeft" for n in range(KEYS)]
    ahead = [moved(page, lambda name=name: page.keyboard.press(name)) for name in names]
    ready = until_ready(page)
    return {
        "cold ms": median(cold),
        "cold frames": frames,
        "ahead ms": median(ahead),
        "ahead frames": page.evaluate(f"() => bench.drag({DRAG_SECONDS}, bench.put)"),
        "ready s": ready,
        "own ms": own(kind, control),
    }


def until_ready(page: Any) -> float:
    """Seconds until the axis is ready, as far as there is room for it; nan if it never is."""
    began = time.perf_counter()
    try:
        page.wait_for_function(READY, timeout=1000 * MOST_SECONDS, polling=100)
    except TimeoutError:
        return math.nan
    return time.perf_counter() - began


def own(kind: Any, control: str) -> float:
    """CPU milliseconds of update, paint and encoding, in this process."""
    picture, slider, taken = kind(), kind.controls[control], []
    picture.png()
    for share in FAR:
        value = slider.min + round(share * (slider.max - slider.min) / slider.step) * slider.step
        began = time.process_time()
        picture.set(**{control: int(value) if slider.whole else value})
        picture.png()
        taken.append(1000 * (time.process_time() - began))
    return median(taken)


def moved(page: Any, move: Any) -> float:
    """Milliseconds from a movement to the pixels of the value it set."""
    page.evaluate("() => bench.reset()")
    move()
    return waited(page)


def key(page: Any, slider: str, name: str) -> float:
    page.locator(slider).first.focus()
    return moved(page, lambda: page.keyboard.press(name))


def waited(page: Any) -> float:
    page.wait_for_function("() => bench.latency() !== null", timeout=10_000, polling=20)
    page.wait_for_timeout(60)
    return float(page.evaluate("() => bench.latency()"))


def drag(page: Any) -> float:
    """Distinct frames painted per second of a drag."""
    track = page.locator(".noUi-base").first.bounding_box()
    handle = page.locator(".noUi-handle").first.bounding_box()
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("() => bench.reset()")
    began, moves = time.perf_counter(), 0
    while (now := time.perf_counter() - began) < DRAG_SECONDS:
        page.mouse.move(x + 0.4 * track["width"] * math.sin(math.pi * now / 2), y)
        moves += 1
        page.wait_for_timeout(max(0.0, 1000 * (moves / 60 + began - time.perf_counter())))
    page.mouse.up()
    return int(page.evaluate("() => bench.distinct()")) / (time.perf_counter() - began)


def first_picture(browser: Any, lab: Lab) -> tuple[float, float]:
    """Seconds from Run All to the first picture of lesson 01: in a kernel that has just
    started, and again in the same one, where everything is imported."""
    lesson = (PROJECT / "notebooks" / "01_universal_approximation.ipynb").read_text()
    (lab.root / "lesson.ipynb").write_text(lesson)
    notebook = Notebook(browser, lab, "lesson.ipynb")

    def seconds() -> float:
        notebook.command("notebook:clear-all-cell-outputs")
        notebook.page.wait_for_function("() => !document.querySelector('.jp-OutputArea-output')")
        began = time.perf_counter()
        notebook.run_all(wait=False)
        notebook.page.wait_for_selector(".lessons-explorable canvas[data-serial]")
        found = time.perf_counter() - began
        notebook.wait_until_run()
        return found

    try:
        return seconds(), seconds()
    finally:
        notebook.close()


def import_seconds(modules: str) -> float:
    code = f"import time; t = time.perf_counter(); import {modules}; print(time.perf_counter() - t)"
    run = [sys.executable, "-c", code]
    return float(
        subprocess.run(run, capture_output=True, text=True, check=True, cwd=PROJECT).stdout
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--figures", nargs="*", default=list(EVERY), choices=list(EVERY))
    arguments = parser.parse_args()
    rounds, figures = arguments.rounds, arguments.figures
    found: dict[tuple[str, str], list[dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as home, Lab(Path(home)) as lab, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for _ in range(rounds):
            for figure in figures:
                for way in WAYS:
                    found.setdefault((figure, way), []).append(measure(browser, lab, figure, way))
        report(found, figures)
        first, second = first_picture(browser, lab)
        browser.close()
    print(
        f"\nFrom Run All to the first picture of lesson 01: {first:.1f} s in a kernel just"
        f" started, {second:.1f} s in a warm one."
    )
    base = "numpy, matplotlib.figure"
    for module in ("lessons_lib", "lessons_lib.explorable"):
        pairs = [(import_seconds(base), import_seconds(f"{base}, {module}")) for _ in range(5)]
        extra = median([ours - peer for peer, ours in pairs])
        print(f"`import {module}` adds {extra:.2f} s to importing numpy and matplotlib.")


def report(found: dict[tuple[str, str], list[dict[str, float]]], figures: list[str]) -> None:
    print("| figure | way | pixels | ms | faster | frames/s | more | axis ready, s | own CPU, ms |")
    print("|---|---|---|---|---|---|---|---|---|")
    for figure in figures:
        title = EVERY[figure]
        peer = found[figure, "interact"]
        for way, kind in (("interact", "cold"), ("explorable", "cold"), ("explorable", "ahead")):
            mine = found[figure, way]
            ms, frames = (median([m[f"{kind} {what}"] for m in mine]) for what in ("ms", "frames"))
            pairs = list(zip(peer, mine, strict=True))
            faster = median([p["cold ms"] / m[f"{kind} ms"] for p, m in pairs])
            more = median([m[f"{kind} frames"] / p["cold frames"] for p, m in pairs])
            ready = median([m["ready s"] for m in mine]) if kind == "ahead" else math.nan
            cpu = median([m["own ms"] for m in mine]) if way == "explorable" else math.nan
            pixels = f"{mine[0]['width']:.0f} x {mine[0]['height']:.0f}"
            print(
                f"| {figure}: {title} | {way}, {kind} | {pixels} | {ms:.0f} | {faster:.1f}x"
                f" | {frames:.1f} | {more:.1f}x | {ready:.1f} | {cpu:.0f} |"
            )


if __name__ == "__main__":
    main()
