"""A scenario: what somebody would weigh, leave out or judge otherwise in a ranking.

It is kept apart from the model that it is tried on, so that the same scenario can be tried again
when the programme has changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.priority.model import (
    Criterion,
    LeftOut,
    RankingModel,
    RankingScale,
    cell_problems,
    unknown_scale,
)
from samvern.engine.priority.reading import Reader
from samvern.engine.priority.weight_rule import GROUPS, WeightRule, read_said

#: Probability of each level.
Cell = Mapping[str, float]


class Switch(StrEnum):
    """What a scenario changes of a model; each can be tried without the others."""

    WEIGHTS = "weights"
    CRITERIA = "criteria"
    JUDGEMENTS = "judgements"
    SCALE = "scale"


@dataclass(frozen=True)
class Scenario:
    """What is different from a model; nothing by default.

    Attributes
    ----------
    weights
        The admissible weights instead of the model's; None keeps these.
    excluded_criteria, excluded_groups
        Criteria that do not count, one by one or all of a group. A group without criteria
        falls away.
    judgements
        Maps (alternative, criterion) to the probability of each level, instead of the model's.
    scale
        The scale instead of the model's; None keeps it.
    """

    weights: WeightRule | None = None
    excluded_criteria: tuple[str, ...] = ()
    excluded_groups: tuple[str, ...] = ()
    judgements: Mapping[tuple[str, str], Cell] = field(default_factory=dict, hash=False)
    scale: RankingScale | None = None

    @property
    def switches(self) -> tuple[Switch, ...]:
        """What it says anything about, in a fixed order."""
        says = {
            Switch.WEIGHTS: self.weights is not None,
            Switch.CRITERIA: bool(self.excluded_criteria or self.excluded_groups),
            Switch.JUDGEMENTS: bool(self.judgements),
            Switch.SCALE: self.scale is not None,
        }
        return tuple(switch for switch in Switch if says[switch])

    def only(self, switches: Collection[Switch]) -> Scenario:
        """Keep what it says about these, and leave the rest as the model has it."""
        criteria = Switch.CRITERIA in switches
        return Scenario(
            weights=self.weights if Switch.WEIGHTS in switches else None,
            excluded_criteria=self.excluded_criteria if criteria else (),
            excluded_groups=self.excluded_groups if criteria else (),
            judgements=self.judgements if Switch.JUDGEMENTS in switches else {},
            scale=self.scale if Switch.SCALE in switches else None,
        )

    def to_json(self) -> dict[str, object]:
        """Give it as plain values, as ``catalogues/schemas/scenario.schema.json`` says.

        What it says nothing about is left out.
        """
        plain: dict[str, object] = {}
        if self.weights is not None:
            plain["weights"] = self.weights.to_json()
        if self.excluded_criteria:
            plain["excluded_criteria"] = list(self.excluded_criteria)
        if self.excluded_groups:
            plain["excluded_groups"] = list(self.excluded_groups)
        if self.judgements:
            rows: dict[str, dict[str, Cell]] = {}
            for (alternative, criterion), cell in self.judgements.items():
                rows.setdefault(alternative, {})[criterion] = dict(cell)
            plain["judgements"] = rows
        if self.scale is not None:
            plain["scale"] = str(self.scale)
        return plain

    @classmethod
    def from_json(cls, value: object) -> Scenario:
        """Read a scenario from a source that nobody has checked.

        Weights may be as ``to_json`` writes them or as in a weights file.

        Raises
        ------
        InvalidInput
            ``scenario.invalid`` with all problems of shape; whether it fits a model is for
            ``apply_scenario`` to say.

        Examples
        --------
        >>> Scenario.from_json({"weights": {"order": ["goals", "cost"]}, "scale": "ordinal"}).switches
        (<Switch.WEIGHTS: 'weights'>, <Switch.SCALE: 'scale'>)
        """
        reader = Reader()
        optional = ("weights", "excluded_criteria", "excluded_groups", "judgements", "scale")
        found = reader.fields(value, "", required=(), optional=optional)
        weights = read_said(reader, found["weights"], "weights") if "weights" in found else None
        criteria, groups = (
            tuple(reader.text(item, at) for at, item in reader.items(found.get(name, ()), name))
            for name in ("excluded_criteria", "excluded_groups")
        )
        judgements = _read_judgements(reader, found.get("judgements", {}))
        scale = reader.text(found["scale"], "scale") if "scale" in found else ""
        if scale and scale not in set(RankingScale):
            reader.problems.append(unknown_scale(scale))
        reader.finish("scenario.invalid")
        return cls(weights, criteria, groups, judgements, RankingScale(scale) if scale else None)


def apply_scenario(model: RankingModel, scenario: Scenario) -> RankingModel:
    """Give the model as it is in a scenario.

    Weights, the scenario's or else the model's, are restricted to the groups that are left.
    A changed judgement by a criterion that is left out is checked all the same.

    Parameters
    ----------
    model
        What the scenario is tried on; it is not changed.
    scenario
        May name groups that programmes can have though this model has not; nothing else that
        does not exist.

    Raises
    ------
    InvalidInput
        ``scenario.invalid`` with all problems; their places are those of ``Scenario.to_json``.

    Examples
    --------
    >>> from samvern.engine.priority import Criterion, Level
    >>> levels = (Level("low", 0.0), Level("high", 1.0))
    >>> model = RankingModel(
    ...     groups=("effect", "cost"),
    ...     criteria=(Criterion("effect", "effect", levels), Criterion("cost", "cost", levels)),
    ...     matrix={"train": {"effect": {"high": 1.0}, "cost": {"low": 1.0}}},
    ...     weights=WeightRule((("effect", "cost"),)),
    ... )
    >>> changed = apply_scenario(model, Scenario(excluded_groups=("cost",)))
    >>> changed.groups, changed.weights.constraints, changed.matrix["train"]
    (('effect',), (), {'effect': {'high': 1.0}})
    """
    criteria = tuple(
        criterion
        for criterion in model.criteria
        if criterion.id not in scenario.excluded_criteria
        and criterion.group not in scenario.excluded_groups
    )
    groups = tuple(
        group for group in model.groups if any(found.group == group for found in criteria)
    )
    weights = model.weights if scenario.weights is None else scenario.weights
    restricted = weights.restricted_to(groups)
    problems = [*_named_problems(model, scenario), *_judgement_problems(model, scenario)]
    wrong = list(weights.problems(tuple(dict.fromkeys((*model.groups, *GROUPS)))))
    if not groups:
        problems.append(Problem.of("scenario.nothing_left"))
    elif not wrong:
        wrong += restricted.problems(groups)
    problems += wrong
    if problems:
        raise InvalidInput("scenario.invalid", problems=list(dict.fromkeys(problems)))
    matrix = {
        alternative: {
            criterion.id: scenario.judgements.get((alternative, criterion.id), row[criterion.id])
            for criterion in criteria
        }
        for alternative, row in model.matrix.items()
    }
    return replace(
        model,
        groups=groups,
        criteria=criteria,
        matrix=matrix,
        weights=restricted,
        scale=scenario.scale or model.scale,
    )


def still_left_out(
    left_out: Iterable[LeftOut], changed: RankingModel, scenario: Scenario
) -> tuple[LeftOut, ...]:
    """Say what of a programme's left-out judgements is still true in a scenario.

    Criteria that do not count leave nothing out, and what the scenario judges is judged.

    Examples
    --------
    >>> from samvern.engine.priority import Criterion, Level
    >>> criterion = Criterion("cost", "cost", (Level("high", 0.0), Level("low", 1.0)))
    >>> cells = {"train": {"cost": {"low": 1.0}}, "wait": {"cost": {"low": 0.5, "high": 0.5}}}
    >>> changed = RankingModel(("cost",), (criterion,), cells, WeightRule())
    >>> known = Scenario(judgements={("train", "cost"): {"low": 1.0}})
    >>> before = LeftOut("left_out.unknown", ("cost", "support"), ("train", "wait"))
    >>> still_left_out([before], changed, known)
    (LeftOut(code='left_out.unknown', criteria=('cost',), alternatives=('wait',)),)
    """
    counting = {criterion.id for criterion in changed.criteria}
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    result = []
    for record in left_out:
        if not record.alternatives:  # criteria by which nobody judged, and which are in no model
            result.append(record)
        for alternative in record.alternatives:
            criteria = tuple(
                criterion
                for criterion in record.criteria
                if criterion in counting and (alternative, criterion) not in scenario.judgements
            )
            if criteria:
                found.setdefault((record.code, criteria), []).append(alternative)
    result += [LeftOut(code, criteria, tuple(ids)) for (code, criteria), ids in found.items()]
    return tuple(result)


def _named_problems(model: RankingModel, scenario: Scenario) -> Iterator[Problem]:
    criteria = {criterion.id for criterion in model.criteria}
    for index, name in enumerate(scenario.excluded_criteria):
        if name not in criteria:
            where = f"excluded_criteria[{index}]"
            yield Problem.of("ranking.unknown_criterion", where=where, criterion=name)
    for index, name in enumerate(scenario.excluded_groups):
        if name not in model.groups and name not in GROUPS:
            yield Problem.of(
                "ranking.unknown_group",
                where=f"excluded_groups[{index}]",
                group=name,
                known=", ".join(model.groups),
            )


def _judgement_problems(model: RankingModel, scenario: Scenario) -> Iterator[Problem]:
    criteria: dict[str, Criterion] = {criterion.id: criterion for criterion in model.criteria}
    for (alternative, criterion), cell in scenario.judgements.items():
        where = f"judgements.{alternative}"
        if alternative not in model.matrix:
            yield Problem.of("scenario.unknown_alternative", where=where, alternative=alternative)
        if criterion in criteria:
            yield from cell_problems(cell, criteria[criterion], f"{where}.{criterion}")
        else:
            yield Problem.of("ranking.unknown_criterion", where=where, criterion=criterion)


def _read_judgements(reader: Reader, value: object) -> dict[tuple[str, str], Cell]:
    return {
        (alternative, criterion): {
            level: reader.number(share, f"judgements.{alternative}.{criterion}.{level}")
            for level, share in reader.entries(cell, f"judgements.{alternative}.{criterion}")
        }
        for alternative, row in reader.entries(value, "judgements")
        for criterion, cell in reader.entries(row, f"judgements.{alternative}")
    }
