"""How much memory a program has had."""

from __future__ import annotations

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_megabytes() -> float:
    """The most memory that this program had.

    Not ``ru_maxrss`` where Linux has better: that also counts what the process was before it
    became this program, which is the whole of the one that started it.
    """
    if _STATUS.exists():
        lines = (line.split() for line in _STATUS.read_text(encoding="ascii").splitlines())
        return next(int(words[1]) for words in lines if words[0] == "VmHWM:") / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
