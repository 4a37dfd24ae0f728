"""Interactive figures: declare controls, draw once, move the data, say what happened.

class Leaky(Explorable):
    '''Value of a leaky unit.'''

    negative_slope = Slider(0.2, min=0.0, max=1.0, step=0.05)

    def draw(self, figure):
        axes = figure.add_subplot(xlabel="pre-activation z")
        (self.curve,) = axes.plot(Z, Z, label="f(z)")

    def update(self):
        self.curve.set_ydata(LeakyReLU(self.negative_slope)(Z))
        return f"Below zero the unit passes {self.negative_slope:.0%} of its input."
"""

from lessons_lib.explorable.controls import Choice, Slider, Text, Toggle, action
from lessons_lib.explorable.explorable import Explorable
from lessons_lib.explorable.live import Live
from lessons_lib.explorable.own_data import OwnData
from lessons_lib.explorable.points import Points
from lessons_lib.explorable.recorded import Recorded
from lessons_lib.explorable.spread import Spread

__all__ = [
    "Choice",
    "Explorable",
    "Live",
    "OwnData",
    "Points",
    "Recorded",
    "Slider",
    "Spread",
    "Text",
    "Toggle",
    "action",
]
