"""Whether every file is there and whole, and whether bytes lie about that nothing refers to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from samvern.base.files.receiving import discard
from samvern.base.files.serving import digest_of
from samvern.base.files.storage import every_key, storage
from samvern.base.models import StoredFile

#: Bytes may lie about for this long before anything refers to them: they are just coming in.
_COMING_IN: Final = timedelta(days=1)


@dataclass(frozen=True)
class FileReport:
    """What a check found: files by number, orphans by the names under which they lie."""

    checked: int
    missing: tuple[int, ...]
    damaged: tuple[int, ...]
    orphans: tuple[str, ...]
    removed: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether nothing is missing, damaged or left over."""
        return not (self.missing or self.damaged or len(self.orphans) > self.removed)


def check_files(*, at: datetime, remove_orphans: bool = False) -> FileReport:
    """Recompute every hash, and find what nothing refers to.

    Parameters
    ----------
    remove_orphans
        Remove what nothing refers to, if it is a day old.
    """
    checked, missing, damaged = 0, [], []
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=2_000):
        checked += 1
        try:
            if digest_of(stored.key) != stored.sha256:
                damaged.append(stored.pk)
        except FileNotFoundError:
            missing.append(stored.pk)
    # The keys are listed first: what comes in meanwhile is then known too.
    there = list(every_key())
    known = set(StoredFile.objects.values_list("key", flat=True))
    orphans = [key for key in there if key not in known and _is_old(key, at)]
    if remove_orphans:
        for key in orphans:
            discard(key)
    removed = len(orphans) if remove_orphans else 0
    return FileReport(checked, tuple(missing), tuple(damaged), tuple(orphans), removed)


def _is_old(key: str, at: datetime) -> bool:
    try:
        return storage().get_modified_time(key) < at - _COMING_IN
    except FileNotFoundError:  # it came to nothing while we looked
        return False
