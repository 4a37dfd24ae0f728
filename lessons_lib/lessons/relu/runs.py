"""What the long runs of lesson 07 gave, and the live pictures that show them before Play.

`experiment` makes `runs.npz`; tests recompute a part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.explorable import Recorded

Array = NDArray[Any]
FILE = Path(__file__).with_name("runs.npz")


@cache
def stored() -> Mapping[str, Array]:
    """Every stored array, by "Picture / case / part"."""
    with np.load(FILE) as found:
        return dict(found)


def stored_case(picture: str, case: str) -> dict[str, Array]:
    """The arrays of one case of a picture, by part; none if it was never run."""
    start = f"{picture} / {case} / "
    return {key.removeprefix(start): a for key, a in stored().items() if key.startswith(start)}


class ScenesRecorded(Recorded):
    """A live picture of which the run of each scene is stored.

    A subclass says how the end of a run is kept as small arrays (`packed`), and how it is
    brought back (`unpacked`).
    """

    def packed(self, progress: Any) -> dict[str, Array]:
        """What of the end of a run is stored, by part."""
        raise NotImplementedError

    def unpacked(self, parts: Mapping[str, Array]) -> Any:
        """The progress that `packed` took apart, at the present values."""
        raise NotImplementedError

    @property
    def case(self) -> str | None:
        """The scene whose run has the present settings."""
        run = [name for name, control in self.controls.items() if control.restarts]
        for scene in self.scenes:
            there = type(self)(**self.scenes[scene]).values
            if all(there[name] == self.values[name] for name in run):
                return scene
        return None

    def recorded(self) -> Any:
        parts = stored_case(type(self).__name__, self.case) if self.case else None
        return self.unpacked(parts) if parts else None

    @classmethod
    def run_all(cls) -> dict[str, Array]:
        """Run every scene to its end."""
        found = {}
        for scene, values in cls.scenes.items():
            picture = cls(**values)
            *_, last = picture.begin()
            for part, array in picture.packed(last).items():
                found[f"{cls.__name__} / {scene} / {part}"] = array
            print(cls.__name__, scene, flush=True)
        return found
