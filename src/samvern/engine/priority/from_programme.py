"""The ranking model of a programme: its focus areas or its measures against all it judges them by.

What is not known stays open. A judgement that is missing counts as every level being equally
likely, and so does a contribution or attainment that is missing beside others that are there:
only ``none`` in the file means no contribution. What was filled in so, or taken from the focus
area, or left out, is told in ``LeftOut`` records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samvern.engine.errors import InvalidInput, NotReady, Problem
from samvern.engine.priority.model import (
    Alternative,
    Criterion,
    LeftOut,
    Level,
    RankingModel,
    RankingScale,
    unknown_scale,
)
from samvern.engine.priority.weight_rule import DEFAULT_WEIGHTS, GROUPS, WeightRule
from samvern.engine.programme.document import (
    SCALE_LEVELS,
    FocusArea,
    Judgement,
    Measure,
    MeasureKind,
    Programme,
    Scale,
)

#: Probability of each level that is possible.
Cell = Mapping[str, float]

_NATURAL_ORDER = "natural_order"

# Stages in natural order, the first first.
_STAGES = tuple(reversed(SCALE_LEVELS[Scale.STAGE]))
_STAGE_OF_KIND: Mapping[MeasureKind | None, str] = {
    MeasureKind.MAPPING: "mapping",
    MeasureKind.STUDY: "study",
}


@dataclass(frozen=True)
class _Question:
    """A criterion and how a programme answers it; None for no answer.

    ``of_area`` and ``of_measure`` look at what is said of the thing itself.
    """

    id: str
    group: str
    scale: Scale
    of_area: Callable[[FocusArea], Cell | None]
    of_measure: Callable[[Measure], Cell | None]
    is_inherited: bool = False
    lower_is_better: bool = False

    @property
    def criterion(self) -> Criterion:
        """The criterion, with levels equally far apart."""
        levels = SCALE_LEVELS[self.scale]
        if self.lower_is_better:
            levels = tuple(reversed(levels))
        top = len(levels) - 1
        return Criterion(
            self.id,
            self.group,
            tuple(Level(level, position / top) for position, level in enumerate(levels)),
        )


@dataclass(frozen=True)
class _Answers:
    """What one alternative got for an answer to each question, and which were inherited."""

    cells: Mapping[str, Cell | None]
    inherited: frozenset[str] = frozenset()


def ranking_model(
    programme: Programme,
    *,
    level: str,
    scale: RankingScale | str = RankingScale.LINEAR,
    weights: WeightRule | None = None,
) -> tuple[RankingModel, tuple[Alternative, ...], tuple[LeftOut, ...]]:
    """Make the ranking model of a programme.

    Criteria stand in the groups ``GROUPS``; those by which nobody judged anything are left out,
    and with them groups that become empty.

    - ``risk_contribution``: one criterion ``contribution.<risk area>`` for each risk area.
    - ``goals``, ``strategic_goals``: one criterion ``attainment.<goal>`` for each goal.
    - ``cost``, ``support``, ``implementation_risk``: one criterion each. Low cost and low risk
      are best. A focus area has the mixture of its measures' judgements, each measure counting
      the same; a measure without a judgement brings every level alike into the mixture.
    - ``natural_order``: mapping before study before the rest. A measure's stage is that of its
      kind, but at least one stage after whatever it must come after; a kind that is not given
      is "the rest", and measures that wait for each other in a circle end up last. A focus area
      has the mixture of its measures' stages; without measures, the stage of what it needs.

    A measure without a contribution or attainment of its own has that of its focus area.

    Parameters
    ----------
    programme
        Any programme.
    level
        Which alternatives to rank: ``"focus-area"`` or ``"measure"``.
    scale
        ``"linear"`` or ``"ordinal"``.
    weights
        What is known of the weights of the groups; ``DEFAULT_WEIGHTS`` if None. What it says of
        groups that the model does not have is forgotten, but not what follows from it for others.

    Returns
    -------
    model, alternatives, left_out
        As ``rank`` takes them; alternatives in the order of the programme.

    Raises
    ------
    NotReady
        ``ranking.too_few_alternatives``, or ``ranking.no_judgements`` when nothing but the
        natural order is known.
    InvalidInput
        ``ranking.unknown_kind``, ``ranking.invalid_model`` or ``weights.invalid``.
    """
    rule = DEFAULT_WEIGHTS if weights is None else weights
    _refuse("weights.invalid", rule.problems(GROUPS))
    if scale not in set(RankingScale):
        raise InvalidInput("ranking.invalid_model", problems=[unknown_scale(scale)])
    questions = _questions(programme)
    alternatives, answers = _answers(programme, level, questions)
    asked = [
        question
        for question in questions
        if any(answer.cells[question.id] is not None for answer in answers.values())
    ]
    groups = tuple(group for group in GROUPS if any(found.group == group for found in asked))
    if not set(groups) - {_NATURAL_ORDER}:
        raise NotReady("ranking.no_judgements")
    rule = rule.restricted_to(groups)
    _refuse("weights.invalid", rule.problems(groups))
    matrix = {
        alternative: {
            question.id: answer.cells[question.id] or _unknown(question.scale) for question in asked
        }
        for alternative, answer in answers.items()
    }
    criteria = tuple(question.criterion for question in asked)
    model = RankingModel(groups, criteria, matrix, rule, RankingScale(scale))
    not_asked = tuple(question.id for question in questions if question not in asked)
    return model, alternatives, tuple(_left_out(answers, asked, not_asked))


def _refuse(code: str, problems: Iterable[Problem]) -> None:
    found = list(dict.fromkeys(problems))
    if found:
        raise InvalidInput(code, problems=found)


def _answers(
    programme: Programme, level: str, questions: Sequence[_Question]
) -> tuple[tuple[Alternative, ...], dict[str, _Answers]]:
    ranked: Sequence[FocusArea] | Sequence[Measure]
    if level == "focus-area":
        ranked = programme.focus_areas
        answers = {area.id: _answers_of_area(area, questions) for area in programme.focus_areas}
    elif level == "measure":
        ranked = programme.measures
        areas = {area.id: area for area in programme.focus_areas}
        answers = {
            measure.id: _answers_of_measure(measure, areas.get(measure.focus_area), questions)
            for measure in programme.measures
        }
    else:
        raise InvalidInput("ranking.unknown_kind", got=level, known="focus-area, measure")
    if len(ranked) < 2:
        raise NotReady("ranking.too_few_alternatives", found=len(ranked))
    repeated = [name for name, count in Counter(each.id for each in ranked).items() if count > 1]
    _refuse(
        "ranking.invalid_model",
        (Problem.of("ranking.repeated", where="matrix", id=name) for name in repeated),
    )
    return tuple(Alternative(each.id, each.title) for each in ranked), answers


def _answers_of_area(area: FocusArea, questions: Sequence[_Question]) -> _Answers:
    return _Answers({question.id: question.of_area(area) for question in questions})


def _answers_of_measure(
    measure: Measure, area: FocusArea | None, questions: Sequence[_Question]
) -> _Answers:
    cells = {question.id: question.of_measure(measure) for question in questions}
    inherited = set()
    for question in questions:
        if cells[question.id] is None and question.is_inherited and area is not None:
            cells[question.id] = question.of_area(area)
            if cells[question.id] is not None:
                inherited.add(question.id)
    return _Answers(cells, frozenset(inherited))


def _questions(programme: Programme) -> list[_Question]:
    measures = defaultdict(list)
    for measure in programme.measures:
        measures[measure.focus_area].append(measure)
    stages = _stages(programme)

    def mixture(
        scale: Scale, of_measure: Callable[[Measure], Cell | None]
    ) -> Callable[[FocusArea], Cell | None]:
        return lambda area: _mixture(scale, [of_measure(each) for each in measures[area.id]])

    def stage_of_area(area: FocusArea) -> Cell | None:
        if not measures[area.id] and area.needs in _STAGES:
            return {area.needs: 1.0}
        return mixture(Scale.STAGE, stages)(area)

    questions = [
        _Question(
            f"contribution.{area.id}",
            "risk_contribution",
            Scale.CONTRIBUTION,
            _keyed("contribution", area.id),
            _keyed("contribution", area.id),
            is_inherited=True,
        )
        for area in programme.risk_areas
    ]
    questions += [
        _Question(
            f"attainment.{goal.id}",
            goal_set,
            Scale.ATTAINMENT,
            _keyed("attainment", goal.id),
            _keyed("attainment", goal.id),
            is_inherited=True,
        )
        for goal_set in ("goals", "strategic_goals")
        for goal in programme.goals
        if goal.goal_set == goal_set
    ]
    questions.append(_Question(_NATURAL_ORDER, _NATURAL_ORDER, Scale.STAGE, stage_of_area, stages))
    for name, lower_is_better in (
        ("cost", True),
        ("support", False),
        ("implementation_risk", True),
    ):
        own = _named(name)
        by_area = mixture(Scale.LEVEL, own)
        questions.append(
            _Question(name, name, Scale.LEVEL, by_area, own, lower_is_better=lower_is_better)
        )
    return questions


def _keyed(what: str, key: str) -> Callable[[FocusArea | Measure], Cell | None]:
    return lambda judged: _levels(getattr(judged, what).get(key))


def _named(what: str) -> Callable[[Measure], Cell | None]:
    return lambda measure: _levels(getattr(measure, what))


def _levels(judgement: Judgement | None) -> Cell | None:
    return None if judgement is None else judgement.levels


def _unknown(scale: Scale) -> Cell:
    levels = SCALE_LEVELS[scale]
    return dict.fromkeys(levels, 1 / len(levels))


def _mixture(scale: Scale, cells: Sequence[Cell | None]) -> Cell | None:
    if all(cell is None for cell in cells):
        return None
    filled = [_unknown(scale) if cell is None else cell for cell in cells]
    shares = {
        level: sum(cell.get(level, 0.0) for cell in filled) / len(filled)
        for level in SCALE_LEVELS[scale]
    }
    return {level: share for level, share in shares.items() if share > 0}


def _stages(programme: Programme) -> Callable[[Measure], Cell | None]:
    """Give the stage of a measure; no measure has one when nothing is said of order at all."""
    known = any(measure.kind or measure.after for measure in programme.measures)
    if not known:
        return lambda _: None
    own = {
        measure.id: _STAGES.index(_STAGE_OF_KIND.get(measure.kind, "later"))
        for measure in programme.measures
    }
    position = own
    for _ in _STAGES[1:]:  # a chain longer than the stages ends in the last one anyway
        position = {
            measure.id: min(
                len(_STAGES) - 1,
                max([own[measure.id], *(position[i] + 1 for i in measure.after if i in own)]),
            )
            for measure in programme.measures
        }
    return lambda measure: {_STAGES[position[measure.id]]: 1.0}


def _left_out(
    answers: Mapping[str, _Answers], asked: Sequence[_Question], not_asked: tuple[str, ...]
) -> Iterator[LeftOut]:
    if not_asked:
        yield LeftOut("left_out.criterion", not_asked)
    inherited = {
        alternative: tuple(found.id for found in asked if found.id in answer.inherited)
        for alternative, answer in answers.items()
    }
    yield from _gathered("left_out.inherited", inherited)
    unknown = {
        alternative: tuple(found.id for found in asked if answer.cells[found.id] is None)
        for alternative, answer in answers.items()
    }
    yield from _gathered("left_out.unknown", unknown)


def _gathered(code: str, criteria_of: Mapping[str, tuple[str, ...]]) -> Iterator[LeftOut]:
    """Tell of alternatives with the same criteria together."""
    alternatives_of = defaultdict(list)
    for alternative, criteria in criteria_of.items():
        if criteria:
            alternatives_of[criteria].append(alternative)
    for criteria, alternatives in alternatives_of.items():
        yield LeftOut(code, criteria, tuple(alternatives))
