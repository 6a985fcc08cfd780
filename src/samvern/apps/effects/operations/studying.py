"""A study is made, changed and put away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samvern.apps.effects import keeping, working
from samvern.apps.effects.models import EffectStudy
from samvern.apps.effects.permissions import Permission
from samvern.apps.effects.queries import lookup
from samvern.apps.effects.rules import StudyPlan, check_plan
from samvern.apps.programmes import queries as programmes
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound, NotReady


@transaction.atomic
def make_study(
    *,
    by: Viewer,
    code: str,
    measure_code: str,
    plan: StudyPlan,
    at: datetime,
    is_example: bool = False,
) -> EffectStudy:
    """Ask what a measure did to an indicator, and have it computed.

    Parameters
    ----------
    code, measure_code
        The programme, and the measure in it.
    plan
        Which indicator, and how it is looked at.

    Raises
    ------
    NotFound
        ``programme.unknown``, ``measure.unknown``, ``indicator.unknown``.
    NotAllowed
        Without ``KEEP_STUDIES`` where the programme is governed.
    InvalidInput
        ``effect_study.invalid`` with all problems.
    """
    measure = programmes.measure_for(by, code, measure_code)
    if measure.withdrawn_at is not None:
        raise NotFound("measure.unknown", id=measure_code[:60])
    by.require(Permission.KEEP_STUDIES, on=measure.programme)
    study = EffectStudy(
        measure=measure,
        author_id=by.user_id,
        author_name=by.name,
        is_example=is_example,
        made_at=at,
        changed_at=at,
    )
    _put(by, study, plan)
    study.save()
    working.ask(by, study, at)
    audit.record(by, "effect_study.made", study, at=at, path=study.path)
    return study


@transaction.atomic
def edit_study(
    *, by: Viewer, study_id: int, version: int, plan: StudyPlan, at: datetime
) -> EffectStudy:
    """Look in another way, and have it computed; what came of it before is no longer its answer.

    What is published stays.

    Parameters
    ----------
    version
        The version that the editor saw.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput
        ``effect_study.unknown``; as :func:`make_study`.
    NotReady
        ``effect_study.archived``.
    Conflict
        ``effect_study.changed_meanwhile``: nothing was changed.
    """
    study = _open(by, study_id)
    before = study.settings | {"indicator": study.indicator.code}
    _put(by, study, plan)
    keeping.take_version(study, version, at=at)
    after = study.settings | {"indicator": study.indicator.code}
    changed = {name: True for name in after if before[name] != after[name]}
    if changed:
        study.result = study.looked_at = None
        working.ask(by, study, at)
    study.save()
    audit.record(by, "effect_study.edited", study, at=at, path=study.path, changes=changed)
    return study


@transaction.atomic
def archive_study(*, by: Viewer, study_id: int, version: int, at: datetime) -> EffectStudy:
    """Put a study away; it is kept, and can be read by its address.

    Raises
    ------
    NotFound, NotAllowed, Conflict
        As :func:`edit_study`.
    NotReady
        ``effect_study.archived``; ``effect_study.published``: withdraw it first.
    """
    study = _open(by, study_id)
    if study.publications.filter(ended_at__isnull=True).exists():
        raise NotReady("effect_study.published")
    keeping.take_version(study, version, at=at)
    study.archived_at = at
    study.save(update_fields=["archived_at"])
    audit.record(by, "effect_study.archived", study, at=at, path=study.path)
    return study


def _open(by: Viewer, study_id: int) -> EffectStudy:
    """A study that may be changed. Raises ``NotFound``, ``NotAllowed``, ``NotReady``."""
    study = lookup.study_for(by, study_id)
    by.require(Permission.KEEP_STUDIES, on=study)
    if study.archived_at is not None:
        raise NotReady("effect_study.archived")
    return study


def _put(by: Viewer, study: EffectStudy, plan: StudyPlan) -> None:
    """Let a study be as a plan says, once the plan is found to make sense."""
    programme = study.measure.programme
    indicator = lookup.indicator_for(by, programme, plan.indicator)
    check_plan(plan, indicator, study.measure)
    study.indicator = indicator
    study.design, study.control = plan.design.value, plan.control.value
    study.anticipation, study.began_on = plan.anticipation, plan.began_on
    study.by_lot, study.lot_note = plan.by_lot, plan.lot_note.strip() if plan.by_lot else ""
