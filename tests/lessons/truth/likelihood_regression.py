"""Lesson 10, against SciPy's densities, normal equations, sums of powers and plain descent."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from scipy import stats
from scipy.spatial.transform import Rotation

from lessons_lib.lessons import likelihood_regression as lesson
from tests.lessons.truth.regression_lines import (
    best_line,
    curvatures,
    descent_across,
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
    steps, gaps = np.arange(len(path)), np.maximum(descent_gaps(p), 1e-12)
    (slope, intercept) = path[done]
    inside = -2 <= slope <= 4 and -4 <= intercept <= 3
    c, across = curvatures(x)[1], descent_across(p)
    grid = np.linspace(-5.5, 5.5, 221)
    walls = np.stack([across, c / 2 * across**2], 1)
    return {
        "0 contours": contours(slopes, intercepts, bowl, even(bowl.min(), bowl.max())),
        "0 line least error": best_line(x, y)[None],
        "0 line": path,
        "0 line path": path[: done + 1],
        "0 line here": path[[done]] if inside else None,
        "0 line start": np.array(p.start),
        "1 line cut through the bowl": (grid, c / 2 * grid**2),
        "1 line": walls,
        "1 line path across": walls[: done + 1],
        "1 line here, across": walls[[done]] if abs(across[done]) <= 5.5 else None,
        "1 line start, across": walls[:1],
        "2 line": (steps, gaps),
        "2 line error": (steps[: done + 1], gaps[: done + 1]),
        "2 line now": np.array([[done, gaps[done]]]) if gaps[done] >= 1e-9 else None,
    }


def through(handles):
    """Slope and intercept of the line through two points."""
    (a, b), (c, d) = handles
    return np.array([(d - b) / (c - a), (b * c - a * d) / (c - a)])


def gapped(*curves):
    """Curves (k, n) in a row, with a gap after each."""
    return tuple(np.array([v for row in rows for v in [*row, np.nan]]) for rows in curves)


def seen(place):
    """Places (slope, intercept, height from 0 to 1) in the picture, looked at from the front,
    turned by 28 degrees about the vertical and then tipped by 22 towards the eye."""
    u, v, h = np.moveaxis(np.asarray(place, float), -1, 0)
    at = np.stack([(u - 0.5) / 2, v / 3, 1.25 * h], -1)
    turned = Rotation.from_euler("z", 28, degrees=True).apply(at.reshape(-1, 3))
    return Rotation.from_euler("x", -68, degrees=True).apply(turned)[:, :2]


def tiles(heights):
    """The corners of all tiles of a surface (21, 21) from back to front, each closed."""
    slopes, intercepts = np.linspace(-1.5, 2.5, 21), np.linspace(-3, 3, 21)
    found = []
    for i in range(20):
        for j in range(20):
            ring = [(i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j), (i, j)]
            corners = [(slopes[b], intercepts[a], heights[a, b]) for a, b in ring]
            u, v = j - 9.5, i - 9.5
            depth = np.round(u * np.sin(np.radians(28)) + v * np.cos(np.radians(28)), 9)
            found.append((-depth, i, j, seen(corners)))
    return np.concatenate([corners for *_, corners in sorted(found, key=lambda each: each[:3])])


def line(p):
    x, y = first(p)
    (slope, intercept), best = through(p.line), best_line(x, y)
    shown = beside_the_points(p, x, y)
    grid = np.meshgrid(np.linspace(-1.5, 2.5, 21), np.linspace(-3, 3, 21))
    error = squares(*grid, x, y)
    hill = stats.norm.logpdf(0, scale=p.s) * len(x) - error / (2 * p.s**2)
    lines = [squares(*theta, x, y) for theta in ((slope, intercept), best)]
    tops = [len(x) * stats.norm.logpdf(0, scale=p.s) - e / (2 * p.s**2) for e in lines]
    floor = seen([(-1.5, -3, 0), (2.5, -3, 0), (2.5, 3, 0), (-1.5, 3, 0), (-1.5, -3, 0)])
    for i, (name, heights, (mine, top)) in enumerate(
        [("log-likelihood", hill, tops), ("squared error", error, lines)], 1
    ):
        low, high = heights.min(), heights.max()
        place = (slope, intercept, (mine - low) / (high - low))
        shown |= {
            f"{i} line": floor,
            f"{i} line #2": seen([(-1.5, 3, 0), (-1.5, 3, 1)]),
            f"{i} area": tiles((heights - low) / (high - low)),
            f"{i} line #3": seen([(slope, intercept, 0), place]),
            f"{i} line your {name}": seen([place]),
            f"{i} line best {name}": seen([(*best, (top - low) / (high - low))]),
        }
    return shown


def beside_the_points(p, x, y):
    """The points, the line, a bell at each of up to 12 points, and all the densities."""
    slope, intercept = through(p.line)
    few = {int(abs(x - at).argmin()) for at in np.linspace(x.min(), x.max(), 6)}
    at = sorted(few) if len(x) > 12 else range(len(x))
    around = np.linspace(-3, 3, 61) * p.s
    bell = 0.6 * stats.norm.pdf(around, scale=p.s)
    long = 0.6 * stats.norm.pdf(y, slope * x + intercept, p.s)
    edge = np.array([-2.5, max(2.9, x.max() + 1.3)])
    return {
        "0 line points": (x, y),
        "0 line density of y at x": gapped(
            [x[i] + bell for i in at], [slope * x[i] + intercept + around for i in at]
        ),
        "0 line density at the point": gapped(
            [(a, a + w) for a, w in zip(x, long, strict=True)], [(b, b) for b in y]
        ),
        "0 line your line": (edge, slope * edge + intercept),
        "0 line drag these": np.array(p.line),
    }


def noise_level(p):
    x, y = first(p)
    best = best_line(x, y)
    rest = y - np.polyval(best, x)
    likeliest = np.sqrt(rest @ rest / len(x))
    noises, edge = np.linspace(0.05, 2, 391), np.array([-2.6, 2.6])
    line = np.polyval(best, edge)
    shares = likeliest_variances(x)
    spots = {"your s": p.s, "likeliest s": likeliest}
    return {
        "0 line points": (x, y),
        "0 line the best line": (edge, line),
        "0 line best line ± s": (edge, line - p.s),
        "0 line best line ± s #2": (edge, line + p.s),
        "1 line log-likelihood of s": (
            noises,
            np.array([stats.norm.logpdf(rest, scale=s).sum() for s in noises]),
        ),
        **{
            f"1 line {name}": np.array([[s, stats.norm.logpdf(rest, scale=s).sum()]])
            for name, s in spots.items()
        },
        "2 steps 4000 data sets": np.diff(
            [(shares < edge).sum() for edge in np.linspace(0, 3, 61)]
        ),
        "2 line mean of the sets": (np.full(2, shares.mean()), UP),
        "2 line true variance": (np.ones(2), UP),
    }


def likeliest_variances(x):
    """The mean squared residual of 4000 regressions on noise of variance 1."""
    noise = np.random.default_rng(0).normal(size=(4000, len(x)))
    design = np.stack([x, np.ones_like(x)], 1)
    fitted = design @ np.linalg.lstsq(design, noise.T, rcond=None)[0]
    return ((noise.T - fitted) ** 2).mean(0)


def filled(x, y):
    """A curve closed along the axis."""
    return np.r_[x, x[-1], x[0], x[0]], np.r_[y, 0, 0, y[0]]


def not_density(p):
    grid = np.linspace(-5, 5, 401)
    coarse = np.linspace(-5, 5, 101)
    density = stats.norm.pdf(grid, p.theta * p.x, p.s)
    # Of the slope it is a density once it is multiplied by x: with mean y/x and deviation s/x.
    likelihood = stats.norm.pdf(grid, 0.5 / p.x, p.s / p.x) / p.x
    return {
        "0 image p(y | θ)": stats.norm.pdf(coarse[:, None], coarse * p.x, p.s),
        "0 line one slope": (np.full(2, p.theta), UP),
        "0 line the y that was seen": (UP, np.full(2, 0.5)),
        "1 line": (grid, density),
        "1 patch": filled(grid, density),
        "2 line": (grid, likelihood),
        "2 patch": filled(grid, likelihood),
    }


NOISE = {"Gaussian": stats.norm(scale=0.5), "Laplace": stats.laplace(scale=0.5**1.5)}
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
    ends, grid = np.array([-3.6, 3.6]), np.linspace(-9, 9, 361)
    shown = {"0 line points": kept, "0 line outlier: drag it": np.array(p.outlier)}
    words = {"Gaussian": "squared", "Laplace": "absolute"}
    for i, (noise, fit) in enumerate(FITS.items()):
        without, theta = fit(*kept), fit(*given)
        residual = given[1][-1] - np.polyval(theta, given[0][-1])
        first, second = (f" #{k}" if k > 1 else "" for k in (2 * i + 1, 2 * i + 2))
        shown |= {
            f"0 line{' #2' * i}": (ends, np.polyval(without, ends)),
            f"0 line {noise}: {words[noise]} error": (ends, np.polyval(theta, ends)),
            f"1 line{first}": (grid, cost(noise, grid)),
            f"1 line{second}": np.array([[residual, cost(noise, residual)]]),
        }
        for j, (kind, errors) in enumerate(slope_errors(noise).items()):
            mean, spread, at = errors.mean(), stats.sem(errors), i + 0.36 * j - 0.18
            again = f" #{2 * i + j + 1}" if i + j else ""
            shown |= {
                f"2 line{again}": (
                    np.array(stats.t.interval(0.95, 199, mean, spread)),
                    np.full(2, at),
                ),
                f"2 line {words[kind]}, {noise} noise": np.array([[mean, at]]),
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
    shown["0 line sum of decimal logarithms"] = (count, np.log10(densities(p)).cumsum())
    return shown


TRUTH = {
    lesson.Constants: constants,
    lesson.Descent: descent,
    lesson.Line: line,
    lesson.NoiseLevel: noise_level,
    lesson.NotDensity: not_density,
    lesson.Outlier: outlier,
    lesson.Underflow: underflow,
}
