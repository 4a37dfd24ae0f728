"""Lesson 12, against descent written out and the minima of scikit-learn's penalised losses."""

from __future__ import annotations

from functools import cache
from math import comb
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, softmax
from scipy.stats import t
from sklearn import datasets
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from lessons_lib.lessons import put_it_together as lesson
from lessons_lib.lessons.put_it_together.experiment import RESULTS
from tests.lessons.truth import outline
from tests.lessons.truth.descent import stack

CLOSER = {"diabetes": (-0.1, 0.9), "digits": (0.9, 1.005), "topics of documents": (0.1, 0.9)}
END = {"gtol": 1e-7, "ftol": 0, "maxiter": 10_000}  # far beyond where an example turns
LOADED: dict[str, Any] = {
    "diabetes": lambda: datasets.load_diabetes(return_X_y=True, scaled=False),
    "breast cancer": lambda: datasets.load_breast_cancer(return_X_y=True),
    "digits": lambda: datasets.load_digits(return_X_y=True),
    "topics of documents": lambda: datasets.make_multilabel_classification(
        800, 20, n_classes=5, n_labels=2, random_state=0
    ),
}


@cache
def data(name, scaled=True, seed=0):
    """Inputs and targets (X, y) of the three parts, with the classes' shares: a quarter for the
    test, and of the rest a quarter for validation."""
    X, y = LOADED[name]()
    by_class = name in ("breast cancer", "digits")
    parts = []
    for _ in range(2):
        X, X_out, y, y_out = train_test_split(
            X, y, test_size=0.25, random_state=seed, stratify=y if by_class else None
        )
        parts.insert(0, (X_out, y_out))
    parts.insert(0, (X, y))
    scaler = StandardScaler().fit(X)
    if name == "diabetes":
        parts = [(A, (b - y.mean()) / y.std()) for A, b in parts]
    if name == "digits":
        parts = [(A, np.eye(10)[b]) for A, b in parts]
    return [(scaler.transform(A) if scaled else A, b.reshape(len(A), -1)) for A, b in parts]


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
def baseline(name, part, seed=0):
    """The score of least squares, or of the least loss plus half the squared weights."""
    (X, y), (X_out, y_out) = data(name, seed=seed)[0], data(name, seed=seed)[part]
    if name == "diabetes":
        fit = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y)[0]
    else:
        fit = least_penalised(X, y, name == "digits")
    given = np.c_[X_out, np.ones(len(X_out))] @ fit
    return score(name, given if name in ("diabetes", "digits") else expit(given), y_out)


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
    return minimize(loss, start, jac=True, method="L-BFGS-B", options=END).x.reshape(shape)


def run(p, epochs):
    """Scores before training and after each epoch, (parts, epochs, seeds).

    A network that leaves the finite numbers keeps what it had before that epoch, and stops.
    """
    parts = data(p.task, p.scaled)
    X, y = parts[0]
    sizes = (X.shape[1], *[p.units] * p.layers, y.shape[1])
    output = "identity" if p.output == "linear" else p.output
    init = "he" if p.activation in ("relu", "leaky_relu", "elu") else "glorot"
    net = stack(sizes, p.activation, output, range(20), init=init, loss=p.loss)
    alive, found = np.full(20, True), []
    for epoch in range(epochs + 1):
        with np.errstate(over="ignore", invalid="ignore"):
            pairs = [(net(A), t) for A, t in parts]
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
    part = ("validation set", "test set").index(p.judge) + 1
    shown = {
        f"{axes} line linear model": ([0, 1], np.full(2, baseline(p.task, of)))
        for axes, of in ((0, 1), (1, part))
    }
    if p.progress is None:
        nothing = np.array([[0, np.nan]])
        return shown | {
            "0 line training set": nothing,
            "0 line validation set": nothing,
            "0 area*": None,
            "1 line seeds": (np.arange(20), np.full(20, np.nan)),
            "1 line below the edge": None,
            "1 line above the edge": None,
        }
    paths = run(p, len(p.progress.scores.train) - 1)
    epochs = np.arange(len(paths[0]))
    names = (("training set", "0 area"), ("validation set", "0 area #2"))
    for (name, band), path in zip(names, paths[:2], strict=True):
        low, middle, high = np.percentile(path, (25, 50, 75), axis=1)
        shown |= {f"0 line {name}": (epochs, middle), band: outline(epochs, low, high)}
    last, near = paths[part][-1], CLOSER.get(p.task, (0.85, 1.01))
    whole = (-1.03 if p.task == "diabetes" else -0.03, 1.03)
    seen = near if near[0] <= np.median(last) <= near[1] else whole
    return shown | seeds(last, *seen)


def seeds(last, low, high):
    inside = (last >= low) & (last <= high)
    shown = {"1 line seeds": (np.arange(20), np.where(inside, last, np.nan))}
    for name, out, edge in (("below", last < low, low), ("above", last > high, high)):
        at = np.flatnonzero(out)
        shown[f"1 line {name} the edge"] = (at, np.full(len(at), edge)) if len(at) else None
    return shown


# ---- the stored trainings: test_put_it_together recomputes a part of them


@cache
def results():
    with np.load(RESULTS) as found:
        return dict(found)


def gaps(p, name, peer="linear"):
    """Scores less those of the linear model, (20 splits, 72 networks, 3 parts)."""
    networks = results()[f"networks / {name} / {p.optimiser}"].reshape(20, 72, 3)
    return networks.astype(float) - results()[f"{peer} / {name}"][:, None]


def interval(values):
    """Nadeau and Bengio's, a quarter being judged by and nine sixteenths learnt from."""
    n = len(values)
    half = t.ppf(0.975, n - 1) * np.std(values, ddof=1) * np.sqrt(1 / n + 0.25 / 0.5625)
    return np.mean(values) - half, np.mean(values) + half


def selection(p):
    tried, found = np.arange(1, 73), gaps(p, p.task)
    # The best of k is among the r lowest in C(r, k) of C(72, k) draws.
    among = np.array([[comb(r, k) / comb(72, k) for r in range(73)] for k in tried])
    shown = {"0 line linear model": np.zeros(2)}
    for part, name, shift in ((1, "validation set", 0.98), (2, "test set", 1.02)):
        ranked = [s[np.lexsort((-np.arange(72), s[:, 1])), part] for s in found]
        expected = np.array([np.diff(among) @ one for one in ranked])
        now, x = expected[:, p.tried - 1], p.tried * shift
        shown |= {
            f"0 line chosen network, {name}": (tried, expected.mean(0)),
            f"0 line 95 % interval, {name}": ([x] * 3, np.insert(interval(now), 1, now.mean())),
        }
    high, low = (shown[f"0 line chosen network, {name} set"][1] for name in ("validation", "test"))
    return shown | {"0 area*": outline(tried, np.minimum(low, high), high)}


def against(p):
    by = 1 if p.by == "validation set" else 2
    peer = "linear" if p.penalty == "usual" else "linear chosen"
    rows = [[s[s[:, by].argmax(), 2] for s in gaps(p, name, peer)] for name in LOADED]
    ends = [[*interval(row), np.nan] for row in rows]
    climb = 0.22 - 0.62 * np.arange(20) / 19
    return {
        "0 line no difference": ([0, 0], [0, 1]),
        "0 line one split": (np.ravel(np.sort(rows)), np.ravel([k + climb for k in range(4)])),
        "0 line mean": (np.mean(rows, 1), np.arange(4) + 0.34),
        "0 line 95 % interval": (np.ravel(ends), np.repeat(np.arange(4) + 0.34, 3)),
    }


TRUTH = {
    lesson.Workbench: workbench,
    lesson.Selection: selection,
    lesson.Against: against,
}
