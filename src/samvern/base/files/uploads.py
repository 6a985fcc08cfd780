"""How much of an upload is taken in at all, before any view has seen it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

#: What tables and files of other modules may weigh, which have limits of their own.
_LEAST_BYTES: Final = 33 * 2**20

View = TypeVar("View", bound=Callable[..., Any])


def takes_large_files(view: View) -> View:
    """Let somebody who is logged in send files of any size to a view, such as whole registers."""
    view.takes_large_files = True  # type: ignore[attr-defined]
    return view


class LimitedUpload(FileUploadHandler):
    """Stops keeping bytes once all files of a request together are past the limit.

    What comes out then is empty, with the size that was seen: forms and :func:`received` refuse it
    for its size, in the same words as any other file that is too large.
    """

    def handle_raw_input(self, *arguments: Any, **named: Any) -> None:
        """Look at where the request goes."""
        self.seen = 0
        request = self.request
        match = request.resolver_match if request else None
        is_free = match and getattr(match.func, "takes_large_files", False)
        if request and is_free and request.user.is_authenticated:
            self.limit: int | None = None
        else:
            self.limit = max(settings.FILE_MAX_BYTES, _LEAST_BYTES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass on what is within the limit."""
        self.seen += len(raw_data)
        return None if self._is_past else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Give an empty file in place of one that is too large."""
        if not self._is_past:
            return None
        for handler in self.request.upload_handlers if self.request else ():
            if begun := getattr(handler, "file", None):
                begun.close()
        return UploadedFile(BytesIO(), self.file_name, self.content_type, self.seen)

    @property
    def _is_past(self) -> bool:
        return self.limit is not None and self.seen > self.limit
