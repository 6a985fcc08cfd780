"""Studies as lines of a list: what came of each, as far as the viewer may be told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from samvern.apps.effects.models import EffectStudy, StudyPublication, StudyResult
from samvern.apps.effects.permissions import Permission
from samvern.apps.effects.queries.lookup import publications, studies
from samvern.apps.effects.queries.telling import Told, tell
from samvern.apps.indicators.models import Indicator, IndicatorValue, MeasureStart
from samvern.apps.programmes.models import Programme
from samvern.base.viewer import Viewer
from samvern.engine.effects import Grounds, grounds_of


@dataclass(frozen=True)
class StudyRow:
    """A study with what came of it; ``told`` is None until it is computed.

    ``number`` is the version that is published today. ``is_older`` says that values or starts have
    been given since.
    """

    id: int
    measure: str
    indicator: Indicator
    told: Told | None
    computed_at: datetime | None
    number: int | None
    is_older: bool
    is_example: bool

    def grounds(self, *, is_judged: bool) -> Grounds:
        """On what the knowledge of the measure rests by this study."""
        return grounds_of(self.told.raw if self.told else None, is_judged=is_judged)


def study_rows(
    viewer: Viewer, programme: Programme, *, measure: str | None = None
) -> tuple[StudyRow, ...]:
    """The studies of a programme, or of one of its measures: as they are worked on for those who read
    studies, else what is published.
    """
    if viewer.may(Permission.READ_STUDIES, on=programme):
        found = studies(viewer).current().filter(measure__programme=programme)
        if measure is not None:
            found = found.filter(measure__code=measure)
        listed = list(found)
        numbers = dict(
            StudyPublication.objects.in_force()
            .filter(study__in=listed)
            .values_list("study", "number")
        )
        given = changes_of(listed)
        return tuple(
            _row(viewer, study, study.result, numbers.get(study.pk), given) for study in listed
        )
    seen = publications(viewer).in_force().filter(study__measure__programme=programme)
    if measure is not None:
        seen = seen.filter(study__measure__code=measure)
    published = list(seen.order_by("study__measure", "study"))
    given = changes_of([each.study for each in published])
    return tuple(_row(viewer, each.study, each.result, each.number, given) for each in published)


@dataclass(frozen=True)
class LastChanges:
    """When the last value of each indicator, and the last start of each measure, was given."""

    values: Mapping[int, datetime]
    starts: Mapping[int, datetime]

    def is_later(self, study: EffectStudy, looked_at: datetime | None) -> bool:
        """Whether something was given for a study after it was looked at."""
        if looked_at is None:
            return False
        last = (self.values.get(study.indicator_id), self.starts.get(study.measure_id))
        return any(at is not None and at > looked_at for at in last)


def changes_of(found: Collection[EffectStudy]) -> LastChanges:
    """When anything was last given for each of some studies, in two queries."""
    indicators = {study.indicator_id for study in found}
    measures = {study.measure_id for study in found}
    values = IndicatorValue.objects.filter(indicator__in=indicators).order_by()
    starts = MeasureStart.objects.filter(measure__in=measures).order_by()
    return LastChanges(
        dict(values.values_list("indicator").annotate(last=Max("given_at"))),
        dict(starts.values_list("measure").annotate(last=Max("given_at"))),
    )


def _row(
    viewer: Viewer,
    study: EffectStudy,
    result: StudyResult | None,
    number: int | None,
    given: LastChanges,
) -> StudyRow:
    is_newest = result is not None and result.pk == study.result_id
    computed_at = result.computed_at if result else None
    looked_at = study.looked_at if is_newest else computed_at
    return StudyRow(
        id=study.pk,
        measure=study.measure.code,
        indicator=study.indicator,
        told=tell(viewer, study, result) if result else None,
        computed_at=computed_at,
        number=number,
        is_older=given.is_later(study, looked_at),
        is_example=study.is_example,
    )
