"""Error rates of Xu, Wang, Chen, Li (2015), arXiv:1505.00853, tables 3 and 4, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Errors(NamedTuple):
    """Shares of misclassified images, of the training and of the test set."""

    training: float
    test: float


TABLES: Mapping[str, Mapping[str, Errors]] = {
    "CIFAR-10": {
        "ReLU": Errors(0.00318, 0.1245),
        "Leaky z/100": Errors(0.0031, 0.1266),
        "Leaky z/5.5": Errors(0.00362, 0.1120),
        "PReLU": Errors(0.00178, 0.1179),
        "RReLU": Errors(0.00550, 0.1119),
    },
    "CIFAR-100": {
        "ReLU": Errors(0.1356, 0.429),
        "Leaky z/100": Errors(0.11552, 0.4205),
        "Leaky z/5.5": Errors(0.08536, 0.4042),
        "PReLU": Errors(0.0633, 0.4163),
        "RReLU": Errors(0.1141, 0.4025),
    },
}


def ranking(dataset: str, of: str) -> list[str]:
    """The variants from the lowest to the highest error `of` "training" or "test"."""
    table = TABLES[dataset]
    return sorted(table, key=lambda variant: float(getattr(table[variant], of)))
