"""Live explorables, on an event loop of their own and with a page that answers or not."""

import asyncio
import threading
import time

import pytest

from lessons_lib.explorable import live
from tests.explorable.explorables import Counter
from tests.explorable.test_page import buttons, press, send, shown, tell


class Reader:
    """A page that answers as a browser does: the newest frame has arrived, at once."""

    def __init__(self, explorable):
        self.page = shown(explorable)
        self.frames = 0
        self.page.stage.observe(self.receive, "serial")

    def receive(self, change):
        self.frames += 1
        tell(self.page, arrived=change["new"])


class Slow(Counter):
    """Counting, a hundredth of a second for each."""

    def begin(self):
        for n in super().begin():
            time.sleep(0.01)
            yield n


def run(work, seconds=20.0):
    """Run `work` as a notebook's loop does; fail if a task is left over."""

    async def main():
        result = await asyncio.wait_for(work(), seconds)
        for _ in range(3):
            await asyncio.sleep(0.01)
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        assert not left
        return result

    return asyncio.run(main())


async def until(fact):
    while not fact():
        await asyncio.sleep(0.002)


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


def test_what_is_not_playable_does_not_play_for_code_button_or_key():
    async def work():
        fussy = Fussy(gain=0.0)
        page = Reader(fussy).page
        fussy.play()
        press(page, "Play")
        tell(page, key="play")
        await asyncio.sleep(0.05)
        assert not fussy.playing and not page.stage.error

    run(work)


def test_a_run_that_stops_being_playable_ends_without_an_error():
    async def work():
        fussy = Fussy(limit=10_000)
        page = Reader(fussy).page
        press(page, "Play")
        await until(lambda: fussy.progress)
        send(page.widgets["gain"], value=0.0)
        await until(lambda: not fussy.playing)
        await asyncio.sleep(0.05)
        assert page.play.layout.display == "none" and not page.stage.playing
        assert "gain 0.0" in page.stage.readout and not page.stage.error
        send(page.widgets["gain"], value=1.0)
        press(page, "Play")
        assert fussy.playing
        press(page, "Pause")

    run(work)


def test_play_works_until_the_work_is_done():
    async def work():
        counter = Counter(limit=200)
        counter.play()
        assert counter.playing
        await until(lambda: not counter.playing)
        return counter

    counter = run(work)
    assert counter.finished
    assert counter.readout.startswith("200 steps")


def test_play_needs_a_loop_and_says_so():
    with pytest.raises(RuntimeError, match=r"use step\(n\) instead"):
        Counter().play()


def test_pause_ends_the_task_and_play_goes_on_from_there():
    async def work():
        slow = Slow()
        slow.play()
        await until(lambda: (slow.progress or 0) >= 3)
        slow.pause()
        reached = slow.progress
        await asyncio.sleep(0.1)
        assert slow.progress == reached
        slow.play()
        await until(lambda: slow.progress > reached)
        assert slow.progress < reached + 20
        slow.pause()

    run(work)


def test_playing_twice_makes_one_task():
    async def work():
        slow = Slow()
        before = len(asyncio.all_tasks())  # wait_for makes one of its own until Python 3.12
        slow.play()
        slow.play()
        await until(lambda: slow.progress)
        assert len(asyncio.all_tasks()) == before + 1
        slow.pause()
        slow.play()
        await until(lambda: slow.progress > 5)
        assert len(asyncio.all_tasks()) == before + 1
        slow.pause()

    run(work)


def test_play_after_the_end_begins_anew():
    async def work():
        counter = Counter(limit=3)
        counter.step(5)
        counter.play()
        assert counter.progress is None
        await until(lambda: not counter.playing)
        assert counter.progress == 3

    run(work)


def test_toggle_plays_and_pauses():
    async def work():
        slow = Slow()
        slow.toggle()
        assert slow.playing
        slow.toggle()
        assert not slow.playing

    run(work)


def test_a_restart_while_playing_plays_on_from_the_beginning():
    async def work():
        slow = Slow()
        slow.play()
        await until(lambda: (slow.progress or 0) > 8)
        slow.limit = 6
        assert slow.progress is None
        await until(lambda: not slow.playing)
        assert slow.progress == 6

    run(work)


def test_work_lets_others_run_within_two_frames():
    async def work():
        slow, longest = Slow(), 0.0
        slow.play()
        for _ in range(5):
            since = time.perf_counter()
            await asyncio.sleep(0)
            longest = max(longest, time.perf_counter() - since)
        slow.pause()
        return slow.progress

    # A step takes 0.01 s: three or four fit into a frame, then the others have a turn.
    assert run(work) <= 5 * (live.FRAME_SECONDS / 0.01 + 1)


# ---- play on a page


def test_an_answering_page_gets_frame_after_frame():
    async def work():
        slow = Slow()
        reader = Reader(slow)
        slow.play()
        assert buttons(reader.page)["Pause"]
        await until(lambda: reader.frames > 5)
        slow.pause()
        assert buttons(reader.page)["Play"]
        assert reader.page.stage.readout == slow.readout

    run(work)


def test_a_page_that_does_not_answer_ends_the_task(monkeypatch):
    monkeypatch.setattr(live, "PATIENCE", 4)

    async def work():
        slow = Slow()
        page = shown(slow)
        slow.play()
        await until(lambda: not slow.playing)
        assert not slow.finished
        assert not page.stage.playing
        assert buttons(page)["Play"]

    run(work)


def test_a_page_that_answers_late_gets_fewer_frames_and_all_of_the_work():
    async def work():
        slow = Slow(limit=60)
        page = shown(slow)
        slow.play()
        while slow.playing:
            await asyncio.sleep(0.2)
            tell(page, arrived=page.stage.serial)
        assert slow.finished
        assert page.stage.serial < 10

    run(work)


def test_the_end_is_shown_to_a_page_that_has_not_yet_answered():
    counter = Counter(limit=3)  # done within the first turn, before any frame can arrive
    page = shown(counter)

    async def work():
        counter._loop = asyncio.get_running_loop()
        counter.play()
        await until(lambda: counter._task is not None and counter._task.done())

    run(work)
    assert page.stage.readout == "3 steps done at gain 1.0."
    assert not page.stage.playing
    assert page.play.description == "Play"


def test_an_exception_in_the_run_is_shown_and_ends_the_task():
    async def work():
        counter = Counter(fails_at=5)
        reader = Reader(counter)
        counter.play()
        await until(lambda: not counter.playing)
        await asyncio.sleep(0.05)
        stage = reader.page.stage
        assert "ZeroDivisionError: step 5 divides by zero" in stage.error
        assert "fails_at=5" in stage.error
        assert not stage.playing
        assert buttons(reader.page)["Play"]

    run(work)


def test_an_exception_in_update_ends_the_task_too():
    class Breaks(Slow):
        def update(self):
            if (self.progress or 0) > 5:
                raise RuntimeError("over five")
            return super().update()

    async def work():
        breaks = Breaks()
        reader = Reader(breaks)
        breaks.play()
        await until(lambda: not breaks.playing)
        assert "over five" in reader.page.stage.error
        press(reader.page, "Play")
        await until(lambda: not breaks.playing)
        assert buttons(reader.page)["Play"]
        assert "over five" in reader.page.stage.error

    run(work)


def test_the_play_key_plays_and_pauses():
    async def work():
        slow = Slow()
        reader = Reader(slow)
        tell(reader.page, key="play")
        assert slow.playing
        tell(reader.page, key="play")
        assert not slow.playing

    run(work)


def test_sliders_moved_by_another_thread_while_it_plays_arrive_whole():
    """ipykernel's subshell thread against the task: no error, and the last value wins."""

    async def work():
        slow = Slow(limit=10_000)
        reader = Reader(slow)
        moved = [gain / 2 for gain in range(11)] * 3

        def move():
            for gain in moved:
                send(reader.page.widgets["gain"], value=gain)
                time.sleep(0.001)
            send(reader.page.widgets["limit"], value=500)

        slow.play()
        await until(lambda: slow.progress)
        mover = threading.Thread(target=move)
        mover.start()
        await until(lambda: not mover.is_alive())
        await until(lambda: (slow.progress or 0) > 3)
        slow.pause()
        stage = reader.page.stage
        assert slow.gain == reader.page.widgets["gain"].value == moved[-1]
        assert slow.limit == reader.page.widgets["limit"].value == 500
        assert not stage.error
        assert stage.readout == slow.readout == f"{slow.progress} steps done at gain 5.0."
        assert slow.progress < 100  # it began again when the limit changed

    run(work)


def test_pause_from_another_thread_ends_the_task():
    async def work():
        slow = Slow()
        reader = Reader(slow)
        slow.play()
        await until(lambda: slow.progress)
        await asyncio.to_thread(press, reader.page, "Pause")
        assert not slow.playing

    run(work)


def test_play_from_another_thread_works_on_the_loop_of_the_cell():
    where = []

    class Tells(Counter):
        def begin(self):
            where.append(threading.current_thread())
            yield 1

    async def work():
        tells = Tells()
        reader = Reader(tells)
        await asyncio.to_thread(press, reader.page, "Play")
        await until(lambda: tells.finished)

    run(work)
    assert where == [threading.main_thread()]


def test_the_end_of_the_loop_ends_the_play():
    async def work():
        slow = Slow()
        slow.play()
        await until(lambda: slow.progress)
        return slow

    slow = asyncio.run(work())
    assert not slow.playing
