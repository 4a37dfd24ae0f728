"""The prepared states of the workbench, for each task its own, and how close it looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lessons_lib.lessons.put_it_together.judge import LOWEST, baseline
from lessons_lib.lessons.put_it_together.tasks import OWN, TASKS, Task

Scenes = Mapping[str, Mapping[str, Any]]
LINEAR = {"output": "linear", "loss": "squared error"}
ONE = {"activation": "relu", "layers": 1}
STATES: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "breast cancer": {
        "As it comes": {"scaled": False, **LINEAR, "change": "the training"},
        "Inputs scaled": {**LINEAR, "change": "output and loss"},
        "Output and loss that fit": {},
        "No hidden layer": {"layers": 0},
    },
    "digits": {
        "64 units": {**ONE, "units": 64},
        "8 units": {**ONE, "units": 8},
        "No hidden layer": {"layers": 0},
        "Adam": {**ONE, "units": 64, "optimiser": "adam", "learning_rate": 0.003},
    },
    "diabetes": {
        "Two layers of 64 ReLU": {"activation": "relu", "units": 64, "learning_rate": 0.03},
        "16 sigmoids, small steps": {"layers": 1, "learning_rate": 0.01},
        "No hidden layer": {"layers": 0, "learning_rate": 0.01},
        "Far too fast": {"learning_rate": 10.0},
    },
    "topics of documents": {
        "64 units": {**ONE, "units": 64},
        "8 units": {**ONE, "units": 8},
        "No hidden layer": {"layers": 0},
    },
    OWN: {
        "16 units": {**ONE, "learning_rate": 0.03},
        "Two layers of 64": {"activation": "relu", "units": 64, "learning_rate": 0.03},
        "No hidden layer": {"layers": 0, "learning_rate": 0.03},
    },
}
# Where the scores of sensible networks lie.
CLOSE = {
    "diabetes": (-0.1, 0.9),
    "breast cancer": (0.85, 1.01),
    "digits": (0.9, 1.005),
    "topics of documents": (0.1, 0.9),
}


def scenes(name: str, fit: Mapping[str, str]) -> Scenes:
    """Those of a task, each with the output and loss that fit where it names no others."""
    return {scene: {**fit, **state} for scene, state in STATES[name].items()}


FIRST = scenes("breast cancer", TASKS["breast cancer"].kind.fit)


def close(it: Task) -> tuple[float, float]:
    """Between which scores single seeds are looked at."""
    if it.name in CLOSE:
        return CLOSE[it.name]
    peer = baseline(it).validation
    return max(LOWEST, peer - 0.3), 1.02
