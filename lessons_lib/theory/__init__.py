"""Lecture mathematics that is not a network trainer."""
