"""What Sphinx and its theme are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TITLE = "Activations and loss functions"


def settings(modules: Path) -> dict[str, Any]:
    """Sphinx's configuration."""
    return {
        "project": TITLE,
        "html_title": TITLE,
        "html_theme": "furo",
        "html_static_path": ["_static"],
        "html_favicon": "_static/lessons/icon.svg",
        "html_copy_source": False,
        "html_show_sphinx": False,
        "html_css_files": [
            "katex/katex.min.css",
            *(f"lessons/{name}.css" for name in ("face", "live", "site")),
        ],
        "html_js_files": [("lessons/start.js", {"type": "module"})],
        "html_math_renderer": "lessons",
        "extensions": ["sphinx.ext.autodoc", "lessons_lib.publish.site.book"],
        "default_role": "code",
        "lessons_modules": str(modules),
        "myst_enable_extensions": ["dollarmath"],
        "myst_dmath_double_inline": True,
        "myst_heading_anchors": 4,
        "myst_heading_slug_func": "lessons_lib.publish.site.book.heading_id",
        "myst_links_external_new_tab": False,
    }
