"""The reports of a round, made behind the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from django.db.models import QuerySet
from django.utils.timezone import localdate

from samvern.apps.actors.queries import RoleHolders
from samvern.apps.programmes.models import Measure, MeasureActor, Part
from samvern.apps.reporting import writing
from samvern.apps.reporting.models import (
    INVITATION,
    Report,
    ReportOwner,
    Round,
    RoundState,
)
from samvern.base import audit
from samvern.base.jobs import Progress, Work
from samvern.base.permissions import Role
from samvern.engine.programme.document import MeasureStatus

KIND: Final = "reporting.open"
#: So many at a time keep others who write waiting for some tens of milliseconds.
BATCH: Final = 250
#: Of what is over, nobody is asked how it goes.
_OVER: Final = (MeasureStatus.COMPLETED.value, MeasureStatus.STOPPED.value)
#: So much of the owners' names is kept, as they were published.
_MOST_NAMES: Final = 500


def measures_asked(found: Round) -> QuerySet[Measure]:
    """The measures that a round asks about, as the programme stands now."""
    asked = Measure.objects.filter(programme=found.programme_id, withdrawn_at=None)
    if found.focus_areas:
        asked = asked.filter(focus_area__code__in=found.focus_areas)
    return asked.exclude(status__in=_OVER).select_related("focus_area").order_by("pk")


def advance(work: Work) -> Progress:
    """Make the next reports of a round; one that is there already is left as it is.

    The cursor is the key of the last measure that was looked at. A step is a transaction together with
    its progress, and a measure is once in a round by a constraint, so that killing a worker in the
    middle loses nothing and doubles nothing.
    """
    found = Round.objects.select_related("programme").get(pk=work.content["round"])
    measures = list(measures_asked(found).filter(pk__gt=work.cursor or 0)[:BATCH])
    if not measures:
        _finish(found, work)
        return Progress(work.cursor, work.done, work.total, is_finished=True)
    parts = _owners([each.pk for each in measures])
    Report.objects.bulk_create(
        (_report(found, each, parts[each.pk]) for each in measures), ignore_conflicts=True
    )
    keys = dict(
        Report.objects.filter(
            reporting_round=found, measure__in=[each.pk for each in measures]
        ).values_list("measure", "pk")
    )
    ReportOwner.objects.bulk_create(
        (
            ReportOwner(report_id=keys[each.pk], actor_id=actor, position=place)
            for each in measures
            for place, actor in enumerate(
                dict.fromkeys(part.actor_id for part in parts[each.pk] if part.actor_id)
            )
        ),
        ignore_conflicts=True,
    )
    _name_responsible(keys.values(), RoleHolders.on(localdate(work.at), Role.MEASURE_OWNER))
    return Progress(measures[-1].pk, work.done + len(measures), work.total)


def _owners(measures: Collection[int]) -> Mapping[int, Sequence[MeasureActor]]:
    """Who owns each measure, in order: one query."""
    found: dict[int, list[MeasureActor]] = defaultdict(list)
    rows = MeasureActor.objects.filter(measure__in=measures, part=Part.OWNER)
    for each in rows.order_by("measure", "position", "pk"):
        found[each.measure_id].append(each)
    return found


def _report(found: Round, measure: Measure, owners: Sequence[MeasureActor]) -> Report:
    names = ", ".join(dict.fromkeys(each.name for each in owners))
    return Report(
        reporting_round=found,
        measure=measure,
        position=measure.position,
        measure_code=measure.code,
        measure_title=measure.title,
        focus_area_code=measure.focus_area.code,
        owner_names=names[:_MOST_NAMES],
    )


def _name_responsible(reports: Collection[int], holders: RoleHolders) -> None:
    """Where one person alone is a measure owner at the first owner, it is that person's to report."""
    alone: dict[int, int] = {}
    owners = ReportOwner.objects.filter(report__in=reports, position=0, report__responsible=None)
    for report, path in owners.values_list("report", "actor__path"):
        people = holders.of(path)
        if len(people) == 1:
            alone[report] = next(iter(people))
    changed = [Report(pk=report, responsible_id=user) for report, user in alone.items()]
    Report.objects.bulk_update(changed, ["responsible"], batch_size=BATCH)


def _finish(found: Round, work: Work) -> None:
    if found.state != RoundState.OPENING:
        return
    found.state, found.version, found.reminded_until = RoundState.OPEN, found.version + 1, work.at
    found.save(update_fields=["state", "version", "reminded_until"])
    writing.ask_for_letters(by=work.viewer, found=found, key=INVITATION, at=work.at)
    changes = {"reports": work.done}
    audit.record(work.viewer, "round.made", found, at=work.at, path=found.path, changes=changes)
