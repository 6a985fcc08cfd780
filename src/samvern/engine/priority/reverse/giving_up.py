"""The fewest statements to give up so that the rest can hold together.

Statements that contradict each other are gathered one set after another. What is given up must
hold one statement of each set; the smallest choice that does is tried, and if the rest still
contradicts itself, that is the next set. So the choice is smallest when it works, and the sets,
each with its proof, show that fewer will not do.

Source
------
J. Davies, F. Bacchus, "Solving MAXSAT by solving a sequence of simpler SAT instances", Principles
and Practice of Constraint Programming (2011), for the loop.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction

from samvern.engine.priority.reverse.decided import Before
from samvern.engine.priority.reverse.draft import Draft
from samvern.engine.priority.reverse.programs import Program, solve
from samvern.engine.priority.reverse.proofs import (
    Contradiction,
    Proof,
    Split,
    Witness,
    statements_in,
)
from samvern.engine.priority.reverse.search import Answer, Question, answer
from samvern.engine.priority.reverse.system import WeightStatement

#: Contradictions that are gathered at most. An order that contradicts itself in more ways is told
#: how many statements must go at least, and of a choice that is enough.
MAX_CONTRADICTIONS = 100

Statement = Before | WeightStatement

_HALF = 0.5


@dataclass(frozen=True)
class GivenUp:
    """What must be given up at the least.

    Attributes
    ----------
    order, weights
        The statements to give up.
    witness
        How the rest holds together.
    contradictions
        Proofs, of each of which a statement must go.
    at_least
        So many statements must go to have one of each contradiction.
    """

    order: tuple[Before, ...]
    weights: tuple[WeightStatement, ...]
    witness: Witness
    contradictions: tuple[Proof, ...]
    at_least: int

    @property
    def count(self) -> int:
        """How many statements it is."""
        return len(self.order) + len(self.weights)

    @property
    def is_fewest(self) -> bool:
        """Whether it is certain that fewer will not do."""
        return self.count == self.at_least

    def to_json(self) -> dict[str, object]:
        """Give the choice as the plain values of the published schema."""
        return {
            "order": [found.to_json() for found in self.order],
            "weights": [found.to_json() for found in self.weights],
            "at_least": self.at_least,
            "is_fewest": self.is_fewest,
            "then": {group: float(share) for group, share in self.witness.weights.items()},
            "contradictions": [proof.to_json() for proof in self.contradictions],
        }


#: What was found out about a question without some of its statements.
Answers = dict[frozenset[Statement], Answer]


def fewest(
    question: Question, *, of_order: bool, of_weights: bool, answers: Answers | None = None
) -> GivenUp | None:
    """Find the fewest statements of some kinds to give up.

    Parameters
    ----------
    question
        Statements that cannot all hold.
    of_order, of_weights
        Which kinds of statements may be given up.
    answers
        What is known already about this question, by the statements that are gone; what is found
        out is added.

    Returns
    -------
    GivenUp or None
        None when giving up statements of these kinds does not help, or nothing was found within
        the limits. Its witness and its contradictions are checked in fractions.
    """
    may_go: frozenset[Statement] = frozenset(
        {*(question.order if of_order else ()), *(question.weights if of_weights else ())}
    )
    sets: list[frozenset[Statement]] = []
    proofs: list[Proof] = []
    answers = {} if answers is None else answers

    def without(gone: frozenset[Statement]) -> Answer:
        if gone not in answers:
            answers[gone] = _try_without(question, gone)
        return answers[gone]

    while True:
        smallest = gone = smallest_hitting_set(sets)
        found = without(gone)
        if isinstance(found, Witness):
            return _given_up(question, gone, found, proofs, at_least=len(smallest))
        if len(proofs) >= MAX_CONTRADICTIONS:
            return _enough(question, may_go, proofs, at_least=len(smallest))
        # More contradictions that have nothing in common with it save whole rounds.
        while isinstance(found, Contradiction | Split):
            order, weights = statements_in(found)
            at_fault = (order | weights) & may_go
            if not at_fault:
                return None
            sets.append(at_fault)
            proofs.append(found)
            gone = gone | at_fault
            found = without(gone)
        if found is None:
            return _enough(question, may_go, proofs, at_least=len(smallest))


def _given_up(
    question: Question,
    gone: Set[Statement],
    witness: Witness,
    proofs: Sequence[Proof],
    *,
    at_least: int,
) -> GivenUp:
    return GivenUp(
        tuple(each for each in question.order if each in gone),
        tuple(each for each in question.weights if each in gone),
        witness,
        tuple(proofs),
        at_least,
    )


def _enough(
    question: Question, may_go: Set[Statement], proofs: Sequence[Proof], *, at_least: int
) -> GivenUp | None:
    """Find a choice that is enough, though perhaps not the fewest, with judgements at their mean."""
    fixed = replace(question, are_readings_free=False)
    climbs = {name: fixed.climb(name, {}) for name in fixed.firsts | fixed.seconds}
    draft = Draft(fixed.system, fixed.order, fixed.weights, climbs, {})
    draft.program.lower[draft.margin] = draft.program.upper[draft.margin] = Fraction(0)
    draft.program.gains = {}
    named: tuple[Statement, ...] = (*fixed.order, *fixed.weights)
    rows = zip(named, [*draft.order_rows, *draft.weight_rows], strict=True)
    columns: dict[Statement, int] = {}
    for statement, row in rows:
        if statement in may_go:
            columns[statement] = draft.program.column(Fraction(0), Fraction(1), whole=True)
            draft.program.gains[columns[statement]] = Fraction(-1)
            # No lead and no weight is below -1, so this lets the statement go.
            draft.program.rows[row] = {**draft.program.rows[row], columns[statement]: Fraction(1)}
    solved = solve(draft.program)
    if solved is None:
        return None
    gone = frozenset(each for each, column in columns.items() if solved.values[column] > _HALF)
    found = _try_without(fixed, gone)
    if not isinstance(found, Witness):
        return None
    return _given_up(question, gone, found, proofs, at_least=at_least)


def _try_without(question: Question, gone: Set[Statement]) -> Answer:
    order = tuple(each for each in question.order if each not in gone)
    weights = tuple(each for each in question.weights if each not in gone)
    if order:
        return answer(replace(question, order=order, weights=weights))
    # Nothing is asked of the order any more: any statement that always holds will do.
    only = question.order[0].first
    return answer(replace(question, order=(Before(only, only),), weights=weights))


def smallest_hitting_set(sets: Sequence[Iterable[Statement]]) -> frozenset[Statement]:
    """Choose as few members as possible that hold one of each set.

    Examples
    --------
    >>> a, b, c = Before("1", "2"), Before("2", "3"), Before("3", "4")
    >>> sorted(smallest_hitting_set([{a, b}, {b, c}]))
    [Before(first='2', second='3')]
    """
    if not sets:
        return frozenset()
    program = Program()
    members = list(dict.fromkeys(each for found in sets for each in sorted(found, key=repr)))
    columns = {each: program.column(Fraction(0), Fraction(1), whole=True) for each in members}
    one = program.column(Fraction(1), Fraction(1))
    program.gains = dict.fromkeys(columns.values(), Fraction(-1))
    for found in sets:
        program.row({**{columns[each]: Fraction(1) for each in found}, one: Fraction(-1)})
    solved = solve(program)
    if solved is None:
        raise ArithmeticError("a hitting set always exists")
    return frozenset(each for each, column in columns.items() if solved.values[column] > _HALF)
