"""How the Python of the page is packed."""

import json
from io import BytesIO
from zipfile import ZipFile

from lessons_lib.publish.site import interpreter
from lessons_lib.publish.site.life import digest, once


def section(kind, body):
    return bytes([kind, len(body) | 128, 0]) + body  # a number may be written longer than it is


def test_only_custom_sections_are_taken_out_of_a_binary():
    head, code = b"\0asm\1\0\0\0", section(10, b"code")
    assert interpreter.stripped(head + section(0, b"names") + code + section(0, b"")) == head + code


def test_a_bundle_tells_its_files():
    body = interpreter.bundled({"a/b": b"one", "c": b""})
    length = int.from_bytes(body[:4], "little")
    assert json.loads(body[4 : 4 + length]) == [["a/b", 3], ["c", 0]]
    assert body[4 + length :] == b"one"


def library(*names):
    file = BytesIO()
    with ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, name)
    return ZipFile(file)


def test_every_package_goes_whole_into_one_part_or_none(tmp_path):
    names = ["os.pyc", "numpy/a.pyc", "scipy/b.pyc", "sklearn/c.csv", "threadpoolctl.pyc"]
    found = interpreter.parts(library(*names, "networkx/d.pyc", "matplotlib/mpl-data.zip"))
    told = {name: [item.filename for item in items] for name, items in found.items() if items}
    assert told == {
        "core": ["os.pyc", "numpy/a.pyc"],
        "scipy": ["scipy/b.pyc"],
        "sklearn": ["sklearn/c.csv", "threadpoolctl.pyc"],
    }
    interpreter.pack(tmp_path / "core.zip", library(*names), found["core"])
    with ZipFile(tmp_path / "core.zip") as packed:
        assert packed.read("numpy/a.pyc") == b"numpy/a.pyc"


def test_the_lessons_go_in_without_what_only_makes_the_site():
    names = set(interpreter.lessons())
    assert "lessons/lessons_lib/faces/inpage.py" in names
    assert not any("publish" in name or "__pycache__" in name for name in names)


def test_what_was_made_from_the_same_files_is_not_made_again(tmp_path):
    source, made = tmp_path / "source", []
    source.write_text("one")
    for _ in range(2):
        once(tmp_path / "kept", [source], made.append)
    assert len(made) == 1
    source.write_text("two")
    once(tmp_path / "kept", [source], made.append)
    assert len(made) == 2


def test_a_digest_tells_names_and_contents(tmp_path):
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_text("x")
    other.write_text("x")
    assert digest([one]) != digest([other]) and digest([one, other]) == digest([other, one])
