"""Live explorables: a run goes on as long as somebody asks for its next frame."""

import threading
import time

import pytest

from lessons_lib.explorable import live
from tests.explorable.explorables import Counter


class Slow(Counter):
    """Counting, a hundredth of a second for each."""

    def begin(self):
        for n in super().begin():
            time.sleep(0.01)
            yield n


def pull(picture, most=1000):
    """Ask for frames as a face does while something plays; return them."""
    frames = [picture.answer({"op": "work"})]
    while frames[-1].playing and len(frames) < most:
        frames.append(picture.answer({"op": "work"}))
    return frames


# ---- steps


def test_a_step_does_one_piece_of_the_work():
    counter = Counter()
    counter.step()
    assert counter.progress == 1
    counter.step(4)
    assert counter.readout == "5 steps done at gain 1.0."


def test_steps_end_where_the_work_ends():
    counter = Counter(limit=3)
    counter.step(10)
    assert counter.finished
    assert counter.progress == 3


def test_reset_returns_to_the_beginning():
    counter = Counter(limit=3)
    counter.step(10)
    counter.reset()
    assert counter.progress is None
    assert not counter.finished
    counter.step()
    assert counter.progress == 1


def test_a_control_that_restarts_begins_the_run_again():
    counter = Counter()
    counter.step(5)
    counter.limit = 20
    assert counter.progress is None


def test_other_controls_leave_the_run_alone():
    counter = Counter()
    counter.step(5)
    counter.gain = 2.0
    assert counter.readout == "5 steps done at gain 2.0."


def test_work_without_any_step_is_finished_at_once():
    counter = Counter(limit=0)
    counter.step()
    assert counter.finished
    assert counter.readout.startswith("0 steps")


def test_an_exception_in_a_step_propagates_and_what_was_reached_stays():
    counter = Counter(fails_at=4)
    with pytest.raises(ZeroDivisionError, match="step 4"):
        counter.step(10)
    assert counter.progress == 3
    assert not counter.finished


def test_after_an_exception_the_work_can_begin_again():
    counter = Counter(fails_at=4)
    with pytest.raises(ZeroDivisionError):
        counter.step(10)
    counter.fails_at = 0
    counter.step(10)
    assert counter.progress == 10


@pytest.mark.parametrize("n", ["3", 2.5, -1, None, True, [1]])
def test_a_number_of_steps_that_is_not_whole_is_refused_in_words(n):
    with pytest.raises(ValueError, match="n = .*: give a whole number of at least 0"):
        Counter().step(n)


class Fussy(Counter):
    """Counting, while the gain allows it."""

    @property
    def playable(self):
        return self.gain > 0

    def begin(self):
        for n in super().begin():
            if not self.playable:
                raise ArithmeticError("counted without a gain")
            yield n


def test_what_is_not_playable_does_no_step_and_says_what_it_said():
    fussy = Fussy(gain=0.0)
    fussy.step(3)
    assert fussy.progress is None and not fussy.finished
    fussy.gain = 1.0
    fussy.step(3)
    assert fussy.progress == 3


# ---- play


def test_a_run_goes_on_while_frames_are_asked_for_and_ends_with_the_work():
    slow = Slow(limit=12)
    assert slow.answer({"op": "play"}).playing
    frames = pull(slow)
    assert len(frames) > 1 and slow.finished and not frames[-1].playing
    assert frames[-1].readout == "12 steps done at gain 1.0."


def test_where_nobody_asks_nothing_runs():
    slow = Slow()
    slow.play()
    time.sleep(0.05)
    assert slow.playing and slow.progress is None


def test_code_may_play_and_whoever_shows_it_is_told():
    slow, told = Slow(limit=5), []
    slow.watchers.append(lambda: told.append(slow.as_frame().playing))
    slow.play()
    assert told == [True]
    pull(slow)
    assert slow.finished


def test_pause_stops_and_play_goes_on_from_there():
    slow = Slow()
    slow.play()
    pull(slow, most=2)
    assert not slow.answer({"op": "pause"}).playing
    reached = slow.progress
    assert pull(slow)[-1].readout == slow.readout and slow.progress == reached
    slow.play()
    pull(slow, most=1)
    assert reached < slow.progress < reached + 20


def test_play_after_the_end_begins_anew():
    counter = Counter(limit=3)
    counter.step(5)
    counter.play()
    assert counter.progress is None
    pull(counter)
    assert counter.progress == 3


def test_toggle_plays_and_pauses():
    slow = Slow()
    slow.toggle()
    assert slow.playing
    slow.toggle()
    assert not slow.playing


def test_a_restart_while_playing_plays_on_from_the_beginning():
    slow = Slow()
    slow.play()
    pull(slow, most=3)
    slow.answer({"op": "set", "values": {"limit": 6}})
    assert slow.progress is None and slow.playing
    pull(slow)
    assert slow.progress == 6


def test_a_frame_of_work_takes_a_frame_of_time():
    slow = Slow()
    slow.play()
    pull(slow, most=5)
    # A step takes 0.01 s: three or four fit into a frame.
    assert slow.progress <= 5 * (live.FRAME_SECONDS / 0.01 + 1)


def test_what_is_not_playable_does_not_play():
    fussy = Fussy(gain=0.0)
    for op in ("play", "work"):
        frame = fussy.answer({"op": op})
        assert not frame.playing and not frame.playable


def test_a_run_that_stops_being_playable_ends_without_an_error():
    fussy = Fussy(limit=10_000)
    fussy.play()
    pull(fussy, most=2)
    fussy.answer({"op": "set", "values": {"gain": 0.0}})
    frame = pull(fussy)[-1]
    assert not frame.playing and not frame.playable and "gain 0.0" in frame.readout
    fussy.answer({"op": "set", "values": {"gain": 1.0}})
    assert fussy.answer({"op": "play"}).playing


def test_an_exception_in_the_run_passes_through_and_ends_it():
    counter = Counter(fails_at=5)
    counter.play()
    with pytest.raises(ZeroDivisionError, match="step 5"):
        pull(counter)
    assert not counter.playing and counter.progress == 4


def test_an_exception_in_update_ends_the_run_too():
    class Breaks(Slow):
        def update(self):
            if (self.progress or 0) > 5:
                raise RuntimeError("over five")
            return super().update()

    breaks = Breaks()
    breaks.play()
    with pytest.raises(RuntimeError, match="over five"):
        pull(breaks)
    assert not breaks.playing


def test_an_interrupt_pauses():
    class Interrupted(Counter):
        def begin(self):
            yield 1
            raise KeyboardInterrupt

    run = Interrupted()
    run.play()
    with pytest.raises(KeyboardInterrupt):
        pull(run)
    assert not run.playing and run.progress == 1


def test_sliders_moved_by_another_thread_while_it_plays_arrive_whole():
    """ipykernel's subshell thread against the main one: no error, and the last value wins."""
    slow = Slow(limit=10_000)
    moved = [gain / 2 for gain in range(11)] * 3

    def move():
        for gain in moved:
            slow.answer({"op": "set", "values": {"gain": gain}})
        slow.answer({"op": "set", "values": {"limit": 500}})

    slow.play()
    mover = threading.Thread(target=move)
    mover.start()
    while mover.is_alive():
        pull(slow, most=1)
    frame = pull(slow, most=1)[-1]
    assert frame.values["gain"] == moved[-1] and frame.values["limit"] == 500
    assert frame.readout == f"{slow.progress} steps done at gain 5.0."
    assert slow.progress < 100  # it began again when the limit changed
