"""What an explorable is before it is a picture: named values, and prepared states of them.

Threads. With ipykernel 7 and JupyterLab 4.6 a widget's messages arrive in a *subshell
thread*, while cells run in the main thread; Notebook, Voila and nbclient may use the main
thread alone. Therefore nothing here asks which thread it is in: whoever changes a value or
draws holds `PEN`, the one lock of this process (which also guards matplotlib's global state),
and draws right there.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar

from lessons_lib._words import meant, nearest, told
from lessons_lib.explorable.controls import Action, Control

PEN = threading.RLock()


class Controlled:
    """Controls, their values, and scenes; see `Explorable`."""

    scenes: Mapping[str, Mapping[str, Any]] = {}
    untold: Collection[str] = ()  # controls that its call leaves out: nothing depends on them
    controls: ClassVar[Mapping[str, Control[Any]]] = {}
    actions: ClassVar[Mapping[str, Action]] = {}
    _updating = False

    def __init_subclass__(cls) -> None:
        members = {
            name: value for base in reversed(cls.__mro__) for name, value in vars(base).items()
        }
        cls.controls = {name: m for name, m in members.items() if isinstance(m, Control)}
        cls.actions = {name: m for name, m in members.items() if isinstance(m, Action)}
        for scene, values in cls.scenes.items():
            for name, value in values.items():
                if name not in cls.controls:
                    raise TypeError(f"{cls.__name__}, scene {scene!r}: {cls._unknown(name)}")
                cls.controls[name].check(value)

    def __init__(self, **values: Any) -> None:
        self._values: dict[str, Any] = {n: c.default for n, c in self.controls.items()}
        self._previous = dict(self._values)
        self.scene: str | None = None
        self._change(values)

    @property
    def values(self) -> dict[str, Any]:
        """The present value of every control; a property, so that no lesson overwrites it."""
        return self._values

    @property
    def previous(self) -> Mapping[str, Any]:
        """The value of every control before the last change."""
        return self._previous

    def set(self, **values: Any) -> None:
        """Change several controls at once: all of them, or none if one is refused."""
        with PEN:
            if self._change(values) and not self._updating:
                self.refresh()

    def _change(self, values: Mapping[str, Any]) -> bool:
        """Take the values and let `changed` settle what depends on them; whether any is new."""
        checked = self._checked(values)
        news = {name: value for name, value in checked.items() if self.values[name] != value}
        self._previous = dict(self.values)
        self.values.update(news)
        try:
            if news and not self._updating:
                self.changed(news)
        except Exception:
            self.values.update(self._previous)
            raise
        return bool(news)

    def _checked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        for name in values:
            if name not in self.controls:
                raise TypeError(f"{type(self).__name__}: {self._unknown(name)}")
        return {name: self.controls[name].check(value) for name, value in values.items()}

    def hidden(self) -> Collection[str]:
        """Names of the controls that have no effect now; the page does not show them."""
        return ()

    def changed(self, names: Iterable[str]) -> None:
        """Called after controls have changed, in the constructor too, and before the picture is
        drawn: set in `self.values` what depends on them, or refuse them with a ValueError."""

    def show_scene(self, name: str) -> None:
        """Bring up a prepared state: what the constructor makes of the scene's values."""
        if not isinstance(name, str) or name not in self.scenes:
            known = "; ".join(map(repr, self.scenes)) or "none"
            raise ValueError(
                f"{type(self).__name__} has no scene {told(name)}{meant(name, self.scenes)};"
                f" its scenes: {known}."
            )
        state = type(self)(**self.scenes[name]).values
        with PEN:
            self.scene = name
            if state == self.values:
                self.refresh()  # the button's mark moves
            else:
                self.set(**state)

    def refresh(self) -> None:
        """Called whenever a value or the scene has changed."""

    @property
    def given(self) -> Mapping[str, str]:
        """Arguments of the constructor that are no controls, as a call would write them."""
        return {}

    def __repr__(self) -> str:
        told = set(self.controls) - set(self.untold)
        values = {name: repr(value) for name, value in self.values.items() if name in told}
        call = ", ".join(f"{name}={value}" for name, value in {**self.given, **values}.items())
        return f"{type(self).__name__}({call})"

    def __setattr__(self, name: str, value: object) -> None:
        # But for what `draw` and `update` make, a new attribute is a mistyped control.
        foreseen = name.startswith("_") or self._updating or hasattr(self, name)
        if not foreseen and nearest(name, self.controls, cutoff=0.8):
            raise AttributeError(f"{type(self).__name__}: {self._unknown(name)}")
        super().__setattr__(name, value)

    @classmethod
    def _unknown(cls, name: str) -> str:
        near = nearest(name, cls.controls)
        hint = f"did you mean {near!r}?" if near else f"its controls: {', '.join(cls.controls)}."
        return f"there is no control {name!r}; {hint}"
