"""A file comes in: counted while it streams, proved to be what it says, written, kept."""

from __future__ import annotations

import hashlib
import logging
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO, Final, Protocol, cast

from django.conf import settings
from django.core.files import File
from django.db import transaction

from samvern.base.files.storage import new_key, storage
from samvern.base.models import StoredFile
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput
from samvern.formats import file_types
from samvern.formats.incoming import size_in_words

log = logging.getLogger(__name__)

MAX_NAME: Final = 200
_BLOCK: Final = 2**16
#: A file of more bytes than this waits on disk.
_IN_MEMORY: Final = 2**20


class Readable(Protocol):
    """Bytes to be read block by block; a form's file is one."""

    def read(self, size: int, /) -> bytes:
        """Read at most so many bytes; none at the end."""
        ...


@dataclass(frozen=True)
class Upload:
    """A file as somebody hands it in: bytes to be read once, and what they call it."""

    stream: Readable
    name: str


@dataclass(frozen=True)
class Received:
    """A file whose bytes are written, and that nothing refers to yet."""

    key: str
    name: str
    media_type: str
    size: int
    sha256: str


@contextmanager
def received(upload: Upload) -> Iterator[Received]:
    """Write the bytes of a file, and take them away again unless it was kept.

    Enter it outside a transaction: a rollback within then leaves nothing behind. What a crash, or
    a transaction around it all, leaves behind is found by :func:`check_files`.

    Raises
    ------
    InvalidInput
        ``file.too_large``, ``file.nameless``, and the codes of
        :func:`samvern.formats.file_types.sniff`.
    """
    called = clean_name(upload.name)
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spool:
        waiting = cast("BinaryIO", spool)
        size, sha256 = _copy(upload.stream, waiting, called)
        kind = file_types.sniff(waiting, name=called)
        waiting.seek(0)
        key = storage().save(new_key(), File(waiting, name=called))
    try:
        yield Received(key, called, kind.media_type, size, sha256)
    finally:
        if not _is_kept(key):
            discard(key)


def keep(incoming: Received, *, by: Viewer, path: str, at: datetime) -> StoredFile:
    """Save a file that was received, in the transaction of what it belongs to."""
    return StoredFile.objects.create(
        key=incoming.key,
        name=incoming.name,
        media_type=incoming.media_type,
        size=incoming.size,
        sha256=incoming.sha256,
        path=path,
        uploaded_by_id=by.user_id,
        uploaded_at=at,
    )


def discard(key: str) -> None:
    """Take bytes away; if that fails, they are an orphan that a check finds."""
    try:
        storage().delete(key)
    except Exception:
        log.exception("a file that was not kept could not be removed")


def clean_name(name: str) -> str:
    r"""What a user calls a file, without a path and without characters that deceive the eye.

    Raises ``InvalidInput`` (``file.nameless``).

    Examples
    --------
    >>> clean_name("C:\\temp/../Avtale 2026.pdf")
    'Avtale 2026.pdf'
    """
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Control and format characters: a right-to-left mark turns "fdp.exe" round.
    shown = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in base)
    called = " ".join(shown.split())
    if not called.strip(". "):
        raise InvalidInput("file.nameless")
    ending = PurePosixPath(called).suffix
    if len(called) <= MAX_NAME or len(ending) >= MAX_NAME:
        return called[:MAX_NAME]
    return called[: MAX_NAME - len(ending)] + ending


def _copy(stream: Readable, target: BinaryIO, name: str) -> tuple[int, str]:
    """Copy as much as is allowed, and count and digest it on the way."""
    limit: int = settings.FILE_MAX_BYTES
    size, digest = 0, hashlib.sha256()
    declared = getattr(stream, "size", None)  # of a form's file that was too large to be kept
    while (declared is None or declared <= limit) and (block := stream.read(_BLOCK)):
        size += len(block)
        if size > limit:
            break
        digest.update(block)
        target.write(block)
    if max(size, declared or 0) > limit:
        raise InvalidInput("file.too_large", name=name, limit=size_in_words(limit))
    return size, digest.hexdigest()


def _is_kept(key: str) -> bool:
    """Whether a row refers to the bytes; a transaction that is to be rolled back keeps none."""
    if transaction.get_connection().needs_rollback:
        return False
    return StoredFile.objects.filter(key=key).exists()
