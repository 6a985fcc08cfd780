"""HiGHS as every part of the engine uses it: silent, on one thread, the same answer each time.

Source
------
Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method", Mathematical
Programming Computation 10 (2018).
"""

from __future__ import annotations

import highspy


class Solver(highspy.Highs):  # type: ignore[misc]  # the package has no types of its own
    """A solver that says nothing, since its greeting would stand in the middle of printed JSON."""

    def __init__(self) -> None:
        super().__init__()
        self.setOptionValue("threads", 1)
        self.setOptionValue("random_seed", 0)

    def enableCallbacks(self) -> None:  # noqa: N802
        """Fall silent before the first word."""
        self.silent()
        super().enableCallbacks()
