from __future__ import annotations

import json
from pathlib import Path

from lessons_lib.publish.site.licences import Licence, of_modules, of_theme, page

ROOT = Path(__file__).parents[3]
NPM = ROOT / "lessons_lib" / "publish" / "site" / "npm"


def test_the_theme_is_named_with_the_text_of_its_licence():
    found = {each.name: each for each in of_theme()}
    assert {"furo", "sphinx", "pygments"} <= found.keys()
    assert all("Copyright" in each.text for each in found.values())


def test_every_served_package_is_named_and_no_tool(tmp_path):
    lock = {
        "": {},
        "node_modules/katex": {"version": "1"},
        "node_modules/@a/b": {"version": "2"},
        "node_modules/axe-core": {"version": "3", "dev": True},
    }
    (tmp_path / ".locked").write_text(json.dumps({"packages": lock}))
    for name in ("katex", "@a/b"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "LICENSE").write_text(f"terms of {name}")
    assert [(each.name, each.version, each.text) for each in of_modules(tmp_path)] == [
        ("katex", "1", "terms of katex"),
        ("@a/b", "2", "terms of @a/b"),
    ]


def test_the_page_holds_our_licences_and_theirs():
    text = page([Licence("thing", "1.2", "some purpose", "Terms <of> it")], ROOT)
    assert "CC BY 4.0" in text and "BSD 3-Clause" in text
    assert "**thing** 1.2: some purpose." in text and "Terms &lt;of&gt; it" in text


def test_the_packages_are_pinned_by_version_and_hash_and_no_address():
    text = (NPM / "package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    assert "resolved" not in text
    assert all("integrity" in about for path, about in packages.items() if path)
    named = json.loads((NPM / "package.json").read_text("utf-8"))
    for version in {**named["dependencies"], **named["devDependencies"]}.values():
        assert version[0].isdigit()
