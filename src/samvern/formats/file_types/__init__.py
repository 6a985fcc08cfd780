"""What a file is, found from its content: a few kinds that are let in, and nothing else.

A library that guesses answers "what might this be?"; here the question is "is this one of a few
kinds, whole, and nothing besides?". So each kind is proved by its own structure, a file that is
two kinds at once is refused, and the ending of its name must agree
(``docs/decisions/0015-files.md``)::

    found = file_types.sniff(stream, name="Avtale.pdf")     # raises InvalidInput
    found.media_type                                        # "application/pdf"
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import BinaryIO, Final

from samvern.engine.errors import InvalidInput
from samvern.formats.file_types import office, pictures, portable, text
from samvern.formats.file_types.kinds import ENDINGS, FileType

__all__ = ["ENDINGS", "FileType", "sniff"]

#: The bytes that files of other kinds begin with, and what people call them.
_REFUSED: Final[Mapping[bytes, str]] = MappingProxyType(
    {
        b"MZ": "EXE",
        b"\x7fELF": "ELF",
        b"\xca\xfe\xba\xbe": "Java, Mach-O",
        b"\xcf\xfa\xed\xfe": "Mach-O",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "DOC, XLS, PPT, MSG",
        b"Rar!": "RAR",
        b"7z\xbc\xaf\x27\x1c": "7Z",
        b"\x1f\x8b": "GZ",
        b"BZh": "BZ2",
        b"\xfd7zXZ\x00": "XZ",
        b"{\\rtf": "RTF",
        b"GIF8": "GIF",
        b"II*\x00": "TIFF",
        b"MM\x00*": "TIFF",
    }
)
_HEAD: Final = 1024


def sniff(stream: BinaryIO, *, name: str) -> FileType:
    """Say which of the kinds that are let in a file is.

    Parameters
    ----------
    stream
        The whole file, to be read from any place. Left at its beginning.
    name
        What the user calls it; only its ending counts.

    Raises
    ------
    InvalidInput
        ``file.empty``; ``file.kind_refused`` for what is none of the kinds; ``file.wrong_ending``
        where name and content disagree; ``file.two_kinds`` for what is something else besides;
        ``file.not_whole``, ``file.unpacks_too_large``, ``file.is_locked``, ``file.has_macros`` and
        ``file.has_embedded`` for documents that are let in otherwise.
    """
    head = _head(stream)
    if not head:
        raise InvalidInput("file.empty", name=name)
    found = _kind(stream, head, name)
    stream.seek(0)
    if _ending(name) not in found.endings:
        raise InvalidInput("file.wrong_ending", name=name, found=found.value, ending=_ending(name))
    return found


def _kind(stream: BinaryIO, head: bytes, name: str) -> FileType:
    for start, called in _REFUSED.items():
        if head.startswith(start):
            raise InvalidInput("file.kind_refused", name=name, found=called)
    if head.startswith(office.START):
        return office.proved(stream, name=name)
    if head.startswith(portable.START):
        return portable.proved(stream, name=name)
    if head.startswith(pictures.PNG_START):
        return pictures.png(stream, name=name)
    if head.startswith(pictures.JPEG_START):
        return pictures.jpeg(stream, name=name)
    return text.proved(stream, name=name, ending=_ending(name))


def _head(stream: BinaryIO) -> bytes:
    stream.seek(0, io.SEEK_SET)
    return stream.read(_HEAD)


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()
