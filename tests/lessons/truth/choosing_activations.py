"""Lesson 09, against SciPy's sigmoid and softmax, scikit-learn, and networks written out."""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.colors import to_rgb
from scipy.special import expit, softmax
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import scale

from lessons_lib.lessons import choosing_activations as lesson
from tests.lessons.truth import Elsewhere
from tests.lessons.truth.descent import PHI, SLOPE, Stack, drawn, stack, trained
from tests.lessons.truth.rectangles import bars, box

SEEDS = range(16)


def collapse(p):
    """The grid, the network's image of it, and what linear regression makes of that image."""
    rng = np.random.default_rng(p.seed)
    start = "glorot" if p.activation == "identity" else "he"
    weights = drawn((2, *[16] * p.depth, 2), [p.seed], start)
    biases = [rng.normal(0, 0.3, (1, 1, W.shape[2])) for W in weights]
    ticks, fine = np.linspace(-1, 1, 9), np.linspace(-1, 1, 41)
    upright = [np.array([(tick, at) for at in fine]) for tick in ticks]
    lines = upright + [line[:, ::-1] for line in upright]
    X = np.concatenate(lines)
    deep = Stack(weights, biases, p.activation, "identity")(X)[0]
    images = X, deep, LinearRegression().fit(X, deep).predict(X)
    return {
        f"{axes} line*": list((image - image.mean(0)).reshape(18, 41, 2))
        for axes, image in enumerate(images)
    }


def hidden(p):
    """The chain rule, layer by layer, for networks whose last layer is logistic."""
    X = np.random.default_rng(0).standard_normal((64, 16))
    y = 1.0 * (X[:, :1] > 0)
    names = ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "silu"]
    shares = [arriving(p, name, X, y) for name in names]
    rows = enumerate(shares)
    return {
        "0 line equal": (np.ones(2), np.array([0, 1])),
        "0 line one network*": [
            (share, row + (np.arange(32) / 31 - 0.5) * 0.6) for row, share in rows
        ],
        "0 line median of 32*": [
            (np.percentile(share, [50]), np.array([row])) for row, share in enumerate(shares)
        ],
    }


def arriving(p, name, X, y):
    weights = [p.scale * W for W in drawn((16, *[16] * p.depth, 1), range(32), "he")]
    biases = [np.zeros((32, 1, W.shape[2])) for W in weights]
    net = Stack(weights, biases, name, "sigmoid")
    pre, given = net.forward(X)
    delta = given[-1] - y
    norms = []
    for W, z in zip(weights[:0:-1], pre[-2::-1], strict=True):
        delta = np.einsum("rno,rio->rni", delta, W) * SLOPE[name](z)
        norms.append(np.linalg.norm(delta.reshape(32, -1), axis=1))
    return norms[-1] / norms[0]


def forget_gate(p):
    """The memory is multiplied by the gate's value at every step."""
    gate = {"sigmoid": expit, "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[p.gate]
    keep, logits = gate(p.logit), np.linspace(-6, 6, 241)
    return {
        "0 patch a share: 0 to 1": box(0, 1, 0, 1),
        "0 line forget gate f": (logits, gate(logits)),
        "0 line this gate": (np.array([p.logit]), np.array([min(keep, 2.1)])),
        "1 patch*": box(0, 1, 0, 1),
        "1 line memory, and its slope in c₀": (np.arange(41), np.cumprod([1, *[keep] * 40])),
    }


def outputs(p):
    x = np.linspace(-1, 1, 80)
    noise = np.random.default_rng(0).normal(0, 0.08, 80)
    y = 2 * (np.sin(np.pi * x) + noise)
    output = p.output.replace("linear", "identity")
    bottom, top = -3, 3
    low, high = np.clip(PHI[output](np.array([-1e3, 1e3])), bottom, top)
    return {
        "0 patch": box(0, 1, high, top),
        "0 patch #2": box(0, 1, bottom, low),
        "0 line targets": (x, y),
        "0 line seed *": [(x, given) for given in fitted(x, y, p, output)],
    }


def fitted(x, y, p, output):
    """16 networks after as many epochs of gradient descent as the picture says."""
    net = stack((1, 16, 1), "tanh", output, SEEDS, init=0.8, loss="squared error")
    epochs = p.progress[1] if p.progress else 400
    trained(net, x[:, None], y[:, None], epochs, rate=0.05, batch=20)
    return net(x[:, None])[..., 0]


def sigmoids_or_softmax(p):
    z = np.array([p.z1, p.z2, p.z3])
    return {"0 patch*": bars(expit(z), 0.6), "1 patch*": bars(softmax(z), 0.6)}


def temperature(p):
    """As it stands the formula gives nan, drawn as 0, if exp gives infinity or nothing but 0."""
    z = (p.spread * np.array([2, 1, 0, -1]) + p.shift) / p.temperature
    lost = p.naive and not np.log(5e-324) < z.max() < np.log(np.finfo(float).max)
    return {"0 patch*": bars(np.zeros(4) if lost else softmax(z), 0.6)}


@cache
def held_out():
    """Logits of each fifth of the tumours, of networks trained on the others, and classes."""
    X, y = load_breast_cancer(return_X_y=True)
    X, logits = scale(X), np.full(len(y), np.nan)
    for fold in range(5):
        asked = np.random.default_rng(0).permutation(len(y))[fold::5]
        rest = np.array([i for i in range(len(y)) if i not in set(asked)])
        net = stack((30, 8, 1), "relu", "sigmoid", SEEDS)
        trained(net, X[rest], y[rest, None], 25, rate=0.05)
        logits[asked] = np.percentile(net.forward(X[asked])[0][-1][..., 0], 50, axis=0)
    return logits, y


def threshold(p):
    z, y = held_out()
    places, known = np.linspace(-4, 4, 401), {}
    golden = (1 + np.sqrt(5)) / 2  # one more than its inverse: the same fractions
    for row, name, mistake in ((0, "malignant", "missed"), (1, "benign", "false alarms")):
        own = np.array(sorted(z[y == row]))
        heights = row - 0.38 + 0.76 * np.fmod(golden * np.arange(len(own)), 1)
        at = np.column_stack([np.clip(own, -12, None), heights])
        known[f"0 line {name}"] = at
        wrong = at[own <= p.logit] if row else at[own > p.logit]
        known |= {f"0 line {mistake} here": wrong} if len(wrong) else {}
    counts = [(sum(z[y == 0] > at), sum(z[y == 1] <= at)) for at in [*places, p.logit]]
    missed, alarms = np.array(counts).T
    for name, count in (("missed", missed), ("false alarms", alarms)):
        known[f"1 line {name}"] = (places, count[:-1])
        known[f"1 line {name} here"] = (np.array([p.logit]), count[-1:])
    for axes, ends in enumerate(((-0.6, 1.6), (-4, 125))):
        known[f"{axes} line threshold"] = (np.full(2, p.logit), np.array(ends))
    return known


OUTPUT = {"two": ("sigmoid", 1), "three classes": ("softmax", 3), "three labels": ("sigmoid", 3)}
LINES = Elsewhere("test_boundaries_lie_where_two_probabilities_tie")


def regions(p):
    X, y = plane_data(p.task)
    output, n = next(v for k, v in OUTPUT.items() if p.task.startswith(k))
    sizes = (2, 8, n) if p.hidden_layer.startswith("8") else (2, n)
    net = stack(sizes, "tanh", output, range(8))
    targets = np.eye(3)[y] if output == "softmax" else y.reshape(len(y), -1)
    trained(net, X, targets, p.progress[1] if p.progress else 300, rate=0.2, batch=20)

    def probabilities(points):
        found = net(points)[0]
        return np.c_[1 - found, found] if n == 1 else found

    axis = np.linspace(-1.1, 1.1, 121)
    grid = probabilities(np.array([(a, b) for b in axis for a in axis])).reshape(121, 121, -1)
    image = np.ones((121, 121, 3))
    for k, colour in enumerate(("#0072B2", "#D55E00", "#00805C")[: grid.shape[-1]]):
        image *= 1 - 0.55 * grid[..., k, None] * (1 - np.array(to_rgb(colour)))
    here = probabilities(np.array(p.at))[0]
    on = [y[:, k] == 1 if y.ndim == 2 else y == k for k in range(3)]
    # The marks of several labels stand beside each other, an angle of a third of a turn apart.
    turns = np.pi * (1 / 2 + np.arange(3) * 2 / 3)
    beside = 0.032 * np.c_[np.cos(turns), np.sin(turns)].round(2) * (y.ndim == 2)
    points = {
        f"0 line {name}": X[m] + b for name, m, b in zip("ABC", on, beside, strict=True) if m.any()
    }
    if y.ndim == 2:
        points["0 line no label"] = X[~(on[0] | on[1] | on[2])]
    return points | {
        "0 image": image,
        "0 contours*": LINES,
        "0 line cross": np.array(p.at),
        "1 patch*": bars([*here, *[0] * (3 - len(here))], 0.6),
    }


def plane_data(task):
    """Two half-circles; three arms; three overlapping discs."""
    if task.startswith("two"):
        rng, y = np.random.default_rng(0), np.arange(240) % 2
        angle = rng.uniform(0, np.pi, 240)
        arc = np.array([(np.cos(a) - 0.5, np.sin(a) - 0.25) for a in angle]) / 1.5
        arc[1::2] *= -1
        return 0.8 * (arc + 0.15 * rng.standard_normal((240, 2))), y
    rng = np.random.default_rng(0)
    if task.startswith("three classes"):
        radius = np.sqrt(rng.uniform(0.02, 1, 240))
        angle = rng.normal(0, 0.25, 240) + np.pi * radius
        angle += np.tile([0, 2 * np.pi / 3, 4 * np.pi / 3], 80)
        return 0.95 * np.c_[radius * np.cos(angle), radius * np.sin(angle)], np.arange(240) % 3
    X = rng.uniform(-1, 1, (240, 2))
    moved = X + rng.normal(0, 0.05, X.shape)
    centres = [(0, 0.4), (-0.4 * np.sqrt(3) / 2, -0.2), (0.4 * np.sqrt(3) / 2, -0.2)]
    return X, np.array([np.hypot(*(moved - c).T) < 0.55 for c in centres], float).T


TRUTH = {
    lesson.Collapse: collapse,
    lesson.ForgetGate: forget_gate,
    lesson.Hidden: hidden,
    lesson.Outputs: outputs,
    lesson.Regions: regions,
    lesson.SigmoidsOrSoftmax: sigmoids_or_softmax,
    lesson.Softmax: temperature,
    lesson.Threshold: threshold,
}
