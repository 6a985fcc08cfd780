"""Rules for what may be planned and said, whatever door it came through."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samvern.apps.panels.models import Level, Names, Panel, Rule, Unknowns
from samvern.apps.programmes.models import SCALE_OF
from samvern.apps.programmes.rules import choice_problems, line_problems
from samvern.engine.errors import InvalidInput, NotReady, Problem
from samvern.engine.priority.pooling import opinion_problems
from samvern.engine.programme.document import SCALE_LEVELS, CriterionKind

#: One judge can think through so much, and no more.
MAX_CELLS = 400
MAX_JUDGES = 100
MAX_WEIGHT = 1000
MAX_TITLE = 200
MAX_TEXT = 2_000
#: With names hidden, so many must have judged a thing before anything of it is shown: with fewer,
#: each could tell what the others said.
LEAST_WITHOUT_NAMES = 3
LEAST_JUDGES = 2


@dataclass(frozen=True)
class JudgeEntry:
    """A person who is to be invited, by the address they log in with."""

    email: str
    weight: float = 1.0


@dataclass(frozen=True)
class Plan:
    """What is stated up front of a panel.

    ``alternatives`` are codes of focus areas or measures, ``criteria`` identifiers as the
    ranking has them (``contribution.R1``, ``cost``); every one is judged by every other.
    """

    title: str
    level: str
    rule: str
    answer_by: date
    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    judges: tuple[JudgeEntry, ...] = ()
    purpose: str = ""
    unknowns: str = Unknowns.LEFT_OUT
    names: str = Names.NOBODY


@dataclass(frozen=True)
class OpinionEntry:
    """What a judge says of one cell; without levels, an opinion given before is taken back."""

    cell_id: int
    levels: Mapping[str, float] | None
    is_unknown: bool = False
    why: str = ""


def check_plan(plan: Plan, alternatives: Collection[str], criteria: Collection[str]) -> None:
    """Refuse a plan that makes no sense. Raises ``InvalidInput`` (``panel.invalid``)."""
    problems = [
        *line_problems(plan.title, "title", limit=MAX_TITLE),
        *line_problems(plan.purpose, "purpose", limit=MAX_TEXT),
        *_chosen_problems(plan, alternatives, criteria),
    ]
    if not plan.title.strip():
        problems.append(Problem.of("value.missing", where="title"))
    for where, value, known in (
        ("level", plan.level, Level.values),
        ("rule", plan.rule, Rule.values),
        ("unknowns", plan.unknowns, Unknowns.values),
        ("names", plan.names, Names.values),
    ):
        problems += choice_problems(value or "–", where, known)
    problems += judge_problems(plan.judges)
    if problems:
        raise InvalidInput("panel.invalid", problems=problems)


def judge_problems(judges: Sequence[JudgeEntry]) -> Iterator[Problem]:
    """Say what is wrong with those who are to be invited, but for who they are."""
    if len(judges) > MAX_JUDGES:
        yield Problem.of("value.too_long", where="judges", limit=MAX_JUDGES)
    for email, count in Counter(entry.email.strip().lower() for entry in judges).items():
        if count > 1:
            yield Problem.of("judge.twice", where="judges", found=email[:100])
    for index, entry in enumerate(judges):
        if not (0 < entry.weight <= MAX_WEIGHT):
            yield Problem.of(
                "judge.weight", where=f"judges[{index}]", found=entry.weight, most=MAX_WEIGHT
            )


def check_ready(panel: Panel, *, judges: int) -> None:
    """Refuse to open a panel that too few are invited to. Raises ``NotReady``."""
    if panel.opened_at is not None:
        raise NotReady("panel.opened")
    if panel.names != Names.ALL and judges < LEAST_WITHOUT_NAMES:
        raise NotReady("panel.too_few_for_no_names", got=judges, least=LEAST_WITHOUT_NAMES)
    if judges < LEAST_JUDGES:
        raise NotReady("panel.too_few_judges", got=judges, least=LEAST_JUDGES)


def check_opinions(entries: Sequence[OpinionEntry], kinds: Mapping[int, str]) -> None:
    """Refuse opinions that do not fit; ``kinds`` has the criterion of each cell of the panel.

    Raises
    ------
    InvalidInput
        ``opinion.invalid`` with all problems.
    """
    problems: list[Problem] = []
    for index, entry in enumerate(entries):
        where = f"opinions[{index}]"
        problems += line_problems(entry.why, f"{where}.why", limit=MAX_TEXT)
        if entry.cell_id not in kinds:
            problems.append(Problem.of("opinion.cell_unknown", where=where))
        elif entry.levels is not None:
            scale = SCALE_LEVELS[SCALE_OF[CriterionKind(kinds[entry.cell_id])]]
            problems += opinion_problems(entry.levels, scale, f"{where}.levels")
    for cell, count in Counter(entry.cell_id for entry in entries).items():
        if count > 1:
            problems.append(Problem.of("ranking.repeated", where="opinions", id=cell))
    if problems:
        raise InvalidInput("opinion.invalid", problems=problems)


def on_scale(kind: str, levels: Mapping[str, float]) -> dict[str, float]:
    """An opinion that has been checked, in the order of its scale, impossible levels left out."""
    total = math.fsum(levels.values())
    scale = SCALE_LEVELS[SCALE_OF[CriterionKind(kind)]]
    return {level: levels[level] / total for level in scale if levels.get(level)}


def _chosen_problems(
    plan: Plan, alternatives: Collection[str], criteria: Collection[str]
) -> Iterator[Problem]:
    for code in plan.alternatives:
        if code not in alternatives:
            yield Problem.of("panel.alternative_unknown", where="alternatives", found=code[:60])
    for criterion in plan.criteria:
        if criterion not in criteria:
            yield Problem.of("panel.criterion_unknown", where="criteria", found=criterion[:60])
    cells = len(set(plan.alternatives)) * len(set(plan.criteria))
    if not cells:
        yield Problem.of("panel.nothing_to_judge", where="criteria")
    if cells > MAX_CELLS:
        yield Problem.of("panel.too_much_to_judge", where="criteria", got=cells, most=MAX_CELLS)
