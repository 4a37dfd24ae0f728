"""Lesson 10: what its pictures of the likelihood say, against independent references."""

from __future__ import annotations

import re

import numpy as np
import pytest
from mpmath import mp
from scipy import integrate, optimize, stats
from sklearn.datasets import load_diabetes, load_linnerud
from sklearn.linear_model import LinearRegression

from lessons_lib.lessons import likelihood_regression as lesson
from lessons_lib.lessons.likelihood_regression.data import DATA, GENERATED, MOST, sample
from lessons_lib.lessons.likelihood_regression.noise_level import shares_of_variance
from lessons_lib.lessons.likelihood_regression.words import line_told, power_of_ten
from lessons_lib.theory.intervals import mean_interval
from tests.legibility import faults


def numbers(text):
    """All numbers of a readout, in order."""
    return [float(found) for found in re.findall(r"-?\d+\.?\d*(?:e[+-]\d+)?", text)]


def test_the_real_points_are_scikit_learns_patients():
    theirs = load_diabetes(scaled=False)
    x, y = theirs.data[:, theirs.feature_names.index("bmi")], theirs.target
    ours = sample("diabetes", 442)
    for a, b in zip(ours, (x, y), strict=True):
        np.testing.assert_allclose(np.sort(a), np.sort(stats.zscore(b)), atol=1e-9)
    assert stats.pearsonr(*ours)[0] == pytest.approx(stats.pearsonr(x, y)[0])


@pytest.mark.parametrize("data", DATA)
def test_fewer_points_are_the_first_of_more(data):
    few, many = sample(data, 5), sample(data, MOST)
    np.testing.assert_array_equal(few.x, many.x[:5])
    assert len(many.x) == MOST


@pytest.mark.parametrize("scene", lesson.Line.scenes)
def test_the_line_s_numbers_are_scipys(scene):
    picture = lesson.Line()
    picture.show_scene(scene)
    x, y = picture.points
    at = picture.theta[0] * x + picture.theta[1]
    densities = stats.norm.pdf(y, at, picture.s)
    log_likelihood, error = np.log(densities).sum(), ((y - at) ** 2).sum()
    said = picture.readout
    assert f"the log-likelihood, is {log_likelihood:.2f}; the squared error is {error:.2f}." in said
    assert f"the product of {len(x)} densities." in said
    likelihood = float(re.search(r"has the likelihood (\S+), the product", said)[1])
    assert likelihood == pytest.approx(float(np.prod(densities)), rel=0.05)


@pytest.mark.parametrize("scene", lesson.Line.scenes)
def test_snap_finds_scikit_learns_line(scene):
    picture = lesson.Line()
    picture.show_scene(scene)
    picture.snap()
    x, y = picture.points
    theirs = LinearRegression().fit(x[:, None], y)
    np.testing.assert_allclose(
        picture.theta, [theirs.coef_[0], float(theirs.intercept_)], atol=1e-5
    )
    data = picture.data
    for name in ("log-likelihood", "squared error"):
        np.testing.assert_allclose(data[f"your {name}"], data[f"best {name}"], atol=1e-5)


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("n", [3, 4, 5, 8, 20, 40])
def test_the_best_line_is_within_reach_of_the_handles(data, n):
    picture = lesson.Line(data_set=data, n=n)
    picture.snap()
    assert "squared error" in picture.readout


def test_the_density_is_marked_at_every_point():
    picture = lesson.Line(data_set="diabetes", n=40, line=[(-2.2, 1.2), (2.2, 0.8)])
    ends = picture.data["density at the point"].reshape(-1, 3, 2)
    np.testing.assert_array_equal(ends[:, 0], np.stack(picture.points, 1))
    x, y = picture.points
    at = picture.theta[0] * x + picture.theta[1]
    length = ends[:, 1, 0] - x
    density = stats.norm.pdf(y, at, picture.s)
    np.testing.assert_allclose(length / density, length[0] / density[0])


@pytest.mark.parametrize(("n", "bells"), [(3, 3), (12, 12), (13, 6), (40, 6)])
def test_twelve_points_have_a_bell_each_and_more_have_six_in_all(n, bells):
    picture = lesson.Line(n=n)
    assert np.isnan(picture.data["density of y at x"][:, 0]).sum() == bells


def test_both_surfaces_have_their_optimum_at_one_place():
    from lessons_lib.lessons.likelihood_regression.line import surfaces

    log_likelihood, error = surfaces(*sample("generated", 20), 0.5)
    assert log_likelihood.argmax() == error.argmin()


@pytest.mark.parametrize("scene", lesson.Underflow.scenes)
def test_the_product_is_lost_where_numpy_loses_it(scene):
    picture = lesson.Underflow()
    picture.show_scene(scene)
    logs = picture.log_densities
    for name in ("float32", "float64"):
        so_far, lost = np.dtype(name).type(1), None
        with np.errstate(all="ignore"):
            for i, density in enumerate(np.exp(logs).astype(name)):
                so_far = so_far * density
                if lost is None and (so_far == 0 or np.isinf(so_far)):
                    lost = i + 1
        fate = re.search(rf"in {name} it (.*?)[;.] ?(?:in|The)", picture.readout)[1]
        if lost is None:
            assert fate == f"comes out as {so_far:.1e}"
        else:
            becomes = "infinite" if np.isinf(so_far) else "0"
            assert fate == f"is {becomes} from n = {lost} on"


@pytest.mark.parametrize("scene", lesson.Underflow.scenes)
def test_the_log_goes_on_and_is_mpmaths(scene):
    picture = lesson.Underflow()
    picture.show_scene(scene)
    with mp.workdps(40):
        exact = mp.fprod(mp.mpf(float(d)) for d in np.exp(picture.log_densities))
        told = numbers(picture.readout)[-2:]
        assert told == pytest.approx([float(f(exact)) for f in (mp.log, mp.log10)], abs=0.051)
        told = re.search(r"densities is (\S+):", picture.readout)[1]
        assert abs(mp.mpf(told) / exact - 1) < 0.06


def test_another_unit_moves_the_log_likelihood_by_n_times_its_logarithm():
    one, ten = (lesson.Underflow(unit=unit).log_densities for unit in (1.0, 10.0))
    np.testing.assert_allclose(ten - one, np.log(10))


def test_there_are_points_enough_for_the_slider():
    assert len(sample("generated", GENERATED).x) == GENERATED
    assert "442 densities (there are no" in lesson.Underflow(data_set="diabetes", n=2000.0).readout


@pytest.mark.parametrize("scene", lesson.Constants.scenes)
def test_the_top_stays_where_scipy_finds_it(scene):
    picture = lesson.Constants()
    picture.show_scene(scene)
    x, y = picture.points
    intercept = LinearRegression().fit(x[:, None], y).intercept_

    def loss(slope):
        return -stats.norm.logpdf(y, slope * x + intercept, picture.s).sum()

    best = optimize.minimize_scalar(loss, bounds=(-1, 2), method="bounded").x
    tops = [data for name, data in picture.data.items() if name.startswith("top, ")]
    assert len(tops) == 3
    np.testing.assert_allclose([top[0, 0] for top in tops], best, atol=6e-4)
    assert picture.data["top, log-likelihood ℓ"][0, 1] == pytest.approx(-loss(best), abs=1e-4)


def test_all_kept_the_objective_is_the_log_likelihood():
    data = lesson.Constants(factor="1/(2 s²)", constant=True, s=1.3).data
    np.testing.assert_allclose(data["objective"], data["log-likelihood ℓ"])


@pytest.mark.parametrize("scene", lesson.NoiseLevel.scenes)
def test_the_likeliest_noise_is_where_scipy_finds_it(scene):
    picture = lesson.NoiseLevel()
    picture.show_scene(scene)
    x, y = picture.points
    rest = y - np.polyval(np.polyfit(x, y, 1), x)
    _, best = stats.norm.fit(rest, floc=0)
    found = optimize.minimize_scalar(
        lambda s: -stats.norm.logpdf(rest, scale=s).sum(), bounds=(0.05, 3), method="bounded"
    )
    assert found.x == pytest.approx(best, abs=1e-4)
    assert f"{-found.fun:.2f}, at s = {best:.3f}, the root of the mean squared" in picture.readout
    picture.snap()
    assert picture.s == pytest.approx(best)


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("n", range(3, 41))
def test_the_likeliest_noise_is_within_reach_of_the_slider(data, n):
    picture = lesson.NoiseLevel(data_set=data, n=n)
    picture.snap()
    assert picture.data["your s"] == pytest.approx(picture.data["likeliest s"])


@pytest.mark.parametrize("n", [3, 12, 40])
def test_the_likeliest_variances_are_chi_squared_over_n(n):
    shares = shares_of_variance("generated", n)
    assert stats.kstest(shares * n, stats.chi2(n - 2).cdf).pvalue > 0.01
    mean = mean_interval(shares)
    assert mean.low < (n - 2) / n < mean.high


def test_the_readers_table_takes_the_place_of_the_points():
    men = load_linnerud().target
    table = {"weight": men[:, 0], "waist": men[:, 1]}
    picture = lesson.Line(data=table, target="weight", x="waist")
    for a, b in zip(picture.points, (men[:, 1], men[:, 0]), strict=True):
        np.testing.assert_allclose(np.sort(a), np.sort(stats.zscore(b)))
    slope, intercept = np.polyfit(men[:, 1], men[:, 0], 1)
    words = f"In the units of the table it is weight = {slope:.3g} · waist − {-intercept:.3g}."
    assert picture.readout.endswith(words)
    picture.snap()
    assert picture.theta[0] == pytest.approx(np.corrcoef(men[:, 0], men[:, 1])[0, 1])
    axes = picture.figure.axes[0]
    assert axes.get_xlabel() == "waist, standardised" and axes.get_ylabel().startswith("weight")
    assert {"data_set", "n"} <= set(picture.hidden())
    assert all("data_set" not in s and "n" not in s for s in picture.scenes.values())


def test_of_a_long_table_two_hundred_rows_are_drawn():
    x = np.arange(1000.0)
    picture = lesson.Line(data={"x": x, "y": x**2}, target="y", x="x")
    assert "the product of 200 densities" in picture.readout
    assert faults(picture) == []


@pytest.mark.parametrize(("x", "y"), [(1e90, 1e-90), (-1e-9, 1.0), (1e12, 3.0)])
def test_whatever_the_units_of_a_table_its_line_is_reached_and_told(x, y):
    rng = np.random.default_rng(0)
    table = {"x": x * rng.normal(size=30), "y": y * rng.normal(size=30)}
    picture = lesson.Line(data=table, target="y", x="x")
    picture.snap()
    slope = float(picture.readout.replace("−", "-").split("y = ")[1].split(" ·")[0])
    assert slope == pytest.approx(
        np.polyfit(table["x"] / x, table["y"] / y, 1)[0] * y / x, rel=0.01
    )


@pytest.mark.parametrize("s", [0.3, 0.9])
@pytest.mark.parametrize("x", [0.5, 1.25, 3.0])
def test_the_area_over_the_slope_is_one_over_x_whatever_the_noise(x, s):
    area, _ = integrate.quad(lambda theta: stats.norm.pdf(0.5, theta * x, s), -np.inf, np.inf)
    assert area == pytest.approx(1 / x)
    assert f"the area 1/x = {area:.3g};" in lesson.NotDensity(x=x, s=s).readout


@pytest.mark.parametrize("log", [-3000.5, -20.0, -0.1, 0.0, 5.0, 2500.0])
def test_powers_of_ten_are_mpmaths(log):
    assert abs(mp.mpf(power_of_ten(log)) / mp.exp(log) - 1) < 0.06


def test_a_line_is_told_with_its_sign():
    assert line_told([0.5, -0.104]) == "0.50 x − 0.10"
    assert line_told([-0.5, 0.0]) == "−0.50 x + 0.00"
