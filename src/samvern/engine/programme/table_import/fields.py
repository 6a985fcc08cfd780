"""What of a measure a column of a table can stand for, and how the column is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.programme.document import (
    LANGUAGES,
    SCALE_LEVELS,
    CriterionKind,
    MeasureKind,
    MeasureStatus,
    Programme,
    Scale,
)
from samvern.engine.programme.table_import.vocabulary import UNKNOWN
from samvern.engine.tables import MAX_CODE, SEPARATORS, ColumnUse

MAX_TITLE: Final = 500
MAX_LINE: Final = 500
MAX_DESCRIPTION: Final = 20_000
MAX_NAMES: Final = 100


class Reading(StrEnum):
    """How the cells of a column are read."""

    CODE = "code"
    TEXT = "text"
    AREA = "area"
    NAMES = "names"
    CODES = "codes"
    MOMENT = "moment"
    KIND = "kind"
    STATUS = "status"
    JUDGEMENT = "judgement"


@dataclass(frozen=True)
class Target:
    """A field of a measure: ``title.nb``, ``owners``, ``contribution:R1``.

    ``name`` is the field, ``about`` its language, or the risk area or goal that is judged.
    """

    key: str
    name: str
    reading: Reading
    about: str = ""
    limit: int = MAX_LINE

    @property
    def scale(self) -> Scale:
        """The scale of a judgement."""
        return _SCALES.get(self.name, Scale.LEVEL)


_SCALES: Final[Mapping[str, Scale]] = MappingProxyType(
    {"contribution": Scale.CONTRIBUTION, "attainment": Scale.ATTAINMENT}
)

_PLAIN: Final = (
    Target("code", "id", Reading.CODE, limit=MAX_CODE),
    *(Target(f"title.{lang}", "title", Reading.TEXT, lang, MAX_TITLE) for lang in LANGUAGES),
    *(
        Target(f"description.{lang}", "description", Reading.TEXT, lang, MAX_DESCRIPTION)
        for lang in LANGUAGES
    ),
    Target("focus_area", "focus_area", Reading.AREA),
    Target("focus_area_title", "focus_area_title", Reading.TEXT, limit=MAX_TITLE),
    Target("parent", "parent", Reading.TEXT, limit=MAX_CODE),
    Target("kind", "kind", Reading.KIND),
    Target("status", "status", Reading.STATUS),
    Target("owners", "owners", Reading.NAMES),
    Target("owner_note", "owner_note", Reading.TEXT),
    Target("involved", "involved", Reading.NAMES),
    Target("target_group", "target_group", Reading.TEXT),
    Target("relevant_for", "relevant_for", Reading.TEXT),
    Target("interfaces", "interfaces", Reading.NAMES),
    Target("start", "start", Reading.MOMENT),
    Target("finish", "finish", Reading.MOMENT),
    Target("every", "every", Reading.TEXT),
    Target("after", "after", Reading.CODES),
    Target("related", "related", Reading.CODES),
    Target("overlaps", "overlaps", Reading.CODES),
    Target("cost", "cost", Reading.JUDGEMENT),
    Target("support", "support", Reading.JUDGEMENT),
    Target("implementation_risk", "implementation_risk", Reading.JUDGEMENT),
)


def targets_of(programme: Programme) -> Mapping[str, Target]:
    """Everything that a column can stand for in a table of this programme, in order.

    Examples
    --------
    >>> list(targets_of(Programme("P", {}, "")))[:2]
    ['code', 'title.nb']
    """
    judged = (
        *((CriterionKind.CONTRIBUTION, area.id) for area in programme.risk_areas),
        *((CriterionKind.ATTAINMENT, goal.id) for goal in programme.goals),
    )
    every = (
        *_PLAIN,
        *(
            Target(f"{criterion}:{about}", str(criterion), Reading.JUDGEMENT, about)
            for criterion, about in judged
        ),
    )
    return MappingProxyType({target.key: target for target in every})


Missing = Literal["keep", "withdraw"]

#: What words can mean, by how a column is read; the levels of its scale where nothing stands.
_MEANINGS: Final[Mapping[Reading, tuple[str, ...]]] = MappingProxyType(
    {
        Reading.KIND: tuple(kind.value for kind in MeasureKind),
        Reading.STATUS: tuple(status.value for status in MeasureStatus),
        Reading.JUDGEMENT: (),
    }
)


@dataclass(frozen=True)
class TableMapping:
    """What somebody confirmed that the columns of a table stand for.

    ``missing`` says what becomes of measures that the table does not have; ``is_empty_clear``
    that an empty cell takes away what is stored; ``may_add_areas`` that focus areas which the
    programme does not have are added.
    """

    columns: tuple[ColumnUse, ...]
    missing: Missing = "keep"
    is_empty_clear: bool = False
    may_add_areas: bool = False

    def used(self) -> Iterator[tuple[int, ColumnUse]]:
        """The columns that are used, each with its position from 0."""
        return ((place, use) for place, use in enumerate(self.columns) if use.target)


def check_mapping(mapping: TableMapping, programme: Programme) -> None:
    """Refuse a mapping that cannot be used on this programme.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` with all problems.
    """
    problems: list[Problem] = []
    targets = targets_of(programme)
    first: dict[str, str] = {}
    for place, use in mapping.used():
        where = f"columns[{place}]"
        if use.target not in targets:
            problems.append(
                Problem.of("mapping.target_unknown", where=where, found=use.target[:60])
            )
        elif use.target in first:
            problems.append(
                Problem.of(
                    "mapping.target_twice",
                    where=where,
                    header=use.header[:60],
                    first=first[use.target][:60],
                )
            )
        elif use.separator not in SEPARATORS:
            known = " ".join(SEPARATORS)
            problems.append(
                Problem.of(
                    "mapping.separator_unknown", where=where, found=use.separator, known=known
                )
            )
        problems += _word_problems(use, targets.get(use.target), f"{where}.words")
        first.setdefault(use.target, use.header)
    if "code" not in first:
        problems.append(Problem.of("mapping.code_missing", where="columns"))
    if len(first) == 1 and "code" in first:
        problems.append(Problem.of("mapping.nothing_else", where="columns"))
    if problems:
        raise InvalidInput("mapping.invalid", problems=problems)


def _word_problems(use: ColumnUse, target: Target | None, where: str) -> Iterator[Problem]:
    """What the words of a column are said to mean, but cannot."""
    if target is None or target.reading not in _MEANINGS:
        return
    known = _MEANINGS[target.reading] or (*SCALE_LEVELS[target.scale], UNKNOWN)
    for meaning in dict.fromkeys(use.words.values()):
        if meaning not in ("", *known):
            yield Problem.of(
                "value.unknown", where=where, found=meaning[:40], known=", ".join(known)
            )
