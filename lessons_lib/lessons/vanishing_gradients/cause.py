"""What holds the deep networks at 50 %? The same networks, their steps shared out among layers."""

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
    Curve,
    stored,
)

STEPS = 10  # in an epoch
LEFT = 0.6  # a network above this accuracy has left the plateau of the answer 1/2
FEW = slice(1, 1 + EPOCHS_SHARED // EVERY)


class CauseTested(Explorable):
    """The same networks trained twice: plain steps, and steps shared out among the layers."""

    size = (10.2, 4.8)
    shared = Choice(ALWAYS, options=SHARED, label="equal shares in epochs")
    layers = Slider(4, min=DEPTHS[0], max=DEPTHS[-1], step=1, label="hidden layers of 8")
    init = Choice(GLOROT, options=(GLOROT, TIMES_4), label="initial weights")
    rate = Choice(FULL, options=(FULL, HALF), label="learning rate")
    epoch = Slider(EPOCHS_SHARED, min=0, max=EPOCHS_SHARED, step=EVERY)
    scenes = {
        "Equal shares throughout": {},
        "In the first 100 epochs": {"shared": "1 to 100"},
        "In epochs 101 to 200": {"shared": "101 to 200"},
        "Half the learning rate": {"shared": "101 to 200", "rate": HALF},
        "Weights times 4": {"init": TIMES_4},
        "Two layers": {"layers": 2},
        "One layer": {"layers": 1},
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
        lines = [self.plain.line, self.equal.line, self.zone, self.marks[0]]
        figure.legend(handles=lines, loc="outside upper center", ncols=4)

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
            f"{self.layers} hidden layer{'s' * (self.layers > 1)} at η = {eta:g}: the median"
            f" accuracy of {REPLICAS} networks is first above {LEFT:.0%} at epoch {_leaves(plain)}"
            f" with plain steps, and at epoch {_leaves(equal)} with equal shares in"
            f" {self._named()}. After {self.epoch} epochs it is {plain.middle[at]:.1%} and"
            f" {equal.middle[at]:.1%}. In the first {EVERY} epochs layer 1 gets {part[0]:.1g} of a"
            f" plain step's length, and an equal share is {share:.2f}."
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


def _leaves(curve: Curve) -> int:
    """The first epoch looked at where the median network has left the plateau."""
    return int(AT[(curve.middle > LEFT).argmax()])
