"""Lesson 10: what its pictures say in words, recomputed by SciPy and by closed forms."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy import integrate, optimize, stats

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


def test_the_tops_and_second_derivatives_said_are_those_of_the_closed_forms():
    for _, picture in states(lesson.Constants):
        x, y = truth.first(picture)
        best = lines.best_line(x, y)
        least, log_top = lines.squares(*best, x, y), stats.norm.logpdf
        top = log_top(y, np.polyval(best, x), picture.s).sum()
        n, s = picture.n, picture.s
        factor = {"1": 1, "1/2": 0.5, "1/n": 1 / n, "1/(2n)": 0.5 / n, "1/(2 s²)": 0.5 / s**2}
        factor = factor[picture.factor]
        kept = n * log_top(0, scale=s) if picture.constant else 0
        words = picture.readout.split("tops at the slopes ")[1].replace(picture.told, "it")
        bend = -2 * (x @ x)
        assert said(words) == pytest.approx(
            [*[best[0]] * 3, np.exp(top), top, kept - factor * least, -least, factor * bend, bend],
            rel=0.05,
            abs=5.1e-3,
        )
        likelihood = re.search(r"of the heights (\S+),", words)[1]
        assert float(likelihood) == pytest.approx(np.exp(top), rel=0.06)
        written = [said(part.words.get_text().replace("−", "-")) for part in picture.slices]
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


def test_the_areas_said_are_those_that_scipy_finds():
    for _, picture in states(lesson.NotDensity):
        far = (-np.inf, np.inf)
        over_y = integrate.quad(stats.norm(picture.theta * picture.x, picture.s).pdf, *far)[0]
        over_theta = integrate.quad(
            lambda theta, p=picture: stats.norm.pdf(0.5, theta * p.x, p.s), *far
        )[0]
        top = optimize.minimize_scalar(
            lambda theta, p=picture: -stats.norm.logpdf(0.5, theta * p.x, p.s)
        ).x
        told = [picture.x, 0.5, picture.theta, over_y, over_theta, top]
        words = picture.readout.replace("1/x = ", "")
        assert said(words) == pytest.approx(told, abs=5.1e-3)
        written = [area.words.get_text().removeprefix("area ") for area in picture.areas]
        assert [float(w) for w in written] == pytest.approx([over_y, over_theta], abs=5.1e-3)


def test_the_lines_costs_and_means_of_the_outlier_are_recomputed():
    for _, picture in states(lesson.Outlier):
        kept, given = truth.with_outlier(picture)
        fits = {noise: (fit(*kept), fit(*given)) for noise, fit in truth.FITS.items()}
        costs = [
            truth.cost(noise, given[1][-1] - np.polyval(theta, given[0][-1]))
            for noise, (_, theta) in fits.items()
        ]
        errors = [lines.slope_errors(noise) for noise in fits]
        means = [each[kind].mean() for each in errors for kind in fits]
        moved = np.ravel(list(fits.values()))
        written = said(picture.readout.replace("+ ", "").replace("− ", "−"))
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
