"""A sign of life on work that takes more than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

#: Seconds before anything is shown, and between two changes of it.
_PATIENCE: Final = 2.0
_STEP: Final = 0.25

#: Width of the bar in characters.
_WIDTH: Final = 20


@contextmanager
def sign_of_life(label: str) -> Iterator[None]:
    """While the work lasts, show on standard error that it goes on, and for how long.

    Nothing is shown when standard error is no terminal, or the work ends within two seconds.
    """
    if not sys.stderr.isatty():
        yield
        return
    done = Event()
    watcher = Thread(target=_show, args=(label, done), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _show(label: str, done: Event) -> None:
    began = time.monotonic()
    if done.wait(_PATIENCE):
        return
    while not done.wait(_STEP):
        seconds = time.monotonic() - began
        sys.stderr.write(f"\r{label} {bar(seconds)} {seconds:.0f} s ")
        sys.stderr.flush()
    # Wipe the line, so that what follows stands where it would have stood.
    sys.stderr.write("\r\x1b[K")
    sys.stderr.flush()


def bar(seconds: float) -> str:
    """A block that wanders to and fro, once every four seconds.

    Examples
    --------
    >>> bar(0.0), bar(2.0)
    ('[###.................]', '[.................###]')
    """
    room = _WIDTH - 3
    place = round(room * (1 - abs(1 - seconds / 2 % 2)))
    return f"[{'.' * place}###{'.' * (room - place)}]"
