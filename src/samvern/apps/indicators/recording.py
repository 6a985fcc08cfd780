"""What the audit trail tells of values and starts: that they were given and how many, never what.

The trail of the sector is read by the authority and supervisors. What organisations keep for themselves
is told to those who answer for security there, and to nobody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from samvern.apps.actors.models import Actor
from samvern.apps.indicators.models import Indicator, StartRegister
from samvern.base import audit
from samvern.base.viewer import Viewer


def record_given(
    by: Viewer,
    action: str,
    subject: Indicator | StartRegister,
    given: Iterable[tuple[Actor | None, bool]],
    *,
    at: datetime,
) -> None:
    """Tell the trail that values or starts were given; each is of an organisation, or of none, and
    new or a revision. One entry for all that is reported, one for each organisation otherwise.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for actor, is_new in given:
        is_kept = actor is not None and not subject.is_reported
        counts[actor.path if is_kept and actor else ""][0 if is_new else 1] += 1
    for path, (new, revised) in sorted(counts.items()):
        audit.record(
            by,
            action,
            subject,
            at=at,
            path=path or subject.path,
            changes={"new": new, "revised": revised},
            is_private=bool(path),
        )
