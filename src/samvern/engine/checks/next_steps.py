"""The few things that this clinic does best to do next, and why each of them.

A step earns the weight of its question for every half of it that is open: two halves when the
answer is no, one when it is partly, and one when nobody knows, since what is not known is as
likely to be there as not. What suppliers are to be asked becomes one step for each supplier, as
one message is sent. Most points first; ties go to the earlier question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from samvern.engine.assessments import AnswerValues, DoneBy, Result
from samvern.engine.checks.check import Check, Question, Task
from samvern.engine.programme.document import Text

#: So many steps are shown at most: what fits on a sheet that is read.
MOST_STEPS: Final = 5

#: Halves of what a question asks for that an answer leaves open.
OPEN_HALVES: Final[Mapping[Result, int]] = MappingProxyType(
    {Result.NOT_FULFILLED: 2, Result.PARTLY: 1, Result.UNKNOWN: 1}
)


class StepKind(StrEnum):
    """What sort of step it is."""

    DO = "do"  # it is not there
    FINISH = "finish"  # it is partly there
    FIND_OUT = "find_out"  # nobody knows
    ASK_SUPPLIER = "ask_supplier"  # the supplier does it, and has not said how


class Ending(StrEnum):
    """How a check ends."""

    STEPS = "steps"  # there is something to do
    NOTHING_LEFT = "nothing_left"  # everything is in place
    UNFINISHED = "unfinished"  # nothing to do so far, and some questions left


_KINDS: Final[Mapping[Result, StepKind]] = MappingProxyType(
    {
        Result.NOT_FULFILLED: StepKind.DO,
        Result.PARTLY: StepKind.FINISH,
        Result.UNKNOWN: StepKind.FIND_OUT,
    }
)


@dataclass(frozen=True)
class NextStep:
    """A thing to do, for which questions, and why it was chosen.

    ``because``, ``weight`` and ``source`` are those of the question that earned the ``points``.
    ``asks`` are the questions to send to ``supplier``, whose name may be unknown.
    """

    kind: StepKind
    questions: tuple[str, ...]
    task: Task
    points: int
    weight: int
    source: str
    because: Text
    guidance: tuple[str, ...] = ()
    asks: tuple[Text, ...] = ()
    supplier: str = ""

    def to_json(self) -> dict[str, Any]:
        """The step as plain values."""
        return {
            "kind": self.kind.value,
            "questions": list(self.questions),
            "do": dict(self.task.do),
            "who": dict(self.task.who or {}),
            "minutes": self.task.minutes,
            "points": self.points,
            "weight": self.weight,
            "source": self.source,
            "because": dict(self.because),
            "guidance": list(self.guidance),
            "asks": [dict(each) for each in self.asks],
            "supplier": self.supplier,
        }


@dataclass(frozen=True)
class Outcome:
    """What a check ends with; ``more`` steps were found and are not among those chosen."""

    ending: Ending
    steps: tuple[NextStep, ...]
    more: int = 0


def outcome(
    check: Check,
    answers: Mapping[str, AnswerValues],
    not_asked: Collection[str] = (),
    most: int = MOST_STEPS,
) -> Outcome:
    """How the check ends for a clinic with these answers.

    Parameters
    ----------
    answers
        By question; those of other questions are passed over.
    not_asked
        Questions that need no answer.
    most
        So many steps at most.

    Examples
    --------
    >>> from samvern.engine.checks.examples import CHECK
    >>> answers = {"1": AnswerValues(result=Result.PARTLY),
    ...            "2": AnswerValues(result=Result.NOT_FULFILLED),
    ...            "3": AnswerValues(result=Result.FULFILLED)}
    >>> found = outcome(CHECK, answers)
    >>> found.ending.value, [(step.kind.value, step.questions) for step in found.steps]
    ('steps', [('do', ('2',)), ('finish', ('1',))])
    >>> done = {name: AnswerValues(result=Result.FULFILLED) for name in "123"}
    >>> outcome(CHECK, done).ending.value, outcome(CHECK, {}).ending.value
    ('nothing_left', 'unfinished')
    """
    steps = every_step(check, answers)
    if steps:
        return Outcome(Ending.STEPS, tuple(steps[:most]), max(0, len(steps) - most))
    needed = {each.id for each in check.questions} - set(not_asked)
    answered = {name for name, each in answers.items() if each.is_answered}
    return Outcome(Ending.NOTHING_LEFT if needed <= answered else Ending.UNFINISHED, ())


def every_step(check: Check, answers: Mapping[str, AnswerValues]) -> list[NextStep]:
    """All steps that the answers lead to, most pressing first."""
    to_ask: dict[str, list[tuple[Question, AnswerValues]]] = {}
    steps = []
    for question in check.questions:
        values = answers.get(question.id)
        if values is None or values.result not in OPEN_HALVES:
            continue
        if _is_to_ask(question, values):
            name = " ".join(values.supplier.split())
            to_ask.setdefault(name.casefold(), []).append((question, values))
        else:
            steps.append(_step(question, values))
    steps += [_message(check, told) for told in to_ask.values()]
    places = {question.id: place for place, question in enumerate(check.questions)}
    return sorted(
        steps, key=lambda each: (-each.points, min(map(places.__getitem__, each.questions)))
    )


def _is_to_ask(question: Question, values: AnswerValues) -> bool:
    is_supplied = values.done_by is DoneBy.SUPPLIER
    return values.result is Result.UNKNOWN and is_supplied and question.ask is not None


def _points(question: Question, values: AnswerValues) -> int:
    assert values.result is not None
    return question.weight.value * OPEN_HALVES[values.result]


def _step(question: Question, values: AnswerValues) -> NextStep:
    assert values.result is not None
    kind = _KINDS[values.result]
    return NextStep(
        kind=kind,
        questions=(question.id,),
        task=question.find_out if kind is StepKind.FIND_OUT else question.step,
        points=_points(question, values),
        weight=question.weight.value,
        source=question.weight.source,
        because=question.weight.because,
        guidance=question.guidance,
        asks=(question.ask,) if question.ask else (),
        supplier=" ".join(values.supplier.split()),
    )


def _message(check: Check, told: Sequence[tuple[Question, AnswerValues]]) -> NextStep:
    """One message with everything that one supplier is to be asked."""
    questions = [question for question, _values in told]
    heaviest = max(questions, key=lambda each: each.weight.value)
    return NextStep(
        kind=StepKind.ASK_SUPPLIER,
        questions=tuple(each.id for each in questions),
        task=check.letter.task,
        points=max(_points(question, values) for question, values in told),
        weight=heaviest.weight.value,
        source=heaviest.weight.source,
        because=heaviest.weight.because,
        asks=tuple(each.ask for each in questions if each.ask),
        supplier=" ".join(told[0][1].supplier.split()),
    )
