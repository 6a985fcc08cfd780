"""The dry run: rows become changes of a programme, and everything that is wrong is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from samvern.engine.alphabet import search_key
from samvern.engine.errors import Problem
from samvern.engine.programme.document import (
    FocusArea,
    Judgement,
    Measure,
    Programme,
    in_language,
)
from samvern.engine.programme.table_import.changes import (
    FieldChange,
    Grounds,
    MeasureChange,
    TableCheck,
    differences,
)
from samvern.engine.programme.table_import.fields import (
    Reading,
    TableMapping,
    Target,
    check_mapping,
    targets_of,
)
from samvern.engine.programme.table_import.plain import value_of, whole, with_value
from samvern.engine.programme.table_import.values import Value, nearest, read_cell
from samvern.engine.tables import (
    MAX_CODE,
    Cell,
    ColumnUse,
    Heading,
    Line,
    Unreadable,
    column_letters,
    rows_below,
    text_of,
)

#: How far a share printed as whole per cent may be from the stored one, in percentage points.
_ROUNDING: Final = 0.5 + 1e-9


def check_table(
    programme: Programme,
    rows: Sequence[Line],
    heading: Heading,
    mapping: TableMapping,
    *,
    language: str = "nb",
    grounds: Grounds | None = None,
) -> TableCheck:
    """Read every row, compare it with the programme, and say what would change.

    Parameters
    ----------
    language
        In which the allowed words are named.
    grounds
        What judgements that the table changes are kept with.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` with all problems; what is wrong in rows is in the result.
    """
    check_mapping(mapping, programme)
    return _Check(programme, mapping, heading, language, grounds or Grounds()).run(
        rows_below(rows, heading)
    )


@dataclass
class _Check:
    """One dry run: what is known, and what has been met so far."""

    programme: Programme
    mapping: TableMapping
    heading: Heading
    language: str
    grounds: Grounds
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    first_rows: dict[str, int] = field(default_factory=dict)
    new_areas: dict[str, FocusArea] = field(default_factory=dict)

    def __post_init__(self) -> None:
        targets = targets_of(self.programme)
        self.used = [(place, use, targets[use.target]) for place, use in self.mapping.used()]
        self.place_of = {target.key: place for place, _use, target in self.used}
        self.stored = {measure.id: measure for measure in self.programme.measures}
        self.areas = {area.id: area for area in self.programme.focus_areas}
        self.by_title = {
            search_key(title): area.id
            for area in self.programme.focus_areas
            for title in area.title.values()
        }

    def run(self, rows: Iterable[Line]) -> TableCheck:
        changes: list[MeasureChange] = []
        unchanged: list[str] = []
        measures: dict[str, Measure] = {}
        count = 0
        for line in rows:
            if all(self._cell(line, place) is None for place, _use, _target in self.used):
                continue
            count += 1
            measure = self._measure(line)
            if measure is None:
                continue
            measures[measure.id] = measure
            change = self._change(measure, line.number)
            if change.fields or change.kind == "added":
                changes.append(change)
            else:
                unchanged.append(measure.id)
        self._check_relations(measures)
        missing = tuple(code for code in self.stored if code not in self.first_rows)
        if self.mapping.missing == "withdraw":
            changes += self._withdrawn(missing)
        return TableCheck(
            rows=count,
            problems=tuple(self.problems),
            remarks=tuple(self.remarks),
            changes=tuple(changes),
            unchanged=tuple(unchanged),
            missing=missing,
            added_areas=tuple(self.new_areas),
            document=None if self.problems else self._document(measures),
        )

    def _cell(self, line: Line, place: int) -> Cell:
        return line.cells[place] if place < len(line.cells) else None

    def _problem(self, code: str, line: Line | int, place: int, **params: object) -> Problem:
        row = line if isinstance(line, int) else line.number
        return Problem.of(
            code,
            where=f"{column_letters(place)}{row}",
            line=row,
            column=place + 1,
            header=self.heading.names[place] if place < len(self.heading.names) else "",
            **params,
        )

    def _say(self, code: str, line: Line, key: str, **params: object) -> None:
        self.problems.append(self._problem(code, line, self.place_of.get(key, 0), **params))

    def _measure(self, line: Line) -> Measure | None:
        """The measure that a row describes, as it would be; None when the row cannot be used."""
        code = self._code(line)
        if code is None:
            return None
        told = len(self.problems)
        stored = self.stored.get(code)
        measure = stored or Measure(code, "", {})
        for place, use, target in self.used:
            if target.reading in (Reading.CODE, Reading.AREA) or target.key == "focus_area_title":
                continue
            measure = self._with_cell(measure, stored, line, place, use, target)
        measure = self._with_area(measure, stored, line)
        if not any(measure.title.values()) and len(self.problems) == told:
            key = next((k for k in self.place_of if k.startswith("title.")), "code")
            self._say("cell.title_missing", line, key, id=code)
        return measure if len(self.problems) == told else None

    def _code(self, line: Line) -> str | None:
        place = self.place_of["code"]
        cell = self._cell(line, place)
        if cell is None:
            self._say("cell.code_missing", line, "code")
            return None
        try:
            code = str(read_cell(_CODE, cell, ColumnUse(""), language=self.language))
        except Unreadable as wrong:
            self.problems.append(self._problem(wrong.code, line, place, **wrong.params))
            return None
        if isinstance(cell, float) and not cell.is_integer() and f"{code}0" in self.stored:
            self._say("cell.code_is_number", line, "code", found=code, other=f"{code}0")
            return None
        if code in self.first_rows:
            self._say("cell.code_twice", line, "code", id=code, first=self.first_rows[code])
            return None
        self.first_rows[code] = line.number
        return code

    def _with_cell(
        self,
        measure: Measure,
        stored: Measure | None,
        line: Line,
        place: int,
        use: ColumnUse,
        target: Target,
    ) -> Measure:
        cell = self._cell(line, place)
        if cell is None:
            return self._cleared(measure, target)
        if stored and text_of(cell) == self._shown(stored, target).strip():
            return measure
        try:
            value = read_cell(target, cell, use, language=self.language)
        except Unreadable as wrong:
            self.problems.append(self._problem(wrong.code, line, place, **wrong.params))
            return measure
        if value is None:
            return self._cleared(measure, target)
        if target.reading is Reading.JUDGEMENT:
            return self._judged(measure, target, value)
        plain: Any = list(value) if isinstance(value, tuple) else value
        return with_value(measure, target.key, plain)

    def _cleared(self, measure: Measure, target: Target) -> Measure:
        """The measure without a field that is empty in the table, where that is asked for."""
        current = value_of(measure, target.key)
        if not self.mapping.is_empty_clear or current in (None, "", []):
            return measure
        is_list = target.reading in (Reading.NAMES, Reading.CODES)
        return with_value(measure, target.key, [] if is_list else None)

    def _shown(self, stored: Measure, target: Target) -> str:
        """A stored field as an export shows it: what a cell then says again is no change."""
        if target.name in ("title", "description"):
            return in_language(getattr(stored, target.name), target.about)
        if target.reading in (Reading.NAMES, Reading.CODES):
            return "; ".join(getattr(stored, target.name) or ())
        if target.reading is Reading.JUDGEMENT:
            return ""
        return str(getattr(stored, target.name) or "")

    def _judged(self, measure: Measure, target: Target, levels: Value) -> Measure:
        assert isinstance(levels, Mapping)
        current = getattr(measure, target.name)
        if target.about:
            current = current.get(target.about)
        if current is not None and _is_same(current.levels, levels):
            return measure
        grounds = self.grounds
        judgement = Judgement(levels, None, grounds.by, grounds.on, grounds.why)
        judged: Any = judgement
        if target.about:
            judged = {**getattr(measure, target.name), target.about: judgement}
        return replace(measure, **{target.name: judged})

    def _with_area(self, measure: Measure, stored: Measure | None, line: Line) -> Measure:
        """The measure in the focus area that the table, or else its code, names."""
        place = self.place_of.get("focus_area")
        cell = self._cell(line, place) if place is not None else None
        if cell is None:
            if stored:
                return measure
            area = measure.id.partition(".")[0]
            if area in self.areas:
                return replace(measure, focus_area=area, focus_area_from_id=True)
            self._say("cell.focus_area_missing", line, "focus_area", known=self._known_areas())
            return measure
        text = text_of(cell)
        found = self._area_of(text, line)
        if found is None:
            near = nearest(search_key(text), list(self.by_title))
            code = "cell.focus_area_unknown_near" if near else "cell.focus_area_unknown"
            known, near_id = self._known_areas(), self.by_title.get(near, "")
            self._say(code, line, "focus_area", found=text[:60], known=known, nearest=near_id)
            return measure
        if stored and stored.focus_area == found:
            return measure
        return replace(measure, focus_area=found, focus_area_from_id=False)

    def _area_of(self, text: str, line: Line) -> str | None:
        first = text.split(maxsplit=1)[0].rstrip(".:")
        for code in (text, self.by_title.get(search_key(text), ""), first):
            if code in self.areas:
                return code
        if not self.mapping.may_add_areas or len(first) > MAX_CODE:
            return None
        place = self.place_of.get("focus_area_title")
        title = text_of(self._cell(line, place)) if place is not None else ""
        title = title or text.removeprefix(first).strip(" .:") or text
        area = FocusArea(first, {"nb": title[:500]}, is_new=True)
        self.areas[first] = self.new_areas[first] = area
        self.by_title.setdefault(search_key(title), first)
        return first

    def _known_areas(self) -> str:
        return ", ".join(self.areas)

    def _check_relations(self, measures: Mapping[str, Measure]) -> None:
        """Remark on relations that lead nowhere; they are kept as they are written."""
        known = self.stored.keys() | self.first_rows.keys()
        for code, measure in measures.items():
            for name in ("after", "related", "overlaps"):
                place = self.place_of.get(name)
                if place is None:
                    continue
                for other in getattr(measure, name):
                    if other not in known:
                        row = self.first_rows[code]
                        self.remarks.append(
                            self._problem("cell.relation_unknown", row, place, id=other)
                        )

    def _change(self, measure: Measure, row: int) -> MeasureChange:
        stored = self.stored.get(measure.id)
        title = in_language(measure.title, self.language)
        if stored is None:
            fields = tuple(FieldChange(key, None, value) for key, value in whole(measure).items())
            return MeasureChange(measure.id, "added", fields, row, title)
        return MeasureChange(measure.id, "changed", differences(stored, measure), row, title)

    def _withdrawn(self, missing: Iterable[str]) -> Iterable[MeasureChange]:
        order = list(self.stored)
        for code in missing:
            measure = self.stored[code]
            place = order.index(code)
            yield MeasureChange(
                code,
                "withdrawn",
                tuple(FieldChange(key, value, None) for key, value in whole(measure).items()),
                title=in_language(measure.title, self.language),
                follows=order[place - 1] if place else "",
            )

    def _document(self, measures: Mapping[str, Measure]) -> Programme:
        is_kept = self.mapping.missing == "keep"
        kept = [
            measures.get(code, measure)
            for code, measure in self.stored.items()
            if code in measures or is_kept
        ]
        for code, measure in measures.items():
            if code not in self.stored:
                places = [n for n, each in enumerate(kept) if each.focus_area == measure.focus_area]
                kept.insert(places[-1] + 1 if places else len(kept), measure)
        areas = (*self.programme.focus_areas, *self.new_areas.values())
        return replace(self.programme, measures=tuple(kept), focus_areas=areas)


_CODE: Final = Target("code", "id", Reading.CODE, limit=MAX_CODE)


def _is_same(stored: Mapping[str, float], read: Mapping[str, float]) -> bool:
    """Whether two judgements are the same as far as whole percentages show.

    Printed percentages need not add up to 100; what was read was divided by their sum.
    """
    levels = stored.keys() | read.keys()
    return any(
        all(
            abs(stored.get(level, 0.0) * 100 - read.get(level, 0.0) * total) <= _ROUNDING
            or (level in stored and level in read and _is_bound(stored[level], read[level], total))
            for level in levels
        )
        for total in range(100 - len(levels), 101 + len(levels))
    )


def _is_bound(stored: float, read: float, total: int) -> bool:
    """Whether a share was printed as less than 1 or more than 99 per cent."""
    printed = round(read * total)
    return (printed == 1 and 0 < stored < 0.01) or (printed == 99 and 0.99 < stored < 1)
