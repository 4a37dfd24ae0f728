"""Lesson 11: what its pictures say, against independent references."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
import scipy.special
from scipy.stats import bernoulli, entropy
from sklearn.linear_model import LogisticRegression

from lessons_lib.lessons import likelihood_classification as lesson
from lessons_lib.lessons.likelihood_classification import experiment
from lessons_lib.lessons.likelihood_classification.logistic import T, X, best
from lessons_lib.mlp import MLP
from lessons_lib.theory.likelihood.confident import wrong_answers
from lessons_lib.training import training


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


def test_outside_the_simplex_no_probability_is_below_a_ten_thousandth():
    # -ln 0.0001 = 9.21
    assert "9.21" in lesson.Simplex(point=[(1.0, 0.866)], target="A").readout


# ---- what the readouts say, and what is seen only on a logarithmic scale


def bars(p, q):
    points = {name: list(enumerate(v)) for name, v in (("p_data", p), ("q_model", q))}
    return lesson.Bars(**points)


def texts(picture):
    return [text.get_text() for text in picture.figure.axes[2].texts]


def test_a_drawn_length_is_written_beside_it():
    p, q = [0.1, 0.2, 0.3, 0.4], [0.25, 0.4, 0.25, 0.1]
    picture = bars(p, q)
    h, kl, reverse = entropy(p), entropy(p, q), entropy(q, p)
    assert picture.readout == (
        f"The cross-entropy H(p, q) is {h + kl:.3f} nats: the entropy H(p) of the data, {h:.3f},"
        f" and on top of it KL(p‖q), {kl:.3f}. The other way round, KL(q‖p) is {reverse:.3f}."
    )
    values = [f"H(p) {h:.3f}", f"KL(p‖q) {kl:.3f}", f"{h + kl:.3f}", f"{reverse:.3f}"]
    assert texts(picture) == values


def test_what_is_infinite_is_said_so_and_why():
    picture = bars([0.5, 0.0, 0.3, 0.2], [0.5, 0.5, 0.0, 0.0])
    assert texts(picture)[1:] == ["KL(p‖q) infinite", "infinite ↑", "infinite ↑"]
    assert picture.readout.startswith("The model gives probability 0 to c and d, which the data")


@pytest.mark.parametrize("least", [0.2, 0.01, 1e-4, 1e-9])
def test_no_finite_bar_is_cut(least):
    picture = bars([0.01, 0.01, 0.01, 0.97], [0.5, 0.25, 0.25 - least, least])
    axes = picture.figure.axes[2]
    cross = entropy([0.01, 0.01, 0.01, 0.97]) + entropy(
        [0.01, 0.01, 0.01, 0.97], [0.5, 0.25, 0.25 - least, least]
    )
    assert axes.patches[1].get_y() + axes.patches[1].get_height() == pytest.approx(cross)
    assert cross < axes.get_ylim()[1]


@pytest.mark.parametrize("start", [2.0, 12.0])
def test_the_gradients_far_out_are_those_of_the_losses_differences(start):
    picture = lesson.ConfidentlyWrong(start=start)
    s = scipy.special.expit(np.linspace(-12, 6, 181))
    wanted = {"squared error": (1 - s) ** 2 * s, "logistic loss": 1 - s}
    sizes = {"squared error": (1 - scipy.special.expit(-start)) ** 2 * scipy.special.expit(-start)}
    sizes["logistic loss"] = 1 - scipy.special.expit(-start)
    for line in picture.figure.axes[0].lines:
        loss, _, here = line.get_label().partition(", ")
        np.testing.assert_allclose(line.get_ydata(), sizes[loss] if here else wanted[loss], 1e-6)
    assert "has size {squared error:.2g} with squared error".format(**sizes) in picture.readout
    assert "and {logistic loss:.2g} with logistic loss".format(**sizes) in picture.readout


def first_below_a_tenth(loss, start, most, optimiser="gradient descent"):
    run = islice(wrong_answers(loss, (start,), optimiser), most + 1)
    return next((step for step, wrong in enumerate(run) if np.median(wrong) < 0.1), None)


@pytest.mark.parametrize(
    ("start", "loss", "step"),
    [(6, "squared error", 948), (6, "logistic loss", 15), (8, "logistic loss", 19),
     (12, "logistic loss", 27), (2, "squared error", 37), (2, "logistic loss", 6)],
)  # fmt: skip
def test_the_steps_that_are_told_are_where_the_median_passes_a_tenth(start, loss, step):
    assert first_below_a_tenth(loss, start, 1000) == step
    assert f"after {step} steps with {loss}" in lesson.ConfidentlyWrong(start=start).readout


def test_adam_makes_up_for_most_of_the_factor():
    steps = [
        first_below_a_tenth(loss, 12, 3000, "Adam") for loss in ("logistic loss", "squared error")
    ]
    words = lesson.ConfidentlyWrong(start=12, optimiser="Adam").readout
    assert f"after {steps[0]} steps with logistic loss" in words
    assert f"after {steps[1]} steps with squared error" in words
    assert steps == [251, 2374]


@pytest.mark.parametrize(("start", "step"), [(6, 18), (10, 1954)])
def test_steps_64_times_as_long_help_at_one_start_and_not_at_the_next(start, step):
    large = "gradient descent with large steps"
    assert first_below_a_tenth("squared error", start, 2000, large) == step
    assert first_below_a_tenth("logistic loss", start, 10, large) == 1
    words = lesson.ConfidentlyWrong(start=start, optimiser=large).readout
    assert f"(learning rate 32) from the weight {-start}, the median share of wrong" in words
    assert f"after 1 step with logistic loss, and after {step} steps with squared error" in words


def test_from_3_on_squared_error_is_slower_with_every_optimiser():
    for losses in experiment.stored()["unlearning"].values():
        slow, fast = (losses[loss]["first"][3:] for loss in ("squared error", "logistic loss"))
        assert all(s is None or s > f for s, f in zip(slow, fast, strict=True))


def test_from_12_the_large_steps_are_not_told_to_arrive_either():
    words = lesson.ConfidentlyWrong(start=12, optimiser="gradient descent with large steps").readout
    assert "and not within 20000 steps with squared error" in words


@pytest.mark.slow
def test_from_8_squared_error_takes_thousands_of_steps():
    assert first_below_a_tenth("squared error", 8, 9000) == 8650


def test_from_12_squared_error_is_not_told_to_arrive():
    words = lesson.ConfidentlyWrong(start=12).readout
    assert "after 8650 steps with squared error" in lesson.ConfidentlyWrong(start=8).readout
    assert "not within 20000 steps with squared error" in words


def test_stored_shares_are_what_the_code_gives_today():
    again = experiment.unlearning("squared error", "Adam", most=300)
    kept = experiment.stored()["unlearning"]["Adam"]["squared error"]
    within = (experiment.STEPS <= 300).sum()
    np.testing.assert_allclose(
        again["shares"], np.array(kept["shares"])[:, :within], atol=0.021, rtol=0
    )
    assert again["first"][:6] == kept["first"][:6]


@pytest.mark.parametrize("kind", ["separable", "not separable"])
def test_stored_growth_is_what_the_code_gives_today(kind):
    again, kept = experiment.growth(kind, 0.001, most=100), experiment.stored()["growth"][kind]
    for name, values in again.items():
        np.testing.assert_allclose(values, kept["0.001"][name][: len(values)], rtol=1e-3)


def growth(kind, penalty, name, steps):
    """A median."""
    at = experiment.LONG.tolist().index(steps)
    return experiment.stored()["growth"][kind][penalty][name][at][1]


def test_the_numbers_told_of_separable_labels():
    assert len(experiment.labels("separable")) == 101
    weights = [growth("separable", "0", "weight", n) for n in (10, 100_000)]
    assert np.round(weights, 1).tolist() == [1.9, 39.5]
    fresh = [growth("separable", "0", "fresh", n) for n in (10, 100_000)]
    assert np.round(fresh, 2).tolist() == [0.37, 3.45]
    assert growth("separable", "0", "training", 100_000) < 0.001
    ended = [growth("separable", "0.01", name, 100_000) for name in ("weight", "fresh")]
    assert np.round(ended, 2).tolist() == [3.39, 0.42]


def test_with_a_tenth_of_the_learning_rate_the_best_step_comes_ten_times_as_late():
    t, w, b, fresh = experiment.labels("separable"), np.zeros((101, 1)), np.zeros((101, 1)), []
    true = scipy.special.expit(2 * X)
    for _ in range(150):
        error = scipy.special.expit(w * X + b) - t
        w, b = w - 0.1 * (error * X).mean(1, keepdims=True), b - 0.1 * error.mean(1, keepdims=True)
        z = w * X + b
        fresh.append(np.median((np.logaddexp(0, z) - true * z).mean(1)))
    assert np.argmin(fresh) + 1 == 106


def test_the_weight_grows_like_the_logarithm_of_the_steps():
    """With all points at +-m it would be ln(2 m steps)/m after long; here each tenfold adds
    about as much as the one before, once the steps are many."""
    tenfolds = np.diff([growth("separable", "0", "weight", 10**k) for k in (3, 4, 5)])
    assert tenfolds[1] == pytest.approx(tenfolds[0], rel=0.2)


def test_labels_that_are_not_separable_have_a_maximum():
    early, late = (growth("not separable", "0", "weight", n) for n in (10_000, 100_000))
    assert early == pytest.approx(late, rel=1e-3)


def test_adam_lets_separable_weights_grow_as_well():
    net = MLP((1, 1), loss="logistic")
    t = experiment.labels("separable")[0]
    sizes = []
    for progress in training(
        net, X[:, None], t, epochs=3000, batch_size=None, optimiser="adam", learning_rate=0.1
    ):
        if progress.epoch in (300, 3000):
            sizes.append(abs(net.weights[0].item()))
    assert sizes[1] > 1.5 * sizes[0]


@pytest.mark.parametrize(("steps", "penalty"), [(10.0, "0"), (100_000.0, "0.01")])
def test_the_medians_told_are_the_drawn_ones(steps, penalty):
    picture = lesson.Separable(steps=steps, penalty=penalty)
    at = experiment.LONG.tolist().index(int(steps))
    size, training_loss, fresh = (
        picture.data[name][at, 1] for name in ("|w|", "training loss", "loss on new labels")
    )
    assert (
        f"|w| {size:.2f}, training loss {training_loss:.2g}, loss on new labels {fresh:.2f}."
        in picture.readout
    )
    least = picture.data["loss on new labels"][:, 1]
    assert picture.readout.endswith(
        f"its least, {least.min():.2f}, after {experiment.LONG[least.argmin()]} steps;"
        " the entropy of the labels is 0.364."
    )


@pytest.mark.parametrize(("precision", "first"), [("float64", 37), ("float32", 17)])
def test_for_target_0_the_textbook_formula_is_infinite_from_a_small_logit_on(precision, first):
    z = np.arange(0, 60).astype(precision)
    with np.errstate(divide="ignore"):
        loss = -np.log(1 - 1 / (1 + np.exp(-z)))
    assert np.flatnonzero(np.isinf(loss))[0] == first
    told = lesson.FromLogits(logit=40, target="0", precision=precision).readout
    assert "from logits the loss is 40. From probabilities: textbook infinite," in told


def test_for_target_1_it_is_infinite_once_the_exponential_is():
    assert lesson.FromLogits(logit=-705).readout.count("textbook 705")
    assert "textbook infinite" in lesson.FromLogits(logit=-710).readout
    with np.errstate(over="ignore"):
        assert np.exp([709.0, 710.0]).tolist()[1] == np.inf and np.exp(709.0) < np.inf


def test_the_likelihood_told_is_the_product_and_its_gradient_the_difference():
    def surprise(w, b):
        return -bernoulli.logpmf(T, scipy.special.expit(w * X + b)).mean()

    words = lesson.LogisticFit(weight=1.5, bias=-0.5).readout
    mean, h = surprise(1.5, -0.5), 1e-5
    in_w = (surprise(1.5 + h, -0.5) - surprise(1.5 - h, -0.5)) / (2 * h)
    in_b = (surprise(1.5, -0.5 + h) - surprise(1.5, -0.5 - h)) / (2 * h)
    product = np.prod(bernoulli.pmf(T, scipy.special.expit(1.5 * X - 0.5)))
    assert f"L = {product:.2g} is the product" in words and f"ℓ = ln L = {-12 * mean:.2f}," in words
    assert f"−ℓ/n = {mean:.3f}. Its gradient is {in_w:.3f} in w and {in_b:.3f} in b." in words
    each = -bernoulli.logpmf(T, scipy.special.expit(1.5 * X - 0.5))
    assert words.endswith(f"loss, {each.max():.2f}, is that of point {each.argmax() + 1}.")


def test_too_sure_point_10_alone_has_more_than_half_of_the_whole_loss():
    each = -bernoulli.logpmf(T, scipy.special.expit(5.0 * X))
    assert each.argmax() == 9 and round(each[9], 2) == 5.50 and each[9] > each.sum() / 2


def test_where_all_points_are_alike_none_is_named():
    words = lesson.LogisticFit(weight=0.0).readout
    assert words.endswith("Every point has the loss 0.69.")


def test_the_simplex_tells_the_surprise_and_its_gradient():
    # The point's weights of the corners A, B, C are 0.5, 0.3 and 0.2.
    words = lesson.Simplex(point=[(0.4, 0.2 * 0.75**0.5)], target="B").readout
    assert " A 0.50, B 0.30, C 0.20; the true class is B. " in words
    assert f"is {-np.log(0.3):.2f} nats" in words
    assert words.endswith("in the three logits is 0.50, -0.70, 0.20.")


def test_a_probability_that_two_digits_would_show_as_0_is_told_in_four():
    words = lesson.Simplex(point=[(1.0, 0.0)]).readout
    assert "A 0.0001, B 0.9998, C 0.0001" in words


@pytest.mark.parametrize("target", range(3))
def test_the_shade_of_the_simplex_is_the_surprise(target):
    """Around every place lies the area of its half nat, and no other; darker is more."""
    picture = lesson.Simplex(target="ABC"[target])
    picture.png()
    sheet = next(c for c in picture.figure.axes[0].collections if c.get_visible())
    rng = np.random.default_rng(0)
    spread = [*rng.dirichlet(np.ones(3), 200), *rng.dirichlet(np.full(3, 0.2), 200)]
    assert np.min([weights[target] for weights in spread]) < 0.002
    for weights in spread:
        place = weights @ [[0, 0], [1, 0], [0.5, 0.75**0.5]]
        around = [k for k, path in enumerate(sheet.get_paths()) if path.contains_point(place)]
        halves = -2 * np.log(weights[target])
        on_an_edge = min(halves % 1, 1 - halves % 1) < 1e-3 or weights.min() < 1e-9
        assert on_an_edge or around == [min(int(halves), 10)]
    brightness = sheet.get_facecolor()[:, :3].sum(-1)
    assert len(brightness) == 11 and (np.diff(brightness) < 0).all()


@pytest.mark.parametrize(("start", "steps", "most"), [(6, 600, 0.7), (8, 3000, 0.9)])
def test_where_half_of_the_answers_are_wrong_most_units_give_all_points_the_same_one(
    start, steps, most
):
    """As its text says; squared error, written out."""
    t = np.repeat([0.0, 1.0], 25)
    x = 2 * t - 1 + np.random.default_rng(0).normal(0, 0.5, (64, 50))
    w, b = np.full((64, 1), -float(start)), np.zeros((64, 1))
    for _ in range(steps):
        p = scipy.special.expit(w * x + b)
        push = (p - t) * p * (1 - p)
        w -= 0.5 * (push * x).mean(1, keepdims=True)
        b -= 0.5 * push.mean(1, keepdims=True)
    yes = w * x + b > 0
    assert np.median((yes != t).mean(1)) == 0.5
    assert (yes.all(1) | ~yes.any(1)).mean() > most


def test_from_2_squared_error_does_not_rest_at_half_and_from_6_on_it_does():
    kept = experiment.stored()["unlearning"]["gradient descent"]["squared error"]["shares"]
    rests = [(np.abs(np.array(shares)[:, 1] - 0.5) < 0.05).sum() for shares in kept]
    assert rests[2] == 0 and min(rests[6:]) >= 5


def test_a_best_curve_made_twice_as_steep_shortens_points_5_and_10_alone():
    w, b = best()
    once, twice = (bernoulli.pmf(T, scipy.special.expit(k * (w * X + b))) for k in (1, 2))
    assert (np.flatnonzero(twice < once) + 1).tolist() == [5, 10]
    assert twice.prod() < once.prod()


def test_points_that_cover_each_other_share_one_number_and_the_others_have_their_own():
    alike = [t.get_text() for t in lesson.LogisticFit(weight=0.0).figure.axes[2].texts]
    assert sorted(filter(None, alike)) == ["1, 2, 3, 4, 6, 7, 10", "5, 8, 9, 11, 12"]
    assert_numbers_are_apart(lesson.LogisticFit(weight=0.0))
    apart = [t.get_text() for t in lesson.LogisticFit(weight=1.0).figure.axes[2].texts]
    assert sorted(map(int, filter(None, apart))) == list(range(1, 13))


def assert_numbers_are_apart(picture):
    picture.png()
    for axes in picture.figure.axes[1:]:
        boxes = [t.get_window_extent() for t in axes.texts if t.get_text()]
        for k, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[k + 1 :])
            assert axes.bbox.x0 - 5 < box.x0 and box.x1 < axes.bbox.x1 + 5


@pytest.mark.parametrize("weight", [-5.0, -1.0, 0.4, 2.0, 5.0])
@pytest.mark.parametrize("bias", [-4.0, -1.5, 0.5, 4.0])
def test_the_numbers_of_points_neither_overlap_nor_leave_the_frame(weight, bias):
    assert_numbers_are_apart(lesson.LogisticFit(weight=weight, bias=bias))
