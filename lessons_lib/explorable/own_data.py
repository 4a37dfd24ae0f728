"""Pictures that take a table of the reader's own in place of the data they bring.

Line(data="dogs.csv", target="weight", x="height")
Line(data=frame, target="weight", x="height")
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from lessons_lib._words import told
from lessons_lib.datasets import Dataset
from lessons_lib.explorable.explorable import Explorable
from lessons_lib.tables import read_table, written


class OwnData(Explorable):
    """Takes `data`, `target` and `x` beside its controls, as `lessons_lib.tables` reads them.

    `own` is then what was read, else None, and `target` the name of its column. `instead` names
    the controls that choose among the data which the picture brings: beside a table they are
    hidden, and so are the scenes that set them. `kind` is the kind of target that the picture
    takes ("number", "classes", None for both), `inputs` how many inputs (None for any), and
    `least` how many rows it needs.
    """

    instead: ClassVar[tuple[str, ...]] = ()
    kind: ClassVar[str | None] = None
    inputs: ClassVar[int | None] = None
    least: ClassVar[int] = 3
    own: Dataset | None = None
    target: str = ""
    _given: Mapping[str, str] = {}

    def __init__(self, data: Any = None, target: Any = None, x: Any = None, **values: Any) -> None:
        if data is not None:
            self.own, self.target = self._read(data, target, x), str(target)
            names = {"target": target, "x": x}
            shown = {name: repr(value) for name, value in names.items() if value is not None}
            self._given = {"data": written(data), **shown}
            self.untold = chosen = set(self.instead)
            self.scenes = {name: s for name, s in self.scenes.items() if not chosen & s.keys()}
        elif target is not None or x is not None:
            raise ValueError(
                f"target = {told(target)} and x = {told(x)} name columns of a table of your own:"
                " give data = its path or a DataFrame as well."
            )
        super().__init__(**values)

    def _read(self, data: Any, target: Any, x: Any) -> Dataset:
        found = read_table(data, target, x, kind=self.kind, least=self.least)
        if self.inputs is not None and len(found.features) != self.inputs:
            number = "one input" if self.inputs == 1 else f"{self.inputs} inputs"
            raise ValueError(
                f"{type(self).__name__} takes {number}: choose x among"
                f" {told(list(found.features))}."
            )
        return found

    @property
    def given(self) -> Mapping[str, str]:
        """The table and its columns as a call would name them."""
        return self._given

    def hidden(self) -> Collection[str]:
        """What chooses among other data has no effect beside a table."""
        return self.instead if self.own else ()
