"""What an earlier assessment said is carried over, and somebody says that it is still true."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import AnswerEvidence, AnswerOrigin, Assessment
from samvern.apps.assessments.operations.answering import AnswerEntry, Saved, save_answers
from samvern.apps.assessments.queries import Carrying
from samvern.apps.assessments.recording import record
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound


@transaction.atomic
def carry_forward(
    *,
    by: Viewer,
    assessment_id: int,
    from_assessment_id: int,
    with_words: Collection[str] = (),
    at: datetime,
) -> Saved:
    """Carry over what an earlier assessment of the same set said, where nothing is said yet.

    What was written and shown for improvement was for other readers than what is reported: from the
    one into the other, comments, reasons, names and evidence stay behind but for the requirements
    that ``with_words`` names.

    Over versions of the set, a requirement is followed to where it lives on. What several earlier
    ones said of one that they became is not put together by itself.

    Raises
    ------
    NotFound
        ``assessment.unknown``; ``carry.nothing_earlier``; ``assessment.not_asked``.
    NotAllowed
        ``assessment.only_some``: for those who see some of the assessment only.
    NotReady
        As :func:`save_answers`.
    """
    assessment = queries.assessment_for(by, assessment_id, lock=True)
    found = queries.carrying(by, assessment, from_assessment_id)
    _require_asked(assessment, with_words)
    queries.assessment_for(by, found.earlier.pk, lock=True)  # nobody drops it meanwhile
    saved = save_answers(
        by=by,
        assessment_id=assessment_id,
        entries=list(_entries(found, with_words)),
        at=at,
        origin=AnswerOrigin.CARRIED,
    )
    _carry_evidence(by, found, saved, with_words, at)
    Assessment.objects.filter(pk=assessment.pk).update(carried_from=found.earlier)
    changes = {"from": found.earlier.pk, "answers": len(saved.answers)}
    record(by, "assessment.carried", assessment, at=at, changes=changes)
    return saved


def _require_asked(assessment: Assessment, codes: Iterable[str]) -> None:
    """A requirement that there is not would be passed over in silence."""
    asked = queries.asked_of(assessment).keys
    for code in codes:
        if code not in asked:
            raise NotFound("assessment.not_asked", id=code)


def _entries(found: Carrying, with_words: Collection[str]) -> Iterable[AnswerEntry]:
    for row in found.to_carry:
        values = found.carried_of(row, with_words=row.requirement.id in with_words)
        if row.carried and values:
            source = {
                "assessment": found.earlier.pk,
                "requirement": row.carried[0],
                "lives": row.lives.value,
            }
            yield AnswerEntry(row.requirement.id, values, source=source)


def _carry_evidence(
    by: Viewer, found: Carrying, saved: Saved, with_words: Collection[str], at: datetime
) -> None:
    """What carried answers rest on, as far as it is still in use."""
    keys = queries.asked_of(found.assessment).keys
    AnswerEvidence.objects.bulk_create(
        (
            AnswerEvidence(
                assessment=found.assessment,
                requirement_id=keys[row.requirement.id],
                evidence=each,
                by_user_id=by.user_id,
                at=at,
            )
            for row in found.to_carry
            if row.requirement.id in saved.answers
            and (not found.crosses or row.requirement.id in with_words)
            for each in row.evidence
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def confirm_carried(*, by: Viewer, assessment_id: int, codes: Iterable[str], at: datetime) -> Saved:
    """Say that what was carried over is still true; what somebody has changed since is left alone.

    Raises as :func:`save_answers`; colleagues confirm what is delegated to them.
    """
    assessment = queries.assessment_for(by, assessment_id, lock=True)
    chosen = list(dict.fromkeys(codes))
    _require_asked(assessment, chosen)
    carried = queries.carried_answers(by, assessment)
    sources = queries.sources_of(carried.values())
    entries = [
        AnswerEntry(
            code, carried[code].values, carried[code].version, sources.get(carried[code].pk, {})
        )
        for code in chosen
        if code in carried
    ]
    return save_answers(
        by=by, assessment_id=assessment_id, entries=entries, at=at, origin=AnswerOrigin.CONFIRMED
    )
