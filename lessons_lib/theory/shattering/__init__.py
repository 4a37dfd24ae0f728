"""Hypothesis classes on a few points, exactly."""
