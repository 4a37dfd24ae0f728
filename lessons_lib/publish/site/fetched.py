"""What the site takes from elsewhere: fetched by ordinary clients, pinned by version and hash."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


class Missing(RuntimeError):
    """Something that cannot be fetched, and what to do."""


def npm(build: Path) -> Path:
    """The folder `node_modules`, made in `build` from the lock file unless it is there."""
    folder, lock = build / "npm", "package-lock.json"
    if not _same(HERE / "npm" / lock, folder / "node_modules" / ".locked"):
        if not shutil.which("npm"):
            raise Missing("npm is needed to build the site: install Node.js 20 or newer.")
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", lock):
            shutil.copy(HERE / "npm" / name, folder)
        # No script of a package is run.
        order = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(order, cwd=folder, check=True)
        shutil.copy(folder / lock, folder / "node_modules" / ".locked")
    return folder / "node_modules"


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


def wheel(build: Path) -> Path:
    """The wheel of the Python that runs in the page, of the one hash that `wheel.txt` names."""
    folder = build / "wheel"
    if not (found := list(folder.glob("*.whl"))):
        order = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes"]
        wanted = ["-r", str(HERE / "wheel.txt"), "-d", str(folder)]
        subprocess.run(
            [*order, "--only-binary=:all:", "--disable-pip-version-check", *wanted], check=True
        )
        found = list(folder.glob("*.whl"))
    return found[0]
