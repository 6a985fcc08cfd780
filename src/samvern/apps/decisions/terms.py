"""The terms of a scenario: how it weighs, judges and cuts a programme otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from samvern.engine import priority
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.priority import Alternative, LeftOut, RankingModel, RankingScale
from samvern.engine.priority.reading import Reader

if TYPE_CHECKING:
    from samvern.engine.programme.document import Programme

Judgements = Mapping[str, Mapping[str, Mapping[str, float]]]

#: The most judgements that one scenario may change; a programme of more is a programme.
MAX_JUDGEMENTS = 2_000

FIELDS = ("weights", "excluded_criteria", "excluded_groups", "judgements", "scale")


@dataclass(frozen=True)
class Terms:
    """What a scenario changes of a programme's own basis; nothing at all by default."""

    scale: str = "linear"
    weights: Mapping[str, Any] | None = None
    excluded_criteria: tuple[str, ...] = ()
    excluded_groups: tuple[str, ...] = ()
    judgements: Judgements = field(default_factory=dict)


def read_terms(value: object) -> Terms:
    """Read terms from a source that nobody has checked. Raises ``InvalidInput``."""
    reader = Reader()
    found = reader.fields(value, "", required=(), optional=FIELDS)
    weights = found.get("weights")
    if weights is not None:
        priority.read_weights(weights)
    scale = reader.text(found.get("scale", "linear"), "scale")
    if scale not in set(RankingScale):
        known = ", ".join(RankingScale)
        reader.problems.append(
            Problem.of("ranking.unknown_scale", where="scale", got=scale, known=known)
        )
    criteria, groups = (
        tuple(reader.text(item, at) for at, item in reader.items(found.get(name, ()), name))
        for name in ("excluded_criteria", "excluded_groups")
    )
    judgements = {
        alternative: {
            criterion: {
                level: reader.number(share, f"judgements.{alternative}.{criterion}.{level}")
                for level, share in reader.entries(cell, f"judgements.{alternative}.{criterion}")
            }
            for criterion, cell in reader.entries(row, f"judgements.{alternative}")
        }
        for alternative, row in reader.entries(found.get("judgements", {}), "judgements")
    }
    if sum(len(row) for row in judgements.values()) > MAX_JUDGEMENTS:
        reader.problems.append(
            Problem.of("value.too_long", where="judgements", limit=MAX_JUDGEMENTS)
        )
    reader.finish("scenario.invalid")
    return Terms(
        scale,
        dict(weights) if isinstance(weights, Mapping) else None,
        criteria,
        groups,
        judgements,
    )


def model_on(
    document: Programme, level: str, terms: Mapping[str, Any]
) -> tuple[RankingModel, tuple[Alternative, ...], tuple[LeftOut, ...]]:
    """The ranking model of a programme on these terms, as ``rank`` takes it.

    Raises
    ------
    InvalidInput
        ``scenario.invalid`` when the programme has not what the terms speak of, and whatever the
        engine refuses.
    """
    read = read_terms(terms)
    rule = None if read.weights is None else priority.read_weights(read.weights)
    base, alternatives, left_out = priority.ranking_model(
        document, level=level, scale=read.scale, weights=rule
    )
    return _applied(base, read), alternatives, left_out


def _applied(base: RankingModel, terms: Terms) -> RankingModel:
    _check(base, terms)
    criteria = tuple(
        each
        for each in base.criteria
        if each.id not in terms.excluded_criteria and each.group not in terms.excluded_groups
    )
    groups = tuple(g for g in base.groups if any(each.group == g for each in criteria))
    kept = {each.id for each in criteria}
    matrix = {
        alternative: {
            criterion: terms.judgements.get(alternative, {}).get(criterion, cell)
            for criterion, cell in row.items()
            if criterion in kept
        }
        for alternative, row in base.matrix.items()
    }
    return replace(
        base,
        groups=groups,
        criteria=criteria,
        matrix=matrix,
        weights=base.weights.restricted_to(groups),
    )


def _check(base: RankingModel, terms: Terms) -> None:
    known = {criterion.id: criterion.group for criterion in base.criteria}
    problems = [
        Problem.of("ranking.unknown_criterion", where="excluded_criteria", criterion=criterion)
        for criterion in terms.excluded_criteria
        if criterion not in known
    ]
    if all(c in terms.excluded_criteria or g in terms.excluded_groups for c, g in known.items()):
        problems.append(Problem.of("scenario.nothing_left"))
    for alternative, row in terms.judgements.items():
        where = f"judgements.{alternative}"
        if alternative not in base.matrix:
            problems.append(
                Problem.of("scenario.unknown_alternative", where=where, alternative=alternative)
            )
        problems += [
            Problem.of("ranking.unknown_criterion", where=where, criterion=criterion)
            for criterion in row
            if criterion not in known
        ]
    if problems:
        raise InvalidInput("scenario.invalid", problems=problems)
