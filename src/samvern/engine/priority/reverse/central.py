"""The most central of all weightings that give an order."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from samvern.engine.priority.reverse.decided import Before
from samvern.engine.priority.reverse.programs import Program, solve
from samvern.engine.priority.reverse.proofs import Witness
from samvern.engine.priority.reverse.search import CLOSE, Question, holds
from samvern.engine.priority.reverse.system import System

_NOTHING, _ONE = Fraction(0), Fraction(1)


def most_central(question: Question, witness: Witness) -> Witness:
    """Move the weights of a witness as far as can be from where a statement fails.

    Reading and scale stay as they are. The new weights are the centre of the largest ball that
    fits between the statements, in the plane of weights that sum to 1; where no ball fits, the
    witness stays as it is.

    Source
    ------
    S. Boyd, L. Vandenberghe, "Convex Optimization" (2004), section 8.5.1, the Chebyshev centre.
    """
    system = question.system
    rows = [
        *(_lead_by_group(system, witness, found) for found in question.order),
        *(found.coefficients(system.groups) for found in question.weights),
        *(tuple(Fraction(other == group) for other in system.groups) for group in system.groups),
    ]
    program = Program()
    weights = [program.column() for _group in system.groups]
    radius = program.column(_NOTHING, _ONE)
    one = program.column(_ONE, _ONE)
    program.gains[radius] = _ONE
    program.row({**dict.fromkeys(weights, _ONE), one: -_ONE}, is_zero=True)
    for row in rows:
        mean = sum(row, _NOTHING) / len(row)
        slope = Fraction(float(sum((value - mean) ** 2 for value in row)) ** 0.5)
        program.row({**dict(zip(weights, row, strict=True)), radius: -slope})
    solved = solve(program)
    if solved is None or solved.best <= CLOSE:
        return witness
    values = [max(Fraction(solved.values[column]), _NOTHING) for column in weights]
    whole = sum(values)
    moved = {group: value / whole for group, value in zip(system.groups, values, strict=True)}
    centre = replace(witness, weights=moved)
    return centre if holds(centre, question) else witness


def _lead_by_group(system: System, witness: Witness, found: Before) -> tuple[Fraction, ...]:
    """How far the first is ahead of the second, for a unit of weight of each group."""
    lead = [_NOTHING] * len(system.groups)
    first, second = witness.climbs[found.first], witness.climbs[found.second]
    for at, heights in enumerate(witness.heights):
        steps = zip(heights, first[at], second[at], strict=True)
        rise = sum((height * (one - other) for height, one, other in steps), _NOTHING)
        lead[system.group_of[at]] += system.parts[at] * rise
    return tuple(lead)
