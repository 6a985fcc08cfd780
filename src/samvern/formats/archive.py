"""Archives (ZIP) whose bytes follow from what they hold, whenever and wherever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

#: The first day that an archive can say.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_LEVEL: Final = 6


def without_times(content: bytes, changed: Mapping[str, bytes] | None = None) -> bytes:
    """The same archive without the times at which it was made, some of its parts changed.

    Examples
    --------
    >>> made = io.BytesIO()
    >>> with zipfile.ZipFile(made, "w") as archive:
    ...     archive.writestr("a.txt", b"now")
    >>> with zipfile.ZipFile(io.BytesIO(without_times(made.getvalue()))) as archive:
    ...     archive.getinfo("a.txt").date_time
    (1980, 1, 1, 0, 0, 0)
    """
    parts = dict(changed or {})
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as made,
    ):
        for part in archive.infolist():
            entry = zipfile.ZipInfo(part.filename, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            held = parts.get(part.filename)
            made.writestr(entry, archive.read(part) if held is None else held)
    return written.getvalue()
