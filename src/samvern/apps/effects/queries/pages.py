"""One study with all that its page tells a viewer, and the studies of a measure."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.effects.models import EffectStudy, StudyPublication, StudyResult
from samvern.apps.effects.permissions import Permission
from samvern.apps.effects.queries.jobs import COMPUTE, job_key
from samvern.apps.effects.queries.lookup import publications, published_for, study_for
from samvern.apps.effects.queries.rows import StudyRow, changes_of, study_rows
from samvern.apps.effects.queries.telling import Told, tell, told
from samvern.apps.indicators import queries as indicators
from samvern.apps.indicators.queries import MeanRow
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Measure
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.jobs.queries import job_of
from samvern.base.models import Job
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer


@dataclass(frozen=True)
class Organisation:
    """An organisation whose values and start the viewer sees, and what part it takes.

    ``start`` is the period in which it began, empty for not yet; ``left_out`` says why it takes no
    part. ``before`` and ``after`` are means of its own values, None where there are none.
    """

    id: int
    name: str
    start: str
    left_out: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class TakingPart:
    """Who stands behind a result: those that the viewer may see, and how many others."""

    seen: tuple[Organisation, ...]
    others: int


@dataclass(frozen=True)
class StudyPage:
    """A study as a viewer sees it: as it is worked on, or as it is published."""

    programme: ProgrammeHead
    measure: Measure
    measure_title: str
    study: EffectStudy
    result: StudyResult | None
    told: Told | None
    job: Job | None
    is_older: bool
    publication: StudyPublication | None
    publications: tuple[StudyPublication, ...]
    organisations: TakingPart
    reads_studies: bool
    may_keep: bool
    may_publish: bool

    @property
    def is_tellable(self) -> bool:
        """Whether so many stand behind the result that it can be published."""
        return self.told is not None and told(self.study, self.told.raw) is not None


@dataclass(frozen=True)
class MeasureEffects:
    """The studies of a measure that the viewer sees."""

    programme: ProgrammeHead
    measure: Measure
    measure_title: str
    rows: tuple[StudyRow, ...]
    may_keep: bool
    reads_studies: bool


def study_page(viewer: Viewer, code: str, study_id: int) -> StudyPage:
    """A study: as it is worked on for those who read studies, else what is published of it.

    Raises
    ------
    NotFound
        ``effect_study.unknown``, also where nothing of it is published.
    """
    programme = programmes.programme_for(viewer, code)
    reads_studies = viewer.may(Permission.READ_STUDIES, on=programme)
    publication = None
    if reads_studies:
        study = study_for(viewer, study_id, code=code)
        history = tuple(publications(viewer).filter(study=study))
        publication = next((each for each in history if each.ended_at is None), None)
        result = study.result
    else:
        publication = published_for(viewer, study_id, code=code)
        study, history, result = publication.study, (publication,), publication.result
    computed_at = result.computed_at if result else None
    looked_at = study.looked_at if reads_studies else computed_at
    is_open = study.archived_at is None
    return StudyPage(
        programme=programmes.head_of(viewer, programme),
        measure=study.measure,
        measure_title=in_language(study.measure.title),
        study=study,
        result=result,
        told=tell(viewer, study, result) if result else None,
        job=job_of(COMPUTE, job_key(study)) if reads_studies else None,
        is_older=changes_of([study]).is_later(study, looked_at),
        publication=publication,
        publications=history,
        organisations=_taking_part(viewer, study, result),
        reads_studies=reads_studies,
        may_keep=is_open and viewer.may(Permission.KEEP_STUDIES, on=programme),
        may_publish=is_open and viewer.may(Permission.PUBLISH, on=programme),
    )


def measure_effects(viewer: Viewer, code: str, measure_code: str) -> MeasureEffects:
    """The studies of a measure. Raises ``NotFound``."""
    measure = programmes.measure_for(viewer, code, measure_code)
    programme = measure.programme
    return MeasureEffects(
        programme=programmes.head_of(viewer, programme),
        measure=measure,
        measure_title=in_language(measure.title),
        rows=study_rows(viewer, programme, measure=measure.code),
        may_keep=viewer.may(Permission.KEEP_STUDIES, on=programme),
        reads_studies=viewer.may(Permission.READ_STUDIES, on=programme),
    )


def _taking_part(viewer: Viewer, study: EffectStudy, result: StudyResult | None) -> TakingPart:
    """Names only of those whose value and start the viewer sees one by one."""
    if result is None or not study.indicator.is_of_organisations:
        return TakingPart((), 0)
    everybody = result.taken.keys() | result.left_out.keys()
    seen = indicators.means_about_start(
        viewer, study.indicator, study.measure, as_of=result.computed_at
    )
    rows = tuple(_organisation(row, result) for row in seen if str(row.actor_id) in everybody)
    return TakingPart(rows, len(everybody) - len(rows))


def _organisation(row: MeanRow, result: StudyResult) -> Organisation:
    key = str(row.actor_id)
    start = result.taken.get(key, "")
    return Organisation(
        id=row.actor_id,
        name=row.name,
        start=start,
        left_out=result.left_out.get(key, ""),
        before=row.before if start else None,
        after=row.after if start else None,
    )
