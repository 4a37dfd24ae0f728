"""The review: a question for each idea of the lecture, and the picture that answers it."""

from __future__ import annotations

from lessons_lib.explorable.quiz import Quiz
from lessons_lib.lessons.put_it_together.questions import activations, likelihood, why_deep

# In the order of the lessons.
QUESTIONS = (*why_deep.QUESTIONS, *activations.QUESTIONS, *likelihood.QUESTIONS)


def review() -> Quiz:
    """All questions, in the order of the lessons."""
    return Quiz(QUESTIONS)
