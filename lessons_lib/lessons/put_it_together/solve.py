"""Solutions of the exercises of lesson 12."""

from __future__ import annotations

from lessons_lib.explorable.solution import Solution
from lessons_lib.lessons.put_it_together import check


def choices() -> Solution:
    """An output and a loss for each of the four tasks."""
    return Solution(
        """```python
my_choices = {
    "diabetes": ("linear", "squared error"),
    "breast cancer": ("sigmoid", "logistic"),
    "digits": ("softmax", "softmax cross-entropy"),
    "topics of documents": ("sigmoid", "logistic"),
}
```

A number may be anything, so the output is linear. A probability lies between 0 and 1: one sigmoid\
 for one question, one for each label if several may be right, and softmax if exactly one of\
 several classes is right. The losses are the negative log-likelihoods that belong to these outputs\
 (lessons 10 and 11).""",
        check.choices,
    )


def best_of_guesses() -> Solution:
    """The luck of the best of 72 guessing networks."""
    return Solution(
        """`best = scores.max(axis=1).mean()`

The best of 72 guessing networks gets 0.63 of the examples right. Whoever reports this number\
 claims a skill that is not there: on new examples the same network will get 0.5. Its score was\
 not wrong, but it was *chosen for being high*.""",
        check.best_of_guesses,
    )


def reported() -> Solution:
    """The score that may be reported."""
    return Solution(
        """`return test[np.argmax(validation)]`

The validation set says which network is taken, and the test set what this network scores.""",
        check.reported,
    )


def beats_baseline() -> Solution:
    """A small network that is better than the linear model."""
    return Solution(
        """```python
from lessons_lib.lessons import put_it_together as lesson

mine = lesson.Workbench(
    "digits", layers=1, units=32, activation="relu", optimiser="adam", learning_rate=0.003
)
mine.step(40)
```

With 18 of 20 seeds it is better on the validation set, and with 12 of 20 on the test set. We chose\
 the network by the validation set, so the test set is the fairer judge.""",
        check.beats_baseline,
    )


def what_is_shown() -> Solution:
    """What an interval says that holds 0."""
    return Solution(
        """`my_reading = "c"`

A difference of −0.03 would agree with these splits, and so would one of 0 or of +0.018.""",
        check.what_is_shown,
    )
