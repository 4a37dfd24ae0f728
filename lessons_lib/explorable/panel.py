"""A panel: words and choices, no picture; a quiz, a derivation.

All that it may ever say is known beforehand, so it is plain data, and a face in the page leads
through them without any kernel.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from lessons_lib.explorable.controlled import PEN
from lessons_lib.explorable.explorable import Explorable


class Panel:
    """As the last line of a cell it shows itself."""

    def data(self) -> dict[str, Any]:
        """What the face needs, as JSON; its `kind` names the face, see `faces/js/panels.js`."""
        raise NotImplementedError

    def static(self) -> str:
        """All of it in Markdown, for a page without scripts."""
        raise NotImplementedError

    def progress(self) -> dict[str, Any]:
        """The part of the reader's state that the kernel knows of."""
        return {}

    def keep(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """The page changed the reader's state. Returns what the page is then told; what comes
        from the kernel never touches the state itself, where the reader may be further on."""
        return {}

    def told(self) -> dict[str, Any]:
        """What a new page is told besides the state."""
        return {}

    def picture(self, number: int) -> Explorable:
        """A new picture that the reader may ask for, by its number from 0."""
        raise IndexError(f"there is no picture {number}.")

    @cached_property
    def page(self) -> Any:
        """What shows this panel in a notebook; `page.box` is a widget like any other."""
        from lessons_lib.faces.panel import PanelPage

        return PanelPage(self)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        with PEN:
            words = {"text/plain": repr(self), "text/markdown": self.static()}
            view, metadata = self.page.view
            return words | view, metadata
