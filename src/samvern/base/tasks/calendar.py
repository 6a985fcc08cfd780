"""The calendar of a person's tasks, at an address that is secret and can be taken back.

Whoever knows the address reads what stands there, without a password. So nothing stands there but
that something is due, when, and a link that asks for a log-in; and no token can make an address that
would outlive it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samvern.base import audit, registry
from samvern.base.models import CalendarFeed
from samvern.base.permissions import BasePermission
from samvern.base.viewer import Viewer, viewer_for
from samvern.engine.errors import NotAllowed, NotFound
from samvern.formats import calendar_file


def feed_of(viewer: Viewer) -> CalendarFeed | None:
    """The viewer's own address in force, if there is one. Raises ``NotAllowed``."""
    _require(viewer)
    return CalendarFeed.objects.visible_to(viewer).filter(revoked_at=None).first()


@transaction.atomic
def make_feed(*, by: Viewer, at: datetime) -> str:
    """Make a secret for an address, in place of the one before, which no longer works.

    It cannot be had again. Raises ``NotAllowed``, also ``calendar.made_by_token``.
    """
    user_id = _require(by)
    _revoke(by, at)
    key = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(user_id=user_id, digest=_digest(key), created_at=at)
    audit.record(by, "calendar.made", feed, at=at, path=by.place)
    return key


@transaction.atomic
def revoke_feed(*, by: Viewer, at: datetime) -> None:
    """Have the address no longer work; without one, nothing changes. Raises ``NotAllowed``."""
    _require(by)
    _revoke(by, at)


def reader_of(key: str) -> Viewer:
    """Whose calendar stands at an address; for :func:`calendar_of`. Raises ``NotFound``."""
    found = CalendarFeed.objects.filter(digest=_digest(key), revoked_at=None).select_related("user")
    feed = found.first()
    if feed is None or not feed.user.is_active:
        raise NotFound("calendar.unknown")
    return viewer_for(feed.user, channel="calendar")


def calendar_of(viewer: Viewer, *, at: datetime) -> bytes:
    """All that waits for a viewer and has a day, as a calendar in the person's language."""
    written = BytesIO()
    host = urlsplit(settings.BASE_URL).hostname or "samvern"
    with translation.override(viewer.language):
        days = [
            calendar_file.Day(
                key=task.key,
                on=task.due_on,
                title=f"Samvern: {task.neutral}",
                text=_("What it is about does not stand here. Log in to see it: %(url)s")
                % {"url": settings.BASE_URL + task.url},
                url=settings.BASE_URL + task.url,
            )
            for task in registry.tasks_for(viewer, localdate(at))
            if task.due_on is not None
        ]
        calendar_file.write(days, written, name=_("My tasks in Samvern"), host=host, at=at)
    return written.getvalue()


def _require(viewer: Viewer) -> int:
    if viewer.scopes is not None:
        raise NotAllowed("calendar.made_by_token")
    if viewer.user_id is None or not viewer.may_somewhere(BasePermission.KEEP_CALENDAR):
        raise NotAllowed("permission.missing", permission=str(BasePermission.KEEP_CALENDAR))
    return viewer.user_id


def _revoke(by: Viewer, at: datetime) -> None:
    for feed in CalendarFeed.objects.visible_to(by).select_for_update().filter(revoked_at=None):
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
        audit.record(by, "calendar.revoked", feed, at=at, path=by.place)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
