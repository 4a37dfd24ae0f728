"""The estimators against scikit-learn's own checks, tools and displays."""

from __future__ import annotations

import copy
import pickle

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
import scipy.sparse
from sklearn.base import clone
from sklearn.datasets import make_multilabel_classification
from sklearn.inspection import DecisionBoundaryDisplay
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import GridSearchCV, LearningCurveDisplay, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from lessons_lib import _tiny_mlp
from lessons_lib.datasets import breast_cancer, diabetes, digits, moons
from lessons_lib.estimators import TinyMLPClassifier, TinyMLPRegressor
from lessons_lib.optimisers import Adam
from lessons_lib.training import train, training

matplotlib.use("agg")
MOONS = moons(160, seed=0)


@pytest.mark.filterwarnings("ignore")
@parametrize_with_checks([TinyMLPClassifier(), TinyMLPRegressor()])
def test_scikit_learns_own_checks_pass(estimator, check):
    check(estimator)


def test_real_binary_data_is_learnt_as_well_as_by_logistic_regression():
    data = breast_cancer()
    ours = cross_val_score(TinyMLPClassifier(epochs=60, random_state=0), data.X, data.y)
    theirs = cross_val_score(LogisticRegression(max_iter=1000), data.X, data.y)
    assert ours.mean() > theirs.mean() - 0.02


def test_real_multiclass_data_is_learnt():
    data = digits()
    model = TinyMLPClassifier((32,), epochs=40, random_state=0)
    half = len(data.X) // 2
    model.fit(data.X[:half], data.y[:half])
    assert model.score(data.X[half:], data.y[half:]) > 0.88
    np.testing.assert_allclose(model.predict_proba(data.X[:5]).sum(1), 1)


def test_multilabel_data_is_learnt_one_sigmoid_for_each_label():
    X, y = make_multilabel_classification(300, n_classes=4, random_state=0)
    X = StandardScaler().fit_transform(X)
    model = TinyMLPClassifier(epochs=100, random_state=0).fit(X[:200], y[:200])
    neighbours = KNeighborsClassifier().fit(X[:200], y[:200])
    found = (model.predict(X[200:]) == y[200:]).mean()
    assert model.predict_proba(X).shape == (300, 4)
    assert found > (neighbours.predict(X[200:]) == y[200:]).mean() - 0.03


def test_real_regression_is_in_the_units_of_y():
    data = diabetes()
    ours = cross_val_score(
        TinyMLPRegressor(epochs=60, learning_rate=0.01, random_state=0), data.X, data.y
    )
    theirs = cross_val_score(LinearRegression(), data.X, data.y)
    assert ours.mean() > theirs.mean() - 0.08


def test_several_targets_keep_their_shape():
    X = MOONS.X
    y = np.stack([1e6 * X[:, 0], 1e-3 * X[:, 1], X.sum(1)], 1)
    model = TinyMLPRegressor(epochs=100, learning_rate=0.05, random_state=0).fit(X, y)
    assert model.predict(X).shape == y.shape and model.score(X, y) > 0.9


def test_it_works_in_pipeline_grid_search_clone_and_pickle():
    pipe = make_pipeline(StandardScaler(), TinyMLPClassifier(epochs=30, random_state=0))
    grid = GridSearchCV(pipe, {"tinymlpclassifier__hidden": [(2,), (16,)]}, cv=3)
    grid.fit(MOONS.X, MOONS.y)
    assert grid.best_params_ == {"tinymlpclassifier__hidden": (16,)}
    again = pickle.loads(pickle.dumps(grid))
    np.testing.assert_array_equal(again.predict(MOONS.X), grid.predict(MOONS.X))
    fresh = clone(grid.best_estimator_).fit(MOONS.X, MOONS.y)
    np.testing.assert_array_equal(fresh.predict(MOONS.X), grid.predict(MOONS.X))


def test_set_output_of_the_pipeline_gives_names_to_the_model():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(MOONS.X, columns=["left", "up"])
    pipe = make_pipeline(StandardScaler(), TinyMLPClassifier(epochs=2, random_state=0))
    pipe.set_output(transform="pandas").fit(frame, MOONS.y)
    assert list(pipe[-1].feature_names_in_) == ["left", "up"]


def test_the_displays_draw_it():
    model = TinyMLPClassifier(epochs=5, random_state=0).fit(MOONS.X, MOONS.y)
    boundary = DecisionBoundaryDisplay.from_estimator(
        model, MOONS.X, response_method="predict_proba"
    )
    assert np.isfinite(boundary.response).all() and np.ptp(boundary.response) > 0
    curve = LearningCurveDisplay.from_estimator(model, MOONS.X, MOONS.y, cv=2, train_sizes=[0.5, 1])
    assert np.asarray(curve.train_scores).shape == (2, 2)
    plt.close("all")


def test_decision_function_is_the_logit_of_the_probability():
    model = TinyMLPClassifier(epochs=5, random_state=0).fit(MOONS.X, MOONS.y)
    p = model.predict_proba(MOONS.X)
    np.testing.assert_allclose(model.decision_function(MOONS.X), np.log(p[:, 1] / p[:, 0]))


def test_partial_fit_goes_on_where_it_was():
    model = TinyMLPClassifier(random_state=0)
    for _ in range(40):
        model.partial_fit(MOONS.X, MOONS.y, classes=[0, 1])
    assert len(model.loss_curve_) == 40 and model.loss_curve_[-1] < model.loss_curve_[0]
    regressor = TinyMLPRegressor(random_state=0)
    for _ in range(10):
        regressor.partial_fit(MOONS.X, MOONS.X[:, 0])
    assert len(regressor.loss_curve_) == 10 and regressor.epochs == 200


@pytest.mark.parametrize("optimiser", ["momentum", Adam(beta1=0.5)], ids=str)
def test_the_optimiser_is_the_trainers_also_in_a_clone(optimiser, monkeypatch):
    runs = []

    def recorded(*data: object, **options: object) -> object:
        runs.append((copy.deepcopy(data), options))
        return training(*data, **options)

    monkeypatch.setattr(_tiny_mlp, "training", recorded)
    model = TinyMLPClassifier(epochs=5, optimiser=optimiser, learning_rate=0.02, random_state=0)
    fitted = clone(pickle.loads(pickle.dumps(model))).fit(MOONS.X, MOONS.y)
    ((net, X, y), options), *_ = runs
    train(net, X, y, **options | {"optimiser": optimiser})
    np.testing.assert_array_equal(fitted.net_.theta, net.theta)


def test_a_class_that_was_not_named_is_refused():
    model = TinyMLPClassifier().partial_fit(MOONS.X, MOONS.y, classes=[0, 1])
    with pytest.raises(ValueError, match="class 2"):
        model.partial_fit(MOONS.X, np.full(len(MOONS.X), 2))


def test_early_stopping_stops_early_and_keeps_the_best_weights():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(80, 20)), rng.integers(0, 2, 80)  # nothing to learn, only to memorise
    model = TinyMLPClassifier((64,), epochs=500, early_stopping=True, patience=5, random_state=0)
    model.fit(X, y)
    assert model.n_iter_ < 200
    full = TinyMLPClassifier((64,), epochs=500, random_state=0).fit(X, y)
    assert np.abs(model.net_.theta).mean() < np.abs(full.net_.theta).mean()


@pytest.mark.parametrize("model", [TinyMLPClassifier(), TinyMLPRegressor()])
def test_sparse_input_gets_a_clear_error(model):
    with pytest.raises(TypeError, match="[Ss]parse"):
        model.fit(scipy.sparse.csr_matrix(MOONS.X), MOONS.y)


HOLES = np.ma.array(MOONS.X, mask=MOONS.X > 1)
LABELS = np.ma.array(MOONS.y, mask=MOONS.X[:, 0] > 1)


@pytest.mark.parametrize("Model", [TinyMLPClassifier, TinyMLPRegressor])
def test_masked_entries_are_refused_wherever_data_come_in(Model):
    model = Model(epochs=1, random_state=0).fit(MOONS.X, MOONS.y)
    asked = {"predict", "predict_proba", "decision_function"} & set(dir(model))
    for method in sorted(asked):
        with pytest.raises(ValueError, match="X has masked entries: fill them"):
            getattr(model, method)(HOLES)
    for method in ("fit", "partial_fit", "score"):
        with pytest.raises(ValueError, match="X has masked entries"):
            getattr(model, method)(HOLES, MOONS.y)
        with pytest.raises(ValueError, match="y has masked entries"):
            getattr(model, method)(MOONS.X, LABELS)
        with pytest.raises(ValueError, match="y has masked entries"):
            getattr(model, method)(MOONS.X, list(LABELS))


@pytest.mark.parametrize("Model", [TinyMLPClassifier, TinyMLPRegressor])
def test_a_mask_without_masked_entries_is_no_obstacle(Model):
    X, y = np.ma.array(MOONS.X), np.ma.array(MOONS.y, mask=False)
    model = Model(epochs=2, random_state=0)
    wanted = model.fit(MOONS.X, MOONS.y).predict(MOONS.X)
    np.testing.assert_array_equal(model.fit(X, y).predict(X), wanted)
    assert model.score(X, y) == model.score(MOONS.X, MOONS.y)


@pytest.mark.parametrize("Model", [TinyMLPClassifier, TinyMLPRegressor])
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("U3", "text"),
        ("S3", "text"),
        ("datetime64[D]", "dates"),
        ("timedelta64[s]", "spans of time"),
    ],
)
def test_text_and_dates_are_not_taken_for_numbers(Model, kind, words):
    X = MOONS.X.astype(int).astype(kind)
    for data in (X, X.tolist() if words == "text" else X):
        with pytest.raises(ValueError, match=f"X holds {words}: give real numbers only"):
            Model().fit(data, MOONS.y)
    with pytest.raises(ValueError, match="X holds text"):
        Model().fit(X.astype(str).astype(object), MOONS.y)
    with pytest.raises(ValueError, match=f"y holds {words}"):
        TinyMLPRegressor().fit(MOONS.X, X[:, 0])


@pytest.mark.parametrize("Model", [TinyMLPClassifier, TinyMLPRegressor])
def test_sparse_targets_get_a_clear_error(Model):
    y = scipy.sparse.csr_matrix(np.eye(160)[:, :3])
    with pytest.raises(ValueError, match=r"y is sparse: call .toarray\(\) first"):
        Model().fit(MOONS.X, y)


@pytest.mark.parametrize(
    ("classes", "words"),
    [
        ({0, 1}, "classes = {0, 1} has no order"),
        ("01", "classes = '01' is not a list"),
        ([0, None], "all of them as text or as numbers"),
        ([[0], [1, 2]], "all of them as text or as numbers"),
        (np.ma.array([0, 1], mask=[0, 1]), "classes has masked entries"),
    ],
)
def test_classes_that_are_no_list_of_labels_are_refused_in_words(classes, words):
    with pytest.raises(ValueError, match=words):
        TinyMLPClassifier().partial_fit(MOONS.X, MOONS.y, classes=classes)


def test_labels_that_cannot_be_sorted_are_refused_in_words():
    y = np.array(["a", 1] * 80, object)
    with pytest.raises(ValueError, match="y mixes labels that cannot be sorted"):
        TinyMLPClassifier().fit(MOONS.X, y)


def test_one_class_and_a_wrong_share_are_refused_in_words():
    with pytest.raises(ValueError, match="1 class"):
        TinyMLPClassifier().fit(MOONS.X, np.zeros(160))
    with pytest.raises(ValueError, match="validation_fraction = 2"):
        TinyMLPClassifier(early_stopping=True, validation_fraction=2).fit(MOONS.X, MOONS.y)


def test_divergence_is_a_sentence():
    with pytest.raises(ValueError, match="lower learning_rate"):
        TinyMLPRegressor(learning_rate=1e3, random_state=0).fit(MOONS.X, MOONS.X[:, 0])


def test_a_dask_cluster_and_loky_give_the_same_scores():
    distributed = pytest.importorskip(
        "distributed", reason="no Dask here: install the cluster extra to run this test"
    )
    import joblib

    def scores(**backend: object) -> np.ndarray:
        model = TinyMLPClassifier(epochs=10, random_state=0)
        with joblib.parallel_config(**backend):
            return cross_val_score(model, MOONS.X, MOONS.y, cv=3)

    with distributed.Client(n_workers=1, threads_per_worker=1, dashboard_address=None):
        clustered = scores(backend="dask")
    np.testing.assert_array_equal(clustered, scores(backend="loky", n_jobs=2))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (dict(hidden=16), r"hidden = 16.*\(16,\)"),
        (dict(hidden=(0,)), "at least 1"),
        (dict(hidden={4, 8}), r"hidden = \{[48], [48]\} has no order"),
        (dict(hidden={4: 8}), "has no order"),
        (dict(hidden="4"), "hidden = '4' is not a list"),
        (dict(hidden=iter([4])), "hidden = .*such as"),
        (dict(hidden=[4.0]), r"hidden = \(4.0,\)"),
        (dict(activation={"relu"}), "has no order"),
        (dict(activation="Leaky ReLU"), "did you mean 'leaky_relu'"),
        (dict(learning_rate=10**400), "learning_rate = 1000"),
        (dict(early_stopping="no"), "early_stopping = 'no': choose True or False"),
        (dict(early_stopping=True, patience=None), "patience = None"),
        (dict(early_stopping=True, validation_fraction="a"), "validation_fraction = 'a'"),
        (dict(early_stopping=True, validation_fraction=1), "validation_fraction = 1"),
        (dict(batch_size=2.5), "batch_size = 2.5"),
        (dict(batch_size=0), "batch_size = 0"),
        (dict(activation="relo"), "did you mean 'relu'"),
        (dict(learning_rate=-1), "learning_rate = -1"),
        (dict(epochs=1.5), "epochs = 1.5"),
        (dict(optimiser="adma"), "did you mean 'adam'"),
        (dict(init="best"), "init = 'best'"),
    ],
)
@pytest.mark.parametrize("Model", [TinyMLPClassifier, TinyMLPRegressor])
def test_bad_parameters_get_one_clear_sentence_in_fit(Model, options, sentence):
    with pytest.raises(ValueError, match=sentence):
        Model(**options).fit(MOONS.X, MOONS.y)


def test_every_call_of_partial_fit_visits_the_examples_in_another_order(monkeypatch):
    seeds = []

    def recorded(*data: object, seed: int, **options: object) -> object:
        seeds.append(seed)
        return training(*data, seed=seed, **options)

    monkeypatch.setattr(_tiny_mlp, "training", recorded)
    model = TinyMLPClassifier(random_state=0)
    for _ in range(5):
        model.partial_fit(MOONS.X, MOONS.y)
    assert len(set(seeds)) == 5


def test_an_interrupted_fit_leaves_a_usable_model():
    asked = []

    def interrupt(epoch: int) -> float:
        asked.append(epoch)
        if epoch == 4:
            raise KeyboardInterrupt
        return 0.1

    model = TinyMLPClassifier(learning_rate=interrupt, random_state=0)
    with pytest.raises(KeyboardInterrupt):
        model.fit(MOONS.X, MOONS.y)
    assert model.n_iter_ == len(model.loss_curve_) == 3
    assert set(model.predict(MOONS.X)) <= {0, 1}


@pytest.mark.parametrize("classes", [2, 3])
def test_class_labels_may_be_names(classes):
    names = np.array(["a cat", "a dog", "a fox"])[:classes]
    y = names[np.arange(160) % classes]
    model = TinyMLPClassifier(epochs=2, random_state=0).fit(MOONS.X, y)
    assert list(model.classes_) == list(names) and set(model.predict(MOONS.X)) <= set(names)
