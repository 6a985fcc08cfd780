"""Read plain JSON values that nobody has checked, and collect everything wrong with their shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.json_types import json_type

#: Stands in for a missing field, which has its problem already.
_ABSENT = object()


class Reader:
    """Takes values apart; what does not fit becomes a problem and an empty value.

    Problems are ``ranking.wrong_type``, ``ranking.missing_field`` and ``ranking.unknown_field``.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def fields(
        self, value: object, where: str, required: Sequence[str], optional: Sequence[str] = ()
    ) -> Mapping[str, object]:
        """Read an object whose field names are known."""
        found = dict(self.entries(value, where))
        if not isinstance(value, Mapping):
            return dict.fromkeys(required, _ABSENT)
        known = (*required, *optional)
        for name in found:
            if name not in known:
                self._add("ranking.unknown_field", where, field=name, known=", ".join(known))
        for name in required:
            if found.setdefault(name, _ABSENT) is _ABSENT:
                self._add("ranking.missing_field", where, field=name)
        return found

    def entries(self, value: object, where: str) -> Iterator[tuple[str, object]]:
        """Read an object whose names are identifiers."""
        if not isinstance(value, Mapping):
            self._wrong_type(value, where, "object")
            return
        for name, entry in value.items():
            if isinstance(name, str):
                yield name, entry
            else:
                self._wrong_type(name, where, "string")

    def items(self, value: object, where: str) -> Iterator[tuple[str, object]]:
        """Read a list, each item with the path to it."""
        if not isinstance(value, list | tuple):
            self._wrong_type(value, where, "array")
            return
        for index, item in enumerate(value):
            yield f"{where}[{index}]", item

    def text(self, value: object, where: str) -> str:
        """Read a text."""
        if isinstance(value, str):
            return value
        self._wrong_type(value, where, "string")
        return ""

    def number(self, value: object, where: str) -> float:
        """Read a number; whether it is finite and in range is for the caller to say."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            try:
                return float(value)
            except OverflowError:
                pass
        self._wrong_type(value, where, "number")
        return 0.0

    def finish(self, code: str) -> None:
        """Raise InvalidInput with all problems, if there are any."""
        if self.problems:
            raise InvalidInput(code, problems=self.problems)

    def _wrong_type(self, value: object, where: str, expected: str) -> None:
        if value is not _ABSENT:
            self._add("ranking.wrong_type", where, expected=expected, got=json_type(value))

    def _add(self, code: str, where: str, **params: str) -> None:
        self.problems.append(Problem(code, tuple(sorted(params.items())), where))
