"""Lesson 11, against SciPy's entropies and logarithms of sums, and descent written out."""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit, log_softmax, rel_entr, softmax
from scipy.stats import entropy

from lessons_lib.lessons import likelihood_classification as lesson
from lessons_lib.lessons.likelihood_classification.logistic import T, X
from tests.lessons.truth import Elsewhere, outline
from tests.lessons.truth.rectangles import bars, lying
from tests.pictures import numbers

COLOUR_BAR = Elsewhere("the pointed end of the colour bar is Matplotlib's")


def shares(points):
    """Heights divided by their sum."""
    heights = np.array([height for _, height in points])
    return heights / heights.sum()


def entropies(p):
    """KL lies where H(p) ends: so long as nothing is cut off at 4, both are H(p, q)."""
    truth, model = shares(p.p_data), shares(p.q_model)
    h, kl, reverse = entropy(truth), entropy(truth, model), entropy(model, truth)
    starts, ends = [0, h, 0, 0], np.minimum([h, h + kl, h + kl, reverse], 4)
    return {
        "0 patch*": bars(truth),
        "1 patch*": bars(model),
        "2 patch*": lying(starts, ends),
        "2 line lengths": (ends, np.arange(4)),
    }


def slope_of_squared_error(z):
    """Size of d/dz of (s - 1)²/2 for s = sigmoid(z): (1 - s) s (1 - s)."""
    return expit(-z) * expit(z) * expit(-z)


SIZES = {"squared error": slope_of_squared_error, "logistic loss": lambda z: expit(-z)}


@cache
def wrong_answers(loss, start):
    """Shares before each of 401 steps, (401, 64), of weight and bias as one vector."""
    t = np.repeat([0.0, 1.0], 25)
    x = 2 * t - 1 + np.random.default_rng(0).normal(0, 0.5, (64, 50))
    design, theta = np.stack([x, np.ones_like(x)], 2), np.tile([-start, 0.0], (64, 1))
    shares = []
    for _ in range(401):
        z = np.einsum("rnk,rk->rn", design, theta)
        shares.append(np.where(t == 1, z <= 0, z > 0).mean(1))
        # For class 0 all is mirrored.
        sign = np.where(t == 1, 1, -1)
        push = sign * SIZES[loss](sign * z)
        theta = theta + 0.5 * np.einsum("rnk,rn->rk", design, push) / 50
    return np.array(shares)


def confidently_wrong(p):
    z, steps, shown = np.linspace(-12, 12, 241), np.arange(401), {}
    for loss, band in (("squared error", "1 area"), ("logistic loss", "1 area #2")):
        low, middle, high = np.percentile(wrong_answers(loss, p.start), (5, 50, 95), axis=1)
        shown |= {
            f"0 line {loss}": (z, SIZES[loss](z)),
            f"0 line {loss}, here": np.array([[-p.start, SIZES[loss](-p.start)]]),
            f"1 line {loss}, median": (steps, middle),
            band: outline(steps, low, high),
        }
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
    z, t, kind = np.linspace(-1000, 1000, 401), int(p.target), np.finfo(p.precision)
    s, lost = held(z, t, kind), (held(z, 0, kind) == 0) | (held(z, 1, kind) == 0)
    surprise = -np.log(np.maximum(s, 1e-320))
    return {
        "0 line": (np.array([0, 1]), np.full(2, 1150)),
        "0 line from logits": (z, logistic(z, t)),
        "0 line textbook": (z, np.where(lost, np.nan, surprise)),
        "0 line PyTorch's BCELoss": (z, np.where(s == 0, 100, np.minimum(surprise, 100))),
        "0 line scikit-learn's log_loss": (z, -np.log(np.clip(s, kind.eps, 1 - kind.eps))),
        "0 line textbook: infinite or nan": (z[lost], np.full(lost.sum(), 1150)),
        "0 line here": np.array([[p.logit, logistic(p.logit, t)]]),
    }


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


def one_of_three(z):
    return np.stack([z, 0 * z, 0 * z], -1)


PREDICTIONS = {
    "a number": lambda z: z,
    "yes or no": expit,
    "one of three": lambda z: softmax(one_of_three(z), axis=-1)[..., 0],
}
LOSSES = {
    "a number": lambda z, t: (z - t) ** 2 / 2,
    "yes or no": logistic,
    "one of three": lambda z, t: (
        -log_softmax(one_of_three(z), axis=-1) @ [t, (1 - t) / 2, (1 - t) / 2]
    ),
}


def rows(p):
    """The slope is the secant's, over a thousandth to both sides."""
    z, here, h = np.linspace(-6, 6, 121), np.array(p.z), 1e-3
    output, loss = PREDICTIONS[p.output], LOSSES[p.output]
    return {
        "0 line prediction p": (z, output(z)),
        "0 line loss": (z, loss(z, p.t)),
        "0 line loss here": np.array([[p.z, loss(here, p.t)]]),
        "1 line slope": (z, (loss(z + h, p.t) - loss(z - h, p.t)) / (2 * h)),
        "1 line p − t": (z, output(z) - p.t),
        "1 line slope here": np.array([[p.z, output(here) - p.t]]),
    }


@cache
def gaps():
    """KL of the shares in 400 data sets of each size from the truth, and the first shares."""
    truth, sizes = np.array([0.5, 0.3, 0.15, 0.05]), 2 ** np.arange(1, 15)
    seen = [np.random.default_rng(0).multinomial(n, truth, 400) / n for n in sizes]
    return sizes, np.array([rel_entr(s, truth).sum(-1) for s in seen]), [s[0] for s in seen]


def samples(p):
    sizes, kl, first = gaps()
    here, low, high = p.doublings - 1, *np.percentile(kl, (5, 95), axis=1)
    return {
        "0 patch*": [
            *bars([0.5, 0.3, 0.15, 0.05], 0.4, -0.2),
            *bars(first[here], 0.4, 0.2),
        ],
        "1 area 90% of sets": outline(sizes, low, high),
        "1 line mean of 400 sets": (sizes, kl.mean(1)),
        "1 line 3 / (2n)": (sizes, (4 - 1) / (2 * sizes)),
        "1 line here": np.array([[2**p.doublings, kl[here].mean()]]),
    }


CORNERS = np.array([[0, 0], [1, 0], [0.5, np.sqrt(0.75)]])
EDGE = 1e-4  # no probability is drawn below


@cache
def sheet(label):
    """Corners of the filled contours of -ln p: every 1/2 nat up to 5, on 61 points a side."""
    steps = np.arange(61) / 60
    grid = np.array([(1 - a - b, a, b) for a in steps for b in steps if a + b < 1 + 1e-9])
    loss = -np.log(np.maximum(grid, EDGE))[:, label]
    axes, levels = Figure().add_subplot(), np.linspace(0, 5, 11)
    return numbers(axes.tricontourf(*(grid @ CORNERS).T, loss, levels=levels, extend="max"))


def simplex(p):
    """Weights of the corners from three equations: the place, and 1 in sum."""
    weights = np.linalg.solve(np.vstack([CORNERS.T, np.ones(3)]), [*p.point[0], 1])
    weights = np.maximum(weights, 0) / np.maximum(weights, 0).sum()
    share, t = EDGE + (1 - 3 * EDGE) * weights, np.array([c == p.target for c in "ABC"])
    return {
        "0 contours": sheet("ABC".index(p.target)),
        "0 line point": (share @ CORNERS)[None],
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
    lesson.Rows: rows,
    lesson.Samples: samples,
    lesson.Simplex: simplex,
}
