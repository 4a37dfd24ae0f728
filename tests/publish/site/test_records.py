"""What is recorded of a picture, and how small."""

import json
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from lessons_lib.explorable import Slider
from lessons_lib.publish.site import encode
from lessons_lib.publish.site.records import fewer, packed
from lessons_lib.publish.site.states import MOST, State, axis, states, thinned
from tests.explorable.explorables import Counter, Leaky


def unpacked(body):
    """The index of a record and its pictures as they are laid over each other."""
    length = int.from_bytes(body[:4], "little")
    index, at, images = json.loads(body[4 : 4 + length]), 4 + length, []
    for size in index["sizes"]:
        image = Image.open(BytesIO(body[at : at + size])).convert("RGBA")
        images.append(Image.alpha_composite(images[0], image) if images else image)
        at += size
    assert at == len(body)
    return index["states"], [np.asarray(image)[..., :3].astype(int) for image in images]


def test_every_control_is_led_along_its_axis_and_every_scene_is_there():
    found = list(states(Leaky))
    first = Leaky()
    assert found[0].by == {}
    for name, control in first.controls.items():
        values = [s.frame.values[name] for s in found if s.by.get("control") == name]
        assert values == axis(control, getattr(first, name))
        if isinstance(control, Slider):
            assert {control.min, control.max} <= {*values, getattr(first, name)}
            assert len(values) <= MOST
    assert [s.by["scene"] for s in found if "scene" in s.by] == list(Leaky.scenes)


def test_an_axis_leaves_all_else_as_it_was():
    first = Leaky()
    for state in states(Leaky):
        if (name := state.by.get("control")) is not None:
            others = {k: v for k, v in first.values.items() if k != name}
            assert {k: v for k, v in state.frame.values.items() if k != name} == others


def test_a_run_is_followed_from_its_beginning_to_its_end():
    course = [s.by["steps"] for s in states(Counter) if "steps" in s.by]
    assert course[0] == 0 and course == sorted(set(course)) and len(course) <= MOST


def test_a_state_that_is_refused_is_left_out():
    class Choosy(Leaky):
        """Refuses many units."""

        scenes = {}

        def changed(self, names):
            if self.units > 4:
                raise ValueError("too many")

    assert {s.frame.values["units"] for s in states(Choosy)} <= {1, 2, 3, 4}


@pytest.mark.parametrize(("length", "most"), [(5, 17), (18, 17), (401, 17), (2, 3), (1, 3)])
def test_thinned_keeps_both_ends(length, most):
    kept = thinned(range(length), most)
    assert (kept[0], kept[-1], len(kept)) == (0, length - 1, min(length, most))
    assert kept == sorted(set(kept))


def test_fewer_steps_never_lose_scenes_or_options():
    found = list(states(Leaky))
    kept = [found[n] for n in fewer(found, 3)]
    for state in found:
        numbers = isinstance(state.by.get("value"), int | float)
        assert numbers or state in kept
    assert len(kept) < len(found)


def test_a_record_gives_back_pictures_and_words():
    found = list(states(Leaky))
    told, images = unpacked(packed(found))
    assert len(told) == len(found)
    for state, seen in zip(found, told, strict=True):
        exact = state.frame.pixels[..., :3].astype(int)
        assert abs(images[seen["picture"]] - exact).max() <= 4
        assert seen.get("readout", found[0].frame.readout) == state.frame.readout
        assert {**found[0].frame.values, **seen["values"]} == json.loads(
            json.dumps(state.frame.values)
        )


def test_equal_pictures_are_kept_once():
    frame = Leaky().as_frame()
    told, images = unpacked(packed([State({}, frame), State({"scene": "same"}, frame)]))
    assert len(images) == 1 and [s["picture"] for s in told] == [0, 0]


def test_coarse_colours_keep_white_and_black():
    pixels = np.array([[[255, 255, 255, 255], [0, 0, 0, 255], [100, 3, 250, 255]]], np.uint8)
    coarse = encode.coarse(pixels).astype(int)
    assert (coarse[0, :2] == pixels[0, :2]).all() and abs(coarse - pixels).max() <= 4


def test_a_photograph_takes_the_lossy_form():
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 4)).astype(np.uint8)
    noise[..., 3] = 255
    file = BytesIO()
    Image.fromarray(noise).save(file, "WEBP", lossless=True)
    assert len(encode.webp(noise)) < len(file.getvalue()) / 2
