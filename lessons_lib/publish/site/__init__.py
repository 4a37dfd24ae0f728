"""The lessons as a static site: chapters made from the executed notebooks, no server behind them.

    python -m lessons_lib.publish.site [build/site]

`chapter` reads a notebook, `html` and `markdown` write its cells, `formulas` renders mathematics
before a reader comes, `book` is the extension by which Sphinx reads notebooks, `build` does all.
Nothing is executed for the text: what a chapter shows are the outputs that the notebook carries.
"""
