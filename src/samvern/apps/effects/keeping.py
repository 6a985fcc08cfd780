"""A result is made of what was read, kept, and found again for the same values."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import F

from samvern.apps.effects.models import EffectStudy, StudyResult
from samvern.apps.effects.queries.inputs import StudyInput, changed_rows
from samvern.apps.effects.queries.telling import are_reported
from samvern.apps.effects.record import Computed, study_record
from samvern.base.viewer import Viewer
from samvern.engine.assessments import BASE
from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.errors import Conflict, NotReady

#: Where values are the organisations' own, so many must have changed before a study is computed
#: anew: of two results that differ by the values of a few, one could be subtracted from the other.
LEAST_CHANGED: Final = BASE


def same_as_before(study: EffectStudy, found: StudyInput) -> StudyResult | None:
    """What was computed for exactly these settings, values and starts, if anything was."""
    result: StudyResult | None = StudyResult.objects.filter(
        study=study, digest=found.digest
    ).first()
    return result


def require_enough_changed(study: EffectStudy, found: StudyInput) -> None:
    """Refuse to compute anew after the values of some few have changed, where these are their own.

    Raises
    ------
    NotReady
        ``effect_study.too_little_changed``.
    """
    if are_reported(study):
        return
    alike = StudyResult.objects.filter(
        study__measure=study.measure_id, study__indicator=study.indicator_id
    )
    for before in alike.values_list("rows", flat=True):
        if 0 < changed_rows(before, found.rows) < LEAST_CHANGED:
            raise NotReady("effect_study.too_little_changed", least=LEAST_CHANGED)


def require_enough_changed_since_published(study: EffectStudy, result: StudyResult) -> None:
    """Refuse to publish a result that differs from one that was published by the values of some few.

    Raises
    ------
    NotReady
        ``effect_study.too_little_changed``.
    """
    if not study.indicator.is_of_organisations:
        return
    shown = StudyResult.objects.filter(
        publications__isnull=False,
        study__measure=study.measure_id,
        study__indicator=study.indicator_id,
    )
    for before in shown.distinct().values_list("rows", flat=True):
        if 0 < changed_rows(before, result.rows) < LEAST_CHANGED:
            raise NotReady("effect_study.too_little_changed", least=LEAST_CHANGED)


def keep(study: EffectStudy, computed: Computed, *, by: Viewer, at: datetime) -> StudyResult:
    """Keep a result, or find the one that is there for the same, and let it be the study's."""
    found = computed.found
    result = same_as_before(study, found)
    if result is None:
        record = canonical_json(study_record(study, computed, asked_by=by.name, at=at))
        result = StudyResult(
            study=study,
            digest=found.digest,
            record=record,
            sha256=sha256_of(record),
            taken=dict(computed.taken),
            left_out=dict(computed.left_out),
            rows=dict(found.rows),
            asked_by_id=by.user_id,
            asked_by_name=by.name,
            computed_at=at,
        )
        result.save()
    point_at(study, result, computed.read_at)
    return result


def point_at(study: EffectStudy, result: StudyResult, at: datetime) -> None:
    """Let a result be the study's, as of what was read at a moment."""
    study.result, study.looked_at = result, at
    study.save(update_fields=["result", "looked_at"])


def take_version(study: EffectStudy, version: int, *, at: datetime) -> None:
    """Count the version up if it is the one the editor saw; SQLite knows no row locks."""
    seen = EffectStudy.objects.filter(pk=study.pk, version=version)
    if not seen.update(version=F("version") + 1, changed_at=at):
        raise Conflict("effect_study.changed_meanwhile", about=study)
    study.version, study.changed_at = version + 1, at
