"""A study is computed for the values as they are."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samvern.apps.effects import keeping, working
from samvern.apps.effects.permissions import Permission
from samvern.apps.effects.queries import inputs, lookup
from samvern.apps.effects.record import compute
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotReady


def compute_study(*, by: Viewer, study_id: int, at: datetime, is_patient: bool = False) -> bool:
    """Have a study computed for the values and starts as they are; True when the result is there.

    Parameters
    ----------
    is_patient
        Whether whoever asks waits for the answer.

    Raises
    ------
    NotFound, NotAllowed
        ``effect_study.unknown``; without ``KEEP_STUDIES`` where the programme is governed.
    NotReady
        ``effect_study.archived``; ``effect_study.no_values``; ``effect_study.too_little_changed``:
        what a few organisations gave could be worked out.
    """
    study = lookup.study_for(by, study_id)
    by.require(Permission.KEEP_STUDIES, on=study)
    if study.archived_at is not None:
        raise NotReady("effect_study.archived")
    found = inputs.input_of(study)
    is_there = keeping.same_as_before(study, found)
    if is_there is None:
        keeping.require_enough_changed(study, found)
    computed = compute(study, found, at=at) if is_patient and is_there is None else None
    with transaction.atomic():
        if is_there is not None:
            keeping.point_at(study, is_there, at)
        elif computed is not None:
            keeping.keep(study, computed, by=by, at=at)
        else:
            working.ask(by, study, at)
        audit.record(by, "effect_study.asked", study, at=at, path=study.path)
    return is_there is not None or computed is not None
