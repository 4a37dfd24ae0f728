import re
import shutil
import subprocess

import pytest

from lessons_lib.explorable.stage import HERE, Stage

SCRIPT = (HERE / "stage.js").read_text()


def test_what_the_page_sends_is_not_echoed_back():
    for name in ("outlook", "pointer"):
        assert Stage.class_traits()[name].metadata["echo_update"] is False


def test_every_trait_that_the_script_names_exists_and_is_sent():
    used = set(re.findall(r"model\.(?:get|set)\('(\w+)'", SCRIPT)) | set(
        re.findall(r"'?change:(\w+)'", SCRIPT)
    )
    sent = set(Stage.class_traits(sync=True))
    assert used
    assert used <= sent


def test_every_own_trait_is_used_by_the_script():
    own = {
        name
        for name in Stage.class_own_traits(sync=True)
        if not name.startswith("_") and name not in ("comm", "layout", "tabbable", "tooltip")
    }
    assert all(f"'{name}'" in SCRIPT or f":{name}'" in SCRIPT for name in own), own


def test_the_script_is_sound_javascript():
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here: install it to check the syntax of stage.js")
    done = subprocess.run(
        [node, "--input-type=module", "--check"],
        input=SCRIPT,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_the_script_fetches_nothing():
    assert not re.search(r"https?://|import\s*\(|\bfetch\b", SCRIPT)
