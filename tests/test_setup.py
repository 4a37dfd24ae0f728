"""environment.yml, pyproject.toml and constraints.txt hold one truth; so does the README."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
MAKEFILE = (ROOT / "Makefile").read_text()
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text())
EXTRAS = PROJECT["optional-dependencies"]
PINS = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text().splitlines()
    if not line.startswith("#")
]
LINUX = {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"}
MACHINES = {
    "the first Python": {**LINUX, "python_version": "3.11", "python_full_version": "3.11.0"},
    "Python of conda": {**LINUX, "python_version": "3.12", "python_full_version": "3.12.1"},
    "Windows": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
    "macOS": {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
}
CORE = ("jupyter", "numpy", "matplotlib", "ipywidgets", "scikit-learn", "nbval")
# In two pieces, so that this file does not name what it forbids.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _pip_lines() -> list[str]:
    (found,) = [entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict)]
    return found


def _extras_of_the_environment() -> list[str]:
    (line,) = [line for line in _pip_lines() if line.startswith("-e")]
    return re.fullmatch(r"-e \.\[(.*)\]", line).group(1).split(",")


def test_the_environment_installs_this_project_with_known_extras():
    assert _extras_of_the_environment() == ["lab", "test"]
    assert "-c constraints.txt" in _pip_lines()


def test_the_environment_names_an_exact_minor_version_that_the_project_takes():
    (python,) = [d for d in ENVIRONMENT["dependencies"] if str(d).startswith("python")]
    version = re.fullmatch(r"python=(\d+\.\d+)", python).group(1)
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(version)


def _declared(*extras: str) -> list[Requirement]:
    lines = PROJECT["dependencies"] + [line for extra in extras for line in EXTRAS[extra]]
    return [Requirement(line) for line in lines]


def _pinned(name: str, machine: dict[str, str]) -> list[str]:
    """The versions to which constraints.txt holds `name` on a machine."""
    return [
        str(pin.specifier).removeprefix("==")
        for pin in PINS
        if _normal(pin.name) == _normal(name)
        and (pin.marker is None or pin.marker.evaluate(machine))
    ]


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
@pytest.mark.parametrize("requirement", _declared(*EXTRAS), ids=str)
def test_every_requirement_has_one_pin_within_its_bounds(requirement, machine):
    (version,) = _pinned(requirement.name, machine)
    assert requirement.specifier.contains(version)


@pytest.mark.parametrize("name", CORE)
def test_the_environment_installs_the_core_packages(name):
    installed = _declared(*_extras_of_the_environment())
    assert _normal(name) in {_normal(requirement.name) for requirement in installed}


def test_jupyterlab_is_an_extra():
    assert "jupyterlab" not in {r.name for r in _declared()}
    assert "jupyterlab" in {r.name for r in _declared("lab")}


@pytest.mark.parametrize(
    ("machine", "package"), [("Windows", "pywinpty"), ("macOS", "appnope"), ("Windows", "colorama")]
)
def test_packages_of_one_platform_are_pinned_there_alone(machine, package):
    held = [name for name in MACHINES if _pinned(package, MACHINES[name])]
    assert held == [machine]


@pytest.mark.parametrize(
    ("name", "highest"),
    [("numpy", "2.4"), ("scipy", "1.17"), ("matplotlib", "3.10"), ("scikit-learn", "1.8")],
)
def test_lower_bounds_stay_within_reach_of_a_browser_kernel(name, highest):
    (requirement,) = [r for r in _declared() if r.name == name]
    assert requirement.specifier.contains(highest)


# The site's theme stands on it, and it has never had any other kind of release.
WITHOUT_A_FINAL_RELEASE = {"sphinx-basic-ng"}


def test_constraints_hold_versions_and_no_addresses():
    text = (ROOT / "constraints.txt").read_text()
    assert "://" not in text and "@" not in text and "--hash" not in text
    for pin in PINS:
        (version,) = pin.specifier
        assert version.operator == "==" and "*" not in version.version
        assert not Version(version.version).is_prerelease or pin.name in WITHOUT_A_FINAL_RELEASE


def test_make_test_compares_the_notebooks_strictly_and_ends_when_a_kernel_hangs():
    (line,) = [line for line in MAKEFILE.splitlines() if "nbval" in line]
    assert "--nbval " in line and "--nbval-cell-timeout=" in line
    assert "--nbval-lax" not in line and "sanitize" not in line


def test_every_script_and_notebook_that_make_runs_is_there():
    named = re.findall(r"\b(?:benchmarks|notebooks|tests)/[\w./]+", MAKEFILE)
    assert named and all((ROOT / name).exists() for name in named)


def test_the_readme_names_the_two_commands():
    readme = (ROOT / "README.md").read_text()
    assert "make lab" in readme and "make test" in readme


def test_the_readme_sets_up_what_the_other_files_say():
    readme = (ROOT / "README.md").read_text()
    assert "conda env create -f environment.yml\n" in readme
    assert f"conda activate {ENVIRONMENT['name']}\n" in readme
    assert f'-c constraints.txt -e ".[{",".join(_extras_of_the_environment())}]"' in readme


@pytest.mark.skipif(
    not shutil.which("make"), reason="no make here: see the README for conda and uv"
)
@pytest.mark.parametrize("name", [".lab", ".installed"])
def test_a_machine_that_is_set_up_is_not_set_up_again(tmp_path, name):
    stamp = tmp_path / ".venv" / name
    stamp.parent.mkdir()
    for name in ("pyproject.toml", "constraints.txt", "Makefile"):
        (tmp_path / name).write_text((ROOT / name).read_text())
    stamp.touch()
    plan = ["make", "--dry-run", "lab"]
    again = subprocess.run(plan, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "install" not in again and "00_start_here.ipynb" in again
    os.utime(tmp_path / "constraints.txt", (stamp.stat().st_mtime + 9,) * 2)
    anew = subprocess.run(plan, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "pip install" in anew and "constraints.txt" in anew


@pytest.mark.skipif(not shutil.which("make"), reason="no make here")
def test_a_student_installs_the_lessons_alone(tmp_path):
    for name in ("pyproject.toml", "constraints.txt", "Makefile"):
        (tmp_path / name).write_text((ROOT / name).read_text())
    plan = ["make", "--dry-run", "lab"]
    told = subprocess.run(plan, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    (install,) = re.findall(r"-e \"\.\[(.*)\]\"", told)
    assert install == "lab"


@pytest.mark.parametrize(("version", "told"), [("(3, 10)", True), ("(3, 11)", False)])
def test_make_refuses_an_old_python_in_one_sentence(version, told):
    (check,) = re.findall(r"-c '(import sys; .*?)'", MAKEFILE)
    code = check.replace("sys.version_info", version)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert bool(run.returncode) == told and bool(run.stderr) == told


def test_the_readme_lists_every_lesson_and_calls_the_others_planned():
    readme = (ROOT / "README.md").read_text()
    rows = re.findall(r"^\| (\d\d) \| (.*) \|$", readme, re.M)
    assert [number for number, _ in rows] == [f"{n:02d}" for n in range(13)]
    for number, rest in rows:
        (*files,) = (ROOT / "notebooks").glob(f"{number}_*.ipynb")
        assert bool(files) == ("planned" not in rest)
        assert all(f"notebooks/{file.name}" in rest for file in files)


def test_every_picture_of_the_readme_is_there():
    for picture in re.findall(r"!\[.+\]\((.*)\)", (ROOT / "README.md").read_text()):
        assert (ROOT / picture).is_file()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone: which files are ours?")
def test_no_file_names_a_package_registry():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.exists():
            found = path.read_bytes()
            assert not [host for host in HOSTS if host.encode() in found], name
