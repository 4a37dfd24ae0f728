"""Is the fading gradient the cause? The same networks, with steps shared out among layers."""

from __future__ import annotations

from matplotlib.figure import Figure

from lessons_lib.explorable import Choice, Explorable, Slider, Spread
from lessons_lib.lessons.vanishing_gradients.depths import (
    FULL,
    HALF,
    SHARES,
    at_epoch,
    axes_of,
    show,
)
from lessons_lib.lessons.vanishing_gradients.experiment import (
    ALWAYS,
    DESCENT,
    GLOROT,
    RATES,
    REPLICAS,
    TIMES_4,
    Recipe,
    shared_steps,
)
from lessons_lib.lessons.vanishing_gradients.results import (
    AT,
    DEPTHS,
    EPOCHS_SHARED,
    EVERY,
    SHARED,
    stored,
)

STEPS = 10  # in an epoch
FEW = slice(1, 1 + EPOCHS_SHARED // EVERY)


class CauseTested(Explorable):
    """The same networks trained twice: plain steps, and steps shared out among the layers."""

    size = (10.2, 4.8)
    shared = Choice(ALWAYS, options=SHARED, label="equal shares in epochs")
    layers = Slider(4, min=DEPTHS[0], max=DEPTHS[-1], step=1, label="hidden layers of 8")
    init = Choice(GLOROT, options=(GLOROT, TIMES_4), label="initial weights")
    rate = Choice(FULL, options=(FULL, HALF), label="learning rate")
    epoch = Slider(500, min=0, max=EPOCHS_SHARED, step=EVERY)
    scenes = {
        "Equal shares throughout": {},
        "In the first 100 epochs": {"shared": "1 to 100"},
        "In epochs 201 to 300": {"shared": "201 to 300"},
        "The same, at 1000 epochs": {"shared": "201 to 300", "epoch": 1000},
        "Weights times 4": {"init": TIMES_4},
        "Two layers": {"layers": 2},
        "One layer": {"layers": 1},
        "Half the learning rate": {"rate": HALF, "epoch": 1000},
    }

    def draw(self, figure: Figure) -> None:
        left, right = figure.subplots(1, 2)
        axes_of(left)
        right.set(xlabel="epoch", ylim=(0, 1.02), ylabel="length: layer 1 over all layers")
        for axes in (left, right):
            axes.set_xlim(0, EPOCHS_SHARED)
        self.marks = [at_epoch(axes) for axes in (left, right)]
        self.zone = left.axvspan(
            0, 1, color="C4", alpha=0.2, linewidth=0, label="epochs with equal shares"
        )
        left.set_title("how well the networks do (band: quartiles)")
        right.set_title("layer 1's part of a step")
        self.plain = Spread(left, "plain steps", colour="C0", linestyle="-")
        self.equal = Spread(left, "equal shares", colour="C1", linestyle="--")
        (self.part,) = right.plot([], [], color="C0", linestyle="-", label="plain steps")
        (self.share,) = right.plot([], [], color="C1", linestyle="--", label="equal shares")
        lines = [self.plain.line, self.equal.line, self.zone]
        figure.legend(handles=lines, loc="outside upper center", ncols=3)

    def update(self) -> str:
        eta, at = SHARES[self.rate] * RATES[DESCENT], self.epoch // EVERY
        recipe = Recipe(self.init, DESCENT, eta)
        plain = stored(self.layers, recipe)
        equal = stored(self.layers, recipe._replace(shared=self.shared))
        show(self.plain, plain)
        show(self.equal, equal)
        for mark in self.marks:
            mark.set_xdata([self.epoch] * 2)
        part, share = plain.parts[: FEW.stop - 1, 0], (self.layers + 1) ** -0.5
        self.part.set_data(AT[FEW] - EVERY / 2, part)
        self.share.set_data(self._shade(), [share] * 2)
        return (
            f"{self.layers} hidden layer{'s' * (self.layers > 1)} at η = {eta:g}, after"
            f" {self.epoch} epochs: with plain steps the median accuracy is"
            f" {plain.middle[at]:.1%}, with equal shares in {self._named()}"
            f" {equal.middle[at]:.1%}. {int(plain.solved[at])} and {int(equal.solved[at])} of"
            f" {REPLICAS} networks have reached 95%. In the first {EVERY} epochs layer 1 gets"
            f" {part[0]:.1g} of a plain step's length, and an equal share is {share:.2f}."
        )

    def _named(self) -> str:
        return self.shared if self.shared == ALWAYS else f"epochs {self.shared}"

    def _shade(self) -> tuple[int, int]:
        """Shade the epochs with equal shares; before the first of them and the last."""
        steps = shared_steps(self.shared)
        first, last = steps.start // STEPS, min(steps.stop // STEPS, EPOCHS_SHARED)
        self.zone.set_x(first)
        self.zone.set_width(last - first)
        return first, last
