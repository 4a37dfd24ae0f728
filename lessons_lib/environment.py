"""Is everything here that the lessons need? One sentence that says so, or what to do."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement


def check_environment(distribution: str = "lessons-lib") -> str:
    """Compare what is installed with what `distribution` declares, its `lab` extra included."""
    declared = [Requirement(line) for line in requires(distribution) or ()]
    needed = [r for r in declared if r.marker is None or r.marker.evaluate({"extra": "lab"})]
    faults = [fault for requirement in needed if (fault := _fault(requirement))]
    if faults:
        return f"Not ready: {'; '.join(faults)}. Run `make lab` again, or `pip install -e .[lab]`."
    return "Ready: all packages that the lessons need are installed."


def _fault(requirement: Requirement) -> str:
    try:
        present = version(requirement.name)
    except PackageNotFoundError:
        return f"{requirement.name} is missing"
    if requirement.specifier.contains(present, prereleases=True):
        return ""
    return f"{requirement.name} is {present}, but {requirement.specifier} is needed"
