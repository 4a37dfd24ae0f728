"""Lesson 01, against SciPy's sigmoid, sums written out, interpolation and NumPy's lstsq."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from lessons_lib.lessons import universal_approximation as lesson
from tests.lessons.truth import Elsewhere, outline

PHI = {
    "sigmoid": expit,
    "tanh": np.tanh,
    "relu": lambda z: z * (z > 0),
    "square": lambda z: z**2,
    "cube": lambda z: z**3,
}
TARGETS = {
    "wave": lambda x: 0.8 * np.sin(2 * np.pi * x),
    "chirp": lambda x: 0.8 * np.sin(20 * x**2),
    "kink": lambda x: 1 - 3 * np.abs(x - 0.4),
    "Runge's": lambda x: 1 / (1 + 25 * (2 * x - 1) ** 2),
}
SURFACES = {
    "hill": lambda x, y: (
        0.9 * np.exp(-25 * ((x - 0.35) ** 2 + (y - 0.6) ** 2))
        - 0.6 * np.exp(-50 * ((x - 0.75) ** 2 + (y - 0.3) ** 2))
    ),
}
TRAINED = Elsewhere("the trainer against PyTorch's and scikit-learn's in test_training")
SIZES = [2, 4, 8, 16, 32, 64]
UNSTABLE = Elsewhere("outside the box least squares hang on the last digits: the text counts them")


def random_network(target, units, phi, seed):
    """Hidden units drawn as the lesson says, output weights by NumPy's least squares."""
    rng = np.random.default_rng(seed)
    place = rng.uniform(-0.1, 1.1, units)
    w = np.exp(rng.uniform(np.log(2), np.log(8 + 2 * units), units)) * rng.choice([-1, 1], units)
    x = np.linspace(0, 1, 401)
    v = np.linalg.lstsq(phi(np.subtract.outer(x, place) * w), target(x), rcond=1e-9)[0]
    return lambda at: phi(np.subtract.outer(at, place) * w) @ v


def constructed_network(target, units, activation):
    """Values of the target at equally spaced knots, joined by lines or by soft steps."""
    knots = np.linspace(0, 1, units)
    heights = target(knots)
    if activation == "relu":
        return lambda at: np.interp(at, knots, heights)
    middles, w = (knots[1:] + knots[:-1]) / 2, 4 * (units - 1)
    return lambda at: heights[0] + expit(w * np.subtract.outer(at, middles)) @ np.diff(heights)


def network(p):
    target = TARGETS[p.target]
    if p.way == "constructed":
        return constructed_network(target, p.units, p.activation)
    return random_network(target, p.units, PHI[p.activation], 0)


def largest(network, target):
    """Both ends of the bar where two curves lie furthest apart, leftmost, on a fine grid."""
    x = np.linspace(0, 1, 40_001)
    gap = np.abs(network(x) - target(x))
    at = (gap > gap.max() * (1 - 1e-9)).argmax()
    return np.full(2, x[at]), np.array([target(x)[at], network(x)[at]])


def one_unit(p):
    x, switch = np.linspace(0, 1, 801), -p.bias / p.weight
    low, high = np.clip(sorted(((-4 - p.bias) / p.weight, (4 - p.bias) / p.weight)), 0, 1)
    rises = low < high and p.activation != "relu"
    return {
        "0 patch z from −4 to 4": (
            np.array([[low, 0], [high, 0], [high, 1], [low, 1], [low, 0]]) if rises else None
        ),
        "0 line output of the unit": (x, PHI[p.activation](p.weight * x + p.bias)),
        "0 line where w x + b = 0": (
            (np.full(2, switch), np.array([-1.1, 1.25])) if 0 <= switch <= 1 else None
        ),
    }


def two_units(p):
    x, (left, right) = np.linspace(0, 1, 801), (edge for edge, _ in p.edges)
    up, down = p.height * expit(p.steepness * (x - [[left], [right]])) * [[1], [-1]]
    return {
        "0 line unit 1, times h": (x, up),
        "0 line unit 2, times -h": (x, down),
        "0 line their sum": (x, up + down),
        "0 line edges of units 1 and 2": (np.array([left, right]), np.zeros(2)),
    }


def curve_by_hand(p):
    x, target, heights = np.linspace(0, 1, 801), TARGETS[p.target], dict(p.heights)
    edges = np.r_[-1, np.arange(1, len(heights)) / len(heights), 2]

    def sum_of_bumps(at):
        steps = expit(p.steepness * np.subtract.outer(at, edges))
        return (steps[..., :-1] - steps[..., 1:]) @ list(heights.values())

    counts = np.array([2, 3, 4, 6, 8, 12, 16, 24])
    set_to = [sum_to(target, n, p.steepness) for n in counts]
    yours = np.ptp(largest(sum_of_bumps, target)[1])
    return {
        "1 line every height set": (
            counts,
            np.array([np.ptp(largest(network, target)[1]) for network in set_to]),
        ),
        "1 line your heights": (np.array([p.bumps]), np.array([yours])),
        "0 line target f": (x, target(x)),
        "0 line sum of bumps F": (x, sum_of_bumps(x)),
        "0 line heights": (np.array(list(heights)), np.array(list(heights.values()))),
        "0 line largest error": largest(sum_of_bumps, target),
    }


def sum_to(target, bumps, steepness):
    """Bumps as high as the target in the middle of each part; the outer ones have no end."""
    inner = np.arange(1, bumps) / bumps
    heights = target((np.arange(bumps) + 0.5) / bumps)
    return lambda at: (
        heights[0] + expit(steepness * np.subtract.outer(at, inner)) @ np.diff(heights)
    )


def theorem(p):
    x, target = np.linspace(0, 1, 601), TARGETS[p.target]
    known, built = p.way != "trained", p.way == "constructed"
    knots = np.linspace(0, 1, p.units)
    return {
        "0 area f ± ε": outline(x, target(x) - p.eps, target(x) + p.eps),
        "0 line target f": (x, target(x)),
        "0 line network F": (x, network(p)(x)) if known else TRAINED,
        "0 line values to join": (knots, target(knots)) if built else None,
        "0 line drawn points": None,
        "0 line largest error": largest(network(p), target) if known else TRAINED,
        "1 patch inside the band": np.array([[0, -1], [1, -1], [1, 1], [0, 1], [0, -1]]),
        "1 line error divided by ε": (
            (x, (network(p)(x) - target(x)) / p.eps) if known else TRAINED
        ),
    }


def error_against_n(p):
    """The constructed networks come first, and have no seeds to spread over."""
    target = TARGETS[p.target]
    sizes = [n for n, _ in p.progress["constructed"]] if p.progress else SIZES
    found = [
        np.ptp(largest(constructed_network(target, n, p.activation), target)[1]) for n in sizes
    ]
    return {
        # An error that is 0 but for rounding has no place on a logarithmic axis.
        "0 line constructed": (np.array(sizes), np.where(np.less(found, 1e-12), np.nan, found)),
        "0 area": Elsewhere("one seed has no spread"),
        "0 line *": Elsewhere("test_the_recorded_errors_are_measured_again"),
        "0 area *": Elsewhere("test_the_recorded_errors_are_measured_again"),
    }


def outside_the_box(p):
    x, target = np.linspace(-1, 2, 601), TARGETS[p.target]
    inside = p.way == "constructed"
    drawn = constructed_network(target, p.units, p.activation)(x) if inside else None
    return {
        "0 line target f": (x, target(x)),
        "0 line seed *": [(x, drawn)] if inside else UNSTABLE,
        "0 patch the region *": np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]),
    }


def one_tower(p):
    x, (first, second) = np.linspace(0, 1, 281), p.corners
    walls = [
        expit(p.steepness * (x - min(ends))) - expit(p.steepness * (x - max(ends)))
        for ends in zip(first, second, strict=True)
    ]
    total = np.add.outer(walls[1], walls[0])
    return {
        "0 image sum of the two walls": total,
        "1 image tower: where the sum is above 3/2": expit(40 * (total - 1.5)),
        "0 line corners 1 and 2": tuple(np.transpose([first, second])),
        "2 *": Elsewhere("the colour bar is Matplotlib's"),
        "3 *": Elsewhere("the colour bar is Matplotlib's"),
    }


def surface(p):
    x = np.linspace(0, 1, 281)
    f = SURFACES[p.target]
    wanted, given = f(x[None, :], x[:, None]), ridges(f, p.units)(x)
    return {
        "0 image target f": wanted,
        "1 image network F": given,
        "2 image difference F - f": given - wanted,
        "2 line": Elsewhere("the white rim of the circle"),
        "2 line largest error": Elsewhere("test_forty_ridges_err_most_where_the_circle_stands"),
        "3 *": Elsewhere("the colour bar is Matplotlib's"),
    }


def ridges(f, units):
    rng = np.random.default_rng(0)
    angle = rng.uniform(0, 2 * np.pi, units)
    steep = np.exp(rng.uniform(np.log(3), np.log(8 + 2 * np.sqrt(units)), units))
    w = steep * [np.cos(angle), np.sin(angle)]
    b = -(w * rng.uniform(0, 1, (2, units))).sum(0)

    def features(at):
        return expit(at[None, :, None] * w[0] + at[:, None, None] * w[1] + b)

    grid = np.linspace(0, 1, 33)
    wanted = f(grid[None, :], grid[:, None]).ravel()
    v = np.linalg.lstsq(features(grid).reshape(-1, units), wanted, rcond=1e-9)[0]
    return lambda at: features(at) @ v


TRUTH = {
    lesson.CurveByHand: curve_by_hand,
    lesson.ErrorAgainstN: error_against_n,
    lesson.OneTower: one_tower,
    lesson.OneUnit: one_unit,
    lesson.OutsideTheBox: outside_the_box,
    lesson.Surface: surface,
    lesson.Theorem: theorem,
    lesson.TwoUnits: two_units,
}
