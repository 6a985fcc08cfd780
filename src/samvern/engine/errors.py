"""The errors of Samvern.

The whole tree::

    SamvernError
    ├── InvalidInput    what came in cannot be used       problem 422, exit code 2
    ├── NotReady        the state does not allow it yet   problem 409, exit code 2
    ├── NotAllowed      seen, but not permitted           problem 403, exit code 3
    ├── NotFound        does not exist for this viewer    problem 404, exit code 2
    └── Conflict        somebody else was first           problem 409, exit code 2

Each carries a stable ``code`` and parameters, never a sentence: the edges (pages, API,
command line) turn the code into words in the reader's language, through one table in
``samvern.ui.wording``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where.

    ``where`` is a path in the input such as ``measures[3].cost``; ``line`` and ``column``
    are 1-based positions in a file, when the input is one.
    """

    code: str
    params: tuple[tuple[str, str], ...] = ()
    where: str = ""
    line: int | None = None
    column: int | None = None

    @classmethod
    def of(
        cls,
        code: str,
        *,
        where: str = "",
        line: int | None = None,
        column: int | None = None,
        **params: object,
    ) -> Problem:
        """Make a problem from keyword parameters, each kept as text."""
        named = tuple(sorted((key, str(value)) for key, value in params.items()))
        return cls(code, named, where, line, column)


class SamvernError(Exception):
    """Base of every error that Samvern raises on purpose.

    ``about`` is the thing that it is about, for an edge that knows where that is shown.
    """

    def __init__(
        self,
        code: str,
        *,
        problems: Sequence[Problem] = (),
        about: object = None,
        **params: object,
    ) -> None:
        super().__init__(code)
        self.about = about
        self.code = code
        self.params = {key: str(value) for key, value in params.items()}
        self.problems = tuple(problems)

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value}" for key, value in sorted(self.params.items()))
        return f"{self.code} ({details})" if details else self.code


class InvalidInput(SamvernError):
    """The input cannot be used; ``problems`` says where, all at once."""


class NotReady(SamvernError):
    """The thing is in a state that does not allow this yet."""


class NotAllowed(SamvernError):
    """The viewer sees the thing, but may not do this to it."""


class NotFound(SamvernError):
    """The thing does not exist, or not for this viewer; the two look alike on purpose."""


class Conflict(SamvernError):
    """Somebody else changed the thing first; nothing was overwritten."""
