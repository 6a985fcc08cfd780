"""What reports say of an assessment: its chapters, the figures of each, and what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samvern.engine.assessments.answer import GAPS, Result
from samvern.engine.assessments.document import AssessedRequirement, AssessmentDocument
from samvern.engine.deadlines import in_oslo


@dataclass(frozen=True)
class Chapter:
    """A heading with the requirements right below it; ``depth`` counts the headings above.

    ``heading`` is None for requirements that stand under none.
    """

    heading: AssessedRequirement | None
    depth: int
    rows: tuple[AssessedRequirement, ...]


@dataclass(frozen=True)
class Figures:
    """How many requirements have each result; None counts those without one."""

    results: Mapping[Result | None, int]

    @property
    def count(self) -> int:
        """All requirements."""
        return sum(self.results.values())

    @property
    def applicable(self) -> int:
        """Requirements that apply, or of which that is not said; shares are of these."""
        return self.count - self.results.get(Result.NOT_APPLICABLE, 0)

    @property
    def fulfilled(self) -> int:
        """Requirements that are fulfilled."""
        return self.results.get(Result.FULFILLED, 0)


def figures_of(rows: Iterable[AssessedRequirement]) -> Figures:
    """Count the results of requirements; headings are passed over."""
    return Figures(Counter(row.result for row in rows if row.is_assessable))


def chapters(document: AssessmentDocument) -> tuple[Chapter, ...]:
    """Every heading in the order of the set, with the requirements right below it.

    A requirement below another requirement stands with it. Requirements whose heading is not there
    come first, under none.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from samvern.engine.assessments.document import Confidentiality
    >>> rows = (AssessedRequirement("1", {}, is_assessable=False),
    ...         AssessedRequirement("1.1", {}, parent="1"), AssessedRequirement("9", {}))
    >>> found = AssessmentDocument("", "", "", "", "", "", {}, "", Confidentiality.REPORTED,
    ...                            datetime(2027, 1, 1, tzinfo=UTC), rows=rows)
    >>> [(each.heading and each.heading.code, [row.code for row in each.rows])
    ...  for each in chapters(found)]
    [(None, ['9']), ('1', ['1.1'])]
    """
    above = _headings_above(document)
    below: dict[str, list[AssessedRequirement]] = {}
    for row in document.assessable:
        path = above[row.code]
        below.setdefault(path[-1] if path else "", []).append(row)
    loose = below.pop("", [])
    first = (Chapter(None, 0, tuple(loose)),) if loose else ()
    return first + tuple(
        Chapter(row, len(above[row.code]), tuple(below.get(row.code, ())))
        for row in _in_tree_order(document, above)
    )


def main_chapters(document: AssessmentDocument) -> tuple[Chapter, ...]:
    """The uppermost headings, each with every requirement somewhere below it."""
    above = _headings_above(document)
    gathered: dict[str, list[AssessedRequirement]] = {}
    for row in document.assessable:
        gathered.setdefault(above[row.code][0] if above[row.code] else "", []).append(row)
    headings = {row.code: row for row in document.rows if not row.is_assessable}
    return tuple(
        Chapter(headings.get(code), 0, tuple(rows))
        for code, rows in sorted(gathered.items(), key=lambda each: each[0] != "")
    )


def is_overdue(row: AssessedRequirement, document: AssessmentDocument) -> bool:
    """Whether what is missing was to be in place before the day that the document is of."""
    due = row.values.due_on if row.values else None
    is_settled = row.result in (Result.FULFILLED, Result.NOT_APPLICABLE)
    return due is not None and not is_settled and due < day_of(document)


def day_of(document: AssessmentDocument) -> date:
    """The day that a document is of, by the calendar in Oslo."""
    return in_oslo(document.as_of).date()


def pressing(document: AssessmentDocument) -> tuple[AssessedRequirement, ...]:
    """What leaves something to do: by result, then what is overdue, then what is due first."""
    last = date.max

    def key(row: AssessedRequirement) -> tuple[int, date]:
        due = row.values.due_on if row.values else None
        return GAPS.index(row.result), due or last

    return tuple(sorted(document.gaps, key=key))


def _headings_above(document: AssessmentDocument) -> dict[str, tuple[str, ...]]:
    """For each row the codes of the headings above it, the uppermost first."""
    by_code = {row.code: row for row in document.rows}
    found: dict[str, tuple[str, ...]] = {}
    for row in document.rows:
        path: list[str] = []
        seen, parent = {row.code}, row.parent
        while parent in by_code and parent not in seen:
            seen.add(parent)
            if not by_code[parent].is_assessable:
                path.append(parent)
            parent = by_code[parent].parent
        found[row.code] = tuple(reversed(path))
    return found


def _in_tree_order(
    document: AssessmentDocument, above: Mapping[str, tuple[str, ...]]
) -> list[AssessedRequirement]:
    """The headings, each followed by those below it."""
    place = {row.code: number for number, row in enumerate(document.rows)}
    headings = [row for row in document.rows if not row.is_assessable]
    return sorted(headings, key=lambda row: [place[code] for code in (*above[row.code], row.code)])
