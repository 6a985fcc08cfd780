"""The kinds of files that are let in, and what two kinds at once look like."""

from __future__ import annotations

import io
import zipfile
from enum import Enum
from typing import BinaryIO, Final

from samvern.engine.errors import InvalidInput

#: Where readers look for the start of a PDF: not only at the first byte.
_PORTABLE_WITHIN: Final = 1024


class FileType(Enum):
    """A kind of file that may be kept. The value is what people call it."""

    PDF = "PDF"
    PNG = "PNG"
    JPEG = "JPEG"
    DOCX = "DOCX"
    XLSX = "XLSX"
    PPTX = "PPTX"
    ODT = "ODT"
    ODS = "ODS"
    TEXT = "TXT"
    CSV = "CSV"

    @property
    def media_type(self) -> str:
        """The registered media type."""
        return _MEDIA_TYPES[self]

    @property
    def endings(self) -> tuple[str, ...]:
        """Endings that its name may have, the usual one first."""
        return _ENDINGS[self]


_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument"

_MEDIA_TYPES: Final = {
    FileType.PDF: "application/pdf",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
    FileType.DOCX: f"{_OPEN_XML}.wordprocessingml.document",
    FileType.XLSX: f"{_OPEN_XML}.spreadsheetml.sheet",
    FileType.PPTX: f"{_OPEN_XML}.presentationml.presentation",
    FileType.ODT: "application/vnd.oasis.opendocument.text",
    FileType.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileType.TEXT: "text/plain",
    FileType.CSV: "text/csv",
}

_ENDINGS: Final = {
    FileType.PDF: ("pdf",),
    FileType.PNG: ("png",),
    FileType.JPEG: ("jpg", "jpeg"),
    FileType.DOCX: ("docx",),
    FileType.XLSX: ("xlsx",),
    FileType.PPTX: ("pptx",),
    FileType.ODT: ("odt",),
    FileType.ODS: ("ods",),
    FileType.TEXT: ("txt", "log"),
    FileType.CSV: ("csv",),
}

#: Every ending that a file may have, in the order of the kinds.
ENDINGS: Final = tuple(ending for kind in FileType for ending in kind.endings)


def refuse_another(stream: BinaryIO, *, name: str, is_portable: bool = False) -> None:
    """Refuse a file that some programs would open as another kind.

    An archive is found from its end and a PDF from anywhere near its beginning, so either can
    hide in a file of another kind. Raises ``InvalidInput`` (``file.two_kinds``).
    """
    if zipfile.is_zipfile(stream):
        raise InvalidInput("file.two_kinds", name=name, found="ZIP")
    stream.seek(0, io.SEEK_SET)
    if not is_portable and b"%PDF-" in stream.read(_PORTABLE_WITHIN):
        raise InvalidInput("file.two_kinds", name=name, found="PDF")
