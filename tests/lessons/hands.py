"""What a hand could do to a control."""

from __future__ import annotations

from typing import Any

from lessons_lib.explorable import Choice, Points, Slider, Text, Toggle


def others(kind: Any, name: str, values: Any) -> list[Any]:
    """Other values of a control, where the picture stands at `values`."""
    control, present = kind.controls[name], values[name]
    match control:
        case Slider():
            inside = (control.min + control.max) / 2
            tried = [control.min, control.max, round(inside) if control.whole else inside]
        case Choice():
            tried = list(control.options)
        case Toggle():
            tried = [not present]
        case Points():
            moved = [control.moved(present, 0, (x, y)) for x in control.x for y in control.y]
            last = control.moved(present, len(present) - 1, (control.x[0], control.y[0]))
            tried = [*moved, last]
        case Text():
            tried = ["x^2", present[::-1], present + present[-1:]]
        case _:
            raise AssertionError(f"an unknown control, {control!r}")
    return [value for value in tried if value != present]
