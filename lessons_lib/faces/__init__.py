"""How an explorable is shown and asked: one face in the page, and a source behind it.

The face (`js/`, `face.css`) knows no kernel: it asks a source, which answers requests with
frames. `widget` is the source that a notebook's kernel is. A panel (quiz, derivation) has a
face that its data are enough for; `panel` brings both into a notebook. A page without any
Python calls `showPanel(el, data)` of `js/panels.js`, `el` in an element of class `lessons-panel`.
"""
