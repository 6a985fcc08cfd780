"""A workbook that came back waits, is taken in as a whole, or is thrown away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import (
    MOST_WORKBOOKS,
    WORKBOOK_KEPT_FOR,
    AnswerOrigin,
    WorkbookDraft,
)
from samvern.apps.assessments.operations.answering import AnswerEntry, Saved, save_answers
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import TakingIn
from samvern.base.viewer import Viewer
from samvern.engine.assessments import tidy
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotReady, Problem
from samvern.formats.incoming import file_name
from samvern.ui.wording.assessment_book import identity_of, read_book
from samvern.ui.wording.speech import Speech


@dataclass(frozen=True)
class Chosen:
    """What a person chose where an answer was changed here and in the workbook, each otherwise.

    ``version`` is the version of the answer that was looked at; ``mine`` and ``theirs`` name the
    fields in which the workbook holds, and those in which what is said here holds.
    """

    version: int
    mine: frozenset[str] = field(default_factory=frozenset)
    theirs: frozenset[str] = field(default_factory=frozenset)


@transaction.atomic
def keep_workbook(
    *, by: Viewer, assessment_id: int, name: str, content: bytes, speech: Speech, at: datetime
) -> WorkbookDraft:
    """Read a workbook that came back, and let it wait to be looked over; no answer changes.

    Workbooks that have waited too long go, and so do the oldest when there are too many.

    Raises
    ------
    NotFound
        ``assessment.unknown``.
    NotAllowed
        To whoever only reads, and to viewers that are nobody in person.
    NotReady
        ``assessment.locked``; ``assessment.not_told``.
    InvalidInput
        As :func:`samvern.formats.assessment_book.read`: everything that is wrong, with its cell.
    """
    assessment = queries.assessment_for(by, assessment_id)
    queries.require_writable(by, assessment)
    if by.user_id is None:
        raise NotAllowed("permission.missing", permission=Permission.ANSWER)
    expected = identity_of(queries.document_at(by, assessment, at=at), str(assessment.pk))
    bare = file_name(name)
    found = read_book(content, speech, name=bare, expected=expected)
    changed = tuple(each for each in found.answers if each.changes)
    draft = WorkbookDraft(
        user_id=by.user_id,
        assessment=assessment,
        file_name=bare,
        unchanged_count=len(found.answers) - len(changed),
        created_at=at,
    )
    draft.keep(changed)
    WorkbookDraft.objects.filter(created_at__lte=at - WORKBOOK_KEPT_FOR).delete()
    draft.save()
    mine = WorkbookDraft.objects.filter(user_id=by.user_id).order_by("-created_at", "-pk")
    too_many = list(mine.values_list("pk", flat=True)[MOST_WORKBOOKS:])
    WorkbookDraft.objects.filter(pk__in=too_many).delete()
    return draft


@transaction.atomic
def take_in_workbook(
    *, by: Viewer, draft_id: int, chosen: Mapping[str, Chosen], at: datetime
) -> Saved:
    """Take in everything that a workbook says otherwise, or nothing.

    What others have changed meanwhile is put together with it; where both changed the same,
    ``chosen`` says which holds, by number.

    Raises
    ------
    NotFound
        ``workbook.unknown``.
    NotReady
        ``workbook.nothing_new``; ``assessment.locked``.
    InvalidInput
        ``workbook.unchosen``, whose problems name what nobody has chosen yet, such as
        ``2.1.1.result``; ``answer.invalid``.
    Conflict
        ``answer.changed``: what was chosen was changed once more. Nothing is saved.
    """
    draft = queries.workbook_for(by, draft_id, lock=True)
    queries.require_writable(by, draft.assessment)
    found = queries.taking_in(by, draft, at=at)
    if not found.changing:
        raise NotReady("workbook.nothing_new")
    _check_chosen(found, chosen)
    saved = save_answers(
        by=by,
        assessment_id=draft.assessment_id,
        entries=list(_entries(found, chosen, draft.file_name)),
        at=at,
        origin=AnswerOrigin.IMPORTED,
    )
    draft.delete()
    return saved


@transaction.atomic
def discard_workbook(*, by: Viewer, draft_id: int) -> None:
    """Throw a workbook in waiting away. Raises ``NotFound`` (``workbook.unknown``)."""
    queries.workbook_for(by, draft_id, lock=True).delete()


def _check_chosen(found: TakingIn, chosen: Mapping[str, Chosen]) -> None:
    """Refuse while something is left to choose, or was chosen of an answer that is another now."""
    unchosen: list[Problem] = []
    moved: list[Problem] = []
    for each in found.changing:
        code = each.returned.code
        said = chosen.get(code, Chosen(0))
        if each.clashes and said.version != found.versions[code]:
            moved.append(Problem.of("answer.changed", where=code))
        unchosen += [
            Problem.of("workbook.choose", where=f"{code}.{name}")
            for name in each.clashes
            if name not in said.mine | said.theirs
        ]
    if moved:
        raise Conflict("answer.changed", problems=moved)
    if unchosen:
        raise InvalidInput("workbook.unchosen", problems=unchosen, count=len(unchosen))


def _entries(found: TakingIn, chosen: Mapping[str, Chosen], file: str) -> Iterator[AnswerEntry]:
    for each in found.changing:
        code, source = each.returned.code, {"file": file}
        if not each.clashes:
            version = each.returned.base_version
            yield AnswerEntry(code, each.returned.values, version, source)
            continue
        values = tidy(each.returned.values)
        mine = {name: getattr(values, name) for name in each.clashes if name in chosen[code].mine}
        yield AnswerEntry(code, replace(each.merged, **mine), chosen[code].version, source)
