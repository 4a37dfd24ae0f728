"""The source that a Python in the page is: requests and answers as JSON, pixels beside them.

It knows no browser. Whatever runs this Python there calls `Door.answer` and passes on what it
gives; see `publish/site/static/worker.js` for the one that does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from lessons_lib.explorable import Explorable
from lessons_lib.explorable.panel import Panel
from lessons_lib.faces.described import described, spec, told
from lessons_lib.faces.session import Cell, Outcome, Session

Answer = tuple[dict[str, Any], bytes | memoryview]
Request = Mapping[str, Any]


class Door:
    """Answers a page. `cells` holds (id, code, whether it is an exercise) for each lesson."""

    def __init__(self, cells: Mapping[str, Any]) -> None:
        self.cells = cells
        self.sessions: dict[str, Session] = {}
        self.shown: dict[str, Any] = {}  # pictures and panels, by the key that the page has

    def answer(self, request: Request) -> Answer:
        """{"op": "cell", "lesson", "id", "code"}: run a cell, the published code if it is null;
        {"op": "ask", "key", "request"}: ask a picture; {"op": "show", "key", "number"}: bring
        the picture of a panel. Errors are told as {"error": words}."""
        try:
            return self.operations[request["op"]](self, request)
        except (Exception, KeyboardInterrupt) as error:
            return {"error": f"{type(error).__name__}: {error}"}, b""

    def session(self, lesson: str) -> Session:
        """The cells of a lesson, and what they have left."""
        if lesson not in self.sessions:
            self.sessions[lesson] = Session([Cell(*each) for each in self.cells[lesson]])
        return self.sessions[lesson]

    def cell(self, request: Request) -> Answer:
        """Run a cell; `place` is what a page needs to show a picture or panel."""
        lesson, ident = request["lesson"], request["id"]
        outcome = self.session(lesson).run(ident, request.get("code"))
        head = {"text": outcome.text, "html": html(outcome), "error": outcome.error}
        return {**head, "place": self.place(f"{lesson}/{ident}", outcome.value)}, b""

    def place(self, key: str, value: Any) -> dict[str, Any] | None:
        """Keep what is shown, and say what its face is built from."""
        if isinstance(value, Explorable):
            self.shown[key] = value
            return {"kind": "picture", "key": key, "spec": spec(value)}
        if isinstance(value, Panel):
            self.shown[key] = value
            return {"kind": "panel", "key": key, "data": value.data()}
        return None

    def ask(self, request: Request) -> Answer:
        """A frame and its pixels, RGBA."""
        picture = self.shown[request["key"]]
        try:
            frame = picture.answer(request["request"])
        except (Exception, KeyboardInterrupt) as error:
            return {"error": told(error, picture)}, b""
        height, width, _ = frame.pixels.shape
        head = {"frame": described(frame), "width": width, "height": height}
        return head, memoryview(frame.pixels).cast("B")

    def show(self, request: Request) -> Answer:
        """The picture that a panel has for one of its questions."""
        key, number = request["key"], request["number"]
        return {"place": self.place(f"{key}/{number}", self.shown[key].picture(number))}, b""

    operations: ClassVar[Mapping[str, Callable[..., Answer]]] = {
        "cell": cell,
        "ask": ask,
        "show": show,
    }


def html(outcome: Outcome) -> str | None:
    """The value of a cell as HTML, where it has such a form."""
    form = getattr(outcome.value, "_repr_html_", None)
    return form() if form else None
