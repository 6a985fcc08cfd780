"""What holds for papers, whoever does what with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db.models import F

from samvern.apps.papers.models import Paper, PaperStage, Snapshot
from samvern.apps.papers.queries import audiences_for, subjects_of
from samvern.engine.errors import Conflict, InvalidInput, NotReady, Problem
from samvern.engine.papers import PaperKind
from samvern.engine.snapshots import Audience

#: Characters that stand in no text: control characters but for tab and line feeds.
_STRANGE: Final = frozenset(map(chr, range(32))) - frozenset("\t\n\r")


def check_asked(snapshot: Snapshot, kind: PaperKind, audience: Audience, about: str) -> None:
    """Refuse a paper that cannot be made of a snapshot.

    Raises
    ------
    InvalidInput
        ``paper.cannot_be``, whose problems are ``paper.about_unknown`` and
        ``paper.audience_too_wide``.
    """
    problems = []
    subjects = [code for code, _title in subjects_of(snapshot, kind)]
    is_of_part = kind in (PaperKind.MEASURE_SHEET, PaperKind.FOCUS_AREA)
    if (about not in subjects) if is_of_part else bool(about):
        problems.append(Problem.of("paper.about_unknown", where="about", found=about[:40]))
    if audience not in audiences_for(snapshot, kind):
        problems.append(Problem.of("paper.audience_too_wide", where="audience"))
    if problems:
        raise InvalidInput("paper.cannot_be", problems=problems, count=len(problems))


def check_words(text: str, field: str, most: int, *, is_required: bool = True) -> str:
    """A text as it is kept. Raises ``InvalidInput`` (``paper.words``) with what is wrong."""
    kept = text.replace("\r\n", "\n").strip()
    problem = None
    if is_required and not kept:
        problem = Problem.of("paper.words_missing", where=field)
    elif len(kept) > most:
        problem = Problem.of("field.too_long", where=field, most=most)
    elif _STRANGE.intersection(kept):
        problem = Problem.of("answer.text_unusable", where=field)
    if problem:
        raise InvalidInput("paper.words", problems=[problem], count=1)
    return kept


def require_stage(paper: Paper, *stages: PaperStage) -> None:
    """Refuse what cannot be done where a paper stands. Raises ``NotReady`` (``paper.wrong_stage``)."""
    if paper.stage not in stages:
        raise NotReady("paper.wrong_stage", about=paper)


def turn(paper: Paper, stage: PaperStage, *, seen: int, at: datetime, **fields: Any) -> None:
    """Bring a paper to another stage, if it is still the version that was seen; SQLite knows no row
    locks. Raises ``Conflict`` (``paper.changed_meanwhile``).
    """
    found = Paper.objects.filter(pk=paper.pk, version=seen, stage=paper.stage)
    changed = {"stage": stage, "changed_at": at, **fields}
    if not found.update(version=F("version") + 1, **changed):
        raise Conflict("paper.changed_meanwhile", about=paper)
    for name, value in changed.items():
        setattr(paper, name, value)
    paper.version = seen + 1
