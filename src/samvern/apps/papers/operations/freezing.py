"""A programme is frozen as it stands, for papers."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate

from samvern import __version__
from samvern.apps.papers.models import Snapshot
from samvern.apps.papers.permissions import Permission
from samvern.apps.papers.sections import Freezing, layers_of
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import MeasureActor, Part, Programme
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.errors import Conflict
from samvern.engine.reporting import read_period
from samvern.engine.snapshots import finding_to_json

#: The form of the record; a reader refuses what it does not know.
FORMAT: Final = 1


@transaction.atomic
def freeze(*, by: Viewer, programme_code: str, period: str, at: datetime) -> Snapshot:
    """Keep everything that papers say of a programme, as it stands now.

    Parameters
    ----------
    period
        What the papers are about, such as ``2026-H2``. The reporting round of that period is frozen
        with it: what was handed in, and no draft.

    Raises
    ------
    NotFound, NotAllowed
        ``programme.unknown``; without ``FREEZE`` where the programme is governed.
    InvalidInput
        ``period.unreadable``.
    Conflict
        ``snapshot.at_once``: somebody else froze it at the same time.
    """
    programme = programmes.programme_for(by, programme_code)
    by.require(Permission.FREEZE, on=programme)
    read_period(period)
    document = programmes.document_of(by, programme)
    freezing = Freezing(by, programme, document, period, at, localdate(at))
    last = Snapshot.objects.filter(programme=programme).aggregate(last=Max("number"))["last"]
    number = 1 + (last or 0)
    record = canonical_json(_record(freezing, number))
    snapshot = Snapshot(
        programme=programme,
        number=number,
        period=period,
        frozen_at=at,
        frozen_by_id=by.user_id,
        frozen_by_name=by.name,
        record=record,
        sha256=sha256_of(record),
    )
    try:
        with transaction.atomic():
            snapshot.save()
    except IntegrityError:
        raise Conflict("snapshot.at_once") from None
    changes = {"number": number, "period": period, "sha256": snapshot.sha256}
    audit.record(by, "snapshot.frozen", snapshot, at=at, path=programme.path, changes=changes)
    return snapshot


def _record(freezing: Freezing, number: int) -> dict[str, Any]:
    programme = freezing.programme
    return {
        "format": FORMAT,
        "programme": programme.code,
        "programme_version": programme.version,
        "title": dict(freezing.document.title),
        "publisher": freezing.document.publisher,
        "period": freezing.period,
        "number": number,
        "frozen_on": freezing.on.isoformat(),
        "frozen_at": freezing.at.isoformat(),
        "frozen_by": freezing.by.name,
        "widest": freezing.widest.value,
        "site": settings.BASE_URL,
        "software": __version__,
        "findings": [finding_to_json(each) for each in programmes.findings_of(programme)],
        "measure_owners": _owners(programme),
        "layers": layers_of(freezing),
    }


def _owners(programme: Programme) -> dict[str, list[int]]:
    """The actors that own each measure now, by its code: one query."""
    found: dict[str, list[int]] = defaultdict(list)
    rows = MeasureActor.objects.filter(
        measure__programme=programme, part=Part.OWNER, actor__isnull=False
    )
    for code, actor in rows.order_by("actor").values_list("measure__code", "actor").distinct():
        found[code].append(actor)
    return dict(found)
