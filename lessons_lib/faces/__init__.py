"""How an explorable is shown and asked: one face in the page, and a source behind it.

The face (`js/`, `face.css`) knows no kernel: it asks a source, which answers requests with
frames. `widget` is the source that a notebook's kernel is.
"""
