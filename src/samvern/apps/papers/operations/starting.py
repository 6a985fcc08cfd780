"""A paper is begun, given up, or corrected by a new version."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from samvern.apps.papers import queries, rules
from samvern.apps.papers.models import (
    MAX_REASON,
    Paper,
    PaperAnswer,
    PaperReader,
    PaperStage,
    PaperText,
    PaperTextState,
    Snapshot,
)
from samvern.apps.papers.permissions import Permission
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, NotReady
from samvern.engine.papers import PaperKind
from samvern.engine.snapshots import Audience


@transaction.atomic
def start_paper(
    *,
    by: Viewer,
    snapshot_id: int,
    kind: PaperKind,
    audience: Audience,
    at: datetime,
    about: str = "",
) -> Paper:
    """Begin a paper from a snapshot, for an audience that decides what of it is told.

    Raises
    ------
    NotFound, NotAllowed
        ``snapshot.unknown``; without ``WRITE`` where the programme is governed.
    InvalidInput
        ``paper.cannot_be`` with what is wrong.
    """
    snapshot = queries.snapshot_for(by, snapshot_id)
    by.require(Permission.WRITE, on=snapshot)
    rules.check_asked(snapshot, kind, audience, about)
    new = Paper(kind=kind.value, audience=audience.value, about=about)
    paper = _save_new(new, snapshot, by=by, at=at)
    changes = {"kind": kind.value, "audience": audience.value, "snapshot": snapshot.sha256}
    audit.record(by, "paper.started", paper, at=at, path=paper.path, changes=changes)
    return paper


@transaction.atomic
def correct_paper(*, by: Viewer, paper_id: int, snapshot_id: int, why: str, at: datetime) -> Paper:
    """Begin the next version of a published paper; the earlier one stays as it is.

    What was written is taken over; answers to what the check finds are, too, where it still finds it.

    Parameters
    ----------
    snapshot_id
        What the new version is made from: the same snapshot, or another of the programme.
    why
        What is mended, and why; printed.

    Raises
    ------
    NotFound, NotAllowed
        ``paper.unknown``, ``snapshot.unknown``; without ``WRITE`` where the programme is governed.
    NotReady
        ``paper.wrong_stage``; ``paper.other_programme``.
    Conflict
        ``paper.replaced`` by another version already.
    InvalidInput
        ``paper.words`` without a reason; ``paper.cannot_be``.
    """
    earlier = queries.draft_for(by, paper_id, lock=True)
    by.require(Permission.WRITE, on=earlier)
    rules.require_stage(earlier, PaperStage.PUBLISHED)
    why = rules.check_words(why, "why", MAX_REASON)
    snapshot = queries.snapshot_for(by, snapshot_id)
    if snapshot.programme_id != earlier.programme_id:
        raise NotReady("paper.other_programme")
    rules.check_asked(snapshot, PaperKind(earlier.kind), Audience(earlier.audience), earlier.about)
    new = Paper(
        kind=earlier.kind,
        audience=earlier.audience,
        about=earlier.about,
        number=earlier.number + 1,
        replaces=earlier,
        correction=why,
    )
    try:
        with transaction.atomic():
            paper = _save_new(new, snapshot, by=by, at=at)
    except IntegrityError:
        raise Conflict("paper.replaced", about=earlier) from None
    _take_over(paper, earlier, by=by, at=at)
    changes = {"replaces": earlier.pk, "number": paper.number, "snapshot": snapshot.sha256}
    audit.record(by, "paper.corrected", paper, at=at, path=paper.path, changes=changes)
    return paper


@transaction.atomic
def give_up_paper(*, by: Viewer, paper_id: int, at: datetime) -> None:
    """Throw a draft away, with what is written in it.

    Raises
    ------
    NotFound, NotAllowed
        ``paper.unknown``; without ``WRITE`` where the programme is governed.
    NotReady
        ``paper.wrong_stage`` once it waits for approval.
    """
    paper = queries.draft_for(by, paper_id, lock=True)
    by.require(Permission.WRITE, on=paper)
    rules.require_stage(paper, PaperStage.DRAFT)
    audit.record(by, "paper.given_up", paper, at=at, path=paper.path)
    paper.delete()


def _save_new(paper: Paper, snapshot: Snapshot, *, by: Viewer, at: datetime) -> Paper:
    paper.programme, paper.snapshot = snapshot.programme, snapshot
    paper.made_by_id, paper.made_by_name = by.user_id, by.name
    paper.made_at = paper.changed_at = at
    paper.save()
    if paper.audience == Audience.OWNERS:
        PaperReader.objects.bulk_create(
            PaperReader(paper=paper, actor_id=actor)
            for actor in queries.readers_of(snapshot, paper.about)
        )
    return paper


def _take_over(paper: Paper, earlier: Paper, *, by: Viewer, at: datetime) -> None:
    for each in PaperText.objects.filter(paper=earlier):
        text = PaperText.objects.create(
            paper=paper,
            section=each.section,
            language=each.language,
            text=each.text,
            changed_at=at,
            changed_by_id=by.user_id,
            changed_by_name=by.name,
        )
        PaperTextState.objects.create(
            text=text, number=1, said=each.text, by_user_id=by.user_id, by_name=by.name, at=at
        )
    PaperAnswer.objects.bulk_create(
        PaperAnswer(
            paper=paper,
            key=each.key,
            reason=each.reason,
            by_user_id=by.user_id,
            by_name=by.name,
            at=at,
        )
        for each in PaperAnswer.objects.filter(paper=earlier)
    )
