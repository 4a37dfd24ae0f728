"""Faces on a page without any Jupyter: what one asks is answered by this process."""

from __future__ import annotations

import base64
import json
from typing import Any

from lessons_lib.explorable.png import png
from lessons_lib.faces.described import described, spec, told
from lessons_lib.faces.script import script, style
from tests.browser.lab import Explorable

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A face</title>
<style>body { margin: 8px; font: 14px sans-serif; background: %s; color: %s } %s</style>
<main><div class="%s"><div id="place"></div></div></main>"""
START = """([code, spec]) => {
  const source = {
    async ask(request) {
      const { frame, png, error } = JSON.parse(await window.answer(JSON.stringify(request)));
      if (error) throw new Error(error);
      return { ...frame, png: Uint8Array.from(atob(png), letter => letter.charCodeAt(0)) };
    },
  };
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  return import(url).then(({ Face }) => {
    window.face = new Face(document.getElementById('place'), spec, source);
  });
}"""


START_PANEL = """([code, data, state, shows]) => {
  window.kept = [];
  window.shown = [];
  const source = {
    kept: () => state,
    keep: state => window.kept.push(state),
    changed: listener => { window.change = listener },
  };
  if (shows) source.show = async (number, place) => {
    window.shown.push(number);
    if (number === 1) throw new Error('no picture');
    place.textContent = number === null ? '' : `picture ${number}`;
  };
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  return import(url).then(({ showPanel }) => {
    window.face = showPanel(document.getElementById('place'), data, source);
  });
}"""


class Bare:
    """A page with a place for a face; `errors` are the complaints of its console."""

    def __init__(self, browser: Any, kind: str, *, dark: bool = False, **context: Any):
        self.errors: list[str] = []
        self.context = browser.new_context(
            **({"viewport": {"width": 1100, "height": 900}} | context)
        )
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        paper = ("#111", "#eee") if dark else ("#fff", "#111")
        self.page.set_content(PAGE % (*paper, style(), kind))

    def close(self) -> None:
        self.context.close()


class PlainPanel(Bare):
    """One panel on such a page, from its data alone.

    The page's window keeps the states in `kept`, the pictures asked for in `shown`, and tells
    of a state that was changed elsewhere by `change`.
    """

    def __init__(
        self, browser: Any, panel: Any, *, state: Any = None, shows: bool = True, **page: Any
    ):
        super().__init__(browser, "lessons-panel", **page)
        code = f"{script('panels')}\nexport {{ showPanel }};"
        self.page.evaluate(START_PANEL, [code, json.loads(json.dumps(panel.data())), state, shows])


class Plain(Bare):
    """One explorable on such a page; `asked` are its requests."""

    def __init__(self, browser: Any, explorable: Any, **page: Any):
        super().__init__(browser, "lessons-explorable", **page)
        self.explorable = explorable
        self.asked: list[dict[str, Any]] = []
        self.page.expose_function("answer", self._answer)
        code = f"{script('face')}\nexport {{ Face }};"
        self.page.evaluate(START, [code, spec(explorable)])
        self.page.wait_for_selector("canvas[data-serial]")
        self.shown = Explorable(self.page, self.page.locator(".lessons-explorable").first)

    def _answer(self, request: str) -> str:
        self.asked.append(json.loads(request))
        try:
            frame = self.explorable.answer(self.asked[-1])
        except Exception as error:
            return json.dumps({"error": told(error, self.explorable)})
        picture = base64.b64encode(png(frame.pixels)).decode()
        return json.dumps({"frame": described(frame), "png": picture})

    def requests(self, op: str) -> list[dict[str, Any]]:
        return [request for request in self.asked if request["op"] == op]
