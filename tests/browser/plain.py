"""The face on a page without any Jupyter: what it asks is answered by this process."""

from __future__ import annotations

import base64
import json
from typing import Any

from lessons_lib.explorable.painter import png
from lessons_lib.faces.script import script, style
from lessons_lib.faces.widget import described, spec, told
from tests.browser.lab import Explorable

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A face</title>
<style>body { margin: 8px; font: 14px sans-serif; background: %s; color: %s } %s</style>
<main><div class="lessons-explorable"><div id="place"></div></div></main>"""
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


class Plain:
    """One explorable on such a page; `asked` are its requests."""

    def __init__(self, browser: Any, explorable: Any, *, dark: bool = False, **context: Any):
        self.explorable = explorable
        self.asked: list[dict[str, Any]] = []
        self.errors: list[str] = []
        self.context = browser.new_context(
            **({"viewport": {"width": 1100, "height": 900}} | context)
        )
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        self.page.expose_function("answer", self._answer)
        paper = ("#111", "#eee") if dark else ("#fff", "#111")
        self.page.set_content(PAGE % (*paper, style()))
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

    def close(self) -> None:
        self.context.close()
