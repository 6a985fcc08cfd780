"""A progress bar on work that takes more than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import Final

#: Seconds before anything is shown, and between two changes of it.
_PATIENCE: Final = 2.0
_STEP: Final = 0.25

#: Width of the bar in characters.
_WIDTH: Final = 24


@contextmanager
def progress_bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """While the work lasts, show on standard error how much of it is done.

    Yields a function to call with the number of parts done since the last call, from any
    thread. Nothing is shown when standard error is no terminal, or the work ends within two
    seconds; the line is wiped at the end.
    """
    done, lock, ended = [0], Lock(), Event()

    def advance(count: int) -> None:
        with lock:
            done[0] += count

    if not sys.stderr.isatty():
        yield advance
        return
    watcher = Thread(target=_show, args=(label, done, total, ended), daemon=True)
    watcher.start()
    try:
        yield advance
    finally:
        ended.set()
        watcher.join()


def _show(label: str, done: list[int], total: int, ended: Event) -> None:
    began = time.monotonic()
    if ended.wait(_PATIENCE):
        return
    while not ended.wait(_STEP):
        seconds = time.monotonic() - began
        sys.stderr.write(f"\r{label} {bar(done[0] / total)} {seconds:.0f} s ")
        sys.stderr.flush()
    # Wipe the line, so that what follows stands where it would have stood.
    sys.stderr.write("\r\x1b[K")
    sys.stderr.flush()


def bar(share: float) -> str:
    """Draw a share (0..1) of the work.

    Examples
    --------
    >>> bar(0.5)
    '[############............]  50 %'
    """
    filled = round(_WIDTH * min(1.0, share))
    return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {min(1.0, share):4.0%}".replace("%", " %")
