"""For lesson 02: ReLU networks in the plane, and along a line by the chain rule piece by piece.

A network is a list of layers (W, b) with W (n_in, n_out); the place t is in [0, 1].
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np


def widths_for(budget, depth):
    """The widest layers, equal or the first ones one wider, with two inputs and one output."""
    for units in range(budget, depth - 1, -1):
        widths = [units // depth + (k < units % depth) for k in range(depth)]
        if sum((n + 1) * m for n, m in pairwise((2, *widths, 1))) <= budget:
            return tuple(widths)
    raise ValueError("no such network")


def value_at(layers, ends, t):
    """The output at each place."""
    a = ends[0] + np.asarray(t)[:, None] * (ends[1] - ends[0])
    for W, b in layers[:-1]:
        a = np.clip(a @ W + b, 0, None)
    return (a @ layers[-1][0] + layers[-1][1])[:, 0]


def lines_at(layers, ends, t):
    """Height and slope of each unit of the last layer at places t, two of (places, units)."""
    a = ends[0] + np.asarray(t)[:, None] * (ends[1] - ends[0])
    slope = np.tile(ends[1] - ends[0], (len(a), 1))
    for k, (W, b) in enumerate(layers):
        if k:
            slope, a = slope * (a > 0), a * (a > 0)
        a, slope = a @ W + b, slope @ W
    return a, slope


def knots_of(layers, ends):
    """0, 1 and every place between where some hidden unit switches."""
    t = np.array([0.0, 1.0])
    for depth in range(1, len(layers)):
        middle = (t[1:] + t[:-1]) / 2
        height, slope = lines_at(layers[:depth], ends, middle)
        with np.errstate(divide="ignore", invalid="ignore"):
            crossing = middle[:, None] - height / slope
        inside = (crossing > t[:-1, None] + 1e-12) & (crossing < t[1:, None] - 1e-12)
        t = np.unique(np.append(t, crossing[inside]))
    return t


def slopes_of(layers, ends):
    """Of each piece between two knots, the knots, and the slope of the output there."""
    t = knots_of(layers, ends)
    return t, lines_at(layers, ends, (t[1:] + t[:-1]) / 2)[1][:, 0]


def bends_of(layers, ends):
    """The knots at which the output's slope changes."""
    t, slope = slopes_of(layers, ends)
    return t[1:-1][np.abs(np.diff(slope)) > 1e-9 * np.abs(slope).max()]


def hidden(layers, X):
    """What every hidden unit gives, (n, units), layer after layer."""
    found = []
    for W, b in layers[:-1]:
        X = np.clip(X @ W + b, 0, None)
        found.append(X)
    return np.hstack(found)


def regions(layers):
    """Which units are on at each pixel: a number for each pattern, (128, 128)."""
    axis = np.linspace(-1.15, 1.15, 128)
    on = hidden(layers, np.array([(x, y) for y in axis for x in axis])) > 0
    return np.unique(on, axis=0, return_inverse=True)[1].reshape(128, 128)
