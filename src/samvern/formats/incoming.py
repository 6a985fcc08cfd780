"""Reading bytes that somebody else made: the limits every format shares."""

from __future__ import annotations

from typing import BinaryIO, Final

from samvern.engine.errors import InvalidInput

#: The longest name of a file that is kept.
MAX_FILE_NAME: Final = 200

#: How well-known kinds of binary file begin, so that the message can name what came.
_BEGINNINGS: Final = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP/XLSX/DOCX"),
    (b"\xd0\xcf\x11\xe0", "DOC/XLS"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x7fELF", "ELF"),
)


def read_bytes(stream: BinaryIO, *, name: str, limit: int) -> bytes:
    """Read a stream that must hold something and at most ``limit`` bytes.

    Raises
    ------
    InvalidInput
        ``file.empty`` or ``file.too_large``; never more than ``limit`` + 1 bytes are read.
    """
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise InvalidInput("file.too_large", name=name, limit=size_in_words(limit))
    if not content.strip():
        raise InvalidInput("file.empty", name=name)
    return content


def size_in_words(size_bytes: int) -> str:
    """A limit as people say it.

    Examples
    --------
    >>> size_in_words(64 * 2**10), size_in_words(8 * 2**20)
    ('64 KiB', '8 MiB')
    """
    return f"{size_bytes // 2**20} MiB" if size_bytes >= 2**20 else f"{size_bytes // 2**10} KiB"


def as_text(content: bytes, *, name: str) -> str:
    """Decode UTF-8, with or without byte order mark.

    Raises
    ------
    InvalidInput
        ``file.binary`` when it is another kind of file, ``file.not_utf8`` with the line.
    """
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            raise InvalidInput("file.binary", name=name, kind=kind)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidInput("file.not_utf8", name=name, line=line) from None
    if "\0" in text:
        raise InvalidInput("file.binary", name=name, kind="NUL")
    if not text.strip():
        raise InvalidInput("file.empty", name=name)
    return text


def file_name(given: str) -> str:
    r"""The name of a file without its folders, as short as it is kept.

    Examples
    --------
    >>> file_name("C:\\Users\\kari\\tiltak.xlsx"), file_name(" ")
    ('tiltak.xlsx', 'table')
    """
    bare = given.replace("\\", "/").rpartition("/")[2]
    shown = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in bare)
    return shown.strip()[-MAX_FILE_NAME:] or "table"
