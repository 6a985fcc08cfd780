"""A file goes out: only as it came in, and only to be saved, never to be shown."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from typing import BinaryIO, Final, cast

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from samvern.base.files.storage import storage
from samvern.base.models import StoredFile
from samvern.engine.errors import NotReady

log = logging.getLogger(__name__)

_BLOCK: Final = 2**16
#: A file of more bytes than this goes by way of disk, and is sent piece by piece.
_IN_MEMORY: Final = 2**20
#: Even if a browser showed it against what we say, nothing in it could run or be fetched.
_NOTHING_RUNS: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"


def file_response(stored: StoredFile) -> HttpResponseBase:
    """The bytes of a file, to be saved under the name that it came with.

    Whether the viewer may see it is for the view to ask first. What is sent is a copy whose hash
    was compared, so that what was changed in the storage is never handed out.

    Raises
    ------
    NotReady
        ``file.damaged`` or ``file.gone``.
    """
    copy = _checked_copy(stored)
    answer: HttpResponseBase
    if stored.size > _IN_MEMORY:
        answer = FileResponse(copy, content_type=stored.media_type)
    else:
        with copy:
            answer = HttpResponse(copy.read(), content_type=stored.media_type)
    disposition = content_disposition_header(as_attachment=True, filename=stored.name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    answer.headers["Content-Length"] = str(stored.size)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = _NOTHING_RUNS
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _checked_copy(stored: StoredFile) -> BinaryIO:
    copy = cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
    try:
        if digest_of(stored.key, copy) != stored.sha256:
            log.error("file %s is not what was stored", stored.pk)
            raise NotReady("file.damaged")
    except FileNotFoundError:
        copy.close()
        log.exception("file %s is gone from the storage", stored.pk)
        raise NotReady("file.gone") from None
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy


def digest_of(key: str, copy: BinaryIO | None = None) -> str:
    """The SHA-256 of what lies under a name, copied on the way. Raises ``FileNotFoundError``."""
    digest = hashlib.sha256()
    with storage().open(key) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            if copy is not None:
                copy.write(block)
    return digest.hexdigest()
