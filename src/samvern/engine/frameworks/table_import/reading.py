"""Rows of a table laid over a version of a set: what it would be, and everything in the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from rapidfuzz import fuzz, process

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.frameworks.checking import IDENTIFIER, LIMITS, check_framework
from samvern.engine.frameworks.document import (
    WORDED_FIELDS,
    Framework,
    Reference,
    Requirement,
    WordingSource,
)
from samvern.engine.frameworks.table_import.columns import (
    REFERENCES,
    SheetMapping,
    check_mapping,
)
from samvern.engine.frameworks.table_import.zeros import is_likely, with_its_zero
from samvern.engine.tables import (
    Cell,
    ColumnUse,
    Heading,
    Line,
    Unreadable,
    column_letters,
    readable_text,
    rows_below,
    text_of,
)

#: What the source of wordings of a table is called in the set; a second table is "sheet-2".
SOURCE: Final = "sheet"
#: An identifier of another set: it holds a digit, and does not end as a sentence does.
_REFERENCE: Final = re.compile(rf"(?=.*\d)(?:{IDENTIFIER.pattern})(?<![.:])")
_OF_A_TABLE: Final = re.compile(rf"{SOURCE}(-\d+)?")


@dataclass(frozen=True)
class SheetCheck:
    """What laying a table over a set would do.

    ``problems`` hinder it, ``remarks`` do not. ``framework`` is the set as it would be; None when
    there is any problem. ``missing`` are requirements of the set that the table does not have,
    ``added`` those of the table that the set did not have.
    """

    rows: int
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    framework: Framework | None


def check_table(
    framework: Framework,
    rows: Iterable[Line],
    heading: Heading,
    mapping: SheetMapping,
    *,
    says: Mapping[str, str],
) -> SheetCheck:
    """Lay a table over a version of a set, and say everything that is wrong in it.

    Parameters
    ----------
    framework
        The set as it is; headings, marks and whatever the table says nothing of are kept.
    says
        Where the wordings of the table are from, by language, as its readers will see it.

    Returns
    -------
    SheetCheck
        What the set would be. An empty cell changes nothing. A requirement that the set does not
        have is an error unless the set is empty or they are to be added; then it stands behind the
        one of the row above, under the longest heading whose identifier its own begins with.

    Raises
    ------
    InvalidInput
        ``mapping.invalid``.
    """
    check_mapping(mapping)
    reader = _Reader(framework, mapping, says)
    for line in rows_below(rows, heading):
        reader.row(line)
    return reader.result()


@dataclass
class _Reader:
    framework: Framework
    mapping: SheetMapping
    says: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    first_rows: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    above: str = ""

    def __post_init__(self) -> None:
        self.columns = dict(self.mapping.used())
        self.id_place = next(n for n, use in self.columns.items() if use.target == "id")
        self.known = {each.id: each for each in self.framework.requirements}
        self.order = [each.id for each in self.framework.requirements]
        self.found = dict(self.known)
        self.source = _source_of(self.framework, self.mapping, self.says)

    def row(self, line: Line) -> None:
        """One row: a requirement that is known, a new one, or a note between them."""
        cells = {n: line.cells[n] for n in self.columns if n < len(line.cells)}
        filled = {n: cell for n, cell in cells.items() if text_of(cell)}
        if self.id_place not in filled:
            if filled:
                self.remarks.append(self._problem("row.without_id", line.number, self.id_place))
            return
        identifier = self._identifier(filled.pop(self.id_place), line.number)
        if identifier is None:
            return
        requirement = self.found.get(identifier) or Requirement(identifier)
        for place, cell in filled.items():
            requirement = self._with(requirement, self.columns[place], cell, line.number, place)
        self._put(requirement)

    def _identifier(self, cell: Cell, row: int) -> str | None:
        """The identifier of a row; None when it cannot be one, or stands for the second time."""
        text = text_of(cell)
        if not IDENTIFIER.fullmatch(text) or len(text) > LIMITS["id"]:
            self._say("cell.id_malformed", row, self.id_place, found=text[:60])
            return None
        first = self.first_rows.setdefault(text, row)
        try:
            self._check_whole(cell, is_known=text in self.known and first == row)
        except Unreadable as wrong:
            self._say(wrong.code, row, self.id_place, **wrong.params)
            return text
        if longer := with_its_zero(cell):
            self.numbers[longer] = text, row
        if first != row:
            self._say("cell.id_twice", row, self.id_place, id=text, first=first)
            return None
        if self.known and text not in self.known and not self.mapping.adds_new:
            near = process.extractOne(text, self.known.keys(), scorer=fuzz.ratio)
            self._say("cell.id_unknown", row, self.id_place, id=text, near=near[0])
        return text

    def _with(
        self, requirement: Requirement, use: ColumnUse, cell: Cell, row: int, place: int
    ) -> Requirement:
        """The requirement with what a cell says of it."""
        name, _dot, language = use.target.partition(".")
        is_reference = use.target.startswith(REFERENCES)
        try:
            text = readable_text(cell)
            if is_reference or name == "parent":
                self._check_whole(cell, is_known=name == "parent" and text in self.found)
        except Unreadable as wrong:
            self._say(wrong.code, row, place, **wrong.params)
            return requirement
        if is_reference:
            return self._with_references(requirement, use, text, row, place)
        if name == "guidance":
            names = tuple(dict.fromkeys(_parted(text, use.separator)))
            if any(len(each) > LIMITS["guidance"] for each in names):
                self._say("cell.too_long", row, place, limit=LIMITS["guidance"], length=len(text))
            return replace(requirement, guidance=names)
        limit = LIMITS["id" if name == "parent" else name]
        if len(text) > limit:
            self._say("cell.too_long", row, place, limit=limit, length=len(text))
            return requirement
        if name in WORDED_FIELDS:
            return _with_wording(requirement, name, language, text, self.source.id)
        changed: dict[str, Any] = {name: " ".join(text.split())}
        return replace(requirement, **changed)

    def _with_references(
        self, requirement: Requirement, use: ColumnUse, text: str, row: int, place: int
    ) -> Requirement:
        other = use.target.removeprefix(REFERENCES)
        # No identifier holds any of these, so whichever stands between them parts them.
        ids = list(dict.fromkeys(re.split(r"[\s;,|/]+", text.strip(" ;,|/"))))
        for each in ids:
            if not _REFERENCE.fullmatch(each):
                self._say("cell.reference_malformed", row, place, found=each[:60])
                return requirement
        kept = [each for each in requirement.references if each.framework != other]
        return replace(requirement, references=(*kept, *(Reference(other, each) for each in ids)))

    def _check_whole(self, cell: Cell, *, is_known: bool) -> None:
        """Refuse an identifier that a spreadsheet may have changed, by ``Unreadable``."""
        if isinstance(cell, date):
            raise Unreadable("cell.code_is_date", found=text_of(cell))
        longer = with_its_zero(cell)
        if longer in self.known or (longer and not is_known and is_likely(longer)):
            raise Unreadable("cell.code_is_number", found=text_of(cell), other=longer)

    def _put(self, requirement: Requirement) -> None:
        if requirement.id not in self.found:
            place = self.order.index(self.above) + 1 if self.above else len(self.order)
            self.order.insert(place, requirement.id)
        self.found[requirement.id] = requirement
        self.above = requirement.id

    def result(self) -> SheetCheck:
        """What was read, once every row has been."""
        missing = tuple(each for each in self.known if each not in self.first_rows)
        for longer, (text, row) in self.numbers.items():
            if longer in self.first_rows and longer not in self.known:
                self._say("cell.code_is_number", row, self.id_place, found=text, other=longer)
        if not self.first_rows:
            self.problems.append(Problem.of("table.no_requirements"))
        framework = None if self.problems else self._framework(missing)
        return SheetCheck(
            len(self.first_rows),
            tuple(self.problems),
            tuple(self.remarks),
            missing,
            () if self.problems else tuple(each for each in self.order if each not in self.known),
            None if self.problems else framework,
        )

    def _framework(self, missing: Sequence[str]) -> Framework:
        gone = self._gone(missing) if self.mapping.removes_missing else set()
        kept = [self.found[each] for each in self.order if each not in gone]
        requirements = _under_headings(kept, self.known)
        used = {
            source
            for each in requirements
            for said in each.sources.values()
            for source in said.values()
        }
        others = [each for each in self.framework.wording_sources if each.id != self.source.id]
        # An earlier table stays named for as long as a wording is its own.
        sources = [
            each
            for each in (*others, self.source)
            if each.id in used or not _OF_A_TABLE.fullmatch(each.id)
        ]
        made = replace(
            self.framework,
            wording_sources=tuple(sources),
            requirements=tuple(requirements),
        )
        try:
            check_framework(made)
        except InvalidInput as wrong:
            self.problems += self._at_rows(made, wrong.problems)
        return made

    def _gone(self, missing: Sequence[str]) -> set[str]:
        """What the table does not have; a heading stays as long as something stands under it."""
        gone = set(missing)
        for each in self.found.values():
            if each.id not in gone:
                step = each.parent
                while step in gone:
                    gone.discard(step)
                    step = self.found[step].parent
        return gone

    def _at_rows(self, made: Framework, problems: Iterable[Problem]) -> Iterable[Problem]:
        """What the set as a whole does not allow, at the row that says so."""
        for problem in problems:
            place = int(problem.where.partition("[")[2].partition("]")[0] or -1)
            row = self.first_rows.get(made.requirements[place].id) if place >= 0 else None
            yield replace(problem, where=f"A{row}" if row else problem.where, line=row)

    def _say(self, code: str, row: int, place: int, **params: Any) -> None:
        self.problems.append(self._problem(code, row, place, **params))

    @staticmethod
    def _problem(code: str, row: int, place: int, **params: Any) -> Problem:
        where = f"{column_letters(place)}{row}"
        return Problem.of(code, where=where, line=row, column=place + 1, **params)


def _source_of(
    framework: Framework, mapping: SheetMapping, says: Mapping[str, str]
) -> WordingSource:
    """The source of what the table words: one that is there already when it says the same."""
    there = {each.id: each for each in framework.wording_sources}
    names = (SOURCE, *(f"{SOURCE}-{number}" for number in range(2, len(there) + 3)))
    for name in names:
        source = WordingSource(name, mapping.status, dict(says))
        if there.get(name, source) == source:
            return source
    raise AssertionError  # there is a name more than there are sources


def _with_wording(
    requirement: Requirement, name: str, language: str, text: str, source: str
) -> Requirement:
    """A wording laid over what was known of it; one that says the same is the table's from now on."""
    in_line = " ".join(text.split()) if name == "title" else text
    said = {**requirement.sources.get(name, {}), language: source}
    changed: dict[str, Any] = {
        name: {**getattr(requirement, name), language: in_line},
        "sources": {**requirement.sources, name: said},
    }
    return replace(requirement, **changed)


def _under_headings(
    requirements: Sequence[Requirement], known: Mapping[str, Requirement]
) -> list[Requirement]:
    """New requirements under the headings that their identifiers begin with.

    A new one that others stand under is a heading, which nobody is assessed against.
    """
    ids = {each.id for each in requirements}
    placed = [
        each
        if each.id in known or each.parent
        else replace(each, parent=_longest_prefix(each.id, ids))
        for each in requirements
    ]
    headings = {each.parent for each in placed}
    return [
        replace(each, is_assessable=False) if each.id in headings and each.id not in known else each
        for each in placed
    ]


def _longest_prefix(identifier: str, ids: set[str]) -> str:
    """The identifier of the heading that another begins with, up to a dot.

    Examples
    --------
    >>> _longest_prefix("2.10.1", {"2", "2.1", "2.10"}), _longest_prefix("2", {"2"})
    ('2.10', '')
    """
    head = identifier.rpartition(".")[0]
    while head and head not in ids:
        head = head.rpartition(".")[0]
    return head


def _parted(text: str, separator: str) -> list[str]:
    """The parts of a cell; a new line parts them too."""
    lines = text.replace(separator, "\n").splitlines()
    return [part.strip() for part in lines if part.strip()]
