"""Lesson 10: what its pictures say in words, recomputed by SciPy and by closed forms."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy import optimize, stats

from lessons_lib.lessons import likelihood_regression as lesson
from tests.lessons.recorded import states
from tests.lessons.truth import drawn
from tests.lessons.truth import likelihood_regression as truth
from tests.lessons.truth import regression_lines as lines
from tests.pictures import numbers


def said(words):
    """All numbers of a readout, in order; the minus is a hyphen or a sign."""
    found = re.findall(r"(?<![\w₁])[-−]?\d+\.?\d*(?:e[+-]?\d+)?", words)
    return [float(number.replace("−", "-")) for number in found]


def test_the_tops_and_curvatures_said_are_those_of_the_closed_forms():
    for _, picture in states(lesson.Constants):
        x, y = truth.first(picture)
        best = lines.best_line(x, y)
        least, log_top = lines.squares(*best, x, y), stats.norm.logpdf
        top = log_top(y, np.polyval(best, x), picture.s).sum()
        n, s = picture.n, picture.s
        factor = {"1": 1, "1/2": 0.5, "1/n": 1 / n, "1/(2n)": 0.5 / n, "1/(2 s²)": 0.5 / s**2}
        factor = factor[picture.factor]
        kept = n * log_top(0, scale=s) if picture.constant else 0
        steep = n * lines.curvatures(x)[1]
        words = picture.readout.split("tops at the slopes ")[1].replace(picture.told, "it")
        assert f"The loss is the negative of {picture.told}." in picture.readout
        assert said(words) == pytest.approx(
            [
                *[best[0]] * 3,
                *(np.exp(top), top, kept - factor * least, -least),
                2 * factor * (x @ x),
                *(factor * steep, steep, 2 / (factor * steep), 2 / steep),
            ],
            rel=0.05,
            abs=5.1e-3,
        )
        likelihood = re.search(r"of the heights (\S+),", words)[1]
        assert float(likelihood) == pytest.approx(np.exp(top), rel=0.06)
        written = [said(part.words.get_text().replace("−", "-")) for part in picture.slices]
        bends = [-(x @ x) / s**2, -2 * factor * (x @ x)]
        assert [w[1] for w in written[1:]] == pytest.approx(bends, rel=6e-3, abs=5.1e-3)
        assert [w[0] for w in written[1:]] == pytest.approx([top, kept - factor * least], abs=6e-3)


def test_the_curvatures_the_rate_and_the_gap_of_descent_are_those_of_the_closed_forms():
    for _, picture in states(lesson.Descent):
        x, _ = lines.descent_points(picture)
        flat, steep = np.linalg.svd(lines.hessian(x))[1][::-1]
        momentum = lines.MOMENTA.get(picture.kind)
        gaps = lines.descent_gaps(picture)
        done = len(gaps) - 1 if picture.progress is None else picture.progress
        first, fate = picture.readout.split(" above the least")
        told = [flat, steep, 2 / steep]
        told += [momentum, 2 * (1 + momentum) / steep] if momentum else []
        told += [picture.rate * 2 / steep, picture.rate, done]
        words = first.replace("2/c", "").split(" E is ")[0]
        assert said(words) == pytest.approx(told, abs=5.1e-3)
        gap = "less than 1e-9" if gaps[done] < 1e-9 else f"{gaps[done]:.2g}"
        assert first.endswith(f"E is {gap}")
        if "does not settle" in fate:
            assert said(fate) == pytest.approx([min(gaps[60:]), max(gaps[60:]), 60], rel=0.05)
        if "creeps" in fate:
            off = np.linalg.norm(
                lines.descent_path(picture)[[0, -1]]
                - lines.best_line(*lines.descent_points(picture)),
                axis=1,
            )
            assert said(fate)[1] / 100 == pytest.approx(off[1] / off[0], abs=5.1e-3)


def test_gaps_on_the_logarithmic_axis_are_right_at_every_decade():
    for _, picture in states(lesson.Descent):
        right = truth.TRUTH[lesson.Descent](picture)
        for name, artist in drawn(picture).items():
            if artist.axes.get_yscale() == "log":
                wanted = right[name][1] if isinstance(right[name], tuple) else right[name][:, 1]
                shown = numbers(artist)[:, 1]
                np.testing.assert_allclose(np.log10(shown), np.log10(wanted), atol=1e-3)


def test_the_top_and_the_moved_top_said_are_maxima_that_scipy_finds():
    for _, picture in states(lesson.NotDensity):
        x, y = truth.first(picture)
        best, width = (x @ y) / (x @ x), picture.s / np.sqrt(x @ x)
        phis, to_phi, to_theta, _ = truth.PHI[picture.parameter]

        def falling(phi, to_theta=to_theta, best=best, width=width):
            """Minus the logarithm of the density over phi, its stretch by a difference."""
            step = 1e-6 * max(phi, 1.0)
            stretch = (to_theta(phi + step) - to_theta(phi - step)) / (2 * step)
            return ((to_theta(phi) - best) / width) ** 2 / 2 - np.log(stretch)

        start = phis[np.argmin([falling(phi) for phi in phis[1:-1:7]]) * 7 + 1]
        around = phis[phis > 0.0][:1] if picture.parameter == "exp(θ)" else [start - 5]
        mode = optimize.minimize_scalar(
            falling, bounds=(max(start - 0.5, around[0]), start + 0.5), method="bounded"
        ).x
        words = picture.readout.split("The top, θ = ")[1].replace("exp(θ)", "").replace("2θ", "")
        step = phis[1] - phis[0]
        assert said(words)[:2] == pytest.approx([best, to_phi(best)], abs=5.1e-3)
        assert said(words)[2] == pytest.approx(mode, abs=5.1e-3 + step)
        assert picture.areas[0].words.get_text() == "area 1"
        area = np.exp(truth.log_likelihoods([best], 0, picture.s, x, y)[0]) * width
        told = picture.areas[1].words.get_text().removeprefix("area ")
        assert float(told) == pytest.approx(area * np.sqrt(2 * np.pi), rel=0.06)


def test_the_lines_costs_and_means_of_the_outlier_are_recomputed():
    for _, picture in states(lesson.Outlier):
        kept, given = truth.with_outlier(picture)
        fits = {noise: (fit(*kept), fit(*given)) for noise, fit in truth.FITS.items()}
        costs = [
            truth.cost(noise, given[1][-1] - np.polyval(theta, given[0][-1]))
            for noise, (_, theta) in fits.items()
        ]
        means = []
        for noise in fits:
            errors = lines.slope_errors(picture.noise)[noise]
            ends = stats.t.interval(0.95, 199, errors.mean(), stats.sem(errors))
            means += [errors.mean(), *ends]
        moved = np.ravel(list(fits.values()))
        words = (
            picture.readout.replace("+ ", "")
            .replace("− ", "−")
            .replace("(means with 95 % intervals)", "")
        )
        written = said(words)
        assert written[:8] == pytest.approx(moved, abs=5.1e-3)
        assert [written[8], written[9]] == pytest.approx(costs, abs=5.1e-2)
        assert written[10:12] == [0.5, 200]
        assert written[12:] == pytest.approx(means, abs=5.1e-4)


def test_where_a_format_is_lost_its_limit_is_named_and_the_place_written():
    for _, picture in states(lesson.Underflow):
        assert said(picture.readout)[0] == len(truth.densities(picture))
        for part in picture.formats:
            powers, up = truth.multiplied(picture, part.name)
            assert part.level.get_visible() == part.mark.get_visible() == (up is not None)
            if up is not None:
                named = f"{'largest' if up else 'smallest'} {part.name}"
                place = int(np.isnan(powers).argmax()) + 1
                assert part.level_name.get_text() == named
                assert part.mark.get_text() == f"{'infinite' if up else '0'} from n = {place}"


def test_the_numbers_of_the_noise_are_the_closed_forms():
    for _, picture in states(lesson.NoiseLevel):
        x, y = truth.first(picture)
        rest = y - np.polyval(lines.best_line(x, y), x)
        best, n = np.sqrt(np.mean(rest**2)), len(x)
        heights = [stats.norm.logpdf(rest, scale=s).sum() for s in (picture.s, best)]
        words = picture.readout.split("; theory says (n − 2)/n = ")
        assert said(words[0].replace("s²", "")) == pytest.approx(
            [picture.s, *heights, best, n, 4000, n, truth.likeliest_variances(x).mean()], abs=6e-3
        )
        assert float(words[1].strip(".")) == pytest.approx((n - 2) / n, abs=5e-4)


def test_each_surface_bears_the_value_at_the_line():
    for _, picture in states(lesson.Line):
        (x, y), theta = truth.first(picture), truth.through(picture.line)
        error = lines.squares(*theta, x, y)
        log_likelihood = lines.log_likelihoods(theta[:1], theta[1], picture.s, x, y)[0]
        assert picture.readout
        titles = [axes.get_title("left").replace("−", "-") for axes in picture.figure.axes[1:]]
        assert titles == [f"log-likelihood: {log_likelihood:.2f}", f"squared error: {error:.2f}"]
