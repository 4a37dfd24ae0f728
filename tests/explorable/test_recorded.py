"""A live explorable shows a stored run of its settings until it is played."""

from __future__ import annotations

from lessons_lib.explorable import Recorded, Slider


class Count(Recorded):
    """Counts down from a number; the run from 3 is stored."""

    top = Slider(3, min=1, max=9, step=1, restarts=True)

    def begin(self):
        yield from range(self.top, -1, -1)

    def recorded(self):
        return 0 if self.top == 3 else None

    def draw(self, figure):
        figure.add_subplot()

    def update(self):
        now, told = self.shown()
        return f"{told}{now} are left."


def test_the_stored_run_is_shown_until_play_even_if_its_end_is_zero():
    count = Count()
    assert count.readout == "Stored run (Play trains anew). 0 are left."
    count.step(2)
    assert count.readout == "2 are left."
    count.reset()
    assert count.readout == "Stored run (Play trains anew). 0 are left."


def test_where_nothing_is_stored_the_state_before_training_is_shown():
    count = Count(top=5)
    assert count.readout == "Before training (press Play). 5 are left."
    assert count.progress is None
