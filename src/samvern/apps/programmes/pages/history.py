"""What became of a measure, as one history: edits, owners and judgements together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from samvern.apps.programmes.queries import MeasurePage
from samvern.base.queries import AuditRow, Change
from samvern.ui.parts import Event

#: Events with the moment they were recorded.
Recorded = Iterator[tuple[datetime, Event]]

#: Longer values are not repeated in the history: what changed is named, not quoted.
_LONGEST_QUOTED = 80


def measure_events(sheet: MeasurePage) -> list[Event]:
    """Everything that happened to the measure and that the viewer may know, newest first."""
    told = [*_edits(sheet), *_owner_changes(sheet), *_judgements(sheet)]
    newest_first = sorted(told, key=lambda recorded: recorded[0], reverse=True)
    return [event for _at, event in newest_first]


def _edits(sheet: MeasurePage) -> Recorded:
    for row in sheet.history:
        yield row.at, Event(row.at, _edit_in_words(row), by=row.by_name)


def _edit_in_words(row: AuditRow) -> str:
    return "; ".join(map(_change, row.changes)) or row.action


def _change(change: Change) -> str:
    if max(len(change.before), len(change.after)) > _LONGEST_QUOTED:
        return _("%(field)s was rewritten") % {"field": change.field}
    nothing = _("nothing")
    return _("%(field)s: from %(before)s to %(after)s") % {
        "field": change.field,
        "before": change.before or nothing,
        "after": change.after or nothing,
    }


def _owner_changes(sheet: MeasurePage) -> Recorded:
    for row in sheet.owner_changes:
        nobody = _("nobody")
        text = _("%(field)s: from %(before)s to %(after)s") % {
            "field": row.part_name,
            "before": row.from_name or nobody,
            "after": row.to_name or nobody,
        }
        yield row.at, Event(row.on, text, why=row.reason_name)


def _judgements(sheet: MeasurePage) -> Recorded:
    """Judgements that somebody gave a reason for; those of the file stand in the tables."""
    for row in (*sheet.judgements, *sheet.judgement_history):
        if row.why:
            about = f", {row.judged.about} {row.about_title}" if row.judged.about else ""
            text = _("%(criterion)s judged as %(words)s") % {
                "criterion": row.criterion_name + about,
                "words": row.judged.words,
            }
            yield row.recorded_at, Event(row.recorded_at, text, by=row.by, why=row.why)
