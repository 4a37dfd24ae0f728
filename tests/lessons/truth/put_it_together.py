"""Lesson 12, against descent written out and the minima of scikit-learn's penalised losses."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, softmax
from sklearn import datasets
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from lessons_lib.lessons import put_it_together as lesson
from tests.lessons.truth import outline
from tests.lessons.truth.descent import stack

# Where scikit-learn stops; if it went on, one more of the held-out digits would be right.
STOP = {"gtol": 1e-4, "ftol": 64 * np.finfo(float).eps, "maxls": 50, "maxiter": 2000}
CLOSER = {"diabetes": (-0.1, 0.6), "topics of documents": (0.1, 0.5)}
LOADED: dict[str, Any] = {
    "diabetes": lambda: datasets.load_diabetes(return_X_y=True, scaled=False),
    "breast cancer": lambda: datasets.load_breast_cancer(return_X_y=True),
    "digits": lambda: datasets.load_digits(return_X_y=True),
    "topics of documents": lambda: datasets.make_multilabel_classification(
        800, 20, n_classes=5, n_labels=2, random_state=0
    ),
}


@cache
def data(name, scaled=True):
    """Inputs and targets to learn from, and held out: a quarter, with the classes' shares."""
    X, y = LOADED[name]()
    by_class = y if name in ("breast cancer", "digits") else None
    X, X_test, y, y_test = train_test_split(X, y, test_size=0.25, random_state=0, stratify=by_class)
    if scaled:
        scaler = StandardScaler().fit(X)
        X, X_test = scaler.transform(X), scaler.transform(X_test)
    if name == "diabetes":
        y, y_test = (y - y.mean()) / y.std(), (y_test - y.mean()) / y.std()
    if name == "digits":
        y, y_test = np.eye(10)[y], np.eye(10)[y_test]
    return X, y.reshape(len(X), -1), X_test, y_test.reshape(len(X_test), -1)


def score(name, outputs, y):
    """R² down to -1, or the share of examples of which everything is right."""
    if name == "diabetes":
        with np.errstate(over="ignore", invalid="ignore"):
            r2 = 1 - np.mean((y - outputs) ** 2) / np.var(y)
        return max(r2, -1) if np.isfinite(r2) else -1
    if name == "digits":
        return accuracy_score(y.argmax(1), outputs.argmax(1))
    return accuracy_score(y, outputs > 0.5)


@cache
def baseline(name):
    """The held-out score of least squares, or of the least loss plus half the squared weights."""
    X, y, X_test, y_test = data(name)
    if name == "diabetes":
        bordered = np.c_[X, np.ones(len(X))]
        fit = np.linalg.lstsq(bordered, y)[0]
    else:
        fit = least_penalised(X, y, name == "digits")
    given = np.c_[X_test, np.ones(len(X_test))] @ fit
    return score(name, given if name in ("diabetes", "digits") else expit(given), y_test)


def least_penalised(X, y, exclusive):
    """Weights, and in the last row the intercepts, on which there is no penalty."""
    bordered, shape = np.c_[X, np.ones(len(X))], (X.shape[1] + 1, y.shape[1])
    free = np.r_[np.ones(X.shape[1]), 0][:, None]

    def loss(theta):
        W = theta.reshape(shape)
        z = bordered @ W
        p = softmax(z, axis=1) if exclusive else expit(z)
        each = -y * log_softmax(z, axis=1) if exclusive else np.logaddexp(0, (1 - 2 * y) * z)
        slope = bordered.T @ (p - y) + free * W
        return (each.sum() + (free * W**2).sum() / 2) / len(X), slope.ravel() / len(X)

    start = np.zeros(np.prod(shape))
    return minimize(loss, start, jac=True, method="L-BFGS-B", options=STOP).x.reshape(shape)


def run(p, epochs):
    """Scores before training and after each epoch, training and held out, (epochs, seeds).

    A network that leaves the finite numbers keeps what it had before that epoch, and stops.
    """
    X, y, X_test, y_test = data(p.task, p.scaled)
    sizes = (X.shape[1], *[p.units] * p.layers, y.shape[1])
    output = "identity" if p.output == "linear" else p.output
    net = stack(sizes, p.activation, output, range(20), init=p.init, loss=p.loss)
    alive, found = np.full(20, True), []
    for epoch in range(epochs + 1):
        with np.errstate(over="ignore", invalid="ignore"):
            given = net(X), net(X_test)
        pairs = zip(given, (y, y_test), strict=True)
        found.append([[score(p.task, one, t) for one in outputs] for outputs, t in pairs])
        alive = one_epoch(net, X, y, alive, epoch, p.learning_rate)
    return np.swapaxes(found, 0, 1)


def one_epoch(net, X, y, alive, seed, rate):
    before = net.weights, net.biases
    net.weights, net.biases = list(net.weights), list(net.biases)
    net.epoch(X, y, np.random.default_rng(seed).permutation(len(X)), rate, 20)
    with np.errstate(over="ignore", invalid="ignore"):
        alive = alive & np.isfinite((net(X) ** 2).sum((1, 2)))
    for now, then in zip((net.weights, net.biases), before, strict=True):
        now[:] = [np.where(alive[:, None, None], a, b) for a, b in zip(now, then, strict=True)]
    return alive


def workbench(p):
    peer, seeds = np.full(2, baseline(p.task)), np.arange(20)
    shown = {f"{axes} line scikit-learn's linear model": ([0, 1], peer) for axes in (0, 1)}
    if p.progress is None:
        nothing = np.array([[0, np.nan]])
        return shown | {
            "0 line training": nothing,
            "0 line held out": nothing,
            "0 area*": None,
            "1 line seeds": (seeds, np.full(20, np.nan)),
        }
    paths = run(p, len(p.progress.test) - 1)
    epochs = np.arange(len(paths[0]))
    for name, band, path in zip(
        ("training", "held out"), ("0 area", "0 area #2"), paths, strict=True
    ):
        low, middle, high = np.percentile(path, (25, 50, 75), axis=1)
        shown |= {f"0 line {name}": (epochs, middle), band: outline(epochs, low, high)}
    last = np.clip(paths[1][-1], *CLOSER.get(p.task, (0.85, 1)))
    return shown | {"1 line seeds": (seeds, last)}


TRUTH = {lesson.Workbench: workbench}
