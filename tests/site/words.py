"""What every picture of a lesson says: run natively, and as it stands in the page's Python."""

import importlib
import inspect


def words(lesson):
    """{"Name, state": [readout, mean brightness]}: default, three steps of a run, all scenes."""
    from lessons_lib.explorable import Explorable

    module = importlib.import_module(f"lessons_lib.lessons.{lesson}")
    kinds = [getattr(module, name) for name in module.__all__]
    found = {}
    for kind in kinds:
        if inspect.isclass(kind) and issubclass(kind, Explorable):
            for state, picture in states(kind):
                brightness = float(picture.painter.paint()[..., :3].mean())
                found[f"{kind.__name__}, {state}"] = [picture.readout, brightness]
    return found


def states(kind):
    """The picture in each of its states."""
    yield "default", kind()
    if hasattr(kind, "step") and kind().playable:
        picture = kind()
        picture.step(3)
        yield "three steps", picture
    picture = kind()
    for scene in picture.scenes:
        picture.show_scene(scene)
        yield scene, picture
