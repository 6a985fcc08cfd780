"""What a panel can judge, and by what: the ways to name it in addresses, files and the ranking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samvern.apps.panels.models import Level
from samvern.apps.programmes.models import CRITERION_NAMES
from samvern.base.texts import in_language
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import CriterionKind

_ABOUT = (CriterionKind.CONTRIBUTION, CriterionKind.ATTAINMENT)
#: What the ranking calls a criterion otherwise than the programme does.
_IN_RANKING = {CriterionKind.IMPLEMENTATION_RISK: "implementation_risk"}
_SINGLE = (CriterionKind.COST, CriterionKind.SUPPORT, CriterionKind.IMPLEMENTATION_RISK)


@dataclass(frozen=True)
class Criterion:
    """A criterion of a programme; ``id`` is what the ranking calls it (``contribution.R1``)."""

    id: str
    kind: CriterionKind
    about: str
    name: str


def criterion_id(kind: str, about: str) -> str:
    """What the ranking calls a criterion.

    >>> criterion_id("contribution", "R1"), criterion_id("risk", "")
    ('contribution.R1', 'implementation_risk')
    """
    found = CriterionKind(kind)
    return f"{kind}.{about}" if found in _ABOUT else _IN_RANKING.get(found, kind)


def criteria_of(document: engine.Programme, level: str) -> dict[str, Criterion]:
    """By what focus areas or measures of a programme can be judged, by identifier."""
    return {each.id: each for each in _criteria(document, level)}


def alternatives_of(document: engine.Programme, level: str) -> dict[str, str]:
    """The titles of what can be judged, by code, in the order of publication."""
    parts: tuple[engine.FocusArea | engine.Measure, ...] = (
        document.measures if level == Level.MEASURE else document.focus_areas
    )
    return {part.id: in_language(part.title) for part in parts}


def own_judgement(
    document: engine.Programme, level: str, code: str, kind: CriterionKind, about: str
) -> dict[str, float] | None:
    """How the programme itself judges something; None when it does not."""
    parts: tuple[engine.FocusArea | engine.Measure, ...] = (
        document.measures if level == Level.MEASURE else document.focus_areas
    )
    part = next((part for part in parts if part.id == code), None)
    if part is None:
        return None
    if kind in _ABOUT:
        found = (part.contribution if kind is _ABOUT[0] else part.attainment).get(about)
    else:
        found = getattr(part, _IN_RANKING.get(kind, kind.value), None)
    return dict(found.levels) if found else None


def _criteria(document: engine.Programme, level: str) -> Iterator[Criterion]:
    for kind, parts in (
        (CriterionKind.CONTRIBUTION, document.risk_areas),
        (CriterionKind.ATTAINMENT, document.goals),
    ):
        for part in parts:
            name = f"{CRITERION_NAMES[kind]}: {part.id} {in_language(part.title)}"
            yield Criterion(criterion_id(kind, part.id), kind, part.id, name)
    if level == Level.MEASURE:
        for kind in _SINGLE:
            yield Criterion(criterion_id(kind, ""), kind, "", str(CRITERION_NAMES[kind]))
