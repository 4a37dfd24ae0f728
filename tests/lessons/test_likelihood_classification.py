"""Lesson 11: what its pictures say, against independent references."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.special
from scipy.stats import bernoulli, entropy, norm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from lessons_lib.lessons import likelihood_classification as lesson
from lessons_lib.lessons.likelihood_classification.logistic import T, X, best


def test_dragging_one_bar_keeps_the_sum_at_one():
    picture = lesson.Bars()
    picture.q_model = [(0, 0.7), (1, 0.25), (2, 0.25), (3, 0.25)]
    np.testing.assert_allclose([y for _, y in picture.q_model], [0.7, 0.1, 0.1, 0.1])


def test_heights_that_are_one_in_sum_to_four_digits_stay_as_they_are():
    thirds = ((0.0, 0.5), (1.0, 0.1667), (2.0, 0.1667), (3.0, 0.1667))
    picture = lesson.Bars(p_data=thirds)
    assert picture.p_data == thirds
    assert eval(repr(picture), vars(lesson)).values == picture.values


def test_heights_that_are_not_one_in_sum_are_scaled_in_the_constructor_too():
    picture = lesson.Bars(q_model=[(0, 0.7), (1, 0.25), (2, 0.25), (3, 0.25)])
    np.testing.assert_allclose([y for _, y in picture.q_model], [0.7, 0.1, 0.1, 0.1])


def test_a_point_outside_the_simplex_is_brought_to_its_edge_by_the_constructor_too():
    ((x, y),) = lesson.Simplex(point=[(1.0, 0.866)]).point
    assert x + y / np.sqrt(3) == pytest.approx(1, abs=1e-3) and x > 0.5


def test_the_printed_call_leaves_a_point_on_the_edge_where_it_is():
    for x in np.linspace(0.5, 1, 300):
        picture = lesson.Simplex(point=[(x, 0.8)])
        assert eval(repr(picture), vars(lesson)).values == picture.values


def test_the_greatest_likelihood_is_scikit_learns():
    theirs = LogisticRegression(C=np.inf, tol=1e-8).fit(X[:, None], T)
    np.testing.assert_allclose(best(), [theirs.coef_[0, 0], theirs.intercept_[0]], atol=1e-3)


def test_in_every_row_the_slope_is_p_minus_t():
    for output in ("a number", "yes or no", "one of three"):
        data = lesson.Rows(output=output, t=0.7).data
        np.testing.assert_allclose(data["slope"], data["p − t"], atol=1e-6)


def test_outside_the_simplex_no_probability_is_below_a_ten_thousandth():
    # -ln 0.0001 = 9.21
    assert "9.21" in lesson.Simplex(point=[(1.0, 0.866)], target="A").readout


# ---- what the readouts say, and what is seen only on a logarithmic scale


def test_a_drawn_length_is_written_beside_it():
    p, q = np.array([0.1, 0.2, 0.3, 0.4]), np.array([0.4, 0.3, 0.2, 0.1])
    points = {name: list(enumerate(v.tolist())) for name, v in (("p_data", p), ("q_model", q))}
    picture = lesson.Bars(**points)
    h, kl, reverse = entropy(p), entropy(p, q), entropy(q, p)
    texts = [text.get_text().strip() for text in picture.figure.axes[2].texts]
    assert texts == [f"{v:.3f}" for v in (h, kl, h + kl, reverse)]
    assert picture.readout.startswith(
        f"H(p) = {h:.3f}, KL(p‖q) = {kl:.3f}, and H(p, q) = {h + kl:.3f}"
    )
    assert picture.readout.endswith(f"KL(q‖p) = {reverse:.3f}: the same.")


@pytest.mark.parametrize("start", [2.0, 12.0])
def test_the_gradients_far_out_are_those_of_the_losses_differences(start):
    """On the logarithmic scale a small one is seen as well as a large one."""
    picture = lesson.ConfidentlyWrong(start=start)
    s = scipy.special.expit(np.linspace(-12, 12, 241))
    wanted = {"squared error": (1 - s) ** 2 * s, "logistic loss": 1 - s}
    sizes = {"squared error": (1 - scipy.special.expit(-start)) ** 2 * scipy.special.expit(-start)}
    sizes["logistic loss"] = 1 - scipy.special.expit(-start)
    for line in picture.figure.axes[0].lines:
        loss, _, here = line.get_label().partition(", ")
        np.testing.assert_allclose(line.get_ydata(), sizes[loss] if here else wanted[loss], 1e-6)
    assert "size is {squared error:.2g} with squared error".format(**sizes) in picture.readout
    assert "and {logistic loss:.2g} with logistic loss".format(**sizes) in picture.readout


def test_the_steps_that_are_told_are_where_the_drawn_medians_pass_a_tenth():
    picture = lesson.ConfidentlyWrong(start=2.0)
    for line in picture.figure.axes[1].lines:
        steps, middle = line.get_xydata().T
        first = next(int(step) for step, share in zip(steps, middle, strict=True) if share < 0.1)
        assert f"after {first} steps with {line.get_label()[:-8]}" in picture.readout


@pytest.mark.parametrize(("precision", "logit"), [("float64", -40.0), ("float32", -95.0)])
def test_the_losses_told_are_the_exact_one_and_scikit_learns(precision, logit):
    words = lesson.FromLogits(logit=logit, precision=precision).readout
    p = scipy.special.expit(np.array([logit], precision))
    theirs = log_loss([1], p, labels=[0, 1])
    assert f"from logits the loss is {-logit:g}. " in words
    assert words.endswith(f"scikit-learn's log_loss {theirs:.4g}.")


def test_the_likelihood_told_is_the_product_and_its_gradient_the_difference():
    def surprise(w, b):
        return -bernoulli.logpmf(T, scipy.special.expit(w * X + b)).mean()

    words = lesson.LogisticFit(weight=1.5, bias=-0.5).readout
    mean, h = surprise(1.5, -0.5), 1e-5
    in_w = (surprise(1.5 + h, -0.5) - surprise(1.5 - h, -0.5)) / (2 * h)
    in_b = (surprise(1.5, -0.5 + h) - surprise(1.5, -0.5 - h)) / (2 * h)
    product = np.prod(bernoulli.pmf(T, scipy.special.expit(1.5 * X - 0.5)))
    assert f"L = {product:.2g}, its logarithm ℓ = {-12 * mean:.2f}, and" in words
    assert words.endswith(
        f"−ℓ/n = {mean:.3f}. Gradient of the mean loss: {in_w:.3f} in w, {in_b:.3f} in b."
    )


@pytest.mark.parametrize(
    ("output", "model", "p", "loss"),
    [
        # Half the squared error is Gaussian surprise but for a constant.
        ("a number", "Gaussian", 1.2, norm.logpdf(0) - norm.logpdf(1.2, loc=1)),
        ("yes or no", "Bernoulli", scipy.special.expit(1.2), np.log1p(np.exp(-1.2))),
        (
            "one of three",
            "categorical",
            np.exp(1.2) / (np.exp(1.2) + 2),
            np.log1p(2 * np.exp(-1.2)),
        ),
    ],
)
def test_a_row_tells_its_model_prediction_loss_and_gradient(output, model, p, loss):
    words = lesson.Rows(output=output, z=1.2, t=1.0).readout
    assert f" {model} model," in words
    assert words.endswith(f"p = {p:.3f}, loss {loss:.3f}, gradient p − t = {p - 1:.3f}.")


def test_the_divergence_of_samples_is_scipys_at_every_size():
    truth, picture = [0.5, 0.3, 0.15, 0.05], lesson.Samples(doublings=9)
    mean, theory, here = picture.figure.axes[1].lines
    sizes, drawn = mean.get_xydata().T
    for n, shown in zip(sizes.astype(int), drawn, strict=True):
        seen = np.random.default_rng(0).multinomial(n, truth, 400) / n
        assert shown == pytest.approx(np.mean([entropy(row, truth) for row in seen]), rel=1e-6)
    np.testing.assert_allclose(theory.get_ydata(), 1.5 / sizes)
    assert f"is {here.get_ydata()[0]:.2g} nats in the mean; for large n" in picture.readout
    assert f"(4 − 1)/(2n) = {1.5 / 512:.2g}," in picture.readout


def test_the_simplex_tells_the_surprise_and_its_gradient():
    # The point's weights of the corners A, B, C are 0.5, 0.3 and 0.2.
    words = lesson.Simplex(point=[(0.4, 0.2 * 0.75**0.5)], target="B").readout
    assert words.startswith("p: A 0.50, B 0.30, C 0.20; the truth is B. ")
    assert words.endswith(f"= {-np.log(0.3):.2f} nats; gradient in the logits: 0.50, -0.70, 0.20.")


@pytest.mark.parametrize("target", range(3))
def test_the_shade_of_the_simplex_is_the_surprise(target):
    """Around every place lies the area of its half nat, and no other; darker is more.

    The sheet is linear between 61 points a side: the last of these before an edge end the test.
    """
    picture = lesson.Simplex(target="ABC"[target])
    sheet = next(c for c in picture.figure.axes[0].collections if c.get_visible())
    for weights in np.random.default_rng(0).dirichlet(np.ones(3), 200):
        place = weights @ [[0, 0], [1, 0], [0.5, 0.75**0.5]]
        around = [k for k, path in enumerate(sheet.get_paths()) if path.contains_point(place)]
        halves = -2 * np.log(weights[target])
        near_a_level = abs(halves % 1 - 0.5) > 0.4
        assert around == [int(halves)] or near_a_level or weights[target] < 1 / 60
    brightness = sheet.get_facecolor()[:, :3].sum(-1)
    assert len(brightness) == 11 and (np.diff(brightness) < 0).all()
