"""What an owner says of a measure for a period, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from samvern.engine.errors import Problem
from samvern.engine.reporting.light import (
    Dimension,
    Figures,
    Light,
    Tolerances,
    is_milder,
    suggest_light,
)

MAX_REASON: Final = 2_000
MAX_ANSWER: Final = 4_000
MAX_MILESTONE: Final = 200
#: The years in which a milestone of a measure can lie: others are a slip of the finger.
MILESTONE_YEARS: Final = range(2000, 2100)
MAX_QUESTION: Final = 500
MOST_QUESTIONS: Final = 10
#: Ten thousand milliard kroner: a slip of the finger, whatever the measure.
MOST_NOK_ORE: Final = 10**15


@dataclass(frozen=True)
class Question:
    """Something else that every report of a round answers, in words; ``code`` is unique in the round."""

    code: str
    text: str
    is_required: bool = False


@dataclass(frozen=True)
class Said:
    """The light of a dimension, and why; no light is not said yet."""

    light: Light | None = None
    reason: str = ""


@dataclass(frozen=True)
class ReportValues:
    """Everything that a report says.

    ``milestone_planned_on`` is when the next milestone was to be reached by the plan,
    ``milestone_expected_on`` when it is now thought to be. Percent are of the whole measure, 0 to 100.
    """

    said: Mapping[Dimension, Said] = field(default_factory=dict)
    planned_percent: int | None = None
    done_percent: int | None = None
    budget_nok_ore: int | None = None
    spent_nok_ore: int | None = None
    forecast_nok_ore: int | None = None
    milestone: str = ""
    milestone_planned_on: date | None = None
    milestone_expected_on: date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)

    def of(self, dimension: Dimension) -> Said:
        """What is said of a dimension."""
        return self.said.get(dimension, Said())

    @property
    def figures(self) -> Figures:
        """What the figures come to."""
        late = behind = None
        if self.milestone_planned_on and self.milestone_expected_on:
            late = (self.milestone_expected_on - self.milestone_planned_on).days
        if self.planned_percent is not None and self.done_percent is not None:
            behind = self.planned_percent - self.done_percent
        return Figures(late, behind, self.budget_nok_ore, self.forecast_nok_ore)

    def to_flat(self, questions: Sequence[Question] = ()) -> dict[str, Any]:
        """Plain values by name, such as ``time_light``, for JSON, forms and merging.

        Examples
        --------
        >>> late = ReportValues({Dimension.TIME: Said(Light.RED, "No tender")})
        >>> flat = late.to_flat()
        >>> flat["time_light"], flat["time_reason"], flat["money_light"]
        ('red', 'No tender', '')
        >>> ReportValues.from_flat(flat) == late
        True
        """
        flat: dict[str, Any] = {}
        for dimension in Dimension:
            said = self.of(dimension)
            flat[f"{dimension}_light"] = said.light.value if said.light else ""
            flat[f"{dimension}_reason"] = said.reason
        for name in _PLAIN:
            value = getattr(self, name)
            flat[name] = value.isoformat() if isinstance(value, date) else value
        codes = {each.code: None for each in questions} | dict.fromkeys(self.answers)
        for code in codes:
            flat[f"{ANSWER}{code}"] = self.answers.get(code, "")
        return flat

    @classmethod
    def from_flat(cls, flat: Mapping[str, Any]) -> ReportValues:
        """From :meth:`to_flat`; what is not there is not said."""
        said = {}
        for dimension in Dimension:
            light = flat.get(f"{dimension}_light") or None
            reason = flat.get(f"{dimension}_reason") or ""
            if light or reason:
                said[dimension] = Said(Light(light) if light else None, reason)
        plain: dict[str, Any] = {name: flat.get(name) for name in _PLAIN}
        for name in _DAYS:
            plain[name] = date.fromisoformat(plain[name]) if plain[name] else None
        plain["milestone"] = plain["milestone"] or ""
        answers = {
            name.removeprefix(ANSWER): text
            for name, text in flat.items()
            if name.startswith(ANSWER) and text
        }
        return cls(said=said, answers=answers, **plain)


#: Which figures stand with which light.
FIGURES_OF: Final[Mapping[Dimension, tuple[str, ...]]] = MappingProxyType(
    {
        Dimension.PROGRESS: ("planned_percent", "done_percent"),
        Dimension.TIME: ("milestone", "milestone_planned_on", "milestone_expected_on"),
        Dimension.MONEY: ("budget_nok_ore", "spent_nok_ore", "forecast_nok_ore"),
    }
)
#: How the flat name of an answer begins; the code of its question follows.
ANSWER: Final = "answer_"
_PLAIN: Final = tuple(
    each.name for each in fields(ReportValues) if each.name not in {"said", "answers"}
)
_DAYS: Final = ("milestone_planned_on", "milestone_expected_on")


def tidy(values: ReportValues) -> ReportValues:
    r"""The same without spaces around texts, so that nothing differs that nobody sees.

    Examples
    --------
    >>> tidy(ReportValues(milestone=" Tender out\r\n")).milestone
    'Tender out'
    """
    flat = {
        name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
        for name, value in values.to_flat().items()
    }
    return ReportValues.from_flat(flat)


def find_report_problems(
    values: ReportValues, questions: Collection[Question] = ()
) -> Iterator[Problem]:
    """Say what cannot be saved, each where it is: what no draft may hold either.

    ``percent.outside``, ``money.outside``, ``milestone.day_unlikely``, ``field.too_long``, ``answer.text_unusable``,
    ``question.unknown``.
    """
    for dimension in Dimension:
        yield from _text_problems(values.of(dimension).reason, f"{dimension}_reason", MAX_REASON)
    yield from _text_problems(values.milestone, "milestone", MAX_MILESTONE)
    for name in ("planned_percent", "done_percent"):
        found = getattr(values, name)
        if found is not None and not 0 <= found <= 100:
            yield Problem.of("percent.outside", where=name, found=found)
    for name in ("budget_nok_ore", "spent_nok_ore", "forecast_nok_ore"):
        found = getattr(values, name)
        if found is not None and not 0 <= found <= MOST_NOK_ORE:
            yield Problem.of("money.outside", where=name)
    for name in _DAYS:
        day = getattr(values, name)
        if day is not None and day.year not in MILESTONE_YEARS:
            yield Problem.of("milestone.day_unlikely", where=name)
    codes = {each.code for each in questions}
    for code, text in values.answers.items():
        if code not in codes:
            yield Problem.of("question.unknown", where=f"{ANSWER}{code}", found=code)
        yield from _text_problems(text, f"{ANSWER}{code}", MAX_ANSWER)


def find_gaps(
    values: ReportValues, tolerances: Tolerances, questions: Collection[Question] = ()
) -> Iterator[Problem]:
    """Say what is missing before a report can be handed in, each where it is.

    ``light.missing``; ``light.reason_missing`` for yellow and red; ``light.milder`` for one that is
    milder than the figures give, without a reason; ``money.forecast_below_spent``;
    ``milestone.unnamed`` for days of no milestone; ``question.unanswered``.
    """
    figures = values.figures
    for dimension in Dimension:
        said = values.of(dimension)
        suggested = suggest_light(dimension, figures, tolerances)
        if said.light is None:
            yield Problem.of("light.missing", where=f"{dimension}_light")
        elif said.reason.strip():
            continue
        elif said.light in (Light.YELLOW, Light.RED):
            yield Problem.of("light.reason_missing", where=f"{dimension}_reason")
        elif is_milder(said.light, suggested):
            yield Problem.of("light.milder", where=f"{dimension}_reason")
    spent, forecast = values.spent_nok_ore, values.forecast_nok_ore
    if spent is not None and forecast is not None and forecast < spent:
        yield Problem.of("money.forecast_below_spent", where="forecast_nok_ore")
    has_day = values.milestone_planned_on or values.milestone_expected_on
    if has_day and not values.milestone.strip():
        yield Problem.of("milestone.unnamed", where="milestone")
    for question in questions:
        if question.is_required and not values.answers.get(question.code, "").strip():
            yield Problem.of("question.unanswered", where=f"{ANSWER}{question.code}")


def find_question_problems(questions: Sequence[Question]) -> Iterator[Problem]:
    """Say what is wrong with the questions of a round."""
    if len(questions) > MOST_QUESTIONS:
        yield Problem.of("question.many", where="questions", most=MOST_QUESTIONS)
    if len({each.code for each in questions}) < len(questions):
        yield Problem.of("question.twice", where="questions")
    for question in questions:
        if not question.text.strip():
            yield Problem.of("field.required", where="questions")
        yield from _text_problems(question.text, "questions", MAX_QUESTION)


def _text_problems(text: str, where: str, most: int) -> Iterator[Problem]:
    if len(text) > most:
        yield Problem.of("field.too_long", where=where, most=most)
    if "\0" in text:
        yield Problem.of("answer.text_unusable", where=where)
