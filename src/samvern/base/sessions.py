"""Log-in sessions: in the database, and over a fixed time after log-in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db

#: Key in the session: the moment it ends, as ISO text.
ENDS_AT = "ends_at"


class SessionStore(db.SessionStore):
    """A session that ends when it was said to at log-in, however busy it is meanwhile.

    Django would start the time anew whenever something is saved in the session.
    """

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """The end set at log-in; for visitors who have not logged in, Django's rule."""
        ends_at = self.get(ENDS_AT)
        return datetime.fromisoformat(ends_at) if ends_at else super().get_expiry_date(**kwargs)
