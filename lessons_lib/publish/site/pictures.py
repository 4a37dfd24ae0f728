"""The notebooks' pictures as files beside the chapters, made smaller without losing a pixel."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

from PIL import Image

from lessons_lib.publish.site.chapter import Cell, Chapter

FOLDER = "_static/pictures"


def address(chapter: Chapter, cell: Cell) -> str:
    """Where a picture lies, from the site's root."""
    return f"{FOLDER}/{chapter.stem}/{cell.id}.webp"


def write(chapter: Chapter, static: Path) -> None:
    """Write the chapter's pictures into the folder that becomes the site's `_static`."""
    for cell in chapter.of_kind("picture"):
        path = static.parent / address(chapter, cell)
        path.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(BytesIO(base64.b64decode(cell.shown("image/png") or ""))) as image:
            image.save(path, "WEBP", lossless=True, quality=80, method=4)
