"""Does depth harm, or does it only delay? Accuracy against epochs, from the stored runs."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lessons_lib.explorable import Choice, Explorable, Slider, Spread
from lessons_lib.lessons.vanishing_gradients.experiment import (
    ADAM,
    DESCENT,
    GLOROT,
    RATES,
    REPLICAS,
    TIMES_4,
    Recipe,
)
from lessons_lib.lessons.vanishing_gradients.results import (
    AT,
    DEPTHS,
    EPOCHS,
    EVERY,
    Curve,
    stored,
)

FULL, HALF = "as said", "half of it"
SHARES = {FULL: 1.0, HALF: 0.5}
LOOKS = (("C0", "-"), ("C1", "--"), ("C2", "-."), ("C3", (0, (1, 1))))


def axes_of(axes: Axes) -> None:
    """An empty frame of accuracy against epochs."""
    axes.set(xlabel="epoch", ylabel="training accuracy", xlim=(0, EPOCHS), ylim=(0.45, 1.02))


def at_epoch(axes: Axes) -> Line2D:
    """A vertical line that marks an epoch."""
    return axes.axvline(0, color="C5", linestyle=":", linewidth=1.5, label="epoch chosen")


class Depths(Explorable):
    """Training accuracy on the spirals against epochs, with one to four hidden layers."""

    size = (10.2, 4.8)
    epoch = Slider(500, min=0, max=EPOCHS, step=EVERY)
    optimiser = Choice(DESCENT, options=(DESCENT, ADAM))
    init = Choice(GLOROT, options=(GLOROT, TIMES_4), label="initial weights")
    rate = Choice(FULL, options=(FULL, HALF), label="learning rate")
    scenes = {
        "After 200 epochs": {"epoch": 200},
        "After 500 epochs": {},
        "After 1500 epochs": {"epoch": 1500},
        "After 2500 epochs": {"epoch": 2500},
        "Half the learning rate": {"epoch": 1500, "rate": HALF},
        "Adam": {"optimiser": ADAM},
        "Glorot's weights times 4": {"init": TIMES_4},
    }

    def recipe(self) -> Recipe:
        """How the networks of the picture were trained."""
        return Recipe(self.init, self.optimiser, SHARES[self.rate] * RATES[self.optimiser])

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        axes_of(left)
        right.set(xlabel="epoch", xlim=(0, EPOCHS), ylim=(-0.8, REPLICAS + 0.8))
        right.set(ylabel="networks at 95 %, of 32", yticks=(0, 8, 16, 24, 32))
        left.set_title("accuracy (band: quartiles)")
        right.set_title("how many networks have learned it")
        self.marks = [at_epoch(axes) for axes in (left, right)]
        names = [f"{n} hidden layer{'s' * (n > 1)}" for n in DEPTHS]
        self.curves = [
            Spread(left, name, colour=colour, linestyle=dashes)
            for name, (colour, dashes) in zip(names, LOOKS, strict=True)
        ]
        self.counts = [
            right.plot([], [], color=colour, linestyle=dashes, label=name)[0]
            for name, (colour, dashes) in zip(names, LOOKS, strict=True)
        ]
        lines = [*(curve.line for curve in self.curves), self.marks[0]]
        figure.legend(handles=lines, loc="outside upper center", ncols=5)

    def update(self) -> str:
        recipe, at = self.recipe(), self.epoch // EVERY
        found = [stored(n, recipe) for n in DEPTHS]
        for curve, line, count in zip(found, self.curves, self.counts, strict=True):
            show(line, curve)
            count.set_data(AT, curve.solved)
        for mark in self.marks:
            mark.set_xdata([self.epoch] * 2)
        right = ", ".join(f"{curve.middle[at]:.0%}" for curve in found)
        solved = ", ".join(str(int(curve.solved[at])) for curve in found)
        return (
            f"After {self.epoch} epochs of {recipe.optimiser} at η = {recipe.learning_rate:g}, the"
            f" median accuracy with 1, 2, 3 and 4 hidden layers is {right}. Of {REPLICAS} networks,"
            f" {solved} have reached 95%. The first epoch with more"
            f" than half of them there: {', '.join(map(_most, found))}."
        )


def _most(curve: Curve) -> str:
    """The first epoch looked at where more than half of the networks have reached 95 %."""
    there = curve.solved > REPLICAS / 2
    return str(AT[there.argmax()]) if there.any() else f"none up to {EPOCHS}"


def show(spread: Spread, curve: Curve) -> None:
    """Show stored quartiles."""
    at = AT[: len(curve.middle)]
    spread.line.set_data(at, curve.middle)
    spread.band.set_data(at, curve.low, curve.high)
