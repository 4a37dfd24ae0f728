"""The face's modules, joined."""

import re
import shutil
import subprocess

import pytest

from lessons_lib.faces.script import HERE, script, style

ENTRIES = ("widget", "panelwidget")  # each a script by itself; the others may stand in one
MODULES = sorted(path.stem for path in (HERE / "js").glob("*.js"))

DEFINES = "(?:class|(?:async )?function|const|let)"


def sound(code):
    """Whether Node reads it as a module; the reason if not."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here: install it to check the syntax of the scripts")
    command = [node, "--input-type=module", "--check"]
    return subprocess.run(command, input=code, capture_output=True, check=False, text=True).stderr


@pytest.mark.parametrize("name", MODULES)
def test_each_module_joined_with_what_it_needs_is_sound_javascript(name):
    assert not sound(script(name))


@pytest.mark.parametrize("entry", ENTRIES)
def test_no_import_is_left_and_each_module_comes_once(entry):
    joined = script(entry)
    assert not re.search(r"^(import|export (?!default))", joined, re.MULTILINE)
    for name in ("make", "isDark"):
        assert len(re.findall(rf"^function {name}\(", joined, re.MULTILINE)) == 1


def test_each_module_comes_before_what_needs_it():
    joined = script("panelwidget")
    assert joined.index("class Panel ") < joined.index("class QuizFace") < joined.index("PANELS =")
    joined = script("widget")
    assert joined.index("class Line") < joined.index("class Face") < joined.index("class Kernel")


def test_every_name_that_is_imported_is_exported_there():
    for module in MODULES:
        code = (HERE / "js" / f"{module}.js").read_text()
        for names, other in re.findall(r"^import \{ ([^}]*) \} from '\./(\w+)\.js'", code, re.M):
            there = (HERE / "js" / f"{other}.js").read_text()
            for name in names.split(", "):
                assert re.search(rf"^export {DEFINES} {name}\b", there, re.M)


def test_no_two_modules_use_one_name_at_the_top():
    whole = "\n".join((HERE / "js" / f"{name}.js").read_text() for name in {*MODULES} - {*ENTRIES})
    names = re.findall(rf"^(?:export )?{DEFINES} (\w+)", whole, re.MULTILINE)
    assert len(names) == len(set(names))


def test_nothing_is_fetched_from_anywhere():
    whole = "".join(map(script, ENTRIES)) + style()
    assert not re.search(r"https?://|import\s*\(|\bfetch\b", whole)
