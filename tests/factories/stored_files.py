"""Small real files of every kind that is let in, and hostile ones."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "docx": f"{_OPEN_XML}.wordprocessingml.document.main+xml",
    "xlsx": f"{_OPEN_XML}.spreadsheetml.sheet.main+xml",
    "pptx": f"{_OPEN_XML}.presentationml.presentation.main+xml",
}
_OPEN_DOCUMENT = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
TEXT = "Øvelse i gjenoppretting, 3. mars.\r\n".encode()
PDF = (
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\nxref\n0 3\n0000000000 65535 f \n"
    b"0000000015 00000 n \n0000000060 00000 n \ntrailer\n<</Size 3/Root 1 0 R>>\n"
    b"startxref\n105\n%%EOF\n"
)


def archive(parts: Mapping[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """An archive of parts; those named are not packed."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            written.writestr(zipfile.ZipInfo(name), content, kind)
    return stream.getvalue()


def open_xml(kind: str = "docx", *, main: str = "", **more: bytes) -> bytes:
    """A document of Microsoft's kind, with more parts if named (``__`` stands for a slash)."""
    types = f'<Types><Override PartName="/m.xml" ContentType="{main or _MAIN[kind]}"/></Types>'
    parts = {"[Content_Types].xml": types.encode(), "_rels/.rels": b"<R/>", "m.xml": b"<m/>"}
    return archive(parts | {name.replace("__", "/"): each for name, each in more.items()})


def with_parts(parts: Mapping[str, bytes], kind: str = "docx") -> bytes:
    """A document of Microsoft's kind, with parts of any name."""
    types = f'<Types><Override PartName="/m.xml" ContentType="{_MAIN[kind]}"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), **parts})


def open_document(kind: str = "odt", *, manifest: bytes = b"<m/>", **more: bytes) -> bytes:
    """An OpenDocument."""
    parts = {
        "mimetype": _OPEN_DOCUMENT[kind].encode(),
        "content.xml": b"<c/>",
        "META-INF/manifest.xml": manifest,
        **{name.replace("__", "/"): each for name, each in more.items()},
    }
    return archive(parts, stored=("mimetype",))


def png(width: int = 1, height: int = 1) -> bytes:
    """A picture of that size, grey."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def jpeg(width: int = 1, height: int = 1, *, comment: bytes = b"") -> bytes:
    """The skeleton of a photograph of that size."""
    frame = struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)
    scan = struct.pack(">BBBBBB", 1, 1, 0, 0, 63, 0)
    parts = [(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), (0xC0, frame), (0xDA, scan)]
    if comment:
        parts.insert(1, (0xFE, comment))
    marked = b"".join(
        struct.pack(">BBH", 0xFF, mark, len(content) + 2) + content for mark, content in parts
    )
    return b"\xff\xd8" + marked + b"\x12\x34\xff\xd9"


#: One of each kind, under a name that it may have.
EVERY_KIND: Mapping[str, bytes] = {
    "Avtale.pdf": PDF,
    "Skjermbilde.PNG": png(),
    "foto.jpg": jpeg(),
    "foto.jpeg": jpeg(),
    "Rutine.docx": open_xml("docx"),
    "Liste.xlsx": open_xml("xlsx"),
    "Møte.pptx": open_xml("pptx"),
    "Rutine.odt": open_document("odt"),
    "Liste.ods": open_document("ods"),
    "notat.txt": TEXT,
    "fra Excel.csv": "år;mål\n2026;ja\n".encode("cp1252"),
    "unicode.txt": "øvd".encode("utf-16"),
}
