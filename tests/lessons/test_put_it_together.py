"""Lesson 12: the tasks, the workbench, the report and the numbers that its text claims."""

from __future__ import annotations

from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom
from sklearn.metrics import accuracy_score, r2_score

from lessons_lib.explorable import Explorable
from lessons_lib.lessons.put_it_together import Report, Workbench, check, review
from lessons_lib.lessons.put_it_together.bench import FIT, SEEDS
from lessons_lib.lessons.put_it_together.questions import QUESTIONS
from lessons_lib.lessons.put_it_together.tasks import (
    NUMBER,
    ONE_OF_TEN,
    OUTPUTS,
    SEVERAL,
    TASKS,
    baseline,
    network,
    objection,
    refusal,
    score,
    task,
)
from lessons_lib.theory.likelihood.output_choice import LOSSES
from lessons_lib.training import training
from tests.explorable.test_live import pull
from tests.lessons.test_exercises import NOTEBOOKS

GOOD = {"layers": 1, "units": 64, "activation": "relu"}


def trained(name, steps=40, **choices):
    bench = Workbench(**{"task": name, "activation": "relu", **FIT[name], **choices})
    bench.step(steps)
    return bench


# ---- tasks


@pytest.mark.parametrize("name", TASKS)
def test_no_example_is_both_learnt_from_and_judged_by(name):
    it = task(name)
    assert len(it.train.X) == len(it.train.y) and len(it.test.X) == len(it.test.y)
    assert 0.24 < len(it.test.X) / (len(it.test.X) + len(it.train.X)) < 0.26
    seen = {row.tobytes() for row in it.train.X}
    assert sum(row.tobytes() in seen for row in it.test.X) == 0


@pytest.mark.parametrize("name", TASKS)
def test_inputs_are_scaled_by_what_is_learnt_from_alone(name):
    X, X_test = task(name).inputs(scaled=True)
    varied = X.std(0) > 0
    np.testing.assert_allclose(X.mean(0), 0, atol=1e-9)
    np.testing.assert_allclose(X.std(0)[varied], 1)
    assert not np.allclose(X_test.mean(0), 0, atol=1e-3)


def test_scores_are_scikit_learns():
    rng = np.random.default_rng(0)
    y = rng.normal(size=(30, 1))
    p = y + 0.5 * rng.normal(size=(2, 30, 1))
    np.testing.assert_allclose(score(NUMBER, p, y), [r2_score(y, each) for each in p])
    assert list(score(NUMBER, np.stack([100 * p[0], p[0] * np.nan]), y)) == [-1, -1]
    one_hot, p = np.eye(10)[rng.integers(0, 10, 30)], rng.random((2, 30, 10))
    wanted = [accuracy_score(one_hot.argmax(1), each.argmax(1)) for each in p]
    np.testing.assert_allclose(score(ONE_OF_TEN, p, one_hot), wanted)
    y, p = rng.integers(0, 2, (30, 3)), rng.random((2, 30, 3))
    np.testing.assert_allclose(score(SEVERAL, p, y), [accuracy_score(y, each > 0.5) for each in p])


# ---- the workbench


@pytest.mark.parametrize("scene", Workbench.scenes)
def test_every_scene_trains_or_says_why_not(scene):
    bench = Workbench()
    bench.show_scene(scene)
    bench.step(3)
    assert "after 3 epochs" in bench.readout


@pytest.mark.parametrize("layers", range(5))
def test_what_hidden_layers_need_can_be_set_if_there_are_any(layers):
    unseen = set(Workbench(layers=layers).hidden())
    assert unseen == (set() if layers else {"units", "activation"})


def test_the_printed_call_rebuilds_the_bench():
    bench = Workbench(task="digits", units=8)
    assert eval(repr(bench)).values == bench.values


@pytest.mark.parametrize("name", TASKS)
def test_the_fitting_choice_has_no_objection(name):
    assert objection(name, **FIT[name]) == ""


def test_a_loss_that_cannot_be_computed_is_explained_and_cannot_be_played():
    bench = Workbench(task="diabetes", loss="logistic", output="sigmoid")
    assert not bench.playable
    assert "cannot be trained here" in bench.readout and "from 0 to 1" in bench.readout


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("loss", LOSSES)
def test_every_choice_trains_or_is_refused_for_a_reason(name, output, loss):
    bench = Workbench(task=name, output=output, loss=loss, activation="relu")
    if bench.playable:
        bench.step()
        assert "after 1 epochs" in bench.readout
    else:
        assert "cannot be trained here" in bench.readout
        assert objection(name, output, loss)


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("loss", LOSSES)
def test_what_is_refused_is_what_the_network_cannot_train(name, output, loss):
    it = task(name)
    try:
        net = network(name, output, loss, [4])
        next(training(net, *it.train, epochs=1, learning_rate=0.01))
        possible = True
    except ValueError:
        possible = False
    assert possible == (refusal(name, output, loss) == "")


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("loss", LOSSES)
def test_a_refusal_is_one_sentence_that_names_the_choice_that_fits(name, output, loss):
    bench = Workbench(task=name, output=output, loss=loss)
    if not bench.playable:
        fit = "choose the output {output} with the loss {loss}.".format(**FIT[name])
        assert bench.readout.startswith(f"The {loss} loss cannot be trained here: ")
        assert bench.readout.endswith(fit) and bench.readout.count(".") == 1


REFUSED = [("loss", "logistic"), ("loss", "softmax cross-entropy"), ("output", "softmax")]


@pytest.mark.parametrize(("control", "value"), REFUSED)
def test_a_choice_refused_while_it_plays_stays_refused_where_the_reader_looks(control, value):
    bench = Workbench(layers=4, units=64, task="diabetes", **FIT["diabetes"])
    bench.play()
    pull(bench, most=1)
    assert bench.progress is not None
    said = bench.answer({"op": "set", "values": {control: value}}).readout
    assert not pull(bench)[-1].playing
    frame = bench.answer({"op": "play"})
    assert "cannot be trained here" in said == frame.readout
    assert not frame.playing and not frame.playable
    assert said in repr(Report(bench))


HANDS = st.one_of(
    st.sampled_from(["step", "reset", *Workbench.scenes]),
    st.tuples(st.just("task"), st.sampled_from(list(TASKS))),
    st.tuples(st.just("output"), st.sampled_from(list(OUTPUTS))),
    st.tuples(st.just("loss"), st.sampled_from(list(LOSSES))),
    st.tuples(st.just("activation"), st.sampled_from(Workbench.activation.options)),
    st.tuples(st.just("layers"), st.integers(0, 4)),
    st.tuples(st.just("learning_rate"), st.sampled_from([0.001, 10.0])),
    st.tuples(st.just("scaled"), st.booleans()),
)


@settings(max_examples=15)
@given(st.lists(HANDS, min_size=3, max_size=6))
def test_in_whatever_order_a_hand_goes_there_is_a_refusal_or_a_training(hands):
    bench = Workbench(units=4)
    for hand in hands:
        if hand in ("step", "reset"):
            request = {"op": hand}
        elif isinstance(hand, str):
            request = {"op": "scene", "name": hand}
        else:
            request = {"op": "set", "values": {hand[0]: hand[1]}}
        said = bench.answer(request).readout
        refused = refusal(bench.task, bench.output, bench.loss)
        assert (refused in said) if refused else ("fit" in said)
        if refused or bench.progress is not None:
            assert said in repr(Report(bench))


@pytest.mark.parametrize("given", [None, 3, "Workbench()", Workbench])
def test_a_report_of_anything_else_is_refused_in_words(given):
    with pytest.raises(ValueError, match="give a Workbench"):
        Report(given)


def test_a_sigmoid_output_reaches_no_negative_target():
    assert "between 0 and 1" in Workbench(task="diabetes", output="sigmoid").readout


def test_too_fast_a_rate_ends_the_seeds_that_diverge_and_no_other():
    bench = trained("diabetes", learning_rate=10.0)
    assert len(bench.progress.alive) < SEEDS and np.isfinite(bench.progress.test).all()
    assert "diverged" in bench.readout


@pytest.mark.parametrize("name", ["diabetes", "breast cancer"])
def test_the_words_tell_what_is_drawn(name):
    bench = trained(name, 3, layers=1)
    left, right = bench.figure.axes
    (peer, _), (_, held_out, _) = right.lines[0].get_ydata(), left.lines
    quartiles = [path.vertices for area in left.collections for path in area.get_paths()][1]
    low, high = sorted({y for x, y in quartiles if x == 3})
    last, words = bench.progress.test[-1], bench.readout
    assert held_out.get_ydata()[-1] == pytest.approx(median(last))
    assert (
        f" {median(last):.3f}, the median of 20 seeds (quartiles {low:.3f} to {high:.3f})" in words
    )
    assert (
        f", {TASKS[name].baseline}, {peer:.3f}. Better in {sum(s > peer for s in last)} of 20."
        in words
    )
    assert words.startswith(
        f"{name.capitalize()} after 3 epochs: held-out {TASKS[name].kind.score} "
    )


def test_the_words_count_the_seeds_that_diverged():
    bench = trained("diabetes", 3, learning_rate=10.0)
    assert f" {SEEDS - len(bench.progress.alive)} diverged. " in bench.readout


# ---- what the text claims


def test_a_wide_layer_beats_the_linear_model_on_digits():
    last = trained("digits", **GOOD).progress.test[-1]
    assert (last > baseline("digits")).sum() >= 15


def test_no_network_beats_linear_regression_on_diabetes():
    for units in (8, 64):
        last = trained("diabetes", layers=1, units=units, learning_rate=0.05).progress.test
        assert np.median(last[-1]) < baseline("diabetes")


def test_a_large_network_unlearns_diabetes():
    path = np.median(trained("diabetes", layers=2).progress.test, axis=1)
    assert path.argmax() < 20 and path[-1] < path.max() - 0.1


def test_documents_bend():
    last = trained("topics of documents", **GOOD).progress.test[-1]
    assert (last > baseline("topics of documents")).sum() >= 15


def test_breast_cancer_is_a_tie_with_logistic_regression():
    last = trained("breast cancer", **GOOD).progress.test[-1]
    assert abs(np.median(last) - baseline("breast cancer")) < 0.02


def test_without_scaling_the_network_guesses():
    raw = trained("breast cancer", scaled=False).progress.test[-1]
    assert np.median(raw) < 0.7 < 0.9 < np.median(trained("breast cancer").progress.test[-1])


# ---- the report


def advised(bench):
    return " ".join(each.change for each in Report(bench).advice)


def test_the_report_names_a_wrong_output_and_unscaled_inputs():
    bench = Workbench(scaled=False)
    bench.step(2)
    assert "Take sigmoid with logistic" in advised(bench)
    assert "Scale the inputs" in advised(bench)


def test_the_report_names_a_missing_nonlinearity_and_a_deep_sigmoid():
    assert "nonlinear" in advised(trained("digits", 2, activation="identity"))
    assert "Take ReLU" in advised(trained("digits", 2, activation="sigmoid", layers=3))
    assert "Take ReLU" not in advised(trained("digits", 2, activation="sigmoid", layers=2))


def test_the_report_names_a_rate_that_is_too_large():
    assert "Lower the learning rate" in advised(trained("diabetes", learning_rate=10.0))


def test_the_report_says_when_a_line_is_better_and_when_to_stop():
    words = advised(trained("diabetes", layers=2))
    assert "Take linear regression" in words and "Stop earlier" in words


def test_the_report_of_a_good_network_asks_for_nothing():
    assert "Nothing that this report knows of" in repr(Report(trained("digits", **GOOD)))


# The lesson in which the reason of an advice is shown.
SHOWN_IN = {
    "Take sigmoid with logistic": "choosing_activations",
    "Scale the inputs": "vanishing_gradients",
    "Lower the learning rate": "likelihood_regression",
    "Choose a nonlinear activation": "choosing_activations",
    "Take ReLU": "vanishing_gradients",
    "Use fewer units": "wide_and_deep",
    "Stop earlier": "wide_and_deep",
    "Train longer": "likelihood_regression",
    "Take linear regression": "no_free_lunch",
    "Take logistic regression": "no_free_lunch",
}


def test_each_advice_names_the_lesson_that_shows_its_reason():
    raw = Workbench(scaled=False)
    raw.step(2)
    given = list(Report(raw).advice)
    for choices in (
        {"name": "diabetes", "learning_rate": 10.0, "steps": 5},
        {"name": "digits", "activation": "identity", "steps": 2},
        {"name": "digits", "activation": "sigmoid", "layers": 3, "steps": 2},
        {"name": "diabetes", "layers": 2},
        {"name": "digits", "steps": 6},
    ):
        given += Report(trained(**choices)).advice
    said = {begins for begins in SHOWN_IN for a in given if a.change.startswith(begins)}
    assert said == set(SHOWN_IN)
    for advice in given:
        (home,) = (SHOWN_IN[b] for b in SHOWN_IN if advice.change.startswith(b))
        assert NOTEBOOKS[home].stem.startswith(advice.lesson), advice


def test_the_epoch_to_stop_at_is_the_best_one():
    bench = trained("diabetes", layers=2)
    best = np.median(bench.progress.test, axis=1)
    (stop,) = (a for a in Report(bench).advice if a.change.startswith("Stop earlier"))
    assert f"best after {list(best).index(max(best))} epochs" in stop.change
    assert stop.reason.endswith(f"from {max(best):.2f} to {best[-1]:.2f}")


def test_a_report_needs_a_training():
    with pytest.raises(ValueError, match="press Play"):
        Report(Workbench())


def test_a_report_is_saved_and_another_is_never_overwritten(tmp_path):
    first, second = (Report(trained("breast cancer", steps)) for steps in (2, 3))
    path = first.save(tmp_path / "report.md")
    assert path.read_text(encoding="utf-8") == first.markdown
    first.save(path)
    with pytest.raises(FileExistsError, match="another name"):
        second.save(path)
    assert path.read_text(encoding="utf-8") == first.markdown


# ---- exercises

RIGHT = {name: (fit["output"], fit["loss"]) for name, fit in FIT.items()}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"diabetes": ("sigmoid", "squared error")}, "between 0 and 1"),
        ({"diabetes": ("linear", "logistic")}, "target is a number"),
        ({"breast cancer": ("softmax", "softmax cross-entropy")}, "always 1"),
        ({"breast cancer": ("sigmoid", "squared error")}, "slope"),
        ({"digits": ("sigmoid", "logistic")}, "two classes or none"),
        ({"topics of documents": ("softmax", "softmax cross-entropy")}, "only if others fall"),
        ({"digits": ("softmax", "squared")}, "none of"),
        ({"digits": "softmax"}, "give a pair"),
    ],
)
def test_a_wrong_choice_is_told_why(change, words):
    feedback = check.choices(RIGHT | change)
    assert not feedback.right and words in feedback.words


def test_a_forgotten_task_is_named():
    assert "'digits'" in check.choices({k: v for k, v in RIGHT.items() if k != "digits"}).words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (binom.pmf(15, 20, 0.5), "exactly 15"),
        (2 * binom.sf(14, 20, 0.5), "one side"),
        (binom.cdf(14, 20, 0.5), "fewer than 15"),
        (0.75, "share of wins"),
        (2.0, "in percent"),
        (3.0, "between 0 and 1"),
    ],
)
def test_a_wrong_probability_is_told_why(answer, words):
    feedback = check.sign_test(answer)
    assert not feedback.right and words in feedback.words


def test_a_network_that_beats_nothing_is_told_what_to_change():
    few = check.beats_baseline(trained("digits", layers=1, units=2))
    assert not few.right and "of 20 seeds are better" in few.words
    raw = check.beats_baseline(trained("digits", output="linear", loss="squared error"))
    assert not raw.right and "Take softmax" in raw.words
    assert "'digits'" in check.beats_baseline(trained("diabetes", 1)).words
    assert "not been trained" in check.beats_baseline(Workbench(task="digits")).words
    assert "expected a Workbench" in check.beats_baseline(3).words


def test_right_answers_are_right():
    assert check.choices(RIGHT).right
    assert check.sign_test(binom.sf(14, 20, 0.5)).right
    assert check.beats_baseline(trained("digits", **GOOD | {"units": 48})).right
    as_large = check.beats_baseline(trained("digits", **GOOD))
    assert not as_large.right and "take a smaller one" in as_large.words
    assert check.why_linear_wins("c").right


@pytest.mark.parametrize("answer", ["a", "b", "d"])
def test_a_wrong_reason_gets_its_own_words(answer):
    assert f"({answer})" in check.why_linear_wins(answer).words


# ---- the review


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.text[:40])
def test_every_question_has_a_right_answer_and_a_picture(question):
    assert question.right in question.answers and len(question.answers) >= 3
    assert isinstance(question.picture(), Explorable)


def test_the_right_answer_is_not_always_in_the_same_place():
    rights = [question.right for question in QUESTIONS]
    assert max(rights.count(r) for r in set(rights)) < 0.75 * len(rights)
    assert repr(review()).startswith(f"Quiz of {len(QUESTIONS)} questions.")
