"""An assessment to work with: what is answered of it, what is left, and the way through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from samvern.apps.assessments.models import (
    Answer,
    AnswerState,
    Assessment,
    DelegatedRequirement,
    Submission,
    Verdict,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries.asked import asked_of
from samvern.apps.assessments.queries.assessments import (
    AnswerRow,
    answer_rows,
    answers_on_behalf,
    assessment_for,
    assessments_of,
    owns,
    values_at,
)
from samvern.apps.assessments.queries.filters import RowFilters, fitting, is_carried
from samvern.base.viewer import Viewer
from samvern.engine import frameworks as engine
from samvern.engine.assessments import AnswerValues, Merge, merge, tidy
from samvern.engine.errors import NotAllowed, NotFound


@dataclass(frozen=True)
class AssessmentRow:
    """An assessment in a list. ``total`` and ``answered`` count what the viewer is to answer."""

    assessment: Assessment
    answered: int
    total: int
    is_delegated: bool

    @property
    def left(self) -> int:
        """How many requirements have no result yet."""
        return max(self.total - self.answered, 0)


@dataclass(frozen=True)
class Chapter:
    """Requirements under the same heading, which is None for those that stand by themselves."""

    heading: engine.Requirement | None
    above: tuple[engine.Requirement, ...]
    rows: tuple[AnswerRow, ...]

    @property
    def answered(self) -> int:
        """How many have a result."""
        return sum(row.values.is_answered for row in self.rows)


@dataclass(frozen=True)
class Working:
    """What a viewer works with: the requirements that they answer, in the order of the set."""

    assessment: Assessment
    rows: tuple[AnswerRow, ...]
    shown: tuple[AnswerRow, ...]
    filters: RowFilters
    owns: bool
    may_answer: bool
    may_submit: bool

    @property
    def answered(self) -> int:
        """How many have a result."""
        return sum(row.values.is_answered for row in self.rows)

    @property
    def left(self) -> int:
        """How many have none."""
        return len(self.rows) - self.answered

    @property
    def still_true(self) -> int:
        """How many are carried over and not confirmed."""
        return sum(is_carried(row) for row in self.rows)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """What is shown, under its headings."""
        return chapters_of(self.shown)

    def next_open(self, code: str = "") -> AnswerRow | None:
        """The next that waits for an answer after a requirement, from the start again at the end."""
        codes = [row.requirement.id for row in self.rows]
        start = codes.index(code) + 1 if code in codes else 0
        around = (*self.rows[start:], *self.rows[:start])
        return next((row for row in around if waits(row) and row.requirement.id != code), None)


@dataclass(frozen=True)
class AnswerPage:
    """One requirement with what is said of it, and its neighbours among those that are shown."""

    working: Working
    row: AnswerRow
    framework: engine.Framework
    previous: AnswerRow | None
    following: AnswerRow | None
    next_open: AnswerRow | None

    @property
    def assessment(self) -> Assessment:
        """The assessment that it is a part of."""
        return self.working.assessment

    def saying(self, answer: Answer) -> AnswerPage:
        """The page once something is saved: the rows that were shown, one of them as it is now.

        Nothing is read anew, and a row that no longer fits stays until the next page.
        """
        now = replace(self.row, answer=answer)

        def put(rows: Sequence[AnswerRow]) -> tuple[AnswerRow, ...]:
            return tuple(now if row is self.row else row for row in rows)

        working = replace(self.working, rows=put(self.working.rows), shown=put(self.working.shown))
        return replace(self, working=working, row=now)


@dataclass(frozen=True)
class Differing:
    """Two people at one answer: what both started from, and what each made of it."""

    base: AnswerValues
    mine: AnswerValues
    theirs: AnswerValues
    found: Merge
    version: int
    by_name: str
    at: datetime


def waits(row: AnswerRow) -> bool:
    """Whether a requirement still needs something before the assessment can be handed in."""
    return not row.values.is_answered or is_carried(row)


def chapters_of(rows: Sequence[AnswerRow]) -> tuple[Chapter, ...]:
    """Requirements under their headings, in the order given."""
    chapters = []
    for _key, below in groupby(rows, key=lambda row: row.requirement.parent):
        found = tuple(below)
        above = found[0].above
        chapters.append(Chapter(above[-1] if above else None, above[:-1], found))
    return tuple(chapters)


def listed(viewer: Viewer) -> list[AssessmentRow]:
    """Every assessment that the viewer works with, the most pressing first: two queries.

    Raises ``NotAllowed``.
    """
    if not viewer.may_somewhere(Permission.READ_DELEGATED):
        raise NotAllowed("permission.missing", permission=str(Permission.READ_DELEGATED))
    return rows_of(viewer, list(assessments_of(viewer)))


def rows_of(viewer: Viewer, found: Sequence[Assessment]) -> list[AssessmentRow]:
    """Assessments with how much the viewer has left of each, the most pressing first."""
    handed = _handed(viewer, [each.pk for each in found if not owns(viewer, each)])
    rows = []
    for each in found:
        mine = handed.get(each.pk)
        answered, total = mine or (each.answered_count, each.total_count)
        rows.append(AssessmentRow(each, answered, total, is_delegated=mine is not None))
    return sorted(rows, key=_pressing)


def working(
    viewer: Viewer,
    assessment_id: int,
    filters: RowFilters | None = None,
    *,
    at: datetime,
    on: date,
) -> Working:
    """An assessment to work with. Raises ``NotFound`` (``assessment.unknown``)."""
    assessment = assessment_for(viewer, assessment_id)
    asked = filters or RowFilters()
    found = answer_rows(viewer, assessment, at=at)
    rows = tuple(row for row in found if row.requirement.is_assessable and not row.is_hidden)
    return Working(
        assessment=assessment,
        rows=rows,
        shown=fitting(viewer, assessment, rows, asked, on=on),
        filters=asked,
        owns=owns(viewer, assessment),
        may_answer=assessment.is_writable and may_answer(viewer, assessment),
        may_submit=may_submit(viewer, assessment),
    )


def answer_page(
    viewer: Viewer,
    assessment_id: int,
    code: str,
    filters: RowFilters | None = None,
    *,
    at: datetime,
    on: date,
) -> AnswerPage:
    """One requirement to answer.

    Raises
    ------
    NotFound
        ``assessment.unknown``, ``assessment.not_asked``.
    """
    found = working(viewer, assessment_id, filters, at=at, on=on)
    by_code = {row.requirement.id: row for row in found.rows}
    if code not in by_code:
        raise NotFound("assessment.not_asked", id=code)
    asked = asked_of(found.assessment)
    previous, following = _neighbours([row.requirement.id for row in found.rows], found, code)
    return AnswerPage(
        working=found,
        row=by_code[code],
        framework=asked.framework,
        previous=by_code.get(previous),
        following=by_code.get(following),
        next_open=found.next_open(code),
    )


def differing(page: AnswerPage, mine: AnswerValues, version: int) -> Differing | None:
    """What two people made of one answer that both had in a version; None when it has none yet."""
    answer = page.row.answer
    base = values_at(answer, version) if answer else None
    if answer is None or base is None:
        return None
    last = AnswerState.objects.filter(answer=answer, number=answer.version).first()
    mine, theirs = tidy(mine), answer.values
    return Differing(
        base=base,
        mine=mine,
        theirs=theirs,
        found=merge(base, mine, theirs),
        version=answer.version,
        by_name=last.by_name if last else "",
        at=answer.changed_at,
    )


def may_answer(viewer: Viewer, assessment: Assessment) -> bool:
    """Whether the viewer may say something, of all of it or of what is delegated to them."""
    if answers_on_behalf(viewer, assessment):
        return True
    is_own = viewer.may(Permission.READ_OWN, on=assessment.actor)
    permission = Permission.ANSWER if is_own else Permission.ANSWER_DELEGATED
    return viewer.may(permission, on=assessment.actor)


def may_submit(viewer: Viewer, assessment: Assessment) -> bool:
    """Whether the viewer may hand it in and take it back."""
    return viewer.may(Permission.SUBMIT, on=assessment.actor) or answers_on_behalf(
        viewer, assessment
    )


def waiting_submission(viewer: Viewer, assessment: Assessment) -> Submission | None:
    """The submission that waits for review, which can be taken back."""
    found = Submission.objects.visible_to(viewer).filter(
        assessment=assessment, verdict=Verdict.WAITING
    )
    return found.first()


def _neighbours(codes: Sequence[str], found: Working, code: str) -> tuple[str, str]:
    """The shown requirements before and after one, which may itself no longer be among them."""
    place = codes.index(code)
    shown = {row.requirement.id for row in found.shown}
    before = next((each for each in reversed(codes[:place]) if each in shown), "")
    after = next((each for each in codes[place + 1 :] if each in shown), "")
    return before, after


def _handed(viewer: Viewer, keys: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Of what is delegated to a viewer: how much is answered, and how much there is."""
    if not keys:
        return {}
    found = DelegatedRequirement.objects.filter(
        delegation__assessment__in=keys,
        delegation__accepted_by_id=viewer.user_id,
        delegation__revoked_at__isnull=True,
        delegation__expires_at__gt=timezone.now(),
    ).annotate(
        said=Subquery(
            Answer.objects.filter(
                assessment=OuterRef("delegation__assessment"), requirement=OuterRef("requirement")
            ).values("result")[:1]
        )
    )
    counted = found.values("delegation__assessment").annotate(
        total=Count("requirement", distinct=True),
        answered=Count("requirement", filter=~Q(said="") & Q(said__isnull=False), distinct=True),
    )
    return {
        row["delegation__assessment"]: (row["answered"], row["total"])
        for row in counted.order_by("delegation__assessment")
    }


def _pressing(row: AssessmentRow) -> tuple[bool, date, int]:
    """What can still be answered first, the nearest deadline first, the newest first."""
    assessment = row.assessment
    return not assessment.is_writable, assessment.asked_by_on or date.max, -assessment.pk
