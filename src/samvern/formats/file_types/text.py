"""Plain text and CSV: text in a known encoding, and none that a program would carry out."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, Final

from samvern.engine.errors import InvalidInput
from samvern.formats.file_types.kinds import FileType, refuse_another

#: Control characters that text has no use for; tabs, line ends and form feeds it has.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
#: What a program would take for a page, a picture or a script, near the beginning of a text.
_ACTIVE = re.compile(
    r"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|meta|link|style|\?xml|\?php)\b"
    r"|^\s*(?:<\?|#!)",
    re.IGNORECASE,
)
_NEAR: Final = 1024
#: UTF-8 is tried first; Excel in Norway writes Windows-1252, and calls UTF-16 "Unicode text".
_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def proved(stream: BinaryIO, *, name: str, ending: str) -> FileType:
    """Prove plain text; whether it is a CSV is for its name to say.

    Raises ``InvalidInput`` (``file.kind_refused``, ``file.two_kinds``).
    """
    stream.seek(0)
    words = _decoded(stream.read())
    if words is None or _CONTROL.search(words):
        raise InvalidInput("file.kind_refused", name=name, found="?")
    if _ACTIVE.search(words[:_NEAR]):
        raise InvalidInput("file.kind_refused", name=name, found="HTML, SVG, XML")
    refuse_another(stream, name=name)
    return FileType.CSV if ending in FileType.CSV.endings else FileType.TEXT


def _decoded(content: bytes) -> str | None:
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
