"""Documents of office programs: archives of parts, each of them looked at.

Open XML (ECMA-376) says in ``[Content_Types].xml`` what it is, OpenDocument (ISO/IEC 26300) in its
first part ``mimetype``. Everything is unpacked once, so that what is told of sizes is true.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import BinaryIO, Final
from xml.etree import ElementTree

from samvern.engine.errors import InvalidInput
from samvern.formats.file_types.kinds import FileType

START: Final = b"PK\x03\x04"

MAX_PARTS: Final = 5_000
#: All parts together; a document of 20 MB with pictures unpacks to little more than itself.
MAX_UNPACKED_BYTES: Final = 200 * 2**20
#: A part that is described in XML and that we read whole.
_MAX_DESCRIPTION_BYTES: Final = 2 * 2**20
_BLOCK: Final = 2**16
#: The end of an archive (APPNOTE 4.3.16), without a comment behind it.
_END_START: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_IS_ENCRYPTED: Final = 0x1

_CONTENT_TYPES: Final = "[Content_Types].xml"
_OPEN_XML: Final = {
    "wordprocessingml.document.main+xml": FileType.DOCX,
    "spreadsheetml.sheet.main+xml": FileType.XLSX,
    "presentationml.presentation.main+xml": FileType.PPTX,
}
_OPEN_XML_START: Final = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT: Final = {kind.media_type: kind for kind in (FileType.ODT, FileType.ODS)}

#: Macros: in Open XML a part or a type of content says so, in OpenDocument a folder.
_MACROS = re.compile(
    r"(?:^|/)(?:vbaproject|vbadata|activex)|^(?:basic|scripts)/|macrosheets/", re.IGNORECASE
)
_MACRO_TYPES = re.compile(r"macroenabled|vbaproject|activex|macrosheet", re.IGNORECASE)
#: Things that may hold any file, programs too, and documents that may hold macros in turn.
_EMBEDDED = re.compile(
    r"\.(?:bin|exe|dll|com|scr|js|jse|vbs|vbe|wsf|hta|bat|cmd|ps1|jar|lnk|msi|zip|rar|7z|html?|svg"
    r"|doc|docm|dotm|xls|xlsm|xlsb|xltm|ppt|pptm|ppsm|potm|rtf|msg|eml)$",
    re.IGNORECASE,
)
#: Parts of that ending that are no more than settings of a printer.
_PRINTER = re.compile(r"(?:^|/)printersettings\d*\.bin$", re.IGNORECASE)
#: What a document fetches from elsewhere when it is opened; links that a reader follows are let be.
_FETCHED: Final = frozenset(
    {"attachedTemplate", "oleObject", "frame", "subDocument", "externalLinkPath", "control"}
)


def proved(stream: BinaryIO, *, name: str) -> FileType:
    """Prove a document of an office program.

    Raises
    ------
    InvalidInput
        ``file.kind_refused`` for other archives, and the codes of documents of :func:`sniff`.
    """
    _check_frame(stream, name)
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            _check_parts(parts, name)
            _unpack(archive, parts, name)
            if _CONTENT_TYPES in archive.namelist():
                return _open_xml(archive, name)
            return _open_document(archive, parts, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        raise InvalidInput("file.not_whole", name=name, found="ZIP") from None
    except RuntimeError:  # a part that needs a password
        raise InvalidInput("file.is_locked", name=name) from None


def _check_frame(stream: BinaryIO, name: str) -> None:
    """Nothing before the first part, nothing behind the last."""
    end = stream.seek(0, io.SEEK_END)
    if end < _END_BYTES:
        raise InvalidInput("file.not_whole", name=name, found="ZIP")
    stream.seek(end - _END_BYTES)
    if not stream.read().startswith(_END_START):
        raise InvalidInput("file.two_kinds", name=name, found="ZIP")


def _check_parts(parts: Sequence[zipfile.ZipInfo], name: str) -> None:
    names = [part.filename for part in parts]
    in_order = sorted(part.header_offset for part in parts)
    if not parts or len(parts) > MAX_PARTS or len({each.lower() for each in names}) < len(names):
        raise InvalidInput("file.not_whole", name=name, found="ZIP")
    if in_order[0] != 0:
        raise InvalidInput("file.two_kinds", name=name, found="ZIP")
    if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
        raise InvalidInput("file.is_locked", name=name)
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise InvalidInput("file.unpacks_too_large", name=name)
    for each in names:
        if each.startswith("/") or "\\" in each or ".." in each.split("/"):
            raise InvalidInput("file.not_whole", name=name, found="ZIP")
        if _MACROS.search(each):
            raise InvalidInput("file.has_macros", name=name)
        if _EMBEDDED.search(each) and not _PRINTER.search(each):
            raise InvalidInput("file.has_embedded", name=name)


def _unpack(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Unpack everything, for its check sums and its true size."""
    left = MAX_UNPACKED_BYTES
    for part in parts:
        with archive.open(part) as content:
            while block := content.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise InvalidInput("file.unpacks_too_large", name=name)


def _open_xml(archive: zipfile.ZipFile, name: str) -> FileType:
    types = [each.get("ContentType", "") for each in _described(archive, _CONTENT_TYPES, name)]
    if any(_MACRO_TYPES.search(each) for each in types):
        raise InvalidInput("file.has_macros", name=name)
    kinds = {_OPEN_XML.get(each.removeprefix(_OPEN_XML_START)) for each in types} - {None}
    if len(kinds) != 1:
        raise InvalidInput("file.kind_refused", name=name, found="ZIP")
    for part in archive.namelist():
        if part.lower().endswith(".rels"):
            for tie in _described(archive, part, name):
                kind = tie.get("Type", "").rpartition("/")[2]
                if tie.get("TargetMode", "").lower() == "external" and kind in _FETCHED:
                    raise InvalidInput("file.has_embedded", name=name)
    found = kinds.pop()
    assert found is not None, "taken out above"
    return found


def _open_document(
    archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], name: str
) -> FileType:
    first = parts[0]
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        raise InvalidInput("file.kind_refused", name=name, found="ZIP")
    said = archive.read(first)[:200].decode("ascii", "replace")
    found = _OPEN_DOCUMENT.get(said)
    manifest = "META-INF/manifest.xml"
    if found is None or manifest not in archive.namelist():
        raise InvalidInput("file.kind_refused", name=name, found="ZIP")
    tags = [each.tag.rpartition("}")[2] for each in _described(archive, manifest, name)]
    if "encryption-data" in tags:
        raise InvalidInput("file.is_locked", name=name)
    return found


def _described(archive: zipfile.ZipFile, part: str, name: str) -> Sequence[ElementTree.Element]:
    """Every element of a part; one that declares a document type or entities is refused."""
    with archive.open(part) as content:
        found = content.read(_MAX_DESCRIPTION_BYTES + 1)
    # Other encodings would hide what is looked for.
    if len(found) > _MAX_DESCRIPTION_BYTES or b"\0" in found or b"<!DOCTYPE" in found:
        raise InvalidInput("file.not_whole", name=name, found="ZIP")
    try:
        return list(ElementTree.fromstring(found).iter())  # noqa: S314 (no entities without a document type)
    except (ElementTree.ParseError, LookupError):
        raise InvalidInput("file.not_whole", name=name, found="ZIP") from None
