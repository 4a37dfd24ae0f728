"""Lesson 00, start here: the controls tried out on pictures of lesson 01."""

__all__: list[str] = []
