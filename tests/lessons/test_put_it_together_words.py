"""Lesson 12: the numbers of its prose, from the experiments that its pictures show."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pandas as pd
import pytest

from lessons_lib.lessons.put_it_together import Against, Selection, Workbench
from lessons_lib.lessons.put_it_together import experiment as e
from lessons_lib.lessons.put_it_together.against import BY, counts, differences
from lessons_lib.lessons.put_it_together.choices import network
from lessons_lib.lessons.put_it_together.judge import linear_model
from lessons_lib.lessons.put_it_together.selection import OVERLAP, TRIED, chosen, over_linear
from lessons_lib.lessons.put_it_together.tasks import TASKS, task
from lessons_lib.theory.gradients.survivors import surviving
from lessons_lib.theory.intervals import mean_interval
from tests.lessons.test_exercises import NOTEBOOKS

CELLS = json.loads(NOTEBOOKS["put_it_together"].read_text("utf-8"))["cells"]
PROSE = " ".join(" ".join("".join(c["source"]).split()) for c in CELLS)


def says(words):
    return words in PROSE


@cache
def trained(name, **choices):
    bench = Workbench(name, **choices)
    bench.step(40)
    return bench


def validation(bench):
    return np.median(bench.progress.scores.validation, axis=1)


def signed(x):
    return f"{x:+.3f}".replace("-", "−")


# ---- the data


def test_the_sizes_of_the_tasks():
    for name, words in (
        ("diabetes", "442 patients | 10 measurements"),
        ("breast cancer", "569 tumours | 30 measurements"),
        ("digits", "1797 pictures"),
        ("topics of documents", "800 documents, generated | counts of 20 words"),
    ):
        it = task(name)
        n = sum(len(part.X) for part in (it.train, it.validation, it.test))
        assert says(words) and words.startswith(f"{n} ")
    it = task("diabetes")
    assert (len(it.train.X), len(it.validation.X)) == (248, 83)
    assert says("only 248 patients") and says("scores on 83 patients")
    assert round(task("breast cancer").train.y.mean(), 2) == 0.63


# ---- data as they come


RAW = {"scaled": False, "output": "linear", "loss": "squared error"}


def test_unscaled_the_network_follows_the_majority_of_the_last_batch():
    y = task("breast cancer").train.y[:, 0]
    said = validation(trained("breast cancer", **RAW))[1:] > 0.5
    last = [np.random.default_rng(s).permutation(len(y))[-(len(y) % 20) :] for s in range(40)]
    majority = np.array([y[rows].mean() > 0.5 for rows in last])
    assert (said == majority).sum() == 39 and says("In 39 of the 40 epochs")
    assert says("the accuracy is 0.63 or 0.37") and round(1 - y.mean(), 2) == 0.37


def test_unscaled_the_first_layer_is_saturated_and_stays_as_it_was():
    it = task("breast cancer")
    net = network(it, "linear", "squared error", [16, 16], activation="sigmoid", seeds=range(20))
    W, far = net.weights[0].copy(), []
    for _ in surviving(net, it.train.X, it.train.y, epochs=40, learning_rate=0.1):
        far.append(np.mean(np.abs(it.train.X @ net.weights[0] + net.biases[0]) > 5))
    assert round(np.mean(np.abs(it.train.X @ W) > 5), 2) == 0.98 and says("98 % of the first layer")
    assert round(far[0], 3) == 0.999
    assert round(np.mean(np.abs(net.weights[0] - W) > 0.001), 2) == 0.05
    assert net.predict(it.train.X).std(1).max() < 0.01 and says("nearly the same number")


def test_unscaled_smaller_rates_do_not_help_and_adam_gets_further():
    ends = {
        (optimiser, rate): validation(
            trained("breast cancer", **RAW, optimiser=optimiser, learning_rate=rate)
        )[-1]
        for optimiser, rate in (("sgd", 0.01), ("sgd", 0.001), ("adam", 0.001))
    }
    low, lower, adam = ends.values()
    assert low == lower and says(f"0.01 and 0.001 end at {low:.3f} too")
    assert says(f"Adam, at the rate 0.001, reaches {adam:.3f}.")


def test_scaling_matters_more_than_the_pair():
    pair = {"output": "linear", "loss": "squared error"}
    ends = [validation(trained("breast cancer", **c))[-1] for c in (pair, {})]
    unscaled = validation(trained("breast cancer", scaled=False))[-1]
    assert says(f"leaves the accuracy at {unscaled:.3f} as long as")
    assert says("it reaches {1:.3f}, and even the wrong pair reaches {0:.3f}".format(*ends))
    n = len(task("breast cancer").validation.X)
    assert round((ends[1] - ends[0]) * n) == 1 and says(f"one tumour of {n}")


# ---- a number


def test_the_large_network_overfits_the_patients():
    bench = trained("diabetes", activation="relu", units=64, learning_rate=0.03)
    path, learnt = validation(bench), np.median(bench.progress.scores.train[-1])
    assert says(f"The training score climbs to {learnt:.2f}.")
    assert says(f"highest after {path.argmax()} epochs, with {path.max():.3f}, and falls to")
    assert says(f"to {path[-1]:.3f} at the end")
    assert says(f"below that of linear regression, {bench.baseline.validation:.3f}")
    assert bench.parameters == 4929 and says("4,929 weights and biases")


def test_sixteen_sigmoids_beat_linear_regression_in_this_split():
    bench = trained("diabetes", layers=1, learning_rate=0.01)
    scores, peers = bench.progress.scores, bench.baseline
    assert says(f"reaches {validation(bench)[-1]:.3f}, above the {peers.validation:.3f} of")
    assert says(f"it has {np.median(scores.test[-1]):.3f} there, and linear regression")
    assert says(f"linear regression {peers.test:.3f}. With 20 of 20 seeds it is better")
    assert (scores.test[-1] > peers.test).all()


def test_what_the_validation_set_promises():
    found = chosen(over_linear("diabetes", "sgd"))
    one, best = (found[:, k].mean(0)[1:] for k in (0, -1))
    assert abs(one[0] - one[1]) < 0.005 and says("the two curves nearly meet")
    assert says(f"ends at {signed(best[0])} and the dashed one at {signed(best[1])}")
    assert says(f"by {best[0]:.3f} in R² on average") and says(f"its R² is {-best[1]:.3f} lower")
    assert mean_interval(found[:, -1, 2], overlap=OVERLAP).side == 0 and says("one holds 0")
    for optimiser in e.RATES:
        last = chosen(over_linear("diabetes", optimiser))[:, -1]
        assert (last[:, 1] > last[:, 2]).sum() == 17
    for name, words in (
        ("diabetes", "patients it is {0:.3f} ({1} to {2}), which so few"),
        ("digits", "digits it is {0:.3f} ({1} to {2})"),
    ):
        last = chosen(over_linear(name, "sgd"))[:, -1]
        mean, low, high = mean_interval(last[:, 1] - last[:, 2], overlap=OVERLAP)
        assert says(words.format(mean, signed(low), signed(high)))
    assert says("in 17 of the 20 splits it is above 0, with Adam as well") and len(TRIED) == 24 * 3


def test_sixteen_sigmoids_on_twenty_splits():
    place = e.candidates("sgd").index(e.Candidate("sigmoid", 1, 16, 0.01)) * 3 + 2
    gaps = over_linear("diabetes", "sgd")[:, place, 2]
    better, _, worse = counts(gaps)
    assert says(f"better than linear regression {better} times and worse {worse} times")


# ---- digits


def test_the_network_on_the_digits():
    bench = trained("digits", layers=1, units=64, activation="relu")
    peer = bench.baseline.validation
    wins = (bench.progress.scores.validation[-1] > peer).sum()
    assert says(f"The median of the network is {validation(bench)[-1]:.3f}, that of logistic")
    assert says(f"regression {peer:.3f}, and with {wins} of 20 seeds")
    mistakes = round((1 - peer) * len(task("digits").validation.X))
    assert len(task("digits").validation.X) == 337 and says(f"leaves {mistakes} mistakes")
    assert bench.parameters == 4810


def test_the_small_network_of_the_solution():
    small = {"layers": 1, "units": 32, "activation": "relu"}
    bench = trained("digits", **small, optimiser="adam", learning_rate=0.003)
    pairs = zip(bench.progress.scores[1:], bench.baseline[1:], strict=True)
    chose, judged = ((path[-1] > peer).sum() for path, peer in pairs)
    assert bench.parameters == 2410 and says(f"With {chose} of 20 seeds it is better on the")
    assert says(f"and with {judged} of 20 on the test set")


# ---- documents


def test_the_network_on_the_documents_overfits():
    bench = trained("topics of documents", layers=1, units=64, activation="relu")
    path, learnt = validation(bench), np.median(bench.progress.scores.train[-1])
    assert says(f"all labels right for {learnt:.3f} of the documents in the training set")
    assert says(f"and for {path[-1]:.3f} in the validation set")
    assert says(f"Its best score there was {path.max():.3f}, after {path.argmax()} epochs")
    assert says(f"hardly more than the linear model's {bench.baseline.validation:.3f}.")


def test_single_labels_are_right_more_often_than_all_five():
    it = task("topics of documents")
    X, X_validation, _ = it.inputs(True)
    right = linear_model(it.kind).fit(X, it.train.y).predict(X_validation) == it.validation.y
    assert says(f"get {right.mean():.0%} of the single labels".replace("%", " %"))
    assert says(f"which is {right.mean() ** 5:.2f}. It is {right.all(1).mean():.3f}.")


def test_on_the_documents_the_test_curve_begins_above():
    found = chosen(over_linear("topics of documents", "sgd")).mean(0)
    assert found[0, 2] > found[0, 1] and found[-1, 2] < found[-1, 1]


def test_the_best_of_72_guesses():
    scores = np.random.default_rng(2).random((2000, 72, 83)) < 0.5
    assert says(f"guessing networks gets {scores.mean(2).max(1).mean():.2f} of the examples right")


# ---- against the linear model


def test_networks_against_linear_models():
    told = Against().readout
    assert "breast cancer 5, 5, 10, on average −0.006 (−0.030 to +0.018)" in told
    assert says("better in 5 splits, equal in 5 and worse in 10. The mean difference is −0.006")
    assert says("runs from −0.030 to +0.018") and says("better in 17 of 20 splits, but")
    assert "topics of documents 17, 1, 2, on average +0.040 (−0.016 to +0.095)" in told
    adam = Against(optimiser="adam").readout
    assert "topics of documents 20, 0, 0, on average +0.050 (+0.020 to +0.080)" in adam
    for name in list(TASKS)[:3]:
        for optimiser in e.RATES:
            assert mean_interval(differences(name, optimiser), overlap=OVERLAP).side == 0
    cheated = [counts(differences(name, "sgd", BY["test set (cheating)"]))[0] for name in TASKS]
    assert cheated == [17, 13, 14, 20] and says("17 splits of 20 on diabetes, 13 on breast")


# ---- a table of one's own


def berries():
    rng = np.random.default_rng(0)
    firmness, sugar = rng.normal(size=(2, 400))
    ripe = np.abs(firmness + 0.2 * rng.normal(size=400)) < 0.8
    return pd.DataFrame({"firmness": firmness, "sugar": sugar, "ripe": ripe})


def test_the_network_on_the_berries():
    bench = Workbench(data=berries(), target="ripe", layers=1, activation="relu")
    bench.step(40)
    assert says(f"the network gets a share of {validation(bench)[-1]:.3f} right, and logistic")
    assert says(f"and logistic regression {bench.baseline.validation:.3f}.")


# ---- the stored trainings


@pytest.mark.parametrize("name", ["diabetes", "topics of documents"])
@pytest.mark.parametrize("optimiser", e.RATES)
def test_a_part_of_the_stored_trainings_comes_out_again(name, optimiser):
    for place in (1, 14):
        again = e.scores(task(name, 3), e.candidates(optimiser)[place], optimiser, 3)
        stored = e.stored()[f"networks / {name} / {optimiser}"][3, place]
        np.testing.assert_allclose(again, stored, atol=1e-3)


def test_a_part_of_the_stored_linear_models_comes_out_again():
    for name in TASKS:
        np.testing.assert_allclose(e.linear(name, 2), e.stored()[f"linear / {name}"][:2], atol=1e-6)


def test_the_best_of_a_few_is_what_drawing_them_gives():
    scores = over_linear("topics of documents", "sgd")[:1]
    rng = np.random.default_rng(0)
    drawn = [np.sort(rng.choice(72, 5, replace=False)) for _ in range(20_000)]
    best = [scores[0, rows[scores[0, rows, 1].argmax()]] for rows in drawn]
    np.testing.assert_allclose(chosen(scores)[0, 4], np.mean(best, 0), atol=2e-3)


def test_the_picture_of_selection_says_what_is_not_chosen():
    assert "One network is drawn at random" in Selection(tried=1).readout


def test_the_loop_prints_the_fall_that_the_text_names():
    (printed,) = (
        "".join(out["text"])
        for cell in CELLS
        if "for progress in training" in "".join(cell["source"])
        for out in cell["outputs"]
    )
    medians = [line.split()[-1] for line in printed.splitlines()]
    assert says(f"falls from {medians[0]} after 5 epochs to {medians[-1]} after 40")
    assert len(medians) == 8
