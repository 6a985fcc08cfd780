"""PNG and JPEG: read part by part as far as their structure is told."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO, Final

from samvern.engine.errors import InvalidInput
from samvern.formats.file_types.kinds import FileType, refuse_another

PNG_START: Final = b"\x89PNG\r\n\x1a\n"
JPEG_START: Final = b"\xff\xd8\xff"

#: A picture with more pixels than this fills the memory of whoever opens it.
MAX_PIXELS: Final = 200_000_000

#: Marks of JPEG (ITU-T T.81, table B.1): frames, the scan, and the end of the picture.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN: Final = 0xDA
_END: Final = b"\xff\xd9"
#: Marks without a length: they do not stand before the scan.
_BARE: Final = frozenset({0x01, *range(0xD0, 0xDA)})


def png(stream: BinaryIO, *, name: str) -> FileType:
    """Prove a PNG: every chunk as its check sum says, from the header to the end, nothing after.

    Raises ``InvalidInput`` (``file.not_whole``, ``file.unpacks_too_large``, ``file.two_kinds``).
    """
    stream.seek(len(PNG_START))
    kind, is_first = b"", True
    while kind != b"IEND":
        (length,) = _unpacked(">I", stream.read(4), name, FileType.PNG)
        kind = stream.read(4)
        if (kind == b"IHDR") is not is_first:
            raise InvalidInput("file.not_whole", name=name, found=FileType.PNG.value)
        content = stream.read(length)
        (check,) = _unpacked(">I", stream.read(4), name, FileType.PNG)
        if len(content) != length or zlib.crc32(kind + content) != check:
            raise InvalidInput("file.not_whole", name=name, found=FileType.PNG.value)
        if is_first:
            width, height = _unpacked(">II", content[:8], name, FileType.PNG)
            _check_size(width, height, name)
        is_first = False
    if stream.read(1):
        raise InvalidInput("file.two_kinds", name=name, found="?")
    refuse_another(stream, name=name)
    return FileType.PNG


def jpeg(stream: BinaryIO, *, name: str) -> FileType:
    """Prove a JPEG: its parts up to the scan, and that it ends.

    What stands after the end is let be, since cameras put things there; an archive is refused.
    Raises ``InvalidInput`` as :func:`png`.
    """
    stream.seek(2)
    has_frame = False
    while True:
        mark, kind = _unpacked(">BB", stream.read(2), name, FileType.JPEG)
        while kind == 0xFF:  # fill bytes
            (kind,) = _unpacked(">B", stream.read(1), name, FileType.JPEG)
        (length,) = _unpacked(">H", stream.read(2), name, FileType.JPEG)
        content = stream.read(length - 2) if length >= 2 else b""
        if mark != 0xFF or kind in _BARE or len(content) != length - 2:
            raise InvalidInput("file.not_whole", name=name, found=FileType.JPEG.value)
        if kind in _FRAMES:
            _precision, height, width = _unpacked(">BHH", content[:5], name, FileType.JPEG)
            _check_size(width, height, name)
            has_frame = True
        if kind == _SCAN:
            break
    if not has_frame or _END not in stream.read():
        raise InvalidInput("file.not_whole", name=name, found=FileType.JPEG.value)
    refuse_another(stream, name=name)
    return FileType.JPEG


def _unpacked(form: str, content: bytes, name: str, kind: FileType) -> tuple[int, ...]:
    if len(content) != struct.calcsize(form):
        raise InvalidInput("file.not_whole", name=name, found=kind.value)
    return struct.unpack(form, content)


def _check_size(width: int, height: int, name: str) -> None:
    if width * height > MAX_PIXELS:
        raise InvalidInput("file.unpacks_too_large", name=name)
