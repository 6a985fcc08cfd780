"""What a report may rest on."""

from __future__ import annotations

from datetime import date

from samvern.apps.evidence import queries as evidence
from samvern.apps.evidence.fields import label_of
from samvern.apps.reporting.queries import Working
from samvern.base.viewer import Viewer


def choices(viewer: Viewer, found: Working, *, on: date) -> list[tuple[int, str]]:
    """What is there to attach at the owners of the measure, but for what is attached."""
    attached = {each.pk for each in found.evidence}
    rows = {
        row.id: label_of(row)
        for owner in found.report.owners.all()
        for row in evidence.choices_for(viewer, owner.actor, on=on)
    }
    return [(key, label) for key, label in rows.items() if key not in attached]
