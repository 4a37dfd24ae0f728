"""Lesson 12: the tasks, the workbench, the report and the numbers that its text claims."""

from __future__ import annotations

from statistics import median

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom
from sklearn.linear_model import LinearRegression
from sklearn.metrics import accuracy_score, r2_score
from sklearn.model_selection import train_test_split

from lessons_lib.explorable import Explorable
from lessons_lib.lessons.put_it_together import Report, Workbench, check, review
from lessons_lib.lessons.put_it_together.bench import GROUPS, SEEDS
from lessons_lib.lessons.put_it_together.choices import OUTPUTS, network, objection, refusal
from lessons_lib.lessons.put_it_together.judge import score
from lessons_lib.lessons.put_it_together.questions import QUESTIONS
from lessons_lib.lessons.put_it_together.scenes import STATES
from lessons_lib.lessons.put_it_together.tasks import NUMBER, ONE_OF_TEN, SEVERAL, TASKS, task
from lessons_lib.theory.likelihood.output_choice import LOSSES
from lessons_lib.training import training
from tests.explorable.test_live import pull
from tests.lessons.test_exercises import NOTEBOOKS
from tests.lessons.truth import untrue
from tests.lessons.truth.put_it_together import workbench

FIT = {name: recipe.kind.fit for name, recipe in TASKS.items()}
GOOD = {"layers": 1, "units": 64, "activation": "relu"}
SMALL = GOOD | {"units": 32, "optimiser": "adam", "learning_rate": 0.003}


def trained(name, steps=40, **choices):
    bench = Workbench(name, **{"activation": "relu", **choices})
    bench.step(steps)
    return bench


# ---- tasks


@pytest.mark.parametrize("name", TASKS)
def test_no_example_is_in_two_of_the_three_parts(name):
    it = task(name)
    parts = [it.train, it.validation, it.test]
    rows = [{row.tobytes() for row in part.X} for part in parts]
    assert not (rows[0] & rows[1] or rows[0] & rows[2] or rows[1] & rows[2])
    n = sum(len(part.X) for part in parts)
    for part, share in zip(parts, (9 / 16, 3 / 16, 1 / 4), strict=True):
        assert len(part.X) == len(part.y) == pytest.approx(share * n, abs=2)


@pytest.mark.parametrize("name", TASKS)
def test_inputs_are_scaled_by_what_is_learnt_from_alone(name):
    X, *others = task(name).inputs(scaled=True)
    varied = X.std(0) > 0
    np.testing.assert_allclose(X.mean(0), 0, atol=1e-9)
    np.testing.assert_allclose(X.std(0)[varied], 1)
    assert not any(np.allclose(each.mean(0), 0, atol=1e-3) for each in others)


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


SCENES = [(name, scene) for name in TASKS for scene in STATES[name]]


@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_every_scene_of_every_task_trains_and_shows_the_truth(name, scene):
    bench = Workbench(name)
    bench.show_scene(scene)
    assert bench.task == name and list(bench.scenes) == list(STATES[name])
    bench.step(3)
    assert "after 3 epochs" in bench.readout
    if bench.optimiser == "sgd":
        assert list(untrue(bench, workbench)) == []


def test_adam_takes_the_steps_of_the_trainer():
    bench = Workbench("diabetes", layers=1, optimiser="adam", learning_rate=0.01)
    bench.step(2)
    it = task("diabetes")
    net = network(it, **it.kind.fit, hidden=[16], activation="sigmoid", seeds=range(SEEDS))
    X, *_ = it.inputs(True)
    run = training(net, X, it.train.y, batch_size=20, learning_rate=0.01, optimiser="adam")
    next(run)
    next(run)
    again = score(NUMBER, net.predict(X), it.train.y)
    np.testing.assert_allclose(bench.progress.scores.train[-1], again)


def test_the_test_set_is_shown_only_when_it_is_asked_for():
    bench = trained("diabetes", 8, layers=1)
    scores = bench.progress.scores
    dots = bench.figure.axes[1].lines[1]
    near = np.where(scores.validation[-1] < -0.1, np.nan, scores.validation[-1])
    assert bench.figure.axes[1].get_title(loc="left").startswith("validation set: better with")
    np.testing.assert_array_equal(dots.get_ydata(), near)
    bench.judge = "test set"
    near = np.where(scores.test[-1] < -0.1, np.nan, scores.test[-1])
    np.testing.assert_array_equal(dots.get_ydata(), near)
    assert "on the test set is" in bench.readout and bench.progress.scores is scores


@pytest.mark.parametrize("layers", range(5))
@pytest.mark.parametrize("group", GROUPS)
def test_one_group_of_controls_is_seen_at_a_time(layers, group):
    bench = Workbench(layers=layers, change=group)
    seen = set(bench.controls) - set(bench.hidden())
    needless = {"units", "activation"} if not layers else set()
    assert seen == {"change", "judge", *GROUPS[group]} - needless
    assert {"change", "judge"}.union(*GROUPS.values()) == set(bench.controls)


def test_the_printed_call_rebuilds_the_bench():
    bench = Workbench("digits", units=8)
    again = eval(repr(bench))
    assert again.values == bench.values and again.task == "digits"


def test_what_is_no_task_is_told_which_there_are():
    with pytest.raises(ValueError, match="did you mean 'digits'"):
        Workbench("digit")


@pytest.mark.parametrize("name", TASKS)
def test_the_fitting_choice_has_no_objection(name):
    assert objection(task(name), **FIT[name]) == ""


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
        assert objection(task(name), output, loss)


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("loss", LOSSES)
def test_what_is_refused_is_what_the_network_cannot_train(name, output, loss):
    it = task(name)
    try:
        net = network(it, output, loss, [4])
        next(training(net, *it.train, epochs=1, learning_rate=0.01))
        possible = True
    except ValueError:
        possible = False
    assert possible == (refusal(it, output, loss) == "")


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
    bench = Workbench("diabetes", layers=4, units=64)
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
    st.sampled_from(["step", "reset"]),
    st.sampled_from([("scene", n) for n in range(3)]),
    st.tuples(st.just("output"), st.sampled_from(list(OUTPUTS))),
    st.tuples(st.just("loss"), st.sampled_from(list(LOSSES))),
    st.tuples(st.just("activation"), st.sampled_from(Workbench.activation.options)),
    st.tuples(st.just("layers"), st.integers(0, 4)),
    st.tuples(st.just("learning_rate"), st.sampled_from([0.001, 10.0])),
    st.tuples(st.just("scaled"), st.booleans()),
)


@settings(max_examples=15)
@given(st.sampled_from([*TASKS]), st.lists(HANDS, min_size=3, max_size=6))
def test_in_whatever_order_a_hand_goes_there_is_a_refusal_or_a_training(name, hands):
    bench = Workbench(name, units=4)
    for hand in hands:
        if hand in ("step", "reset"):
            request = {"op": hand}
        elif hand[0] == "scene":
            request = {"op": "scene", "name": list(bench.scenes)[hand[1]]}
        else:
            request = {"op": "set", "values": {hand[0]: hand[1]}}
        said = bench.answer(request).readout
        refused = refusal(task(bench.task), bench.output, bench.loss)
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
    assert len(bench.progress.alive) < SEEDS and np.isfinite(bench.progress.scores.test).all()
    assert "diverged" in bench.readout


@pytest.mark.parametrize("name", ["diabetes", "breast cancer"])
def test_the_words_tell_what_is_drawn(name):
    bench = trained(name, 3, layers=1)
    left, right = bench.figure.axes
    peer, (_, validation, _) = right.lines[0].get_ydata()[0], left.lines
    quartiles = [path.vertices for area in left.collections for path in area.get_paths()][1]
    low, high = sorted({y for x, y in quartiles if x == 3})
    last, words, kind = bench.progress.scores.validation[-1], bench.readout, TASKS[name].kind
    assert validation.get_ydata()[-1] == pytest.approx(median(last))
    counted = [sum(last > peer), sum(last == peer), sum(last < peer)]
    assert words.startswith(
        f"{name.capitalize()} after 3 epochs: the {kind.score} on the validation set is"
        f" {median(last):.3f}, the median of 20 seeds (the middle half lies between {low:.3f} and"
        f" {high:.3f}). The linear model, {kind.baseline}, has {peer:.3f}: the network is better"
        " with {} of 20 seeds, equal with {}, worse with {}.".format(*counted)
    )


def test_the_words_count_the_seeds_that_diverged():
    bench = trained("diabetes", 3, learning_rate=10.0)
    stopped = SEEDS - len(bench.progress.alive)
    assert f" Training diverged for {stopped} of the seeds." in bench.readout


# ---- a table of one's own


def table(n=80, seed=0):
    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=(2, n))
    return {"a": a, "b": b, "y": a**2 + b, "c": [("u", "v", "w")[i % 3] for i in range(n)]}


@pytest.mark.parametrize(
    ("target", "asked", "fit"),
    [
        (lambda t: t["y"], "a number", ("linear", "squared error")),
        (lambda t: t["y"] > 1, "one of two classes", ("sigmoid", "logistic")),
        (lambda t: 3 + 4 * (t["y"] > 1), "one of two classes", ("sigmoid", "logistic")),
        (lambda t: t["c"], "one of 3 classes", ("softmax", "softmax cross-entropy")),
    ],
)
def test_a_table_sets_the_task_by_its_target(target, asked, fit):
    t = table()
    bench = Workbench(data={"a": t["a"], "b": t["b"], "y": target(t)}, target="y")
    assert f"the target is {asked}. Output and loss fit" in bench.readout
    assert (bench.output, bench.loss) == fit
    for scene in bench.scenes:
        bench.show_scene(scene)
        bench.step(2)
        assert "after 2 epochs" in bench.readout and "fit the task" in bench.readout


def test_the_linear_model_of_a_table_is_scikit_learns():
    t = table(400)
    bench = Workbench(data=t, target="y", x=["a", "b"])
    X = np.c_[t["a"], t["b"]]
    rest, X_test, y, y_test = train_test_split(X, t["y"], test_size=0.25, random_state=0)
    X, _, y, _ = train_test_split(rest, y, test_size=0.25, random_state=0)
    wanted = LinearRegression().fit(X, y).score(X_test, y_test)
    assert bench.baseline.test == pytest.approx(wanted)


def test_a_csv_file_is_named_in_the_call(tmp_path):
    path = tmp_path / "mine.csv"
    pd.DataFrame(table()).drop(columns="c").to_csv(path, index=False)
    bench = Workbench(data=str(path), target="y", units=4)
    assert eval(repr(bench)).readout == bench.readout


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"data": table(39), "target": "y"}, "39 rows, and at least 40"),
        ({"data": table(), "target": "y"}, "the input 'c' holds text"),
        ({"data": table(), "target": "z"}, "there is no column 'z'"),
        ({"data": table(), "target": "y", "x": ["a"], "task": "digits"}, "beside a table"),
        ({"data": table(10_001), "target": "y", "x": "a"}, "10001 rows: draw at most 10000"),
        (
            {"data": {**table(), "c": ["u"] * 73 + ["v"] * 7}, "target": "c", "x": "a"},
            "the class 'v' has 7 rows",
        ),
        ({"data": 3, "target": "y"}, "is no table"),
    ],
)
def test_a_table_that_does_not_fit_is_told_why(given, words):
    with pytest.raises(ValueError) as caught:
        Workbench(**given)
    assert words in str(caught.value)


# ---- the report


def advised(bench):
    return " ".join(each.change for each in Report(bench).advice)


def test_the_report_names_a_wrong_output_and_unscaled_inputs():
    bench = Workbench(scaled=False, output="linear", loss="squared error")
    bench.step(2)
    assert "Take the output sigmoid with the loss logistic" in advised(bench)
    assert "Scale the inputs" in advised(bench)


@pytest.mark.parametrize(("activation", "saturates"), [("sigmoid", True), ("relu", False)])
def test_the_report_speaks_of_saturation_only_where_units_saturate(activation, saturates):
    bench = trained("breast cancer", 1, scaled=False, activation=activation)
    assert any("saturate" in each.reason for each in Report(bench).advice) == saturates


def test_the_seeds_are_seen_from_afar_where_most_score_badly():
    raw = Workbench("breast cancer", scaled=False, output="linear", loss="squared error")
    raw.step(1)
    near = raw.figure.axes[1]
    assert near.get_ylim() == raw.figure.axes[0].get_ylim()
    raw.reset()
    assert near.get_ylim() == (0.85, 1.01)


def test_the_report_names_a_missing_nonlinearity_and_a_deep_sigmoid():
    assert "nonlinear" in advised(trained("digits", 2, activation="identity"))
    assert "Take ReLU" in advised(trained("digits", 2, activation="sigmoid", layers=3))
    assert "Take ReLU" not in advised(trained("digits", 2, activation="sigmoid", layers=2))


def test_the_report_names_a_rate_that_is_too_large():
    assert "Lower the learning rate" in advised(trained("diabetes", learning_rate=10.0))


def test_the_report_says_when_a_line_is_better_and_when_to_stop():
    words = advised(trained("diabetes", layers=2))
    assert "Take linear regression" in words and "Stop after about" in words


def test_the_report_of_a_good_network_asks_for_nothing():
    assert "Nothing that this report knows of" in repr(Report(trained("digits", **GOOD)))


# The lesson in which the reason of an advice is shown.
SHOWN_IN = {
    "Take the output": "choosing_activations",
    "Scale the inputs": "vanishing_gradients",
    "Lower the learning rate": "likelihood_regression",
    "Choose a nonlinear activation": "choosing_activations",
    "Take ReLU": "vanishing_gradients",
    "Find more data": "wide_and_deep",
    "Stop after": "wide_and_deep",
    "Train longer": "vanishing_gradients",
    "Take linear regression": "no_free_lunch",
    "Take logistic regression": "no_free_lunch",
}


def test_each_advice_names_the_lesson_that_shows_its_reason():
    raw = Workbench(scaled=False, output="linear", loss="squared error")
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


def test_the_epoch_to_stop_at_is_the_best_one_on_the_validation_set():
    bench = trained("diabetes", layers=2)
    best = np.median(bench.progress.scores.validation, axis=1)
    (stop,) = (a for a in Report(bench).advice if a.change.startswith("Stop after"))
    assert stop.change.endswith(f" {list(best).index(max(best))} epochs")
    assert f"{max(best):.2f}, and" in stop.reason and stop.reason.endswith(f"to {best[-1]:.2f}")


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


def best_of_guesses(examples=83, networks=72):
    """The expected share right of the best of those that toss a coin for each example."""
    return sum(1 - binom.cdf(k, examples, 0.5) ** networks for k in range(examples)) / examples


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (0.5003, "mean of all networks"),
        (1 - best_of_guesses(), "worst of each 72"),
        (best_of_guesses(networks=1000), "best of 1000"),
        (0.735, "best of all 72,000"),
        (63.0, "between 0 and 1"),
        (0.55, "too small"),
    ],
)
def test_a_wrong_best_of_guesses_is_told_why(answer, words):
    feedback = check.best_of_guesses(answer)
    assert not feedback.right and words in feedback.words


@pytest.mark.parametrize("seed", range(5))
def test_the_best_of_guesses_may_be_simulated(seed):
    scores = np.random.default_rng(seed).binomial(83, 0.5, size=(1000, 72)) / 83
    assert check.best_of_guesses(scores.max(axis=1).mean()).right


def test_a_network_that_beats_nothing_is_told_what_to_change():
    few = check.beats_baseline(trained("digits", layers=1, units=2))
    assert not few.right and "of 20 seeds it is better" in few.words
    assert "One layer may have more units" in few.words
    same = check.beats_baseline(trained("digits", **GOOD | {"units": 32}))
    assert not same.right and "Try another learning rate, or Adam" in same.words
    raw = check.beats_baseline(trained("digits", output="linear", loss="squared error"))
    assert not raw.right and "Take the output softmax" in raw.words
    assert "'digits'" in check.beats_baseline(trained("diabetes", 1)).words
    assert "not been trained" in check.beats_baseline(Workbench("digits")).words
    assert "expected a Workbench" in check.beats_baseline(3).words


def test_right_answers_are_right():
    assert check.choices(RIGHT).right
    assert check.best_of_guesses(best_of_guesses()).right
    assert check.beats_baseline(trained("digits", **SMALL)).right
    too_large = check.beats_baseline(trained("digits", **GOOD))
    assert not too_large.right and "take a smaller one, of at most 2,500" in too_large.words
    assert check.what_is_shown("c").right


@pytest.mark.parametrize("answer", ["a", "b", "d"])
def test_a_wrong_reason_gets_its_own_words(answer):
    assert f"({answer})" in check.what_is_shown(answer).words


# ---- the review


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.text[:40])
def test_every_question_has_a_right_answer_and_a_picture(question):
    assert question.right in question.answers and len(question.answers) >= 3
    assert isinstance(question.picture(), Explorable)


def test_the_right_answer_is_not_always_in_the_same_place():
    rights = [question.right for question in QUESTIONS]
    assert max(rights.count(r) for r in set(rights)) < 0.75 * len(rights)
    assert repr(review()).startswith(f"Quiz of {len(QUESTIONS)} questions.")
