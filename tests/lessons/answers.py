"""Right answers to every exercise, in two styles; of functions, one works in place."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import comb, pi

import numpy as np

from lessons_lib.activations import relu, sigmoid
from lessons_lib.lessons.put_it_together.bench import Workbench


def bump_in_place(x):
    x -= 0.3
    up = sigmoid(100 * x)
    x -= 0.3
    return up - sigmoid(100 * x)


def tent_in_place(x):
    x *= 2
    x[x > 1] = 2 - x[x > 1]
    return x


def minority_in_place(X, y):
    y *= 2
    return [1 if y.sum() <= len(y) else 0] * 8 if not X.fill(0) else None


def delta_in_place(delta, v, h):
    delta *= v
    v[:] = 0
    return h * (1 - h) * sum(delta)


def backward_in_place(upstream, z):
    upstream[z <= 0] = 0
    z[:] = -1
    return upstream


def dead_in_place(z):
    np.maximum(z, 0, out=z)
    return int(sum(column.max() == 0 for column in z.T))


def slope_gradient_in_place(upstream, z):
    z[z > 0] = 0
    z *= upstream
    return z.sum()


def leaky_in_place(z, a):
    below = z < 0
    z[below] *= a[below]
    a[:] = 0
    return z


def elu_in_place(z, alpha):
    alpha[z > 0] = 1
    below = z < 0
    z[below] = (np.exp(z[below]) - 1) * alpha[below]
    return z


def softmax_in_place(z):
    z -= z.max(-1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(-1, keepdims=True)
    return z


def collapsed_in_place(W1, W2):
    W2[:] = W1 @ W2
    return W2


def log_likelihood_in_place(r, s):
    r /= s
    r **= 2
    r += np.log(2 * pi) + 2 * np.log(s)
    return -0.5 * r.sum()


def least_squares_in_place(x, y):
    middle, height = x.mean(), y.mean()
    x -= middle
    y -= height
    slope = (x * y).sum() / (x * x).sum()
    return slope, height - slope * middle


def normal_equations(x, y):
    n = len(x)
    return np.linalg.solve([[(x**2).sum(), x.sum()], [x.sum(), n]], [(x * y).sum(), y.sum()])


def likeliest_s_in_place(r):
    r *= r
    return r.mean() ** 0.5


def cross_entropy_in_place(p, q):
    np.log(q, out=q)
    q *= p
    return -sum(q.tolist())


def logistic_in_place(z, t):
    t *= 2
    t -= 1
    z *= -t
    return np.logaddexp(0, z)


def intervals_by_counting(n):
    return len({tuple(a <= i < b for i in range(n)) for a in range(n + 1) for b in range(n + 1)})


def reported_in_place(validation, test):
    test *= validation == validation.max()
    return test.sum()


def best_of_guesses():
    """By simulation, as the notebook does it."""
    scores = np.random.default_rng(1).binomial(83, 0.5, size=(1000, 72)) / 83
    return scores.max(axis=1).mean()


@cache
def smaller(units):
    """A network on the digits, trained by Adam."""
    training = {"optimiser": "adam", "learning_rate": 0.003}
    bench = Workbench("digits", layers=1, units=units, activation="relu", **training)
    bench.step(40)
    return bench


DELTA = 0.5165 * 0.2497
RIGHT = {
    "start_here": {"switch_at": [-30, Fraction(-30)]},
    "universal_approximation": {
        "bump": [lambda x: sigmoid(100 * (x - 0.3)) - sigmoid(100 * (x - 0.6)), bump_in_place],
        "smallest_n": [23, np.int64(23)],
        "cubes": [4, 4.0],
    },
    "folding": {
        "fold": [lambda x: 2 * relu(x) - 4 * relu(x - 0.5), tent_in_place],
        "wide_enough": [64, 2.0**6],
        "unfitted": ["c", "(C)"],
    },
    "wide_and_deep": {
        "descriptions": [[1, -1, -1, 1], np.array([-0.5, 2.0, 3.0, -1.0])],
        "unseen_weight": [0, 0.0],
        "first_lead": [400, 400.0],
        "black_box": ["c", "(C)"],
    },
    "vc_shattering": {
        "intervals": [lambda n: n * (n + 1) // 2 + 1, intervals_by_counting],
        "cover": [
            lambda n, d: 2 * sum(comb(n - 1, k) for k in range(d + 1)),
            lambda n, d: 2 if n == 1 else 2 * np.sum([comb(n - 1, k) for k in range(d + 1)]),
        ],
        "shattered_by_rectangles": [
            [(0.5, 0.9), (0.5, 0.1), (0.1, 0.5), (0.9, 0.5)],
            np.array([[0.4, 0.9], [0.6, 0.1], [0.1, 0.4], [0.9, 0.6]]),
        ],
        "sine": [pi * (1 + 4 + 8), np.float64(13 * pi + 2 * pi * 16)],
        "dimension_of_lines": ["b", "B."],
        "width": [
            lambda d, n, delta: ((d * (np.log(2 * n / d) + 1) + np.log(4 / delta)) / n) ** 0.5,
            lambda d, n, delta: np.hypot(
                np.sqrt(d / n * np.log(2 * np.e * n / d)), np.sqrt(np.log(4 / delta) / n)
            ),
        ],
    },
    "no_free_lunch": {
        "targets_left": [16, 2**4],
        "minority": [lambda X, y: np.full(8, int(2 * y.sum() <= len(y))), minority_in_place],
        "times_as_likely": [4096, 2.0**12],
        "what_it_says": ["c", "C"],
    },
    "vanishing_gradients": {
        "change_of_v22": [-DELTA * 0.5622, -0.0725],
        "delta_hidden": [lambda delta, v, h: np.dot(delta, v) * h * (1 - h), delta_in_place],
        "layers_below_a_thousandth": [5, 5.0],
        "deviation_for_quarter": [4 * 8**-0.5, 1.41],
        "best_deviation": [4.8, np.float32(5)],
        "why_depth_failed": ["c", "(c)"],
    },
    "relu": {
        "relu_gradient": [lambda upstream, z: upstream * (z > 0), backward_in_place],
        "count_dead": [lambda z: (z <= 0).all(axis=0).sum(), dead_in_place],
        "he_deviation": [0.2, (2 / 50) ** 0.5],
        "surviving_share": [(3 / 4) ** 10, 0.056],
        "why_dead_stays_dead": ["b", "B"],
    },
    "relu_variants": {
        "leaky": [lambda z, a: np.where(z > 0, z, a * z), leaky_in_place],
        "elu": [
            lambda z, alpha: np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0))),
            elu_in_place,
        ],
        "negative_slope": [1 / 5.5, 0.18],
        "crelu_weights": [4736, 2048.0 + 2048 + 640],
        "slope_gradient": [
            lambda upstream, z: (upstream * z)[z < 0].sum(),
            slope_gradient_in_place,
        ],
        "one_run_each": ["b", "b)"],
    },
    "choosing_activations": {
        "softmax": [
            lambda z: np.exp(z - np.logaddexp.reduce(z, -1, keepdims=True)),
            softmax_in_place,
        ],
        "collapsed": [lambda W1, W2: W1 @ W2, collapsed_in_place],
        "threshold_logit": [float(np.log(9)), 2.2],
        "many_labels": ["c", "C"],
    },
    "likelihood_regression": {
        "log_likelihood": [
            lambda r, s: np.sum(-(r**2) / (2 * s**2) - np.log(s) - np.log(2 * pi) / 2),
            log_likelihood_in_place,
        ],
        "least_squares": [normal_equations, least_squares_in_place],
        "likeliest_s": [lambda r: np.sqrt(r @ r / len(r)), likeliest_s_in_place],
        "largest_rate": [2 / 8, Fraction(1, 4)],
        "best_constant": [3, np.median([1, 2, 3, 4, 100])],
        "area": [1 / 4, Fraction(1, 4)],
    },
    "likelihood_classification": {
        "cross_entropy": [lambda p, q: -(p * np.log(q)).sum(), cross_entropy_in_place],
        "one_way": [(0.4, 0.4, 0.2), np.array([0.1, 0.1, 0.8])],
        "logistic_loss": [lambda z, t: np.logaddexp(0, z) - t * z, logistic_in_place],
        "which_loss": ["b", "B"],
    },
    "put_it_together": {
        "choices": [
            {
                "diabetes": ("linear", "squared error"),
                "breast cancer": ("sigmoid", "logistic"),
                "digits": ("softmax", "softmax cross-entropy"),
                "topics of documents": ("sigmoid", "logistic"),
            },
            {
                "topics of documents": ["sigmoid", "logistic"],
                "digits": ["softmax", "softmax cross-entropy"],
                "breast cancer": ["sigmoid", "logistic"],
                "diabetes": ["linear", "squared error"],
            },
        ],
        "beats_baseline": [smaller],
        "best_of_guesses": [best_of_guesses(), 0.6303],
        "reported": [lambda v, t: t[np.argmax(v)], reported_in_place],
        "what_is_shown": ["c", "(C)"],
    },
}
