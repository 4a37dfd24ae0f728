"""Lesson 10: what its pictures say, against independent references."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

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
