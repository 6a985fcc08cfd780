"""Authors write in a paper, and answer what the check of it finds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from samvern.apps.papers import queries, rules
from samvern.apps.papers.models import (
    MAX_REASON,
    MAX_TEXT,
    Paper,
    PaperAnswer,
    PaperStage,
    PaperText,
    PaperTextState,
)
from samvern.apps.papers.permissions import Permission
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotFound, Problem
from samvern.engine.papers import PaperKind
from samvern.engine.programme.document import LANGUAGES


@transaction.atomic
def save_text(
    *,
    by: Viewer,
    paper_id: int,
    section: str,
    language: str,
    text: str,
    version: int,
    at: datetime,
) -> PaperText:
    """Save what an author says in a section, in one language; what it said before is kept.

    Parameters
    ----------
    version
        The version of the text that the author saw; 0 where there was none.

    Raises
    ------
    NotFound, NotAllowed
        ``paper.unknown``, ``paper.section_unknown``; without ``WRITE``.
    NotReady
        ``paper.wrong_stage`` once it waits for approval.
    InvalidInput
        ``paper.words``: too long, or with characters that stand in no text.
    Conflict
        ``paper.text_changed``: somebody else saved it meanwhile. Nothing is overwritten.
    """
    paper = _writable(by, paper_id)
    sections = queries.sections_of(paper.snapshot, PaperKind(paper.kind))
    if section not in sections or language not in LANGUAGES:
        raise NotFound("paper.section_unknown")
    text = rules.check_words(text, "text", MAX_TEXT, is_required=False)
    saved = queries.text_of(paper, section, language)
    if saved is not None and saved.text == text:
        return saved
    if saved is None:
        saved = PaperText(paper=paper, section=section, language=language, version=0)
    _put(saved, text, seen=version, by=by, at=at)
    changes = {"section": section, "language": language, "number": saved.version}
    audit.record(by, "paper.written", paper, at=at, path=paper.path, changes=changes)
    return saved


@transaction.atomic
def answer_findings(
    *, by: Viewer, paper_id: int, keys: Collection[str], reason: str, at: datetime
) -> None:
    """Say why something that the check found is so; an empty reason takes the answer back.

    Parameters
    ----------
    keys
        What is answered; what the check does not find is refused.
    reason
        Printed in the paper, for all its readers.

    Raises
    ------
    NotFound, NotAllowed
        ``paper.unknown``; without ``WRITE``.
    NotReady
        ``paper.wrong_stage`` once it waits for approval.
    InvalidInput
        ``paper.words``; its problem may be ``paper.nothing_to_answer``.
    """
    paper = _writable(by, paper_id)
    reason = rules.check_words(reason, "reason", MAX_REASON, is_required=False)
    known = queries.checked(paper).keys
    if not keys or not known.issuperset(keys):
        problem = Problem.of("paper.nothing_to_answer", where="keys")
        raise InvalidInput("paper.words", problems=[problem], count=1)
    PaperAnswer.objects.filter(paper=paper, key__in=keys).delete()
    if reason:
        PaperAnswer.objects.bulk_create(
            PaperAnswer(
                paper=paper,
                key=key,
                reason=reason,
                by_user_id=by.user_id,
                by_name=by.name,
                at=at,
            )
            for key in dict.fromkeys(keys)
        )
    changes = {"answered": len(set(keys)), "is_taken_back": not reason}
    audit.record(by, "paper.answered", paper, at=at, path=paper.path, changes=changes)


def _writable(by: Viewer, paper_id: int) -> Paper:
    paper = queries.draft_for(by, paper_id, lock=True)
    by.require(Permission.WRITE, on=paper)
    rules.require_stage(paper, PaperStage.DRAFT)
    return paper


def _put(saved: PaperText, text: str, *, seen: int, by: Viewer, at: datetime) -> None:
    """Save a text over the version that its author saw, and no other."""
    is_new = saved.version == 0
    if seen != saved.version:
        raise Conflict("paper.text_changed", about=saved.paper)
    saved.text, saved.version, saved.changed_at = text, seen + 1, at
    saved.changed_by_id, saved.changed_by_name = by.user_id, by.name
    try:
        with transaction.atomic():
            if is_new:
                saved.save()
            elif not PaperText.objects.filter(pk=saved.pk, version=seen).update(
                version=F("version") + 1,
                text=text,
                changed_at=at,
                changed_by_id=by.user_id,
                changed_by_name=by.name,
            ):
                raise Conflict("paper.text_changed", about=saved.paper)
    except IntegrityError:
        raise Conflict("paper.text_changed", about=saved.paper) from None
    PaperTextState.objects.create(
        text=saved, number=saved.version, said=text, by_user_id=by.user_id, by_name=by.name, at=at
    )
