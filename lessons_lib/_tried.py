"""How often each exercise was answered in this session, and who wants to know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_answers: dict[int, list[bool]] = {}
_listeners: dict[int, list[Callable[[], object]]] = {}


def answered(exercise: Any, right: bool) -> None:
    """Keep in mind that it was answered. Exercises are modules' constants, which never end, so
    that their identity is theirs alone."""
    _answers.setdefault(id(exercise), []).append(right)
    for listener in _listeners.get(id(exercise), ()):
        listener()


def answers(exercise: Any) -> list[bool]:
    """Whether each answer so far was right."""
    return list(_answers.get(id(exercise), ()))


def listen(exercise: Any, listener: Callable[[], object]) -> None:
    """Call the listener whenever the exercise was answered."""
    _listeners.setdefault(id(exercise), []).append(listener)
