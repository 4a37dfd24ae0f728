"""The figures of `benchmarks/slider.py`, each shown in two ways; run inside a notebook."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lessons_lib.explorable import Explorable, Slider
from lessons_lib.explorable.painter import style

FIGURES = {"A": "curve and derivative", "B": "decision surface and loss"}
# Pictures of the lessons, with the slider that is dragged.
PICTURES = {
    "Theorem": ("universal_approximation", "units"),
    "Family": ("relu_variants", "a"),
    "GradientFlow": ("vanishing_gradients", "depth"),
}
POSITIONS, SIZE = 200, (8.88, 4.99)
PADDING = 0.2  # inches that the inline backend adds to a picture in all
Z = np.linspace(-4.0, 4.0, 400)
SIDE = np.linspace(-2.0, 3.0, 120)
GRID = np.stack(np.meshgrid(SIDE, SIDE), -1).reshape(-1, 2)
EPOCHS = np.arange(POSITIONS + 1)
RNG = np.random.default_rng(0)
CLOUD = RNG.normal(0.5, 0.8, (300, 2))
CLASSES = (CLOUD[:, 1] > CLOUD[:, 0] ** 2 - 0.4).astype(float)
WEIGHTS = [RNG.normal(size=shape) for shape in ((2, 8), (8, 8), (8, 1))]
LOSS = 0.1 + 0.6 * np.exp(-EPOCHS / 60) * (1 + 0.05 * np.sin(EPOCHS / 3))


def curves(position):
    a = 0.05 * max(position, 1)
    y = np.tanh(a * Z)
    return y, a * (1 - y * y)


def surface(position):
    """The output of a 2-8-8-1 network on the grid, its weights growing with the position."""
    hidden = GRID
    for weights in WEIGHTS:
        hidden = np.tanh(hidden @ weights * (0.2 + position / POSITIONS))
    return hidden.reshape(len(SIDE), len(SIDE))


def colour(position):
    low, high = position % 16, position // 16 % 16  # what is measured is below 256
    return (16 * low + 8) / 255, (16 * high + 8) / 255, 128 / 255


def square(figure):
    """The mark that says in its colour which position is drawn."""
    width, height = 100 * figure.get_size_inches()
    mark = Rectangle((0, 0), 16 / width, 16 / height, transform=figure.transFigure, linewidth=0)
    return figure.add_artist(mark)


class A(Explorable):
    """A curve and its derivative."""

    size = SIZE
    position = Slider(100, min=0, max=POSITIONS, step=1)

    def draw(self, figure):
        axes = figure.add_subplot(xlim=(-4, 4), ylim=(-1.5, 3), xlabel="x", ylabel="y")
        (self.curve,) = axes.plot(Z, Z, label="f(x)")
        (self.slope,) = axes.plot(Z, Z, label="f'(x)")
        axes.legend(loc="upper left")
        self.title_text = axes.set_title("")
        self.mark = square(figure)

    def update(self):
        y, slope = curves(self.position)
        self.curve.set_ydata(y)
        self.slope.set_ydata(slope)
        self.title_text.set_text(f"position {self.position}")
        self.mark.set_facecolor(colour(self.position))
        return f"The largest slope is {slope.max():.2f}."


class B(Explorable):
    """A decision surface and the loss."""

    size = SIZE
    position = Slider(100, min=0, max=POSITIONS, step=1)

    def draw(self, figure):
        left, right = figure.subplots(1, 2)
        decorate(left, right)
        self.image = left.imshow(surface(0), **IMAGE)
        left.scatter(*CLOUD.T, **DOTS)
        (self.curve,) = right.plot([], [])
        (self.here,) = right.plot([], [], "o")
        self.title_text = left.set_title("")
        self.mark = square(figure)

    def update(self):
        n = self.position
        self.image.set_data(surface(n))
        self.curve.set_data(EPOCHS[: n + 1], LOSS[: n + 1])
        self.here.set_data([n], [LOSS[n]])
        self.title_text.set_text(f"epoch {n}")
        self.mark.set_facecolor(colour(n))
        return f"The loss is {LOSS[n]:.3f}."


IMAGE = {
    "extent": (-2, 3, -2, 3),
    "origin": "lower",
    "vmin": -1,
    "vmax": 1,
    "aspect": "auto",
    "cmap": "PuOr",
}
DOTS = {"c": CLASSES, "s": 12, "edgecolors": "black", "linewidths": 0.4, "cmap": "PuOr"}


def decorate(left: Axes, right: Axes) -> None:
    left.set(xlim=(-2, 3), ylim=(-2, 3), xlabel="x1", ylabel="x2")
    left.grid(False)
    right.set(xlim=(0, POSITIONS), ylim=(0, 0.8), xlabel="epoch", ylabel="loss")


def finish(figure, position):
    """Show the figure whole: inline cuts off white edges, and the sizes would differ."""
    import matplotlib.pyplot as plt

    edge = Rectangle((0, 0), 1, 1, transform=figure.transFigure, fill=False, linewidth=0)
    figure.add_artist(edge)
    square(figure).set_facecolor(colour(position))
    plt.show()


def plot_a(position):
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=[side - PADDING for side in SIZE])
    y, slope = curves(position)
    axes.plot(Z, y, label="f(x)")
    axes.plot(Z, slope, label="f'(x)")
    axes.set(xlim=(-4, 4), ylim=(-1.5, 3), xlabel="x", ylabel="y", title=f"position {position}")
    axes.legend(loc="upper left")
    finish(figure, position)


def plot_b(position):
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=[side - PADDING for side in SIZE])
    decorate(left, right)
    left.imshow(surface(position), **IMAGE)
    left.scatter(*CLOUD.T, **DOTS)
    left.set_title(f"epoch {position}")
    right.plot(EPOCHS[: position + 1], LOSS[: position + 1])
    right.plot([position], [LOSS[position]], "o")
    finish(figure, position)


def marked(name: str) -> Any:
    """A lesson's picture with the mark, which says where its slider stands."""
    lesson, control = PICTURES[name]
    kind = getattr(import_module(f"lessons_lib.lessons.{lesson}"), name)
    slider = kind.controls[control]

    def draw(self, figure):
        kind.draw(self, figure)
        self.bench_mark = square(figure)

    def update(self):
        words = kind.update(self)
        step = (getattr(self, control) - slider.min) / slider.step
        self.bench_mark.set_facecolor(colour(round(step)))
        return words

    return type(name, (kind,), {"draw": draw, "update": update})


def dragged(figure: str) -> tuple[Any, str]:
    """The explorable of a figure, and the name of its slider."""
    if figure in PICTURES:
        return marked(figure), PICTURES[figure][1]
    return {"A": A, "B": B}[figure], "position"


def plot_lesson(figure, position):
    """A figure made anew, with the artists that the explorable moves."""
    from IPython.display import display

    kind, control = dragged(figure)
    slider = kind.controls[control]
    value = slider.min + position * slider.step
    picture = kind(**{control: int(value) if slider.whole else value}).figure
    edge = Rectangle((0, 0), 1, 1, transform=picture.transFigure, fill=False, linewidth=0)
    picture.add_artist(edge)
    display(picture)


def show_interact(figure):
    """As in most teaching notebooks: the inline backend as it comes, the same style."""
    import ipywidgets
    import matplotlib as mpl

    mpl.rcParams.update(style() | {"figure.dpi": 100, "figure.constrained_layout.use": False})
    kind, control = dragged(figure)
    slider = kind.controls[control]
    steps = min(round((slider.max - slider.min) / slider.step), 255)
    moved = ipywidgets.IntSlider(steps // 2, min=0, max=steps, layout={"width": "340px"})
    ways = {"A": plot_a, "B": plot_b}
    ipywidgets.interact(
        ways.get(figure, lambda position: plot_lesson(figure, position)), position=moved
    )


def show_explorable(figure):
    from IPython.display import display

    display(dragged(figure)[0]())
