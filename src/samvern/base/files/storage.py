"""Where the bytes of files lie: on this machine's disk, or in a bucket by setting.

Either way a file has a random name that says nothing, and is written whole or not at all.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

#: What the setting ``STORAGES`` calls it.
ALIAS = "files"
#: Files being written end so; what a crash leaves of them is an orphan like any other.
_UNFINISHED = ".part"


def storage() -> Storage:
    """The storage of files."""
    return storages[ALIAS]


def new_key() -> str:
    """A name that nobody can guess, in one of 256 folders so that none grows too large."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


def every_key() -> Iterator[str]:
    """Every name in the storage, unfinished ones too."""
    place = storage()
    folders, names = _listed(place, "")
    yield from sorted(names)
    for folder in sorted(folders):
        yield from (f"{folder}/{name}" for name in sorted(_listed(place, folder)[1]))


def _listed(place: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        return place.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return [], []


class LocalStorage(FileSystemStorage):
    """Files on disk, readable by the server's user only, and there whole or not at all."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            file_permissions_mode=0o600, directory_permissions_mode=0o700, base_url=None, **options
        )

    def _save(self, name: str, content: File[bytes]) -> str:
        place = Path(self.path(name))
        Path(self.location).mkdir(parents=True, exist_ok=True, mode=0o700)
        place.parent.mkdir(exist_ok=True, mode=0o700)
        unfinished = place.with_name(place.name + _UNFINISHED)
        try:
            with open(unfinished, "xb", opener=_private) as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(place)
        finally:
            unfinished.unlink(missing_ok=True)
        _sync(place.parent)
        return name


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(folder: Path) -> None:
    """Have the name survive a power cut too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
