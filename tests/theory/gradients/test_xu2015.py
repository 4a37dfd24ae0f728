"""The tables of Xu et al. (2015), number for number as on the slides."""

from __future__ import annotations

from lessons_lib.theory.gradients.xu2015 import TABLES, ranking

# Tables 3 and 4 of arXiv:1505.00853, as they stand on the slides.
SLIDES = {
    "CIFAR-10": "0.00318 0.1245 0.0031 0.1266 0.00362 0.1120 0.00178 0.1179 0.00550 0.1119",
    "CIFAR-100": "0.1356 0.429 0.11552 0.4205 0.08536 0.4042 0.0633 0.4163 0.1141 0.4025",
}


def test_the_numbers_are_those_of_the_slides():
    assert TABLES.keys() == SLIDES.keys()
    for data_set, row in SLIDES.items():
        assert list(TABLES[data_set]) == ["ReLU", "Leaky z/100", "Leaky z/5.5", "PReLU", "RReLU"]
        flat = [error for errors in TABLES[data_set].values() for error in errors]
        assert flat == [float(number) for number in row.split()]


def test_the_lowest_training_error_is_not_the_lowest_test_error():
    for data_set in TABLES:
        assert ranking(data_set, "training")[0] == "PReLU"
        assert ranking(data_set, "test")[0] == "RReLU"
        assert ranking(data_set, "test").index("PReLU") == 2
