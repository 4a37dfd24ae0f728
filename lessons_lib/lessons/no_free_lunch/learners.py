"""Every learner on the cube: what each answers after the same examples."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from lessons_lib.explorable import Choice
from lessons_lib.lessons.no_free_lunch.cube import (
    SEVEN,
    Cube,
    OnTheCube,
    corners_ticked,
    learner_named,
    leave_room,
)
from lessons_lib.lessons.no_free_lunch.explain import explained
from lessons_lib.theory.free_lunch.cube import CORNERS, Array
from lessons_lib.theory.free_lunch.learners import LEARNERS

RULES = {
    "at least two ones": CORNERS.sum(1) >= 2,
    "the third bit": CORNERS[:, 2],
    "the first bit": CORNERS[:, 0],
    "labels alternate": CORNERS.sum(1) % 2,
}
# Around the learner that the line below the picture explains.
FRAME = ([-0.27, 1.82, 1.82, -0.27, -0.27], [-0.37, -0.37, 1.77, 1.77, -0.37])


class Learners(OnTheCube):
    """The same examples for every learner, and what each answers at the other corners."""

    size = (9.6, 5.2)
    target = Choice("at least two ones", options=tuple(RULES), label="target")
    learner = Choice("nearest neighbour", options=tuple(LEARNERS), label="explain")
    scenes = {
        "At least two ones": {},
        "The third bit": {"target": "the third bit", "learner": "tree"},
        "The first bit": {"target": "the first bit", "learner": "perceptron"},
        "Labels alternate": {"target": "labels alternate", "learner": "MLP"},
        "Labels alternate, seven examples": {
            "target": "labels alternate",
            "learner": "cross-validation",
            **SEVEN,
        },
        "Every other corner": {
            "target": "labels alternate",
            "learner": "cross-validation",
            **corners_ticked("000 011 101 110"),
        },
    }

    @property
    def labels(self) -> Array:
        """The target's label at each corner, (8,)."""
        return RULES[self.target].astype(int)

    def draw(self, figure: Figure) -> None:
        leave_room(figure)
        panels = zip(LEARNERS, figure.subplots(2, 4).flat, strict=True)
        self.cubes = {name: Cube(axes, size=0.6) for name, axes in panels}
        self.frames = {
            name: cube.axes.plot([], [], "-", color="C3", linewidth=1.8, label="explained")[0]
            for name, cube in self.cubes.items()
        }
        first = self.cubes["nearest neighbour"]
        figure.legend(
            [first.seen, first.unseen, first.wrong, self.frames["nearest neighbour"]],
            ["training corner, with its label", "right answer", "wrong answer", "explained below"],
            loc="outside lower center",
            ncols=4,
            markerscale=0.7,
        )

    def update(self) -> str:
        nothing = self.nothing_to_do()
        for name, cube in self.cubes.items():
            said = self.labels if nothing else self.answers(name)
            wrong = [c for c in range(8) if c not in self.training and said[c] != self.labels[c]]
            shown = [str(label) for label in self.labels]
            for c in set(range(8)) - set(self.training):
                shown[c] = "" if nothing else str(said[c])
            cube.show(self.training, shown, wrong)
            title = name if nothing else f"{name}: {len(wrong)} wrong"
            cube.axes.set_title(title, y=0.98, fontsize=10)
            self.frames[name].set_data(*(FRAME if name == self.learner else ([], [])))
        chosen = list(self.training)
        return nothing or explained(self.learner, CORNERS[chosen], self.labels[chosen])

    def answers(self, name: str) -> Array:
        """What the learner says at each corner, (8,)."""
        chosen = list(self.training)
        return np.asarray(learner_named(name)(CORNERS[chosen], self.labels[None, chosen])[0])
