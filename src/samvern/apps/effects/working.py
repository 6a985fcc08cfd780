"""Studies are computed behind the pages, and looked after as values come in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from samvern.apps.effects import keeping
from samvern.apps.effects.models import EffectStudy, EffectStudyQuerySet
from samvern.apps.effects.queries.inputs import input_of
from samvern.apps.effects.queries.jobs import COMPUTE, job_key
from samvern.apps.effects.queries.rows import changes_of
from samvern.apps.effects.queries.telling import are_reported
from samvern.apps.effects.record import Computed, compute
from samvern.base import audit, jobs
from samvern.base.jobs import Progress, Work
from samvern.base.models import Job
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.errors import InvalidInput, NotReady

#: How often new values are looked for.
EVERY: Final = timedelta(hours=1)


def ask(by: Viewer, study: EffectStudy, at: datetime) -> Job:
    """Ask for the job that computes a study; there is one for each."""
    return jobs.enqueue(
        by=by,
        kind=COMPUTE,
        key=job_key(study),
        label=str(study),
        at=at,
        content={"study": study.pk},
        path=study.path,
        total=1,
        is_anew=True,
    )


def compute_study(work: Work) -> Computed | None:
    """The card for the values as they are now; None when that is known, or no longer asked."""
    study = _study(work.content["study"])
    if study.archived_at is not None:
        return None
    try:
        found = input_of(study)
        keeping.require_enough_changed(study, found)
    except NotReady as error:
        # A second try would end the same.
        raise InvalidInput(error.code, problems=(), **error.params) from None
    return compute(study, found, at=work.at)


def advance(work: Work) -> Progress:
    """Keep what was computed, if it is still what the study asks."""
    computed = work.computed
    study = _study(work.content["study"])
    if isinstance(computed, Computed) and study.version == computed.version:
        keeping.keep(study, computed, by=work.viewer, at=work.at)
        audit.record(work.viewer, "effect_study.computed", study, at=work.at, path=study.path)
    return Progress(None, 1, 1, is_finished=True)


def look_for_new_values(at: datetime) -> None:
    """Ask for the studies for which something was given since they were computed.

    Those of values that organisations keep to themselves are asked for by people alone.
    """
    listed = [
        study for study in _studies().current().filter(result__isnull=False) if are_reported(study)
    ]
    given = changes_of(listed)
    with transaction.atomic():
        for study in listed:
            if given.is_later(study, study.looked_at):
                ask(SYSTEM, study, at)


def _study(study_id: int) -> EffectStudy:
    return _studies().get(pk=study_id)


def _studies() -> EffectStudyQuerySet:
    return EffectStudy.objects.select_related(
        "measure__programme__owner_actor", "measure__start_register", "indicator", "result"
    )
