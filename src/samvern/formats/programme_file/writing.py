"""A programme as YAML or JSON text that reads back as the same programme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import yaml

from samvern.engine.programme.document import (
    LANGUAGES,
    Challenge,
    FocusArea,
    Goal,
    Judgement,
    Measure,
    Programme,
    Recommendation,
    RiskArea,
    RiskTrend,
    Scale,
    Text,
)
from samvern.formats import trees
from samvern.formats.programme_file.judgements import write_judgement
from samvern.formats.programme_file.reading import GOAL_SETS

_WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,17}")
_YEAR: Final = re.compile(r"[0-9]{4}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class _PrintedNumber:
    """A number whose decimals count: 3.50 is written as 3.50."""

    text: str


def yaml_text(programme: Programme) -> str:
    """The programme as YAML, one part of it a line where it fits."""
    return trees.as_yaml(plain(programme), _Dumper)


def json_text(programme: Programme) -> str:
    """The programme as JSON."""
    return trees.as_json(plain(programme), _for_json)


def plain(programme: Programme) -> dict[str, object]:
    """The programme as the lists and mappings of the file format."""
    by_set = {averages.goal_set: averages for averages in programme.published_averages}
    return {"programme": _head(programme)} | _without_empty(
        {
            "goals": [_part(goal) for goal in programme.goals if goal.goal_set == "goals"],
            "strategic_goals": [
                _part(goal) for goal in programme.goals if goal.goal_set == "strategic_goals"
            ],
            "challenges": [_part(challenge) for challenge in programme.challenges],
            "risk_trends": [
                _part(trend, reported_by=list(trend.reported_by)) for trend in programme.risk_trends
            ],
            "risk_areas": [_part(area) for area in programme.risk_areas],
            "risk_area_links": [
                {"from": _id(link.source), "to": _id(link.risk_area)}
                for link in programme.risk_area_links
            ],
            "focus_areas": [_focus_area(area) for area in programme.focus_areas],
            **_attainment(programme),
            "published_averages": {
                key: [_PrintedNumber(value) for value in by_set[key].values]
                for key in GOAL_SETS
                if key in by_set and (by_set[key].values or not by_set[key].labels)
            },
            "published_labels": {
                key: [_number(label) for label in by_set[key].labels]
                for key in GOAL_SETS
                if key in by_set and by_set[key].labels
            },
            "published_counts": {
                stated.what: stated.count for stated in programme.published_counts
            },
            "measures": [_measure(measure) for measure in programme.measures],
            "recommendation": [_recommendation(said) for said in programme.recommendations],
            "basis_of_priority": list(programme.basis_of_priority),
        }
    )


def _without_empty(values: Mapping[str, object]) -> dict[str, object]:
    """Leave out what says nothing; an empty list of owners says that there is none."""
    return {
        key: value
        for key, value in values.items()
        if value is not None
        and value is not False
        and (value not in ("", [], {}) or (key == "owner"))
    }


def _id(identifier: str) -> str | int:
    """An identifier as people write it: 7, but "4.2a" and "1.10"."""
    return int(identifier) if _WHOLE.fullmatch(identifier) else identifier


def _moment(text: str) -> int | date | str:
    if _YEAR.fullmatch(text):
        return int(text)
    return date.fromisoformat(text) if _DAY.fullmatch(text) else text


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() else value


def _texts(text: Text) -> dict[str, str]:
    return {language: text[language] for language in LANGUAGES if language in text}


def _head(programme: Programme) -> dict[str, object]:
    published = _moment(programme.published)
    return _without_empty(
        {
            "id": _id(programme.id),
            "title": _texts(programme.title),
            "publisher": programme.publisher,
            "year" if isinstance(published, int) else "published": published,
            "assignment": programme.assignment,
            "builds_on": programme.builds_on,
            "successor_of_publisher": programme.successor_of_publisher,
            "reporting": _without_empty(
                {"to": programme.reporting_to, "every": programme.reporting_every}
            ),
            "description": _texts(programme.description),
        }
    ) | ({} if programme.contribution_case_certain else {"contribution_case_certain": False})


def _part(
    part: Goal | Challenge | RiskTrend | RiskArea | FocusArea | Measure, **more: object
) -> dict[str, object]:
    """Identifier, titles, what else the kind has, description."""
    rest = {**more, "description": _texts(part.description)}
    return {"id": _id(part.id)} | _texts(part.title) | _without_empty(rest)


def _judgements(scale: Scale, judgements: Mapping[str, Judgement]) -> dict[str, object]:
    return {about: write_judgement(scale, judged) for about, judged in judgements.items()}


def _focus_area(area: FocusArea) -> dict[str, object]:
    return _part(
        area,
        new=area.is_new,
        needs=area.needs,
        contribution=_judgements(Scale.CONTRIBUTION, area.contribution),
    )


def _attainment(programme: Programme) -> dict[str, object]:
    """The table of attainment, with its columns when they are not the first focus areas."""
    areas = {area.id: area for area in programme.focus_areas}
    columns = list(programme.attainment_columns)
    columns += [area.id for area in areas.values() if area.attainment and area.id not in columns]
    cells = [areas[column].attainment if column in areas else {} for column in columns]
    judged = {goal for column in cells for goal in column}
    goals = [goal.id for goal in programme.goals if goal.id in judged]
    goals += sorted(judged.difference(goals))
    rows = {goal: [_cell(column.get(goal)) for column in cells] for goal in goals}
    inferred = rows and columns == list(areas)[: len(columns)]
    return {
        "attainment_columns": [] if inferred else [_id(column) for column in columns],
        "attainment": rows,
    }


def _cell(judgement: Judgement | None) -> object:
    return None if judgement is None else write_judgement(Scale.ATTAINMENT, judgement)


def _measure(measure: Measure) -> dict[str, object]:
    return _part(
        measure,
        area=None if measure.focus_area_from_id else _id(measure.focus_area),
        parent=_id(measure.parent),
        status=measure.status and measure.status.value,
        kind=measure.kind and measure.kind.value,
        after=_ids(measure.after),
        owner=None if measure.owners is None else list(measure.owners),
        owner_note=measure.owner_note,
        start=_moment(measure.start),
        finish=_moment(measure.finish),
        every=measure.every,
        involved=list(measure.involved),
        target=measure.target_group,
        relevant_for=measure.relevant_for,
        interfaces=list(measure.interfaces),
        related=_ids(measure.related),
        overlaps=_ids(measure.overlaps),
        cost=_level(measure.cost),
        support=_level(measure.support),
        risk=_level(measure.implementation_risk),
        contribution=_judgements(Scale.CONTRIBUTION, measure.contribution),
        attainment=_judgements(Scale.ATTAINMENT, measure.attainment),
    )


def _level(judgement: Judgement | None) -> object:
    return None if judgement is None else write_judgement(Scale.LEVEL, judgement)


def _ids(identifiers: Iterable[str]) -> list[str | int]:
    return [_id(identifier) for identifier in identifiers]


def _recommendation(said: Recommendation) -> dict[str, object]:
    return {"tier": said.tier} | _without_empty(
        {
            "chapter": said.chapter,
            "focus_area": _id(said.focus_area),
            "measures": _ids(said.measures),
            "note": said.note,
        }
    )


def _for_json(value: object) -> object:
    """What JSON has no type for: a day as text, a printed number as itself if it survives."""
    if not isinstance(value, _PrintedNumber):
        return str(value)
    number = float(value.text) if "." in value.text else int(value.text)
    return number if repr(number) == value.text else value.text


class _Dumper(trees.Dumper):
    """Writes printed numbers as printed."""

    def represent_printed(self, number: _PrintedNumber) -> yaml.ScalarNode:
        kind = "float" if "." in number.text else "int"
        return yaml.ScalarNode(f"tag:yaml.org,2002:{kind}", number.text)


_Dumper.add_representer(_PrintedNumber, _Dumper.represent_printed)
