"""The page's own modules, as far as they can be tried without a browser."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import lessons_lib
from lessons_lib.publish.site import life

STATIC = life.HERE / "static"
FACES = Path(lessons_lib.__file__).parent / "faces" / "js"
MODULES = sorted(STATIC.glob("*.js"))
FROM_ELSEWHERE = {"codemirror", "index"}  # fetched when the site is built


def node(code):
    """What a module prints, as JSON; it may import the page's modules by their names."""
    if shutil.which("node") is None:
        pytest.skip("no node here: install it to try the scripts")
    code = re.sub(r"from '\./(\w+)\.js'", lambda m: f"from '{(STATIC / m[1]).as_uri()}.js'", code)
    command = ["node", "--input-type=module"]
    done = subprocess.run(command, input=code, capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


def read(*calls):
    return node(
        "import { readCall } from './calls.js';"
        "const tried = text => { try { return readCall(text); } catch (e) { return e.name; } };"
        f"console.log(JSON.stringify({json.dumps(calls)}.map(tried)));"
    )


def test_a_call_is_read():
    assert read(
        "Theorem(units=12, eps=0.05)",
        "A(on=True, off=False, none=None, text='it\\'s', other=\"two, (three)\")",
        "A(points=((0.2, -1e-3), (1., .5)), one=(2,), empty=())",
        " A ( ) ",
    ) == [
        {"name": "Theorem", "values": {"units": 12, "eps": 0.05}},
        {
            "name": "A",
            "values": {
                "on": True,
                "off": False,
                "none": None,
                "text": "it's",
                "other": "two, (three)",
            },
        },
        {"name": "A", "values": {"points": [[0.2, -0.001], [1, 0.5]], "one": [2], "empty": []}},
        {"name": "A", "values": {}},
    ]


@pytest.mark.parametrize(
    "text",
    ["A", "A(", "A(1)", "A(x=)", "A(x=y)", "A(x=1) or 2", "A(x=f())", "A(x=1 + 1)", "A(x=`a`)", ""],
)
def test_whatever_else_an_address_holds_is_refused(text):
    assert read(text) == ["SyntaxError"]


def test_what_is_written_is_read_again():
    values = {"n": 1e-5, "b": True, "s": 'a "b" \\ c', "p": [[1, 2.5], [3, 4]], "one": [[0, 1]]}
    assert node(
        "import { readCall, writeCall } from './calls.js';"
        f"console.log(JSON.stringify(readCall(writeCall('A', {json.dumps(values)})).values));"
    ) == {**values}


def test_code_takes_new_values_and_keeps_the_rest():
    code = "A(data='x=1', units=3, eps=0.1, way='a (b), c', on=True)"
    before = {"units": 3, "eps": 0.1, "way": "a (b), c", "on": True}
    after = {"units": 12, "eps": 0.1, "way": "d", "on": False}
    assert (
        node(
            "import { rewritten } from './calls.js';"
            f"console.log(JSON.stringify(rewritten({json.dumps(code)}, {json.dumps(before)},"
            f" {json.dumps(after)})));"
        )
        == "A(data='x=1', units=12, eps=0.1, way=\"d\", on=False)"
    )


RECORD = """
import { Record } from './record.js';
globalThis.createImageBitmap = async () => ({ width: 1, height: 1 });
globalThis.OffscreenCanvas = class {
  getContext() { return { drawImage() {} }; }
  transferToImageBitmap() { return {}; }
};
const spec = { title: 'A.', plays: true, controls: [
  { name: 'n', label: 'units', kind: 'slider', min: 0, max: 10, log: false },
  { name: 'w', label: 'way', kind: 'choice', options: ['a', 'b'] },
] };
const first = { values: { n: 5, w: 'a' }, readout: 'five', alt: 'A. five', code: "A(n=5, w='a')",
  scene: null, playing: false, playable: true, kept: true };
const record = new Record('x/', { spec, frame: first }, null);
record.loading = Promise.resolve();
record.pictures = ['', '', '', '', ''];
record.states = [
  { picture: 0, values: {} },
  { control: 'n', value: 0, picture: 1, values: { n: 0 }, readout: 'none' },
  { control: 'n', value: 10, picture: 2, values: { n: 10 }, readout: 'ten' },
  { control: 'w', value: 'b', picture: 3, values: { w: 'b' }, readout: 'b' },
  { scene: 'S', picture: 4, values: { n: 10, w: 'b' }, readout: 'scene' },
  { steps: 0, picture: 0, values: {} },
  { steps: 4, picture: 1, values: {}, readout: 'ran' },
].map(state => record.whole(state));
const said = [];
for (const request of %s) {
  const { values, readout, code, playing, scene } = await record.ask(request);
  said.push([values, readout, code, playing, scene]);
}
console.log(JSON.stringify([said, record.story]));
"""


def asked(*requests):
    return node(RECORD % json.dumps(requests))


def put(**values):
    return {"op": "set", "values": values}


def test_a_recorded_step_is_answered_as_it_is():
    (told,), story = asked(put(n=10))
    assert told == [{"n": 10, "w": "a"}, "ten", "A(n=10, w='a')", False, None]
    assert story == [put(n=10)]


def test_another_step_is_answered_with_the_nearest_which_is_said():
    (told,), story = asked(put(n=9))
    assert told[0] == {"n": 9, "w": "a"} and told[2] == "A(n=9, w='a')"
    assert told[1] == "The nearest recorded picture has units 10. ten"
    assert story == [put(n=9)]


def test_a_hand_that_goes_on_is_told_once():
    _, story = asked(put(n=7), put(n=8), put(w="b"))
    assert story == [put(n=8, w="b")]


def test_a_scene_forgets_what_was_before():
    told, story = asked(put(n=7), {"op": "scene", "name": "S"})
    assert told[1] == [{"n": 10, "w": "b"}, "scene", 'A(n=10, w="b")', False, "S"]
    assert story == [{"op": "reset"}, {"op": "scene", "name": "S"}]


def test_a_recorded_run_is_played_to_its_end():
    told, story = asked({"op": "play"}, {"op": "work"}, {"op": "work"})
    assert [(words, playing) for _, words, _, playing, _ in told] == [
        ("A recorded run, after 0 steps. five", True),
        ("A recorded run, after 4 steps. ran", False),
        ("A recorded run, after 4 steps. ran", False),
    ]
    assert story == [{"op": "run", "steps": 4}]


def test_what_only_python_can_answer_waits_for_it():
    told, story = asked({"op": "act", "name": "double"})
    assert told[0][1] == "This waits for Python. five"
    assert story == [{"op": "act", "name": "double"}]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_import_names_a_module_that_is_there(module):
    for names, other in re.findall(
        r"import \{ ([^}]*) \} from '\./([\w/]+)\.js'", module.read_text()
    ):
        if Path(other).name not in FROM_ELSEWHERE:
            (code,) = [
                f.read_text() for f in (STATIC / f"{other}.js", FACES / f"{other}.js") if f.exists()
            ]
            for name in names.split(", "):
                assert re.search(
                    rf"^export (?:async )?(?:class|function|const) {name}\b", code, re.M
                )


def test_no_module_of_the_page_has_the_name_of_one_of_the_face():
    assert not {path.name for path in MODULES} & {path.name for path in FACES.glob("*.js")}


def test_only_the_worker_knows_which_python_it_is():
    for module in MODULES:
        if module.name != "worker.js":
            assert not re.search("wasi|wasm|_host", module.read_text(), re.I), module.name
