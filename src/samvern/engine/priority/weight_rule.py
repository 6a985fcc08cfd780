"""Which weightings of the criterion groups are admitted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from samvern.engine.errors import Problem
from samvern.engine.priority.intervals import (
    Interval,
    interval_problems,
    intervals_to_json,
    read_intervals,
    without,
)
from samvern.engine.priority.reading import Reader

#: The groups that a programme's criteria stand in, in the order in which they are shown.
GROUPS = (
    "risk_contribution",
    "goals",
    "strategic_goals",
    "natural_order",
    "cost",
    "support",
    "implementation_risk",
)

#: The only rule for the criteria inside a group: each counts the same.
EQUAL = "equal"


@dataclass(frozen=True)
class WeightRule:
    """The admissible weights of the groups; they are never negative and sum to 1.

    ``constraints`` holds pairs (greater, lesser): the first group weighs at least as much as the
    second. ``intervals`` holds the least and the most share of the total weight, 0..1, that a
    group may have; groups that are not named are free. Every weighting that keeps both is
    admitted, all equally likely; none at all means "we do not know". With ``fixed`` there is
    exactly one admitted weighting: the given numbers divided by their sum, 0 for a group that is
    not named. ``within_group`` is always ``"equal"``: the value of a group is the plain mean of
    its criteria.
    """

    constraints: tuple[tuple[str, str], ...] = ()
    fixed: Mapping[str, float] | None = None
    within_group: str = EQUAL
    intervals: Mapping[str, Interval] = field(default_factory=dict, hash=False)

    def restricted_to(self, groups: Iterable[str]) -> WeightRule:
        """Forget all other groups, and keep what the constraints say through them.

        Intervals stay as they are said: shares of the weight of the groups that are left.

        Examples
        --------
        >>> rule = WeightRule((("risk", "goals"), ("goals", "cost")))
        >>> rule.restricted_to({"risk", "cost"}).constraints
        (('risk', 'cost'),)
        """
        kept = set(groups)
        pairs = list(dict.fromkeys(self.constraints))
        for gone in sorted({group for pair in pairs for group in pair} - kept):
            above = [greater for greater, lesser in pairs if lesser == gone]
            below = [lesser for greater, lesser in pairs if greater == gone]
            bridges = [(greater, lesser) for greater in above for lesser in below]
            pairs = [pair for pair in pairs if gone not in pair]
            pairs += [pair for pair in bridges if pair not in pairs]
        fixed = self.fixed and {name: share for name, share in self.fixed.items() if name in kept}
        intervals = without(self.intervals, self.constraints, kept) if self.intervals else {}
        return replace(self, constraints=tuple(pairs), fixed=fixed, intervals=intervals)

    def problems(self, groups: Sequence[str], root: str = "weights.") -> Iterator[Problem]:
        """Yield what is wrong with the rule for these groups; places begin with ``root``."""
        known = ", ".join(groups)
        if self.within_group != EQUAL:
            yield Problem.of(
                "weights.within_group_unknown", where=f"{root}within_group", got=self.within_group
            )
        for index, pair in enumerate(self.constraints):
            for group in pair:
                if group not in groups:
                    yield Problem.of(
                        "weights.unknown_group",
                        where=f"{root}constraints[{index}]",
                        group=group,
                        known=known,
                    )
        cycle = _find_cycle(self.constraints)
        if cycle:
            yield Problem.of("weights.cycle", where=f"{root}constraints", groups=" >= ".join(cycle))
        pairs = () if cycle else self.constraints
        yield from interval_problems(self.intervals, pairs, groups, f"{root}intervals")
        if self.fixed is not None:
            yield from self._fixed_problems(self.fixed, groups, f"{root}fixed")

    def _fixed_problems(
        self, fixed: Mapping[str, float], groups: Sequence[str], where: str
    ) -> Iterator[Problem]:
        if self.constraints:
            yield Problem.of("weights.fixed_and_constraints", where=where)
        if self.intervals:
            yield Problem.of("weights.fixed_and_intervals", where=where)
        for group, weight in fixed.items():
            if group not in groups:
                known = ", ".join(groups)
                yield Problem.of("weights.unknown_group", where=where, group=group, known=known)
            if not math.isfinite(weight) or weight < 0:
                yield Problem.of("weights.negative", where=f"{where}.{group}", got=weight)
        total = sum(fixed.get(group, 0.0) for group in groups)
        if total == 0:
            yield Problem.of("weights.all_zero", where=where)
        elif math.isinf(total) and all(map(math.isfinite, fixed.values())):
            yield Problem.of("weights.too_large", where=where)

    def to_json(self) -> dict[str, object]:
        """Give the rule as the plain values of the published schema."""
        plain: dict[str, object] = {
            "within_group": self.within_group,
            "constraints": [
                {"greater": greater, "lesser": lesser} for greater, lesser in self.constraints
            ],
        }
        if self.fixed is not None:
            plain["fixed"] = dict(self.fixed)
        if self.intervals:
            plain["intervals"] = intervals_to_json(self.intervals)
        return plain


#: The basis of IE-1125, section 3.1: contribution to meeting the risk trends weighs most.
DEFAULT_WEIGHTS = WeightRule(tuple((GROUPS[0], group) for group in GROUPS[1:]))


def read_rule(reader: Reader, value: object, where: str) -> WeightRule:
    """Read a rule as ``to_json`` writes it; problems of shape go to the reader."""
    optional = ("constraints", "fixed", "intervals")
    found = reader.fields(value, where, required=("within_group",), optional=optional)
    return WeightRule(
        constraints=_read_constraints(reader, found.get("constraints", ()), f"{where}.constraints"),
        fixed=_read_fixed(reader, found["fixed"], f"{where}.fixed") if "fixed" in found else None,
        within_group=reader.text(found["within_group"], f"{where}.within_group"),
        intervals=read_intervals(reader, found.get("intervals", {}), f"{where}.intervals"),
    )


def read_weights(mapping: object, groups: Sequence[str] = GROUPS) -> WeightRule:
    """Read the content of a weights file.

    Parameters
    ----------
    mapping
        One of ``{"constraints": [{"greater": g, "lesser": h}, ...]}``; ``{"order": [g, h, ...]}``,
        short for each weighing at least as much as the next, groups not named being free; or
        ``{"fixed": {g: weight, ...}}``, any numbers of zero or more, of which only the
        proportions count. Beside the first two, or alone, may stand ``{"intervals": {g: {"least":
        0.1, "most": 0.3}, ...}}``: shares of the total weight, an end that is missing being free.
        An empty mapping admits every weighting. A published rule (``WeightRule.to_json``) is
        read, too.
    groups
        The groups that may be named.

    Raises
    ------
    InvalidInput
        ``weights.invalid`` with all problems.

    Examples
    --------
    >>> read_weights({"order": ["risk_contribution", "goals", "cost"]}).constraints
    (('risk_contribution', 'goals'), ('goals', 'cost'))
    >>> read_weights({"intervals": {"cost": {"most": 0.2}}}).intervals
    {'cost': (0.0, 0.2)}
    """
    reader = Reader()
    rule, order = _read_forms(reader, mapping, "")
    reader.finish("weights.invalid")
    problems = list(rule.problems(groups, root=""))
    if order:
        known = ", ".join(groups)
        problems = [_in_order(problem) for problem in problems] + [
            Problem.of("weights.unknown_group", where="order", group=group, known=known)
            for group in order
            if group not in groups
        ]
    reader.problems.extend(dict.fromkeys(problems))
    reader.finish("weights.invalid")
    return rule


def read_said(reader: Reader, value: object, where: str) -> WeightRule:
    """Read a rule as ``to_json`` writes it or as in a weights file; only its shape is checked."""
    return _read_forms(reader, value, where)[0]


def _read_forms(reader: Reader, value: object, where: str) -> tuple[WeightRule, list[str]]:
    """Read what may stand in a weights file; give the rule, and the order if there was one."""
    root = f"{where}." if where else ""
    forms = ("constraints", "order", "fixed")
    optional = (*forms, "intervals", "within_group")
    found = reader.fields(value, where, required=(), optional=optional)
    # A published rule has constraints in any case; none of them say nothing.
    chosen = [form for form in forms if form in found and (form, found[form]) != (forms[0], [])]
    if len(chosen) > 1:
        found_forms = ", ".join(form for form in found if form in chosen)
        reader.problems.append(
            Problem.of("weights.more_than_one_form", where=where, found=found_forms)
        )
    constraints = _read_constraints(reader, found.get("constraints", ()), f"{root}constraints")
    items = reader.items(found.get("order", ()), f"{root}order")
    order = [reader.text(group, at) for at, group in items]
    rule = WeightRule(
        constraints=constraints or tuple(pairwise(order)),
        fixed=_read_fixed(reader, found["fixed"], f"{root}fixed") if "fixed" in found else None,
        within_group=reader.text(found.get("within_group", EQUAL), f"{root}within_group"),
        intervals=read_intervals(reader, found.get("intervals", {}), f"{root}intervals"),
    )
    return rule, order


def _in_order(problem: Problem) -> Problem:
    """Place what is wrong with the constraints where they were written: in the order."""
    return replace(problem, where="order") if problem.where.startswith("constraints") else problem


def _read_constraints(reader: Reader, value: object, where: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for at, item in reader.items(value, where):
        found = reader.fields(item, at, required=("greater", "lesser"))
        pairs.append(
            (
                reader.text(found["greater"], f"{at}.greater"),
                reader.text(found["lesser"], f"{at}.lesser"),
            )
        )
    return tuple(pairs)


def _read_fixed(reader: Reader, value: object, where: str) -> dict[str, float]:
    return {
        group: reader.number(weight, f"{where}.{group}")
        for group, weight in reader.entries(value, where)
    }


def _find_cycle(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Give one cycle among the pairs, its first group again at the end; empty without one."""
    above: dict[str, list[str]] = {}
    for greater, lesser in sorted(pairs):
        above.setdefault(lesser, []).append(greater)
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()
