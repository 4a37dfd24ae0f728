"""Losses against SciPy and scikit-learn."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import scipy.special as sp
import sklearn.metrics
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons_lib.activations import softmax
from lessons_lib.gradcheck import gradient
from lessons_lib.losses import (
    LOSSES,
    absolute_error,
    logistic_loss,
    softmax_cross_entropy,
    squared_error,
)

LOGITS = hnp.arrays(np.float64, (6, 3), elements=st.floats(-30, 30))
ANY_FLOATS = st.sampled_from([np.float32, np.float64]).flatmap(
    lambda dtype: hnp.arrays(
        dtype,
        hnp.array_shapes(min_dims=2, max_dims=2, max_side=4),
        elements={"allow_nan": False, "allow_infinity": False},
    )
)
RNG = np.random.default_rng(0)


def _target(loss):
    t = RNG.uniform(0.05, 0.95, (6, 3))
    return t / t.sum(1, keepdims=True) if loss is softmax_cross_entropy else t


def test_the_names_are_those_that_a_network_takes():
    assert {
        "squared_error": squared_error,
        "absolute_error": absolute_error,
        "logistic": logistic_loss,
        "softmax_cross_entropy": softmax_cross_entropy,
    } == LOSSES


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
def test_gradient_agrees_with_central_differences(loss):
    z, t = RNG.normal(size=(6, 3)), _target(loss)
    wanted = gradient(lambda at: float(loss(at, t).sum()), z)
    np.testing.assert_allclose(loss.gradient(z, t), wanted, atol=1e-8)


@given(LOGITS)
def test_logistic_loss_is_the_bernoulli_log_likelihood_of_scipy(z):
    t = np.linspace(0, 1, z.size).reshape(z.shape)
    p = sp.expit(z)
    wanted = -(sp.xlogy(t, p) + sp.xlogy(1 - t, sp.expit(-z))).sum(-1)
    np.testing.assert_allclose(logistic_loss(z, t), wanted, rtol=1e-9, atol=1e-12)


@given(LOGITS)
def test_softmax_cross_entropy_is_scipys_log_softmax(z):
    labels = np.arange(6) % 3
    wanted = -sp.log_softmax(z, -1)[np.arange(6), labels]
    np.testing.assert_allclose(softmax_cross_entropy(z, labels), wanted, rtol=1e-12, atol=1e-12)


def test_labels_and_rows_with_a_single_one_are_the_same_target():
    z, labels = RNG.normal(size=(6, 3)), np.arange(6) % 3
    rows = np.eye(3)[labels]
    np.testing.assert_array_equal(softmax_cross_entropy(z, labels), softmax_cross_entropy(z, rows))


def test_means_equal_scikit_learns_log_loss():
    z, labels = RNG.normal(size=(6, 3)), np.arange(6) % 3
    wanted = sklearn.metrics.log_loss(labels, sp.softmax(z, -1))
    assert softmax_cross_entropy(z, labels).mean() == pytest.approx(wanted)
    wanted = sklearn.metrics.log_loss(labels > 0, sp.expit(z[:, 0]))
    assert logistic_loss(z[:, 0], labels > 0).mean() == pytest.approx(wanted)


@pytest.mark.parametrize("z", [1e4, -1e4])
def test_huge_logits_are_exact(z):
    assert logistic_loss(np.array([z]), np.array([0.0]))[0] == max(z, 0)
    assert logistic_loss(np.array([z]), np.array([1.0]))[0] == max(-z, 0)
    assert softmax_cross_entropy(np.array([[z, 0.0]]), np.array([0]))[0] == max(-z, 0)


@pytest.mark.parametrize("z", [-1e4, -745.5, -40.0, -1e-20, 0.0, 1e-20, 37.5, 1e4])
@pytest.mark.parametrize("t", [0.0, 0.25, 1.0])
def test_logistic_loss_equals_mpmath_at_the_extremes(z, t):
    with mpmath.workdps(5000 if abs(z) > 1000 else 400):
        s = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
        wanted = float(-(t * mpmath.log(s) + (1 - t) * mpmath.log(1 - s)))
        slope = float(s - t)
    assert logistic_loss(np.array([z]), np.array([t]))[0] == pytest.approx(wanted, rel=1e-14)
    assert logistic_loss.gradient(np.array([z]), np.array([t]))[0] == pytest.approx(
        slope, rel=1e-14
    )


@pytest.mark.parametrize("z", [(1e4, -1e4, 0.0), (700.0, -700.0, 1e-300), (30.0, -30.0, 29.0)])
@pytest.mark.parametrize("label", [0, 1, 2])
def test_softmax_cross_entropy_equals_mpmath_at_the_extremes(z, label):
    with mpmath.workdps(10_000):
        total = mpmath.fsum(mpmath.exp(mpmath.mpf(x)) for x in z)
        wanted = float(mpmath.log(total) - mpmath.mpf(z[label]))
    found = softmax_cross_entropy(np.array([z]), np.array([label]))[0]
    assert found == pytest.approx(wanted, rel=1e-14, abs=1e-15)


@pytest.mark.parametrize("loss", [logistic_loss, softmax_cross_entropy])
@given(z=ANY_FLOATS)
@example(z=np.full((1, 3), np.finfo(float).max))
def test_any_finite_logits_give_no_nan_and_no_warning_but_underflow(loss, z):
    target = np.eye(z.shape[1], dtype=z.dtype)[np.arange(len(z)) % z.shape[1]]
    with np.errstate(all="raise", under="ignore"):
        value, slope = loss(z, target), loss.gradient(z, target)
    assert not np.isnan(value).any() and np.isfinite(slope).all()
    assert value.dtype == slope.dtype == z.dtype
    assert value.shape == z.shape[:1] and slope.shape == z.shape


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_class_that_is_impossible_and_never_happens_costs_nothing(dtype):
    big = np.finfo(dtype).max
    # The second logit lies 2 big below the first, which is beyond the largest float.
    assert softmax_cross_entropy(np.array([[big, -big]], dtype), [0])[0] == 0
    assert softmax_cross_entropy(np.array([[big, -big]], dtype), [1])[0] == np.inf


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
def test_no_examples_have_no_losses(loss):
    assert loss(np.zeros((0, 2)), np.zeros((0, 2))).shape == (0,)


def test_gradient_of_a_matching_pair_is_prediction_minus_target():
    z, t = RNG.normal(size=(6, 3)), _target(softmax_cross_entropy)
    np.testing.assert_allclose(logistic_loss.gradient(z, t), sp.expit(z) - t)
    np.testing.assert_allclose(softmax_cross_entropy.gradient(z, t), sp.softmax(z, -1) - t)


def test_squared_error_has_no_half():
    assert squared_error(np.array([3.0]), np.array([1.0]))[0] == 4
    assert squared_error.gradient(np.array([3.0]), np.array([1.0]))[0] == 4


def test_absolute_error_has_gradient_zero_at_the_target():
    np.testing.assert_array_equal(absolute_error.gradient([1.0, 2.0, 3.0], [2.0] * 3), [-1, 0, 1])


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
def test_one_value_per_example_and_replicas_in_front(loss):
    z, t = RNG.normal(size=(4, 6, 3)), _target(loss)
    assert loss(z[0], t).shape == (6,)
    assert loss(z, t).shape == (4, 6)
    np.testing.assert_allclose(loss(z, t)[2], loss(z[2], t))


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
def test_any_axes_may_stand_in_front(loss):
    z, t = RNG.normal(size=(2, 4, 6, 3)), _target(loss)
    assert loss(z, t).shape == (2, 4, 6)
    assert loss.gradient(z, t).shape == z.shape
    np.testing.assert_allclose(loss(z, t)[1, 2], loss(z[1, 2], t))
    np.testing.assert_array_equal(loss(z, np.broadcast_to(t, z.shape)), loss(z, t))


def test_labels_serve_every_replica_and_a_single_example():
    z, labels = RNG.normal(size=(4, 6, 3)), np.arange(6) % 3
    np.testing.assert_allclose(
        softmax_cross_entropy(z, labels)[3], softmax_cross_entropy(z[3], labels)
    )
    assert softmax_cross_entropy(z[0, 1], 1) == pytest.approx(-sp.log_softmax(z[0, 1])[1])


@given(st.floats(-1e4, 1e4), st.floats(0, 1))
def test_logistic_loss_has_the_digits_of_mpmath(z, t):
    with mpmath.workdps(60):
        # -ln sigmoid(z) = ln(1 + e^-z), and ln(1 + e^z) for the other label.
        yes, no = (mpmath.log1p(mpmath.exp(sign * mpmath.mpf(z))) for sign in (-1, 1))
        wanted = float(t * yes + (1 - mpmath.mpf(t)) * no)
    # The two terms may be as large as z and cancel.
    assert logistic_loss([z], [t])[0] == pytest.approx(wanted, rel=1e-14, abs=1e-15 * abs(z))


@given(st.floats(-1e4, 1e4))
def test_softmax_of_two_classes_is_the_logistic_loss_of_their_difference(z):
    two = softmax_cross_entropy([[0.0, z]], [1])
    np.testing.assert_allclose(two, logistic_loss([z], [1.0]), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    ("loss", "output"),
    [
        (squared_error, "identity"),
        (absolute_error, "identity"),
        (logistic_loss, "sigmoid"),
        (softmax_cross_entropy, "softmax"),
    ],
)
def test_each_loss_names_its_output_activation(loss, output):
    assert loss.output == output


def test_labels_of_minus_one_and_one_are_refused_in_words():
    with pytest.raises(ValueError, match=r"target holds -1.*labels 0 and 1"):
        logistic_loss([0.3, 0.5], [-1, 1])
    with pytest.raises(ValueError, match=r"target holds -1.*labels 0 and 1"):
        logistic_loss.gradient([0.3, 0.5], [-1, 1])


@pytest.mark.parametrize("holds", [1.5, 1.0000001, -0.25])
def test_a_target_outside_0_to_1_is_no_probability(holds):
    with pytest.raises(ValueError, match=r"target holds .*probabilities"):
        logistic_loss([0.3, 0.5], [0.5, holds])
    assert np.isfinite(logistic_loss([0.3, 0.5], [0.0, 1.0])).all()


def test_a_single_number_is_no_vector_of_logits():
    with pytest.raises(ValueError, match="one logit for each class"):
        softmax_cross_entropy(3.0, 0)


def test_rows_that_are_no_probabilities_are_refused_in_words():
    with pytest.raises(ValueError, match=r"sum is 0\.5"):
        softmax_cross_entropy(np.zeros((2, 3)), [[1, 0, 0], [0.25, 0.25, 0]])
    with pytest.raises(ValueError, match=r"sum is 1\.5"):
        softmax_cross_entropy(np.zeros((2, 3)), [[1, 0, 0], [0.5, 0.5, 0.5]])
    with pytest.raises(ValueError, match=r"target holds -1.*rows of probabilities"):
        softmax_cross_entropy(np.zeros((1, 3)), [[2, -1, 0]])


def test_labels_that_are_too_many_name_both_shapes():
    with pytest.raises(ValueError, match=r"\(3, 2\).*\(4,\).*one label"):
        softmax_cross_entropy(np.zeros((3, 2)), [0, 1, 1, 0])


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
def test_shapes_that_would_broadcast_silently_are_refused(loss):
    with pytest.raises(ValueError, match=r"\(4, 1\).*\(4, 2\)"):
        loss(np.zeros((4, 1)), np.zeros((4, 2)))


def test_a_column_against_a_row_names_both_shapes():
    with pytest.raises(ValueError, match=r"\(4, 1\).*\(4,\)"):
        squared_error(np.zeros((4, 1)), np.zeros(4))


def test_a_label_out_of_range_is_named():
    with pytest.raises(ValueError, match=r"label 3.*from 0 to 2"):
        softmax_cross_entropy(np.zeros((2, 3)), np.array([0, 3]))


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
def test_float32_stays_float32(loss):
    z, t = np.zeros((2, 3), np.float32), np.full((2, 3), 1 / 3)
    assert loss(z, t).dtype == loss.gradient(z, t).dtype == np.float32


ENDS = st.one_of(st.floats(width=16), st.sampled_from([np.inf, -np.inf, np.nan]))


@given(z=ENDS, t=st.sampled_from([0.0, 0.25, 1.0]))
def test_logistic_loss_at_infinity_is_its_limit(z, t):
    """Against SciPy's cross-entropy, which is exact where the probability is 0 or 1."""
    with np.errstate(all="raise", under="ignore"):
        value = logistic_loss(np.array([z]), np.array([t]))[0]
        slope = logistic_loss.gradient(np.array([z]), np.array([t]))[0]
    np.testing.assert_allclose(slope, sp.expit(z) - t)
    if np.isinf(z):
        assert value == -(sp.xlogy(t, sp.expit(z)) + sp.xlogy(1 - t, sp.expit(-z)))
    assert np.isnan(value) == np.isnan(z) and not value < 0


@given(z=hnp.arrays(np.float64, 3, elements=ENDS), t=st.sampled_from([*np.eye(3), [0.5, 0.5, 0]]))
def test_softmax_cross_entropy_at_infinity_is_the_cross_entropy_of_the_limit(z, t):
    """Against SciPy's entropies of the probabilities that `softmax` has in the limit."""
    with np.errstate(all="raise", under="ignore"):
        value, slope = softmax_cross_entropy(z, t), softmax_cross_entropy.gradient(z, t)
    p = softmax(z)
    np.testing.assert_array_equal(slope, p - t)
    if not np.isinf(z).any() or np.isnan(p).any():
        assert np.isnan(value) == np.isnan(p).any()
    elif np.any((p == 0) & np.isinf(z) & (np.array(t) > 0)) or np.any(z == np.inf):
        assert value == (0 if np.all(p[np.array(t) > 0] == 1) else np.inf)
    else:
        kept = np.isfinite(z)
        wanted = -(np.array(t)[kept] * sp.log_softmax(z[kept])).sum()
        assert value == pytest.approx(wanted, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_no_loss_warns_and_finite_numbers_give_no_nan(loss, dtype):
    big = np.finfo(dtype).max
    z = np.array([[big, -big], [-big, big], [np.inf, 0], [-np.inf, -np.inf], [np.nan, 1]], dtype)
    t = np.array([[0.25, 0.75]] * 5, dtype)
    with np.errstate(all="raise"):
        value, slope = loss(z, t), loss.gradient(z, t)
    assert value.dtype == slope.dtype == dtype
    assert not np.isnan(value[:2]).any() and not np.isnan(slope[:2]).any()
    assert np.isnan(value[4]) and np.isnan(slope[4, 0])


@pytest.mark.parametrize("loss", [squared_error, absolute_error])
def test_an_infinite_error_is_infinite_and_that_of_equal_infinities_is_nan(loss):
    prediction, target = [np.inf, -np.inf, np.inf, 1e308], [0, np.inf, np.inf, -1e308]
    with np.errstate(all="raise"):
        np.testing.assert_array_equal(loss(prediction, target), [np.inf, np.inf, np.nan, np.inf])


def test_a_target_beyond_the_predictions_type_warns_of_nothing():
    with np.errstate(all="raise"):
        assert squared_error(np.float32([1, 2]), [1e300, 1])[0] == np.inf
