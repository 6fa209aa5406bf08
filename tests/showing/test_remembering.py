"""What is kept is worked out once, however many ask at one moment."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.showing.remembering import Remembered


def test_what_many_ask_for_at_one_moment_is_worked_out_once_and_given_to_all() -> None:
    kept, made, all_here = Remembered(), [], threading.Barrier(20)

    def slow() -> object:
        time.sleep(0.05)
        made.append(object())
        return made[-1]

    def ask(_: int) -> object:
        all_here.wait()
        return kept.once("film", slow)

    with ThreadPoolExecutor(20) as people:
        answers = set(map(id, people.map(ask, range(20))))
    assert len(made) == len(answers) == 1


def test_who_asks_for_something_else_does_not_wait() -> None:
    kept, other = Remembered(), threading.Event()

    def slow() -> bool:
        return other.wait(20)

    with ThreadPoolExecutor(1) as somebody:
        asked = somebody.submit(kept.once, "slow", slow)
        assert kept.once("quick", lambda: 1) == 1
        other.set()
        assert asked.result()


def test_a_failure_is_its_callers_and_the_next_one_tries_anew() -> None:
    kept = Remembered()
    with pytest.raises(ZeroDivisionError):
        kept.once("share", lambda: 1 // 0)
    assert kept.once("share", lambda: 2) == 2
    assert kept.once("share", lambda: 3) == 2
