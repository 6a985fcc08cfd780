"""A result is published as it is, and withdrawn when it no longer holds."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from samvern.apps.effects import keeping
from samvern.apps.effects.models import Audience, EffectStudy, StudyPublication
from samvern.apps.effects.permissions import Permission
from samvern.apps.effects.queries import lookup
from samvern.apps.effects.queries.telling import told
from samvern.apps.effects.record import recorded_card
from samvern.apps.effects.rules import check_words
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, NotReady


@transaction.atomic
def publish_study(
    *,
    by: Viewer,
    study_id: int,
    digest: str,
    audience: Audience,
    at: datetime,
    note: str = "",
) -> StudyPublication:
    """Show what came of a study to others who see its programme; it takes the place of what was.

    Parameters
    ----------
    digest
        That of the result that whoever publishes it saw.
    audience
        Everybody with a role in the sector, or everybody.
    note
        What the publisher says beside the figures.

    Raises
    ------
    NotFound, NotAllowed
        ``effect_study.unknown``; without ``PUBLISH`` where the programme is governed.
    NotReady
        ``effect_study.archived``, ``effect_study.not_computed``;
        ``effect_study.too_few_to_publish``: so few stand behind it that something could be worked out
        of one; ``effect_study.too_little_changed``: with what was published before, what a few gave
        could be; ``effect_study.nothing_new``: it is published as it is already.
    InvalidInput
        ``effect_study.invalid``: the note.
    Conflict
        ``effect_study.changed_meanwhile``: the result is another one by now.
    """
    study = _open(by, study_id)
    note = check_words(note, "note", is_required=False)
    result = study.result
    if result is None:
        raise NotReady("effect_study.not_computed")
    if result.digest != digest:
        raise Conflict("effect_study.changed_meanwhile", about=study)
    if told(study, recorded_card(result.content)) is None:
        raise NotReady("effect_study.too_few_to_publish")
    before = study.publications.in_force().first()
    if before and (before.result_id, before.audience, before.note) == (result.pk, audience, note):
        raise NotReady("effect_study.nothing_new", number=before.number)
    keeping.require_enough_changed_since_published(study, result)
    if before is not None:
        _end(before, by, at, why="")
    number = 1 + (study.publications.aggregate(last=Max("number"))["last"] or 0)
    published = StudyPublication(
        study=study,
        result=result,
        number=number,
        audience=audience.value,
        note=note,
        by_id=by.user_id,
        by_name=by.name,
        at=at,
    )
    try:
        with transaction.atomic():
            published.save()
    except IntegrityError:
        raise Conflict("effect_study.changed_meanwhile", about=study) from None
    changes = {"number": number, "audience": audience.value, "sha256": result.sha256}
    audit.record(by, "effect_study.published", study, at=at, path=study.path, changes=changes)
    return published


@transaction.atomic
def withdraw_study(*, by: Viewer, study_id: int, why: str, at: datetime) -> StudyPublication:
    """Show it to nobody else any more; the authority and supervisors still see that it was published.

    Raises
    ------
    NotFound, NotAllowed
        ``effect_study.unknown``; without ``PUBLISH`` where the programme is governed.
    InvalidInput
        ``effect_study.invalid`` without a reason.
    NotReady
        ``effect_study.not_published``.
    """
    study = lookup.study_for(by, study_id)
    by.require(Permission.PUBLISH, on=study)
    why = check_words(why, "why", is_required=True)
    published = study.publications.in_force().first()
    if published is None:
        raise NotReady("effect_study.not_published")
    _end(published, by, at, why=why)
    changes = {"number": published.number}
    audit.record(by, "effect_study.withdrawn", study, at=at, path=study.path, changes=changes)
    return published


def _open(by: Viewer, study_id: int) -> EffectStudy:
    study = lookup.study_for(by, study_id)
    by.require(Permission.PUBLISH, on=study)
    if study.archived_at is not None:
        raise NotReady("effect_study.archived")
    return study


def _end(published: StudyPublication, by: Viewer, at: datetime, *, why: str) -> None:
    published.ended_at, published.ended_by_name, published.why_ended = at, by.name, why
    published.save(update_fields=["ended_at", "ended_by_name", "why_ended"])
