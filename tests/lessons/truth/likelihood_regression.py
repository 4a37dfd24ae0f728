"""Lesson 10, against SciPy's densities, normal equations, sums of powers and plain descent."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from scipy import stats

from lessons_lib.lessons import likelihood_regression as lesson
from tests.lessons.truth.regression_lines import (
    best_line,
    descent_gaps,
    descent_path,
    descent_points,
    least_absolute,
    log_likelihoods,
    slope_errors,
    squares,
    whole,
)
from tests.pictures import numbers

UP = np.array([0, 1])  # a line from bottom to top, or from left to right


def first(p):
    x, y = whole(p.data_set)
    return x[: round(p.n)], y[: round(p.n)]


def contours(x, y, heights, levels, draw="contour"):
    """What Matplotlib makes of these heights (y, x)."""
    return numbers(getattr(Figure().add_subplot(), draw)(x, y, heights, levels))


def even(bottom, top):
    """Eleven levels from the optimum `bottom`, as evenly spaced as on a round bowl."""
    return np.sort(np.interp(np.linspace(0, 1, 11) ** 2, [0, 1], [bottom, top]))


def constants(p):
    x, y = first(p)
    slopes, (best, intercept) = np.arange(-500, 2001) / 1000, best_line(x, y)
    log_likelihood = log_likelihoods(slopes, intercept, p.s, x, y)
    plain = -squares(slopes, intercept, x, y)
    factor = {"1": 1, "1/2": 0.5, "1/n": 1 / p.n, "1/(2n)": 0.5 / p.n, "1/(2 s²)": 0.5 / p.s**2}
    kept = p.n * stats.norm.logpdf(0, scale=p.s) if p.constant else 0
    curves = {
        "likelihood L": np.exp(log_likelihood),
        "log-likelihood ℓ": log_likelihood,
        "objective": factor[p.factor] * plain + kept,
    }
    at = round(best * 1000) + 500
    shown = {"2 line −S, as it is": (slopes, plain)}
    for i, (name, curve) in enumerate(curves.items()):
        shown[f"{i} line"] = (np.full(2, slopes[at]), UP)
        shown[f"{i} line {name}"] = (slopes, curve)
        shown[f"{i} line top, {name}"] = np.array([[slopes[at], curve[at]]])
    return shown


def descent(p):
    (x, y), path = descent_points(p), descent_path(p)
    slopes, intercepts = np.linspace(-2, 4, 81), np.linspace(-4, 3, 81)
    bowl = squares(slopes[None, :], intercepts[:, None], x, y) / 40
    done = len(path) - 1 if p.progress is None else p.progress
    steps, gaps = np.arange(len(path)), np.maximum(descent_gaps(p), 1.5e-10)
    return {
        "0 contours": contours(slopes, intercepts, bowl, even(bowl.min(), bowl.max())),
        "0 line least error": best_line(x, y)[None],
        "0 line": path,
        "0 line path": path[: done + 1],
        "0 line here": path[[done]],
        "0 line start: drag it": np.array(p.start),
        "1 line": (steps, gaps),
        "1 line error": (steps[: done + 1], gaps[: done + 1]),
        "1 line now": np.array([[done, gaps[done]]]),
    }


def through(handles):
    """Slope and intercept of the line through two points."""
    (a, b), (c, d) = handles
    return np.array([(d - b) / (c - a), (b * c - a * d) / (c - a)])


def gapped(*curves):
    """Curves (k, n) in a row, with a gap after each."""
    return tuple(np.array([v for row in rows for v in [*row, np.nan]]) for rows in curves)


def line(p):
    x, y = first(p)
    (slope, intercept), best = through(p.line), best_line(x, y)
    reach = 3 / 2.2  # the handles stand at x = 2.2 and go up to 3
    slopes, intercepts = np.linspace(-reach, reach, 61), np.linspace(-3, 3, 61)
    error = squares(slopes[None, :], intercepts[:, None], x, y)
    hill = stats.norm.logpdf(0, scale=p.s) * len(x) - error / (2 * p.s**2)
    at = sorted({int(abs(x - place).argmin()) for place in np.linspace(x.min(), x.max(), 6)})
    around = np.linspace(-3, 3, 61) * p.s
    bell = 0.6 * stats.norm.pdf(around, scale=p.s)
    long = [0.6 * stats.norm.pdf(y[i], slope * x[i] + intercept, p.s) for i in at]
    shown = {
        "0 line points": (x, y),
        "0 line density of y at x": gapped(
            [x[i] + bell for i in at], [slope * x[i] + intercept + around for i in at]
        ),
        "0 line density at the point": gapped(
            [(x[i], x[i] + w) for i, w in zip(at, long, strict=True)], [(y[i], y[i]) for i in at]
        ),
        "0 line your line": (np.array([-3, 3]), slope * np.array([-3, 3]) + intercept),
        "0 line drag these": np.array(p.line),
    }
    maps = {
        "log-likelihood": (hill, even(hill.max(), hill.min())),
        "squared error": (error, even(error.min(), error.max())),
    }
    for i, (name, (heights, levels)) in enumerate(maps.items(), 1):
        shown[f"{i} line best {name}"] = best[None]
        shown[f"{i} line your {name}"] = np.array([[slope, intercept]])
        for artist, draw in ((f"{i} contours", "contourf"), (f"{i} contours #2", "contour")):
            shown[artist] = contours(slopes, intercepts, heights, levels, draw)
    return shown


PHI = {  # places, phi of theta, theta of phi, and how fast theta grows with phi
    "exp(θ)": (np.linspace(0.002, 5, 2500), np.exp, np.log, lambda phi: phi**-1.0),
    "angle of the line": (
        np.linspace(-89.9, 89.9, 1799),
        lambda theta: np.angle(1 + 1j * theta, deg=True),
        lambda phi: np.tan(phi * np.pi / 180),
        lambda phi: 1 + np.tan(phi * np.pi / 180) ** 2,
    ),
    "2θ": (np.linspace(-6, 6, 2401), lambda theta: 2 * theta, lambda phi: phi / 2, np.ones_like),
}


def filled(x, y):
    """A curve closed along the axis."""
    return np.r_[x, x[-1], x[0], x[0]], np.r_[y, 0, 0, y[0]]


def not_density(p):
    x, y = first(p)
    best = (x * y).sum() / (x * x).sum()
    ys, thetas = np.linspace(-4, 4, 401), np.linspace(-4, 4, 801)
    density = stats.norm.pdf(ys, best * x[0], p.s)
    likelihood = np.exp(log_likelihoods(thetas, 0, p.s, x, y))
    phis, to_phi, to_theta, stretch = PHI[p.parameter]
    top = log_likelihoods([best], 0, p.s, x, y)
    moved = np.exp(log_likelihoods(to_theta(phis), 0, p.s, x, y) - top)
    turned = moved * stretch(phis)
    return {
        "0 line": (ys, density),
        "0 patch": filled(ys, density),
        "1 line": (thetas, likelihood),
        "1 patch": filled(thetas, likelihood),
        "2 line likelihood of φ": (phis, moved),
        "2 line its top": np.array([[to_phi(best), 1]]),
        "2 line if it were a density": (phis, turned / turned.max()),
        "2 line the density's top": np.array([[phis[turned.argmax()], 1]]),
    }


NOISE = {"Gaussian": stats.norm(scale=0.5), "Laplace": stats.laplace(scale=0.5)}
FITS = {
    "Gaussian": best_line,
    "Laplace": lambda x, y: least_absolute(x[None], y[None])[0],
}


def cost(noise, residual):
    """What a residual costs: its -log density above the least."""
    return NOISE[noise].logpdf(0) - NOISE[noise].logpdf(residual)


def with_outlier(p):
    """The 15 points, and with the outlier."""
    x, y = (a[:15] for a in whole("generated"))
    ((at, height),) = p.outlier
    return (x, y), (np.r_[x, at], np.r_[y, height])


def outlier(p):
    kept, given = with_outlier(p)
    ends, grid, errors = np.array([-3.6, 3.6]), np.linspace(-9, 9, 361), slope_errors(p.noise)
    shown = {"0 line points": kept, "0 line outlier: drag it": np.array(p.outlier)}
    words = {"Gaussian": "squared", "Laplace": "absolute"}
    for i, (noise, fit) in enumerate(FITS.items()):
        without, theta = fit(*kept), fit(*given)
        residual = given[1][-1] - np.polyval(theta, given[0][-1])
        mean, spread = errors[noise].mean(), stats.sem(errors[noise])
        first, second = (f" #{k}" if k > 1 else "" for k in (2 * i + 1, 2 * i + 2))
        shown |= {
            f"0 line{' #2' * i}": (ends, np.polyval(without, ends)),
            f"0 line {noise}: {words[noise]} error": (ends, np.polyval(theta, ends)),
            f"1 line{first}": (grid, cost(noise, grid)),
            f"1 line{second}": np.array([[residual, cost(noise, residual)]]),
            f"2 line mean {noise}": np.array([[mean, i]]),
            f"2 line 95 % {noise}": (
                np.array(stats.t.interval(0.95, 199, mean, spread)),
                np.full(2, i),
            ),
        }
    return shown


def densities(p):
    """Of the n points at the best line, y counted in another unit."""
    x, y = first(p)
    return p.unit * stats.norm.pdf(y, np.polyval(best_line(x, y), x), p.s)


LIMITS = {  # the least subnormal and the largest number, as powers of two
    "float32": (-149 * np.log10(2), np.log10(2 - 2.0**-23) + 127 * np.log10(2)),
    "float64": (-1074 * np.log10(2), np.log10(2 - 2.0**-52) + 1023 * np.log10(2)),
}


def multiplied(p, kind):
    """The product after each factor; its decimal logarithm is nan where it is lost."""
    product, powers, lost = np.dtype(kind).type(1), [], None
    with np.errstate(all="ignore"):
        for density in densities(p):
            product = product * np.dtype(kind).type(density)
            gone = product == 0 or product == np.inf
            powers.append(np.nan if gone else float(np.log10(float(product))))
            lost = (product > 0) if lost is None and gone else lost
    return np.array(powers), lost


def underflow(p):
    count, shown, levels = np.arange(1, len(densities(p)) + 1), {}, []
    for kind, limits in LIMITS.items():
        powers, lost = multiplied(p, kind)
        shown[f"0 line product in {kind}"] = (count, powers)
        if lost is not None:
            levels.append(limits[int(lost)])
    for name, level in zip(("0 line", "0 line #2"), levels, strict=False):
        shown[name] = (UP, np.full(2, level))
    shown["0 line sum of logarithms"] = (count, np.log10(densities(p)).cumsum())
    return shown


TRUTH = {
    lesson.Constants: constants,
    lesson.Descent: descent,
    lesson.Line: line,
    lesson.NotDensity: not_density,
    lesson.Outlier: outlier,
    lesson.Underflow: underflow,
}
