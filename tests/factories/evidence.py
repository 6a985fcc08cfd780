"""Evidence: files and links."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from samvern.apps.actors.models import Actor
from samvern.apps.evidence import operations
from samvern.apps.evidence.models import Evidence
from samvern.apps.evidence.rules import Said
from samvern.base.files import Upload
from samvern.base.viewer import SYSTEM, Viewer
from tests.factories.stored_files import PDF

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
TODAY = date(2026, 11, 27)


def said(**fields: Any) -> Said:
    """What it is: a report of an exercise."""
    return Said(**{"title": "Restore exercise", **fields})


def upload(content: bytes = PDF, name: str = "Report.pdf") -> Upload:
    """A file as somebody hands it in."""
    return Upload(BytesIO(content), name)


def file(
    at: Actor, *, by: Viewer = SYSTEM, content: bytes = PDF, name: str = "Report.pdf", **fields: Any
) -> Evidence:
    """A file as evidence."""
    return operations.add_evidence(
        by=by, actor_id=at.pk, said=said(**fields), upload=upload(content, name), at=AT
    )


def link(at: Actor, *, by: Viewer = SYSTEM, **fields: Any) -> Evidence:
    """A link as evidence."""
    fields.setdefault("url", "https://example.org/report")
    return operations.add_evidence(by=by, actor_id=at.pk, said=said(**fields), at=AT)
