"""Running a student's function: it ends in a value or a sentence, whatever it does."""

from __future__ import annotations

import sys
import time
import warnings

import numpy as np
import pytest

from lessons_lib._running import DEEP, ENDLESS, Failed, run

SECONDS = 0.2


class Mute(Exception):
    def __str__(self):
        raise ValueError


def endless():
    while True:
        pass


def on_one_line():
    return sum(0 for _ in iter(int, 1))


def swallowing():
    while True:
        try:  # noqa: SIM105
            endless()
        except BaseException:
            pass


def swallowing_by_finally():
    while True:
        try:
            endless()
        finally:
            continue  # noqa: B012


def keeping():
    kept = []
    while True:
        try:
            endless()
        except BaseException as stop:
            kept.append(stop)


def giving_in_at_last():
    try:
        endless()
    except BaseException:
        return 42


def generating():
    def numbers():
        while True:
            try:  # noqa: SIM105
                yield 1
            except BaseException:
                pass

    return sum(numbers())


def recursing():
    return recursing()


def recursing_and_swallowing():
    try:
        return recursing_and_swallowing()
    except BaseException:
        return recursing_and_swallowing()


@pytest.mark.parametrize(
    "function",
    [
        endless,
        on_one_line,
        swallowing,
        swallowing_by_finally,
        keeping,
        giving_in_at_last,
        generating,
    ],
)
def test_a_loop_without_end_is_stopped_and_said(function):
    begun = time.monotonic()
    with pytest.raises(Failed, match=ENDLESS):
        run(function, seconds=SECONDS)
    assert time.monotonic() - begun < 10 * SECONDS


@pytest.mark.parametrize("function", [recursing, recursing_and_swallowing])
def test_a_recursion_without_end_is_stopped_and_said(function):
    with pytest.raises(Failed) as found:
        run(function)
    assert str(found.value) == DEEP


def test_a_deep_recursion_that_ends_is_allowed():
    def down(n):
        return n and 1 + down(n - 1)

    assert run(down, 300) == 300


def raising(error):
    def function():
        raise error

    return function


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("too small"), "stopped with ValueError: too small"),
        (SystemExit(), "stopped with SystemExit."),
        (KeyboardInterrupt(), "stopped with KeyboardInterrupt."),
        (Mute(), "stopped with Mute."),
        (GeneratorExit(), "stopped with GeneratorExit."),
    ],
)
def test_whatever_is_raised_is_a_sentence(error, words):
    with pytest.raises(Failed) as found:
        run(raising(error))
    assert words in str(found.value)


def test_the_arguments_are_copies():
    x, rows = np.arange(3.0), [np.zeros(2)]

    def destroy(x, rows):
        x[:] = rows[0][:] = 7
        return x.sum()

    assert run(destroy, x, rows) == 21
    assert x.tolist() == [0, 1, 2] and rows[0].tolist() == [0, 0]


def test_the_tracer_that_was_there_is_back_afterwards():
    def tracer(*_):
        return None

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        run(lambda: 1)
        assert sys.gettrace() is tracer
        with pytest.raises(Failed):
            run(swallowing, seconds=SECONDS)
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(before)


def test_warnings_are_silent(recwarn):
    def warn():
        warnings.warn("look", stacklevel=1)
        return np.exp(np.array(1e4)) - np.log(np.array(0.0))

    assert run(warn) == np.inf and not recwarn


def test_the_beginning_of_what_is_printed_is_shown(capsys):
    run(lambda: print("seen"))
    assert capsys.readouterr().out == "seen\n"
    run(lambda: [print("again and again") for _ in range(1000)])
    said = capsys.readouterr().out
    assert said.startswith("again and again") and len(said) < 2100
    assert said.endswith("[only the beginning is shown]\n")


def test_an_import_is_not_left_half_made(tmp_path, monkeypatch):
    (tmp_path / "slow_to_import.py").write_text("for _ in range(200_000):\n    pass\nDONE = 1\n")
    monkeypatch.syspath_prepend(tmp_path)

    def function():
        import slow_to_import

        return slow_to_import.DONE

    assert run(function, seconds=0.02) == 1


def test_a_loop_after_an_import_is_stopped_all_the_same(tmp_path, monkeypatch):
    (tmp_path / "quick_to_import.py").write_text("DONE = 1\n")
    monkeypatch.syspath_prepend(tmp_path)

    def function():
        import quick_to_import

        while quick_to_import.DONE:
            pass

    with pytest.raises(Failed, match="did not finish"):
        run(function, seconds=0.05)
