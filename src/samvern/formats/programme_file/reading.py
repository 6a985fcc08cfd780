"""Data that the schema allows becomes a programme; what no schema can say is checked here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from samvern.engine.programme.document import (
    LANGUAGES,
    NO_TEXT,
    Challenge,
    FocusArea,
    Goal,
    Judgement,
    Measure,
    MeasureKind,
    MeasureStatus,
    Programme,
    PublishedAverages,
    PublishedCount,
    Recommendation,
    RiskArea,
    RiskAreaLink,
    RiskTrend,
    Scale,
    Text,
)
from samvern.formats.programme_file.judgements import read_judgement
from samvern.formats.trees.tree import Mark, Path, Tree

#: The lists of the file, each with a name of its own for the identifiers in it.
GOAL_SETS: Final = ("goals", "strategic_goals")
_PRINTED_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")


def programme_from(tree: Tree) -> Programme | None:
    """Read a tree; what is wrong with it beyond the schema joins ``tree.problems``.

    The tree has been through the schema: what broke a rule is gone from it. The programme is
    only worth using when there were no problems; without a programme's head there is none.
    """
    data = tree.data
    if not isinstance(data, dict) or not isinstance(data.get("programme"), dict):
        return None
    return _Reader(tree, data).programme()


class _Reader:
    """One reading: the data at hand and the problems met."""

    def __init__(self, tree: Tree, data: Mapping[str, Any]) -> None:
        self.tree = tree
        self.data = data
        self.areas = self._ids("focus_areas")
        self.columns = self._columns()

    def programme(self) -> Programme:
        head = self.data["programme"]
        for kind in ("challenges", "risk_trends", "risk_areas", "measures"):
            self._ids(kind)
        goals = tuple(self._goals())
        reporting = head.get("reporting", {})
        return Programme(
            id=str(head.get("id", "")),
            title=_text(head.get("title", {})),
            publisher=head.get("publisher", ""),
            published=self._published(head),
            assignment=head.get("assignment", ""),
            builds_on=head.get("builds_on", ""),
            successor_of_publisher=head.get("successor_of_publisher", ""),
            reporting_to=reporting.get("to", ""),
            reporting_every=reporting.get("every", ""),
            contribution_case_certain=head.get("contribution_case_certain", True),
            description=_text(head.get("description", {})),
            goals=goals,
            challenges=tuple(Challenge(**_part(raw)) for _, raw in self._items("challenges")),
            risk_trends=tuple(
                RiskTrend(**_part(raw), reported_by=tuple(raw.get("reported_by", ())))
                for _, raw in self._items("risk_trends")
            ),
            risk_areas=tuple(RiskArea(**_part(raw)) for _, raw in self._items("risk_areas")),
            risk_area_links=tuple(
                RiskAreaLink(str(raw["from"]), str(raw["to"]))
                for _, raw in self._items("risk_area_links", "from", "to")
            ),
            focus_areas=tuple(self._focus_areas()),
            attainment_columns=self.columns,
            measures=tuple(
                self._measure(raw, ("measures", index)) for index, raw in self._items("measures")
            ),
            recommendations=tuple(
                _recommendation(raw) for _, raw in self._items("recommendation", "tier")
            ),
            basis_of_priority=tuple(self.data.get("basis_of_priority", ())),
            published_averages=tuple(self._averages()),
            published_counts=tuple(
                PublishedCount(what, count)
                for what, count in self.data.get("published_counts", {}).items()
            ),
        )

    def _items(self, key: str, *required: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The parts of a list that can be read, each with its position."""
        for index, raw in enumerate(self.data.get(key, ())):
            if isinstance(raw, dict) and raw.keys() >= set(required or ("id",)):
                yield index, raw

    def _say(self, code: str, path: Path, **params: Any) -> None:
        self.tree.problems.append(self.tree.problem(code, path, **params))

    def _ids(self, *kinds: str) -> list[str]:
        """Identifiers of one kind, in order; a repeated one is a problem."""
        first_lines: dict[str, int] = {}
        for kind in kinds:
            for index, raw in self._items(kind):
                path, identifier = (kind, index, "id"), str(raw["id"])
                if identifier in first_lines:
                    first = first_lines[identifier]
                    self._say("id.duplicate", path, id=identifier, first_line=first)
                else:
                    first_lines[identifier] = self.tree.mark(path).line
        return list(first_lines)

    def _goals(self) -> Iterator[Goal]:
        self._ids(*GOAL_SETS)
        for goal_set in GOAL_SETS:
            for _, raw in self._items(goal_set):
                yield Goal(**_part(raw), goal_set=goal_set)

    def _published(self, head: Mapping[str, Any]) -> str:
        if "published" in head and "year" in head:
            self._say("programme.published_twice", ("programme", "year"))
        if "published" in head:
            return self._moment(head["published"], ("programme", "published"))
        return str(head.get("year", ""))

    def _moment(self, raw: str | int, path: Path) -> str:
        """A year, month or day, as text; one that no calendar has is a problem."""
        text = str(raw)
        try:
            date.fromisoformat(text + "-01-01"[: 10 - len(text)] if len(text) < 10 else text)
        except ValueError:
            self._say("date.invalid", path, found=text)
        return text

    def _columns(self) -> tuple[str, ...]:
        """Focus areas of the attainment table: as stated, or the first ones of the list."""
        if "attainment_columns" in self.data:
            stated = tuple(map(str, self.data["attainment_columns"]))
            for index, area in enumerate(stated):
                if area not in self.areas:
                    path = ("attainment_columns", index)
                    self._say("attainment.column_unknown", path, id=area)
            return stated
        widths = Counter(len(row) for row in self.data.get("attainment", {}).values())
        usual = max(widths, key=lambda width: widths[width], default=0)
        return tuple(self.areas[:usual])

    def _attainment(self) -> Mapping[str, Mapping[str, Judgement]]:
        """Judgements by focus area and goal."""
        found: dict[str, dict[str, Judgement]] = {area: {} for area in self.columns}
        for goal, row in self.data.get("attainment", {}).items():
            path: Path = ("attainment", goal)
            if len(row) != len(self.columns):
                expected = len(self.columns)
                self._say("attainment.columns", path, id=goal, found=len(row), expected=expected)
            for index, (area, raw) in enumerate(zip(self.columns, row, strict=False)):
                if raw is not None:
                    cell = read_judgement(Scale.ATTAINMENT, raw, (*path, index), self.tree)
                    found[area][goal] = cell
        return found

    def _focus_areas(self) -> Iterator[FocusArea]:
        attainment = self._attainment()
        for index, raw in self._items("focus_areas"):
            part = _part(raw)
            yield FocusArea(
                **part,
                is_new=raw.get("new", False),
                needs=raw.get("needs", ""),
                contribution=self._judgements(
                    Scale.CONTRIBUTION, raw, ("focus_areas", index), "contribution"
                ),
                attainment=attainment.get(part["id"], {}),
            )

    def _judgements(
        self, scale: Scale, raw: Mapping[str, Any], path: Path, key: str
    ) -> Mapping[str, Judgement]:
        return {
            about: read_judgement(scale, judged, (*path, key, about), self.tree)
            for about, judged in raw.get(key, {}).items()
        }

    def _level(self, raw: Mapping[str, Any], path: Path, key: str) -> Judgement | None:
        if key not in raw:
            return None
        return read_judgement(Scale.LEVEL, raw[key], (*path, key), self.tree)

    def _focus_area_of(self, raw: Mapping[str, Any], path: Path) -> str:
        identifier = str(raw["id"])
        area = str(raw["area"]) if "area" in raw else identifier.partition(".")[0]
        if area not in self.areas and len(self.areas) == len(self.data.get("focus_areas", ())):
            known = ", ".join(self.areas)
            code = "measure.focus_area_unknown" if "area" in raw else "measure.focus_area_missing"
            place = (*path, "area") if "area" in raw else (*path, "id")
            self._say(code, place, id=identifier, area=area, known=known)
        return area

    def _measure(self, raw: Mapping[str, Any], path: Path) -> Measure:
        return Measure(
            **_part(raw),
            focus_area=self._focus_area_of(raw, path),
            focus_area_from_id="area" not in raw,
            parent=str(raw.get("parent", "")),
            kind=MeasureKind(raw["kind"]) if "kind" in raw else None,
            status=MeasureStatus(raw["status"]) if "status" in raw else None,
            owners=tuple(raw["owner"]) if "owner" in raw else None,
            owner_note=raw.get("owner_note", ""),
            involved=tuple(raw.get("involved", ())),
            target_group=raw.get("target", ""),
            relevant_for=raw.get("relevant_for", ""),
            interfaces=tuple(raw.get("interfaces", ())),
            after=tuple(map(str, raw.get("after", ()))),
            related=tuple(map(str, raw.get("related", ()))),
            overlaps=tuple(map(str, raw.get("overlaps", ()))),
            start=self._moment(raw["start"], (*path, "start")) if "start" in raw else "",
            finish=self._moment(raw["finish"], (*path, "finish")) if "finish" in raw else "",
            every=raw.get("every", ""),
            cost=self._level(raw, path, "cost"),
            support=self._level(raw, path, "support"),
            implementation_risk=self._level(raw, path, "risk"),
            contribution=self._judgements(Scale.CONTRIBUTION, raw, path, "contribution"),
            attainment=self._judgements(Scale.ATTAINMENT, raw, path, "attainment"),
        )

    def _averages(self) -> Iterator[PublishedAverages]:
        printed = self.data.get("published_averages", {})
        labels = self.data.get("published_labels", {})
        for goal_set in GOAL_SETS:
            if goal_set not in printed and goal_set not in labels:
                continue
            values = tuple(
                self._printed(raw, ("published_averages", goal_set, index))
                for index, raw in enumerate(printed.get(goal_set, ()))
            )
            yield PublishedAverages(
                goal_set, values, tuple(f"{label:g}" for label in labels.get(goal_set, ()))
            )

    def _printed(self, raw: str | float | None, path: Path) -> str:
        """An average with the decimals it was written with."""
        text = raw if isinstance(raw, str) else self.tree.marks.get(path, Mark(0, 0, str(raw))).text
        if raw is not None and not _PRINTED_NUMBER.fullmatch(text):
            self._say("value.malformed", path, found=text)
        return text


def _text(raw: Mapping[str, Any]) -> Text:
    found = {language: raw[language] for language in LANGUAGES if language in raw}
    return found or NO_TEXT


def _part(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What every part of a programme has: identifier, title, description."""
    return {
        "id": str(raw["id"]),
        "title": _text(raw),
        "description": _text(raw.get("description", {})),
    }


def _recommendation(raw: Mapping[str, Any]) -> Recommendation:
    return Recommendation(
        tier=raw["tier"],
        chapter=str(raw.get("chapter", "")),
        focus_area=str(raw.get("focus_area", "")),
        measures=tuple(map(str, raw.get("measures", ()))),
        note=raw.get("note", ""),
    )
