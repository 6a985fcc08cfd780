"""References that lead nowhere, to themselves, one way only, or to more than one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from samvern.engine.programme.consistency.findings import Finding, Severity
from samvern.engine.programme.document import FocusArea, Measure, Programme, Text

#: A reference: subject, key it stands under, identifier, identifiers it may lead to.
_Reference = tuple[tuple[str, str], str, str, set[str]]


def findings_of(programme: Programme) -> Iterator[Finding]:
    """Everything about how the parts of a programme point at each other."""
    yield from _ambiguous(programme)
    for subject, key, target, known in _references(programme):
        if target not in known:
            code = "reference.parent_unlisted" if key == "parent" else "reference.unknown"
            severity = Severity.REMARK if key == "parent" else Severity.GAP
            yield Finding.of(code, severity, subject, key=key, target=target)
        elif key != "after" and subject == ("measure", target):
            # A measure that must come after itself is a cycle, and told as one.
            yield Finding.of("reference.to_itself", Severity.REMARK, subject, key=key)
    yield from _one_way(programme)
    yield from _same_titles(programme)


def _references(programme: Programme) -> Iterator[_Reference]:
    """Every reference of a programme, in its order."""
    measures = {measure.id for measure in programme.measures}
    areas = {area.id for area in programme.focus_areas}
    whole = ("programme", programme.id)
    yield from _of_links(programme)
    for column in programme.attainment_columns:
        yield whole, "attainment_columns", column, areas
    yield from _of_judgements(programme)
    for measure in programme.measures:
        subject = ("measure", measure.id)
        yield subject, "area", measure.focus_area, areas
        if measure.parent:
            yield subject, "parent", measure.parent, measures
        for key in ("after", "related", "overlaps"):
            for target in getattr(measure, key):
                yield subject, key, target, measures
    for said in programme.recommendations:
        if said.focus_area:
            yield whole, "recommendation", said.focus_area, areas
        for target in said.measures:
            yield whole, "recommendation", target, measures


def _of_links(programme: Programme) -> Iterator[_Reference]:
    sources = {challenge.id for challenge in programme.challenges}
    sources.update(trend.id for trend in programme.risk_trends)
    risks = {area.id for area in programme.risk_areas}
    for link in programme.risk_area_links:
        yield ("programme", programme.id), "risk_area_links", link.source, sources
        yield ("programme", programme.id), "risk_area_links", link.risk_area, risks


def _of_judgements(programme: Programme) -> Iterator[_Reference]:
    goals = {goal.id for goal in programme.goals}
    risks = {area.id for area in programme.risk_areas}
    judged: list[FocusArea | Measure] = [*programme.focus_areas, *programme.measures]
    for part in judged:
        subject = ("measure" if isinstance(part, Measure) else "focus_area", part.id)
        for risk in part.contribution:
            yield subject, "contribution", risk, risks
        for goal in part.attainment:
            yield subject, "attainment", goal, goals


def _one_way(programme: Programme) -> Iterator[Finding]:
    measures = {measure.id: measure for measure in programme.measures}
    for measure in programme.measures:
        for key in ("related", "overlaps"):
            for target in getattr(measure, key):
                other = measures.get(target)
                if other and other is not measure and measure.id not in getattr(other, key):
                    yield Finding.of(
                        "reference.one_way",
                        Severity.REMARK,
                        ("measure", measure.id),
                        key=key,
                        target=target,
                    )


def _ambiguous(programme: Programme) -> Iterator[Finding]:
    """Identifiers that stand for more than one thing where they are used."""
    kinds = {
        "goal": [goal.id for goal in programme.goals],
        "risk_area": [area.id for area in programme.risk_areas],
        "focus_area": [area.id for area in programme.focus_areas],
        "measure": [measure.id for measure in programme.measures],
        # Links name challenges and risk trends alike, so the two share their identifiers.
        "risk_trend": [
            *(challenge.id for challenge in programme.challenges),
            *(trend.id for trend in programme.risk_trends),
        ],
    }
    for kind, ids in kinds.items():
        for identifier, times in Counter(ids).items():
            if times > 1:
                yield Finding.of(
                    "id.ambiguous", Severity.DISAGREEMENT, (kind, identifier), times=times
                )
        spellings: dict[str, str] = {}
        for identifier in dict.fromkeys(ids):
            first = spellings.setdefault(identifier.casefold(), identifier)
            if first != identifier:
                yield Finding.of(
                    "id.differs_in_case", Severity.REMARK, (kind, identifier), other=first
                )


def _same_titles(programme: Programme) -> Iterator[Finding]:
    kinds: dict[str, Iterable[tuple[str, Text]]] = {
        "goal": ((part.id, part.title) for part in programme.goals),
        "risk_area": ((part.id, part.title) for part in programme.risk_areas),
        "focus_area": ((part.id, part.title) for part in programme.focus_areas),
        "measure": ((part.id, part.title) for part in programme.measures),
    }
    for kind, parts in kinds.items():
        first_with: dict[tuple[str, str], str] = {}
        for identifier, title in parts:
            keys = [
                (language, " ".join(text.casefold().split())) for language, text in title.items()
            ]
            same = next((first_with[key] for key in keys if key in first_with), None)
            if same is not None:
                yield Finding.of("title.same", Severity.REMARK, (kind, identifier), other=same)
            for key in keys:
                first_with.setdefault(key, identifier)
