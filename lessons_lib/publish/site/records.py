"""Records: what a picture shows in the states that a hand reaches first, for a page without Python.

A record is a folder: `record.json` (what the face is built from, and the first frame) and
`states.bin`, loaded when a hand comes near: its length in 4 bytes, little end first, then an index
as JSON, then the pictures one after another. The index tells for each state how it is reached
(see `states.py`), in what its frame differs from the first, and which picture it shows; each
picture is laid over picture 0, see `encode.py`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lessons_lib.faces.described import described, spec
from lessons_lib.faces.session import Cell, Session
from lessons_lib.publish.site import encode
from lessons_lib.publish.site.chapter import Chapter
from lessons_lib.publish.site.states import State, states, thinned

LIMIT = 700_000  # bytes of a record that may be kept whole; a larger one gets fewer steps
FEWER = (17, 13, 9, 7, 5, 3)
Record = tuple[Any, list[State]]


def write(site: Path, found: list[Chapter]) -> dict[str, int]:
    """Write the records of all pictures of all chapters; their sizes in bytes by folder."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        sizes = list(pool.map(write_chapter, [site] * len(found), found))
    return {folder: size for each in sizes for folder, size in each.items()}


def write_chapter(site: Path, chapter: Chapter) -> dict[str, int]:
    """Write the records of one notebook."""
    sizes = {}
    for cell, (picture, found) in recorded(chapter):
        folder = site.absolute() / chapter.record(cell)
        folder.mkdir(parents=True, exist_ok=True)
        first = described(found[0].frame)
        head = json.dumps({"spec": spec(picture), "frame": first}, ensure_ascii=False)
        (folder / "record.json").write_text(head, encoding="utf-8")
        body = packed(found)
        (folder / "states.bin").write_bytes(body)
        sizes[chapter.record(cell)] = len(head.encode()) + len(body)
    return sizes


def session(chapter: Chapter) -> Session:
    """The chapter's code cells, to be run."""
    code = (cell for cell in chapter.cells if cell.kind != "text")
    return Session([Cell(each.id, each.source, each.kind == "exercise") for each in code])


def recorded(chapter: Chapter) -> Iterator[tuple[Any, Record]]:
    """Every cell that shows a picture, the picture, and its states."""
    running, here = session(chapter), Path.cwd()
    with TemporaryDirectory() as away:  # cells write files
        os.chdir(away)
        try:
            for cell in chapter.of_kind("picture"):

                def make(ident: str = cell.id) -> Any:
                    return running.run(ident).value

                yield cell, (make(), list(states(make)))
        finally:
            os.chdir(here)


def packed(found: list[State]) -> bytes:
    """The states of a record as they lie in its file, with as many steps as its limit allows."""
    pictures, shows = _pictures(found)
    for most in FEWER:
        kept = fewer(found, most)
        used = sorted({shows[n] for n in kept})
        if sum(len(pictures[n]) for n in used) <= LIMIT:
            break
    first = described(found[0].frame)
    index = {
        "sizes": [len(pictures[n]) for n in used],
        "states": [
            {**found[n].by, "picture": used.index(shows[n]), **_differences(found[n], first)}
            for n in kept
        ],
    }
    head = json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join([len(head).to_bytes(4, "little"), head, *(pictures[n] for n in used)])


def _pictures(found: list[State]) -> tuple[list[bytes], list[int]]:
    """The different pictures, and which of them each state shows."""
    numbers: dict[bytes, int] = {}
    pictures: list[bytes] = []
    shows = []
    first = encode.coarse(found[0].frame.pixels)
    for state in found:
        pixels = encode.coarse(state.frame.pixels)
        key = pixels.tobytes()
        if key not in numbers:
            numbers[key] = len(pictures)
            drawn = encode.difference(pixels, first) if pictures else pixels
            pictures.append(encode.webp(drawn))
        shows.append(numbers[key])
    return pictures, shows


def fewer(found: list[State], most: int) -> list[int]:
    """The numbers of the states that are kept if an axis or a run may have so many steps."""
    axes: dict[Any, list[int]] = {}
    for n, state in enumerate(found):
        run = "steps" in state.by or isinstance(state.by.get("value"), int | float)
        axes.setdefault(state.by.get("control", "steps") if run else n, []).append(n)
    return sorted(n for axis in axes.values() for n in (thinned(axis, most)))


def _differences(state: State, first: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of a frame: what differs from the first, of its values those that do.

    Its code follows from its values; so does the alt text from the words.
    """
    frame = described(state.frame)
    untold = {"values", "code", "kept"}
    if frame["alt"].endswith(frame["readout"]):
        untold.add("alt")
    told = {k: v for k, v in frame.items() if k not in untold and v != first[k]}
    values = {k: v for k, v in frame["values"].items() if v != first["values"][k]}
    return {**told, "values": values}
