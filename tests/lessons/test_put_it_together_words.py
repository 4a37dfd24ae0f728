"""Lesson 12: the numbers of its prose, from the experiments that its pictures show."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import Ridge

from lessons_lib.lessons.put_it_together import Against, Selection, Workbench, predict, solve
from lessons_lib.lessons.put_it_together import experiment as e
from lessons_lib.lessons.put_it_together.against import BY, PEERS, counts, differences
from lessons_lib.lessons.put_it_together.choices import network
from lessons_lib.lessons.put_it_together.judge import PENALTIES, tuned
from lessons_lib.lessons.put_it_together.selection import OVERLAP, TRIED, chosen, over_linear
from lessons_lib.lessons.put_it_together.tasks import TASKS, task
from lessons_lib.theory.gradients.survivors import surviving
from lessons_lib.theory.intervals import mean_interval
from tests.lessons.test_exercises import NOTEBOOKS

CELLS = json.loads(NOTEBOOKS["put_it_together"].read_text("utf-8"))["cells"]
PROSE = " ".join(" ".join("".join(c["source"]).split()) for c in CELLS)


def says(words):
    return words in PROSE


def plain(panel):
    """What a question or a solution says, with the words on each answer."""
    return " ".join(f"{panel.data()} {panel.static()}".split())


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
    assert says("these 248 patients")
    assert round(task("breast cancer").train.y.mean(), 2) == 0.63


# ---- data as they come


PAIR = {"output": "linear", "loss": "squared error", "learning_rate": 0.03}
RAW = PAIR | {"scaled": False}


def test_unscaled_every_tumour_is_called_benign():
    bench, y = trained("breast cancer", **RAW), task("breast cancer").validation.y
    scores = bench.progress.scores.validation
    assert np.mean(scores[1:] == y.mean()) > 0.95 and (scores[-1] == y.mean()).all()
    assert says(f"an accuracy of {y.mean():.2f}, which is the share of benign tumours")
    assert says(f"Logistic regression has {bench.baseline.validation:.2f}.")


def test_unscaled_the_first_layer_is_saturated_and_hardly_learns():
    it = task("breast cancer")
    net = network(it, "linear", "squared error", [16, 16], activation="sigmoid", seeds=range(20))
    W = net.weights[0].copy()
    for _ in surviving(net, it.train.X, it.train.y, epochs=40, learning_rate=0.03):
        pass
    assert round(np.mean(np.abs(it.train.X @ W) > 5), 2) == 0.98 and says("98 % of the first layer")
    assert np.mean(np.abs(net.weights[0] - W) > 0.001) < 0.1


@pytest.mark.parametrize("rate", [0.003, 0.01, 0.1])
def test_unscaled_other_rates_do_not_help(rate):
    ends = validation(trained("breast cancer", **RAW | {"learning_rate": rate}))
    benign = task("breast cancer").validation.y.mean()
    assert ends[-1] == benign
    if rate == 0.1:
        assert all(min(abs(each - benign), abs(each + benign - 1)) < 0.01 for each in ends[1:])
        assert min(ends) < 0.38 and says("jumps between 0.63 and 0.37")


def test_scaling_matters_more_than_the_pair():
    fit = {"learning_rate": 0.03}
    both, only_scaled = (validation(trained("breast cancer", **c))[-1] for c in (fit, PAIR))
    only_pair = validation(trained("breast cancer", **fit, scaled=False))[-1]
    assert only_pair == task("breast cancer").validation.y.mean()
    assert min(both, only_scaled) > 0.95 and says("more than 95 % right, and so it does")


# ---- a number


def test_the_large_network_overfits_the_patients():
    bench = trained("diabetes", **e.ASKED["diabetes"])
    path = validation(bench)
    assert says(f"highest after {path.argmax()} epochs and then falls, below that of linear")
    assert path[-1] < bench.baseline.validation
    learnt = np.median(bench.progress.scores.train, axis=1)
    assert learnt[-1] > 0.97 * learnt.max() > 0.8
    assert bench.parameters == 4929 and "4,929 weights and biases" in plain(predict.overfits())
    np.testing.assert_allclose(predict.overfits().truth, path[2::2], atol=1e-5)


def test_sixteen_sigmoids_beat_linear_regression_in_this_split():
    bench = trained("diabetes", layers=1, learning_rate=0.01)
    scores, peers = bench.progress.scores, bench.baseline
    assert (scores.validation[-1] > peers.validation).sum() == 19 and says("Nearly all of its dots")
    assert (scores.test[-1] > peers.test).all() and says("there all twenty are")


def test_what_the_validation_set_promises():
    found = chosen(over_linear("diabetes", "sgd"))
    one, best = (found[:, k].mean(0)[1:] for k in (0, -1))
    assert abs(one[0] - one[1]) < 0.005 and says("the curves nearly meet")
    assert best[0] > 0 > best[1] and says("on the test set it is *worse*, on average")
    np.testing.assert_allclose(predict.promised().truth[::10], [one[0] - one[1], best[0] - best[1]])
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
    bench = trained("digits", **e.ASKED["digits"])
    peer, last = bench.baseline.validation, bench.progress.scores.validation[-1]
    assert ((last > peer).sum(), (last == peer).sum()) == (18, 2)
    assert says("better with 18 of 20 seeds, and equal with the other two")
    assert np.median(bench.progress.scores.train[-1]) == 1 and says("makes no mistakes at all")
    asked, n = plain(predict.digits()), len(task("digits").validation.X)
    assert f"gets {peer:.1%} of".replace("%", " %") in asked
    assert f"makes {round((1 - peer) * n)} mistakes on {n} digits" in asked
    assert f"makes about {round((1 - np.median(last)) * n)}, which" in asked
    assert predict.digits().truth == round(100 * (np.median(last) - peer), 1) == 0.9
    assert bench.parameters == 4810 and says("4,810 numbers")


def test_the_small_network_of_the_solution():
    small = {"layers": 1, "units": 32, "activation": "relu"}
    bench = trained("digits", **small, optimiser="adam", learning_rate=0.003)
    pairs = zip(bench.progress.scores[1:], bench.baseline[1:], strict=True)
    chose, judged = ((path[-1] > peer).sum() for path, peer in pairs)
    assert bench.parameters == 2410
    said = plain(solve.beats_baseline())
    assert f"With {chose} of 20 seeds it is better on the" in said
    assert f"and with {judged} of 20 on the test set" in said


# ---- documents


def test_on_the_documents_the_test_curve_begins_above():
    found = chosen(over_linear("topics of documents", "sgd")).mean(0)
    assert found[0, 2] > found[0, 1] and found[-1, 2] < found[-1, 1]


def test_the_best_of_72_guesses():
    scores = np.random.default_rng(2).random((2000, 72, 83)) < 0.5
    assert f"networks gets {scores.mean(2).max(1).mean():.2f} of" in plain(solve.best_of_guesses())


# ---- against the linear model


def test_networks_against_linear_models():
    told = Against().readout
    assert "breast cancer 5, 5, 10, on average −0.006 (−0.030 to +0.018)" in told
    assert says("better in 5 splits, equal in 5 and worse in 10. The mean difference is −0.006")
    assert says("runs from −0.030 to +0.018")
    assert "topics of documents 17, 1, 2, on average +0.040 (−0.016 to +0.095)" in told
    adam = Against(optimiser="adam").readout
    assert "topics of documents 20, 0, 0, on average +0.050 (+0.020 to +0.080)" in adam
    for name in list(TASKS)[:3]:
        for optimiser in e.RATES:
            assert mean_interval(differences(name, optimiser), overlap=OVERLAP).side == 0
    cheated = [counts(differences(name, "sgd", BY["test set (cheating)"]))[0] for name in TASKS]
    assert cheated == [17, 13, 14, 20] and says("better in most splits of every task")
    assert [mean_interval(differences(n, "sgd"), overlap=OVERLAP).side for n in TASKS] == [0] * 4
    assert sum(differences(name, "sgd").mean() < 0 for name in TASKS) == 3


def test_with_a_penalty_chosen_too_no_lead_is_left():
    for optimiser in e.RATES:
        for name in TASKS:
            gaps = differences(name, optimiser, peer="linear chosen")
            assert mean_interval(gaps, overlap=OVERLAP).side == 0
    lead, less = (differences("topics of documents", "adam", peer=p) for p in PEERS.values())
    mean, low, high = mean_interval(less, overlap=OVERLAP)
    assert says(
        f"shrinks from {lead.mean():.3f} to {mean:.3f}, and its interval, {low:.3f}".replace(
            "-", "−"
        )
    )
    assert says(f"to {signed(high)}, holds 0") and counts(less)[0] == 15


def test_the_chosen_penalty_is_the_best_on_the_validation_set():
    it = task("diabetes", 4)
    X, y = it.inputs(True), [part.y[:, 0] for part in (it.train, it.validation, it.test)]
    fits = [Ridge(penalty).fit(X[0], y[0]) for penalty in PENALTIES]
    best = max(fits, key=lambda fit: fit.score(X[1], y[1]))
    np.testing.assert_allclose(tuned(it), [best.score(*pair) for pair in zip(X, y, strict=True)])
    for name in ("diabetes", "breast cancer"):
        stored = e.stored()[f"linear chosen / {name}"][:2]
        np.testing.assert_allclose(e.linear_chosen(name, 2), stored, atol=1e-6)
    assert len(PENALTIES) == 9 and "nine strengths" in plain(predict.same_care())


# ---- a table of one's own


def berries():
    rng = np.random.default_rng(0)
    firmness, sugar = rng.normal(size=(2, 400))
    ripe = np.abs(firmness + 0.2 * rng.normal(size=400)) < 0.8
    return pd.DataFrame({"firmness": firmness, "sugar": sugar, "ripe": ripe})


def test_the_network_on_the_berries():
    bench = Workbench(data=berries(), target="ripe", layers=1, activation="relu")
    bench.step(40)
    assert says(f"about {bench.baseline.validation:.0%} of the berries right".replace("%", " %"))
    assert validation(bench)[-1] > 0.9 and says("the network more than 90 %")


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


def test_the_loop_shows_that_adam_overfits_too():
    (printed,) = (
        "".join(out["text"])
        for cell in CELLS
        if "for progress in training" in "".join(cell["source"])
        for out in cell["outputs"]
    )
    medians = [float(line.split()[-1]) for line in printed.splitlines()]
    assert len(medians) == 8 and medians[-1] < medians[0] - 0.1
