"""Text drawn from what was drawn before: the shape of a string and the pixels of its letters.

Shaping strings and rasterising letters takes most of the time of a frame, and the words of a
picture hardly change. The pixels are those of matplotlib's own renderer, bit for bit. What is
overridden is not public there; a version that has none of it draws in its own way.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from threading import get_ident
from typing import Any

import numpy as np
from matplotlib import font_manager, ft2font
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg, get_hinting_flag
from matplotlib.font_manager import FontProperties
from numpy.typing import NDArray

hinting_flag: Any = get_hinting_flag
KNOWN = hasattr(RendererAgg, "_draw_text_glyphs_and_boxes")  # from matplotlib 3.11 on
UNIT = 64  # FreeType's lengths are whole numbers of a pixel's 64th
# Where a font file holds the height of a line, the better place first.
LINES = (
    ("OS/2", "sTypoAscender", "sTypoDescender", "sTypoLineGap"),
    ("hhea", "ascent", "descent", "lineGap"),
)
Glyph = tuple[Any, float, int, float, float, float, float]  # as matplotlib's renderer has them
Bitmap = tuple[NDArray[np.uint8], int, int]  # pixels, left edge, top edge


class Canvas(FigureCanvasAgg):
    """An Agg canvas that remembers text."""

    def get_renderer(self) -> Any:
        wanted = (*self.get_width_height(physical=True), self.figure.dpi)
        if self._lastKey != wanted:
            self.renderer: Any = (Lettering if KNOWN else RendererAgg)(*wanted)
            self._lastKey: Any = wanted
        return self.renderer


class Lettering(RendererAgg):
    """Agg's renderer, which remembers text."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        agg: Any = super()  # untyped in matplotlib, as is what follows of it
        agg.__init__(width, height, dpi)
        self._shapes = lru_cache(2048)(self._shape)
        self._heights = lru_cache(64)(self._line_height)

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        if ismath or (mtext and (mtext.get_fontfeatures() or mtext.get_language())):
            agg: Any = super()
            agg.draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        # Fonts hold a state, and each thread has its own in matplotlib.
        glyphs = self._shapes(s, prop.copy(), hinting_flag(), get_ident())
        self._draw_text_glyphs_and_boxes(gc, x, y, angle, glyphs, ())

    def _shape(self, text: str, prop: FontProperties, hinting: Any, _: int) -> list[Glyph]:
        prepared: Any = self._prepare_font
        font, size = prepared(prop), prop.get_size_in_points()
        items = font._layout(text, flags=hinting, features=None, language=None)
        return [(item.ft_object, size, item.glyph_index, 0, 1, item.x, item.y) for item in items]

    def _draw_text_glyphs_and_boxes(
        self, gc: Any, x: float, y: float, angle: float, glyphs: Iterable[Glyph], boxes: Any
    ) -> None:
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        hinting, smooth = hinting_flag(), gc.get_antialiased()
        mode = ft2font.RenderMode.NORMAL if smooth else ft2font.RenderMode.MONO
        for font, size, number, slant, extend, dx, dy in glyphs:
            right, rest = divmod(round(UNIT * (x + dx * cos - dy * sin)), UNIT)
            up, above = divmod(round(UNIT * (self.height - y + dx * sin + dy * cos)), UNIT)
            form = font, size, self.dpi, number, angle, slant, extend, hinting, mode
            pixels, left, top = bitmap(form, rest, above)
            bottom = int(self.height) - top - up + len(pixels)
            self._renderer.draw_text_image(pixels, left + right, bottom, 0, gc)
        if boxes:
            agg: Any = super()
            agg._draw_text_glyphs_and_boxes(gc, x, y, angle, (), boxes)

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[Any, ...]:
        return self._heights(prop.copy())

    def _line_height(self, prop: FontProperties) -> tuple[Any, ...]:
        """Ascent, descent and gap of a line, as `Text` finds them in the font."""
        font: Any = font_manager.get_font(font_manager.fontManager._find_fonts_by_props(prop))
        size = prop.get_size_in_points()
        scale = 1 / font.get_sfnt_table("head")["unitsPerEm"] * size * self.dpi / 72
        for name, ascent, descent, gap in LINES:
            if table := font.get_sfnt_table(name):
                return table[ascent] * scale, -table[descent] * scale, table[gap] * scale
        return None, None, None


@lru_cache(16384)
def bitmap(form: tuple[Any, ...], right: int, up: int) -> Bitmap:
    """A letter moved by 64ths of a pixel: its pixels, its left edge and its top."""
    font, size, dpi, number, angle, slant, extend, hinting, mode = form
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turned = 0x10000 * np.array([[cos, -sin], [sin, cos]]) @ [[extend, extend * slant], [0, 1]]
    font.set_size(size, dpi)
    font._set_transform(turned.round().astype(int), [right, up])
    drawn = font._render_glyph(number, hinting, mode)
    pixels = drawn.buffer * (1 if mode == ft2font.RenderMode.NORMAL else 0xFF)
    return pixels, drawn.left, drawn.top
