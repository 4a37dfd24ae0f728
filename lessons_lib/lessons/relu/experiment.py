"""The long runs of lesson 07.

    python -m lessons_lib.lessons.relu.experiment [PICTURE ...]

runs every scene of Race, DeepTraining and Census to its end, and writes `runs.npz`; Cost is
measured on this computer, into `cost.json`.
"""

from __future__ import annotations

import sys

import numpy as np

from lessons_lib.lessons.relu import Census, DeepTraining, Race, cost
from lessons_lib.lessons.relu.runs import FILE, stored

RUN = {kind.__name__: kind.run_all for kind in (Census, DeepTraining, Race)}


def write(names: list[str]) -> None:
    """Run these pictures; what is stored of the others stays."""
    found = dict(stored()) if FILE.exists() else {}
    for name in names:
        found = {key: array for key, array in found.items() if not key.startswith(f"{name} / ")}
        found |= RUN[name]()
        np.savez_compressed(FILE, allow_pickle=False, **dict(sorted(found.items())))


if __name__ == "__main__":
    wanted = sys.argv[1:] or [*RUN, "Cost"]
    if "Cost" in wanted:
        cost.write()
    write([name for name in wanted if name != "Cost"])
