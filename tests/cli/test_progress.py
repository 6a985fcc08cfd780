"""Long work shows that it goes on, but only to a person, and only after a while."""

from __future__ import annotations

import io
import time

import pytest

from samvern.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    with progress.progress_bar("Working", 4) as advance:
        advance(4)
        time.sleep(0.01)
    assert stream.getvalue() == ""


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with progress.progress_bar("Working", 4) as advance:
        advance(4)
    assert stream.getvalue() == ""


def test_long_work_shows_a_bar_and_wipes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_STEP", 0.001)
    with progress.progress_bar("Working", 4) as advance:
        advance(1)
        advance(1)
        while "50 %" not in stream.getvalue():
            time.sleep(0.001)
    assert stream.getvalue().endswith("\r\x1b[K")


def test_work_that_fails_still_wipes_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_STEP", 0.001)
    with pytest.raises(ZeroDivisionError), progress.progress_bar("Working", 4) as advance:
        advance(1 // 0)
    assert not stream.getvalue() or stream.getvalue().endswith("\x1b[K")
