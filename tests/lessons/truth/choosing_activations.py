"""Lesson 09, against SciPy's sigmoid and softmax, scikit-learn, and networks written out."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import expit, logit, softmax
from sklearn.calibration import calibration_curve
from sklearn.datasets import load_breast_cancer, load_digits, make_multilabel_classification
from sklearn.preprocessing import scale

from lessons_lib.lessons import choosing_activations as lesson
from tests.lessons.truth.descent import PHI, Stack, drawn, stack, trained
from tests.lessons.truth.rectangles import bars, box

WAVES = {  # amplitude and offset
    "negative and large": (2.0, 0.0),
    "between 0 and 1": (0.4, 0.5),
    "positive and large": (1.2, 1.5),
}
SEEDS = range(16)


def collapse(p):
    """The grid through the network, and through the same layers without their bends."""
    rng = np.random.default_rng(p.seed)
    weights = drawn((2, *[6] * p.depth, 2), [p.seed], 0.45)
    biases = [rng.normal(0, 0.3, (1, 1, W.shape[2])) for W in weights]
    ticks, fine = np.linspace(-1, 1, 9), np.linspace(-1, 1, 41)
    upright = [np.array([(tick, at) for at in fine]) for tick in ticks]
    level = [line[:, ::-1] for line in upright]
    return {
        f"{axes} line*": [Stack(weights, biases, phi, "identity")(x)[0] for x in upright + level]
        for axes, phi in enumerate((p.activation, "identity"))
    }


def forget_gate(p):
    """The memory is multiplied by the gate's value at every step."""
    keep = {"sigmoid": expit, "tanh": np.tanh, "relu": lambda z: max(z, 0)}[p.gate](p.logit)
    return {
        "0 patch a share: 0 to 1": box(0, 1, 0, 1),
        "0 line memory": (np.arange(41), np.cumprod([1, *[keep] * 40])),
    }


def guide(p):
    """Only words: see test_the_guide_agrees_with_the_lecture."""
    return {}


def outputs(p):
    x, (amplitude, offset) = np.linspace(-1, 1, 80), WAVES[p.task]
    noise = np.random.default_rng(0).normal(0, 0.08, 80)
    y = offset + amplitude * (np.sin(np.pi * x) + noise)
    low, high = np.clip(PHI[p.output](np.array([-1e3, 1e3])), -3, 3.4)
    return {
        "0 patch": box(0, 1, high, 3.4),
        "0 patch #2": box(0, 1, -3, low),
        "0 line targets": (x, y),
        "0 line seed *": [(x, given) for given in fitted(x, y, p)] if p.progress else None,
    }


def fitted(x, y, p):
    """16 networks after as many epochs as the picture says."""
    net = stack((1, 16, 1), "tanh", p.output, SEEDS, init=0.8, loss="squared error")
    trained(net, x[:, None], y[:, None], p.progress[1], rate=0.05, batch=20)
    return net(x[:, None])[..., 0]


@cache
def outputs_of_digits():
    """Outputs for the digits after the first 900, of a network trained on these."""
    X, y = load_digits(return_X_y=True)
    net = stack((64, 24, 10), "relu", "softmax")
    trained(net, X[:900] / 16, np.eye(10)[y[:900]], 25)
    return net(X[900:] / 16)[0], np.eye(10)[y[900:]]


@cache
def outputs_of_documents():
    """Outputs for the documents after the first 300, of a network trained on these."""
    X, y = make_multilabel_classification(400, 20, n_classes=5, n_labels=2, random_state=0)
    X = scale(X)
    net = trained(stack((20, 16, 5), "relu", "sigmoid"), X[:300], y[:300], 60)
    return net(X[300:])[0], y[300:]


def real_labels(p):
    """Places without a label hold bars of height 0."""
    several = p.data_set.startswith("documents")
    given, y = outputs_of_documents() if several else outputs_of_digits()
    heights, true = given[p.example], np.flatnonzero(y[p.example])
    return {
        "0 patch*": bars([*heights, *[0] * (10 - len(heights))], 0.6),
        "0 line true": (true, np.full(len(true), 1.08)) if len(true) else None,
    }


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
    z, benign = held_out()
    z, edges = p.scale * z, np.linspace(-12, 12, 33)
    places = np.clip(np.searchsorted(edges, z, side="right") - 1, 0, 31)
    share, mean = calibration_curve(benign, expit(z), n_bins=6)
    return {
        "0 steps malignant": np.array([np.sum(places[benign == 0] == k) for k in range(32)]),
        "0 steps benign": np.array([np.sum(places[benign == 1] == k) for k in range(32)]),
        "0 line threshold": (np.full(2, logit(p.threshold)), np.array([0, 70])),
        "1 line honest": np.array([[0, 0], [1, 1]]),
        "1 line network": (mean, share),
    }


TRUTH = {
    lesson.Collapse: collapse,
    lesson.ForgetGate: forget_gate,
    lesson.Guide: guide,
    lesson.Outputs: outputs,
    lesson.RealLabels: real_labels,
    lesson.SigmoidsOrSoftmax: sigmoids_or_softmax,
    lesson.Softmax: temperature,
    lesson.Threshold: threshold,
}
