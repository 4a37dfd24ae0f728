"""Lessons on activations and loss functions that can be dragged.

The layers, each resting only on those before it:

* mathematics: `activations`, `losses`, `gradcheck`, `mlp`, `optimisers`, `training`,
  `estimators`, `datasets` and `theory` (NumPy only);
* machinery: `explorable` (controls, picture, readout; it knows no lesson);
* lessons: one module per notebook in `lessons`, and the checked answers in `exercises`;
* the notebooks themselves.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
