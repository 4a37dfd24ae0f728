"""Lesson 11, against SciPy's entropies and logarithms of sums, and descent written out."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import expit
from scipy.stats import bernoulli, entropy

from lessons_lib.lessons import likelihood_classification as lesson
from lessons_lib.lessons.likelihood_classification.logistic import T, X
from tests.lessons.truth import Elsewhere, outline
from tests.lessons.truth.rectangles import bars, box

COLOUR_BAR = Elsewhere("the pointed end of the colour bar is Matplotlib's")


def shares(points):
    """Heights divided by their sum."""
    heights = np.array([height for _, height in points])
    return heights / heights.sum()


def entropies(p):
    """KL stands on H(p): together they are H(p, q), and what is infinite leaves the frame."""
    truth, model = shares(p.p_data), shares(p.q_model)
    h, kl, reverse = entropy(truth), entropy(truth, model), entropy(model, truth)
    longest = max(value for value in (h, h + kl, reverse) if np.isfinite(value))
    top = min(scale for scale in (2, 5, 10, 25) if scale >= 1.1 * longest)
    cross, reverse = min(h + kl, 1.3 * top), min(reverse, 1.3 * top)
    return {
        "0 patch*": bars(truth),
        "1 patch*": bars(model),
        "2 patch*": [
            box(-0.35, 0.35, 0, h),
            box(-0.35, 0.35, h, cross),
            box(1.85, 2.55, 0, reverse),
        ],
    }


def slope_of_squared_error(z):
    """Size of d/dz of (s - 1)²/2 for s = sigmoid(z): (1 - s) s (1 - s)."""
    return expit(-z) * expit(z) * expit(-z)


SIZES = {"squared error": slope_of_squared_error, "logistic loss": lambda z: expit(-z)}


STARTS = {
    "gradient descent": (1.0, 2.0, 6.0, 12.0),
    "gradient descent with large steps": (6.0,),
    "Adam": (12.0,),
}
STEPS = np.unique(np.rint(20_000 ** (np.arange(61) / 60)).astype(int))


@cache
def wrong_answers(loss, optimiser):
    """Quantiles of the shares of wrong answers at STEPS, by start, of weight and bias as one
    vector. Adam's two means are written as sums over all the gradients before."""
    t = np.repeat([0.0, 1.0], 25)
    x = 2 * t - 1 + np.random.default_rng(0).normal(0, 0.5, (64, 50))
    sign, starts = 2 * t - 1, STARTS[optimiser]
    theta = np.zeros((2, len(starts), 64))
    theta[0] = -np.array(starts)[:, None]
    sums, shares = [0.0, 0.0], []
    for step in range(STEPS[-1] + 1):
        # For class 0 all is mirrored.
        z = sign * (theta[0][..., None] * x + theta[1][..., None])
        if step in STEPS:
            wrong = np.where(t == 1, z <= 0, z < 0).mean(-1)
            shares.append(np.percentile(wrong, (5, 50, 95), axis=1))
        push = sign * SIZES[loss](z)
        slope = np.stack([np.einsum("srn,rn->sr", push, x), push.sum(-1)]) / 50
        if optimiser != "Adam":
            theta = theta + (32 if "large" in optimiser else 0.5) * slope
        else:
            sums = [
                r * s + g for r, s, g in zip((0.9, 0.999), sums, (slope, slope**2), strict=True)
            ]
            weights = [(1 - r) / (1 - r ** (step + 1)) for r in (0.9, 0.999)]
            theta = theta + 0.05 * weights[0] * sums[0] / (np.sqrt(weights[1] * sums[1]) + 1e-8)
    return dict(zip(starts, np.moveaxis(np.array(shares), 2, 0), strict=True))


def confidently_wrong(p):
    z, shown = np.linspace(-12, 6, 181), {"1 line a tenth": (np.array([0, 1]), np.full(2, 0.1))}
    for loss, band in (("squared error", "1 area"), ("logistic loss", "1 area #2")):
        low, middle, high = wrong_answers(loss, p.optimiser)[p.start].T
        shown |= {
            f"0 line {loss}": (z, SIZES[loss](z)),
            f"0 line {loss}, here": np.array([[-p.start, SIZES[loss](-p.start)]]),
            f"1 line {loss}, median": (STEPS, middle),
            band: outline(STEPS, low, high),
        }
    return shown


LONG = np.unique(np.rint(10 ** (np.arange(51) / 10)).astype(int))


def drawn_labels(kind):
    """Sorted inputs are separable if all of one class come first."""
    t = (np.random.default_rng(0).random((400, 12)) < expit(2 * X)).astype(float)
    parted = (np.sort(t, 1) == t).all(1) | (np.sort(t, 1)[:, ::-1] == t).all(1)
    return t[parted == (kind == "separable")]


@cache
def growth(kind, penalty):
    """Weight and bias at LONG of each set of labels, (steps, 2, sets)."""
    t, which = np.unique(drawn_labels(kind), axis=0, return_inverse=True)
    theta, found = np.zeros((2, len(t))), []
    for step in range(1, LONG[-1] + 1):
        error = t - expit(np.outer(theta[0], X) + theta[1][:, None])
        change = np.stack([error @ X / 12 - penalty * theta[0], error.mean(1)])
        theta = theta + change
        if step in LONG:
            found.append(theta)
        if np.abs(change).max() < 1e-13:  # it stays there
            found += [theta] * int((step < LONG).sum())
            break
    return np.array(found)[..., which.ravel()]


def separable(p):
    fits, t = growth(p.kind, float(p.penalty)), drawn_labels(p.kind)
    z = fits[:, 0, :, None] * X + fits[:, 1, :, None]
    true, x = expit(2 * X), np.linspace(-3, 3, 241)
    values = {
        "line |w|": ("1 area", np.abs(fits[:, 0])),
        "line training loss": ("2 area", logistic(z, t).mean(-1)),
        "line loss on new labels": ("2 area #2", logistic(z, true).mean(-1)),
    }
    at = np.abs(np.log(LONG) - np.log(p.steps)).argmin()
    shown = {
        "0 line true p": (x, expit(2 * x)),
        "0 line fitted p": (x, expit(fits[at, 0, 0] * x + fits[at, 1, 0])),
        "0 line t = 1": np.array([(a, 1) for a, b in zip(X, t[0], strict=True) if b]),
        "0 line t = 0": np.array([(a, 0) for a, b in zip(X, t[0], strict=True) if not b]),
        "1 line steps chosen": (np.full(2, LONG[at]), np.array([0, 1])),
        "2 line steps chosen": (np.full(2, LONG[at]), np.array([0, 1])),
        "2 line entropy of the labels": (
            np.array([0, 1]),
            np.full(2, np.mean([bernoulli.entropy(q) for q in expit(2 * X)])),
        ),
    }
    middle = np.median(values["line loss on new labels"][1], axis=1)
    shown["2 line its least"] = np.array([[LONG[middle.argmin()], middle.min()]])
    for name, (band, each) in values.items():
        low, middle, high = np.percentile(each, (5, 50, 95), axis=1)
        shown |= {f"{band[0]} {name}": (LONG, middle), band: outline(LONG, low, high)}
    return shown


def logistic(z, t):
    """-ln of the probability of t, from the logit."""
    return t * np.logaddexp(0, -z) + (1 - t) * np.logaddexp(0, z)


def held(z, t, kind):
    """The probability of t in floats: e^{-z} may overflow, and p near 1 goes by eps/2."""
    if t:
        return np.where(-z > np.log(kind.max), 0, expit(z))
    over_one = np.rint(np.exp(-np.maximum(z, 0)) / kind.eps) * kind.eps
    rest = np.rint(over_one / (1 + over_one) / (kind.eps / 2)) * (kind.eps / 2)
    return np.where(z > 0, rest, expit(-z))


def from_logits(p):
    """The textbook's formula needs both logarithms, of p and of 1 - p."""
    t, kind, shown = int(p.target), np.finfo(p.precision), {}
    for axes, (end, points) in enumerate(((1000, 401), (60, 241))):
        z = np.linspace(-end, end, points)
        s, lost = held(z, t, kind), (held(z, 0, kind) == 0) | (held(z, 1, kind) == 0)
        surprise = -np.log(np.maximum(s, 1e-320))
        sound, here = z[~lost], np.array([[p.logit, logistic(p.logit, t)]])
        shown |= {
            f"{axes} line from logits": (z, logistic(z, t)),
            f"{axes} line textbook": (z, np.where(lost, np.nan, surprise)),
            f"{axes} line PyTorch's BCELoss": (z, np.where(s == 0, 100, np.minimum(surprise, 100))),
            f"{axes} line here": here if abs(p.logit) <= end else None,
            f"{axes} patch textbook*": (
                box(-1.04 * end, sound[0], 0, 1) if sound[0] > -end else None
            ),
            f"{axes} patch": box(sound[-1], 1.04 * end, 0, 1),
        }
    return shown


def logistic_fit(p):
    """A point of class 1 has the length p below the curve, one of class 0 the rest above it."""
    x, logits, z = np.linspace(-3, 3, 121), np.linspace(-16.5, 16.5, 331), p.weight * X + p.bias
    lengths = [[0, s] if t else [s, 1] for s, t in zip(expit(z), T, strict=True)]
    shown = {
        "0 line p": (x, expit(p.weight * x + p.bias)),
        "0 line t = 1": np.array([(x, 1) for x, t in zip(X, T, strict=True) if t]),
        "0 line t = 0": np.array([(x, 0) for x, t in zip(X, T, strict=True) if not t]),
    }
    for t, line in ((1, "line"), (0, "line #2")):
        mine = z[t == T]
        shown |= {
            f"1 {line}": (logits, logistic(logits, t)),
            f"1 line loss, t = {t}": (mine, logistic(mine, t)),
            f"2 {line}": (logits, expit(logits) - t),
            f"2 line gradient p − t, t = {t}": (mine, expit(mine) - t),
        }
    stems = [(np.full(2, x), np.array(ends)) for x, ends in zip(X, lengths, strict=True)]
    return shown | {"0 line*": stems}


CORNERS = np.array([[0, 0], [1, 0], [0.5, np.sqrt(0.75)]])
EDGE = 1e-4  # no probability is drawn below


def foot(share, t):
    """The nearest point of the side where the true class has no share: both others get half."""
    return (1 - t) * (share + share[t] / 2)


def simplex(p):
    """Weights of the corners from three equations: the place, and 1 in sum."""
    weights = np.linalg.solve(np.vstack([CORNERS.T, np.ones(3)]), [*p.point[0], 1])
    weights = np.maximum(weights, 0) / np.maximum(weights, 0).sum()
    share, t = EDGE + (1 - 3 * EDGE) * weights, np.array([c == p.target for c in "ABC"])
    return {
        "0 area": np.arange(0.25, 5.5, 0.5),
        "0 line point": (share @ CORNERS)[None],
        "0 line p of the true class": np.array([share, foot(share, t)]) @ CORNERS,
        "1 line": np.array([[0, 0], [1, 0]]),
        "1 patch*": [
            *bars(share, 0.27, -0.27),
            *bars(t, 0.27),
            *bars(share - t, 0.27, 0.27),
        ],
        "2 area": np.arange(0.25, 5, 0.5)[:, None],
        "2 patch": COLOUR_BAR,
    }


TRUTH = {
    lesson.Bars: entropies,
    lesson.ConfidentlyWrong: confidently_wrong,
    lesson.FromLogits: from_logits,
    lesson.LogisticFit: logistic_fit,
    lesson.Separable: separable,
    lesson.Simplex: simplex,
}
