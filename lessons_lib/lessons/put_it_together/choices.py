"""The network for a task, and why an output and a loss do not fit it or cannot be trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lessons_lib.lessons.put_it_together.tasks import EACH, Task
from lessons_lib.mlp import MLP
from lessons_lib.theory.likelihood.output_choice import LOSSES, misfit

# The workbench's word for an output, and the activation it stands for.
OUTPUTS: Mapping[str, str] = {
    "linear": "identity",
    "sigmoid": "sigmoid",
    "softmax": "softmax",
    "relu": "relu",
}


def network(it: Task, output: str, loss: str, hidden: Sequence[int] = (), **options: Any) -> MLP:
    """An untrained network of the sizes that the task asks for."""
    sizes = (it.train.X.shape[1], *hidden, it.train.y.shape[1])
    return MLP(sizes, loss=LOSSES[loss], output=OUTPUTS[output], **options)


def objection(it: Task, output: str, loss: str) -> str:
    """Why output and loss do not fit the task; empty if they do."""
    outputs = it.train.y.shape[1]
    if output == "softmax" and outputs == 1:
        return "softmax of a single output is always 1"
    if output == "sigmoid" and outputs > 1:
        output += EACH
    return misfit(it.kind.output, it.kind.loss, output, loss)


def refusal(it: Task, output: str, loss: str) -> str:
    """Why output and loss cannot be computed for the task, and what fits; empty if they can."""
    kind, y = it.kind, it.train.y
    if output == "softmax" and loss != "softmax cross-entropy":
        why = "with a softmax output only softmax cross-entropy is computed"
    elif loss == "softmax cross-entropy" and np.any(y.sum(1) != 1):
        why = f"it takes targets that are 1 in sum, and here the target is {kind.words}"
    elif loss == "logistic" and (y.min() < 0 or y.max() > 1):
        why = f"it takes targets from 0 to 1, and here the target is {kind.words}"
    else:
        return ""
    return "{why}; choose the output {output} with the loss {loss}".format(why=why, **kind.fit)
