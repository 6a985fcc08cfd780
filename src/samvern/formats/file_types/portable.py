"""PDF: from its first byte to its mark at the end."""

from __future__ import annotations

import io
import re
from typing import BinaryIO, Final

from samvern.engine.errors import InvalidInput
from samvern.formats.file_types.kinds import FileType, refuse_another

START: Final = b"%PDF-"

#: ISO 32000-1 7.5.2 and ISO 32000-2: versions 1.0 to 1.7, and 2.0.
_HEADER = re.compile(rb"%PDF-(1\.[0-7]|2\.0)\s")
#: ISO 32000-1 7.5.5: where the last cross-reference stands, and the mark of the end. Most readers
#: look for it within so many bytes of the end.
_TRAILER = re.compile(rb"startxref\s+\d+\s+%%EOF")
_TAIL_BYTES: Final = 1024


def proved(stream: BinaryIO, *, name: str) -> FileType:
    """Prove a PDF. Raises ``InvalidInput`` (``file.not_whole``, ``file.two_kinds``)."""
    stream.seek(0)
    header = _HEADER.match(stream.read(16))
    end = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, end - _TAIL_BYTES))
    if header is None or not _TRAILER.search(stream.read()):
        raise InvalidInput("file.not_whole", name=name, found=FileType.PDF.value)
    refuse_another(stream, name=name, is_portable=True)
    return FileType.PDF
