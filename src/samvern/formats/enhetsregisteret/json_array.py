"""A huge JSON array, one element at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from samvern.engine.errors import InvalidInput

#: Read at a time; also about what is held in memory.
CHUNK_BYTES: Final = 2**18
#: No row of the register comes near this; a longer one is an attack or another file.
MAX_ROW_CHARACTERS: Final = 2**18

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


@dataclass
class _Window:
    """The part of the text that is in memory, and where in it reading stands."""

    stream: BinaryIO
    name: str
    text: str = ""
    at: int = 0
    is_last: bool = False

    def __post_init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()

    def more(self) -> bool:
        """Read on, forgetting what is behind; whether there was more."""
        if self.is_last:
            return False
        content = self.stream.read(CHUNK_BYTES)
        self.is_last = not content
        try:
            new = self._decoder.decode(content, final=self.is_last)
        except UnicodeDecodeError:
            raise InvalidInput("register_file.not_utf8", name=self.name) from None
        self.text, self.at = self.text[self.at :] + new, 0
        return bool(new) or not self.is_last

    def peek(self) -> str:
        """The next character that is not space; empty at the end."""
        while True:
            self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def value(self) -> Any:
        """The value that begins here, read past.

        A failure in the middle of the text may only mean that the rest has not been read yet.
        """
        while True:
            try:
                found, end = _DECODER.raw_decode(self.text, self.at)
            except RecursionError:
                raise InvalidInput("register_file.too_deep", name=self.name) from None
            except ValueError:
                end = -1
            # A number at the very end may go on: 12 is also how 123 begins.
            if 0 <= end < len(self.text) or (end >= 0 and self.is_last):
                self.at = end
                return found
            if len(self.text) - self.at > MAX_ROW_CHARACTERS:
                raise InvalidInput("register_file.row_too_long", name=self.name)
            if not self.more():
                raise InvalidInput("register_file.broken", name=self.name)


def elements(stream: BinaryIO, *, name: str) -> Iterator[Any]:
    """The elements of the array, in order.

    Raises
    ------
    InvalidInput
        ``register_file.not_an_array``, ``….broken`` (cut off, or no JSON from here on),
        ``….row_too_long``, ``….too_deep``, ``….not_utf8``. What came before has been handed
        out by then.
    """
    window = _Window(stream, name)
    if window.peek() != "[":
        raise InvalidInput("register_file.not_an_array", name=name)
    window.at += 1
    if window.peek() != "]":
        yield window.value()
        while (mark := window.peek()) == ",":
            window.at += 1
            window.peek()
            yield window.value()
        if mark != "]":
            raise InvalidInput("register_file.broken", name=name)
    window.at += 1
    if window.peek():
        raise InvalidInput("register_file.broken", name=name)
