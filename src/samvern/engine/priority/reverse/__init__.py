"""The reverse question: an order was decided; what would have to be true for it?

A ranking says what follows from judgements and weights. This asks the other way round: given an
order, or tiers, that people decided, is there an admissible weighting that gives it, with every
uncertain judgement at its mean? Else, with some reading of these? Else, with some distance between
the levels? If not: which are the fewest statements to give up, and the smallest changes of
judgement that would make it possible?

The programs are solved by HiGHS; nothing is believed that does not hold in exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import sqrt

from samvern.engine.errors import InvalidInput
from samvern.engine.priority.model import RankingModel
from samvern.engine.priority.reverse.central import most_central
from samvern.engine.priority.reverse.changing import Settled, Settlement, cheapest_settlement
from samvern.engine.priority.reverse.decided import Before, DecidedOrder, read_order
from samvern.engine.priority.reverse.explanation import (
    Attempt,
    Explanation,
    Freedom,
    Solution,
    Verdict,
)
from samvern.engine.priority.reverse.giving_up import Answers, GivenUp, fewest
from samvern.engine.priority.reverse.order_share import order_share
from samvern.engine.priority.reverse.proofs import (
    Contradiction,
    Proof,
    Split,
    Witness,
    proves,
)
from samvern.engine.priority.reverse.search import Question, answer, holds
from samvern.engine.priority.reverse.system import Kind, System, WeightStatement

#: Enough for a share within one percentage point.
DEFAULT_SAMPLES = 10_000
MAX_SAMPLES = 10_000_000

#: Kinds of statements that may be given up, and whether those of the order and of weights may.
GIVING_UP = {"order": (True, False), "weights": (False, True), "any": (True, True)}

_HALF_WIDTH_OF_ONE = 0.98


def explain(
    model: RankingModel,
    decided: DecidedOrder,
    *,
    are_readings_free: bool = True,
    are_scales_free: bool = True,
    samples: int = DEFAULT_SAMPLES,
    seed: int = 1,
) -> Explanation:
    """Say what would have to be true for a decided order.

    Parameters
    ----------
    model
        Judgements, admissible weights and scale.
    decided
        The order, of alternatives of the model.
    are_readings_free
        Whether uncertain judgements may be read as suits the order.
    are_scales_free
        Whether, as a last resort, the distances between levels may be chosen. Those of an
        ordinal model always may.
    samples, seed
        For the share of weightings and readings that give the order.

    Raises
    ------
    InvalidInput
        ``order.invalid``, ``ranking.samples_out_of_range`` or ``ranking.seed_negative``.

    Source
    ------
    The weights behind a decision: S. Greco, V. Mousseau, R. Słowiński, "Ordinal regression
    revisited", European Journal of Operational Research 191 (2008), section 3; which statements
    contradict each other: V. Mousseau et al., "Resolving inconsistencies among constraints on the
    parameters of an MCDA model", European Journal of Operational Research 147 (2003).

    Examples
    --------
    >>> from samvern.engine.priority import Criterion, Level, WeightRule
    >>> levels = (Level("low", 0.0), Level("high", 1.0))
    >>> model = RankingModel(
    ...     groups=("effect", "cost"),
    ...     criteria=(Criterion("effect", "effect", levels), Criterion("cost", "cost", levels)),
    ...     matrix={
    ...         "train": {"effect": {"high": 1.0}, "cost": {"low": 1.0}},
    ...         "wait": {"effect": {"low": 1.0}, "cost": {"high": 1.0}},
    ...     },
    ...     weights=WeightRule(constraints=(("effect", "cost"),)),
    ... )
    >>> explain(model, read_order("train,wait")).possible.solution.weights
    {'effect': 0.75, 'cost': 0.25}
    >>> explain(model, read_order("wait,train")).possible.solution.smallest_lead
    0.0
    """
    if not 1 <= samples <= MAX_SAMPLES:
        raise InvalidInput("ranking.samples_out_of_range", got=samples, most=MAX_SAMPLES)
    if seed < 0:
        raise InvalidInput("ranking.seed_negative", got=seed)
    statements = decided.statements(model.alternatives)
    system = System.of(model)
    asked = Question(system, statements, system.weight_statements, are_readings_free=False)
    attempts: list[Attempt] = []
    # Neither draws nor large programs hold the interpreter, so they run beside the exact work.
    with ThreadPoolExecutor(2) as beside:
        share = beside.submit(order_share, model, statements, samples, seed)
        for freedom, question in _freedoms(
            asked, are_readings_free=are_readings_free, are_scales_free=are_scales_free
        ):
            attempts.append(_attempt(freedom, question))
            if attempts[-1].witness:
                break
        failed = [e for e in attempts if not e.witness and e.freedom is not Freedom.SCALES]
        is_read = any(e.witness and e.freedom is Freedom.READINGS for e in attempts)
        settled = (
            beside.submit(cheapest_settlement, asked, with_changes=not is_read) if failed else None
        )
        giving_up = dict(_giving_up(failed[-1])) if failed else {}
    settlement = settled.result() if settled else None
    return Explanation(
        model=model,
        decided=decided,
        statements=statements,
        attempts=tuple(attempts),
        settlement=settlement if is_read else None,
        changes=None if is_read else settlement,
        giving_up=giving_up,
        given_up_under=failed[-1].freedom if failed else None,
        share=share.result(),
        samples=samples,
        seed=seed,
        half_width_95=_HALF_WIDTH_OF_ONE / sqrt(samples),
    )


def recheck(explanation: Explanation) -> bool:
    """Check every witness and every proof of an explanation again, in fractions."""
    attempts = all(
        (each.witness is None or holds(each.witness, each.question))
        and (each.proof is None or _is_proved(each.proof, each.question))
        for each in explanation.attempts
    )
    under = [e for e in explanation.attempts if e.freedom is explanation.given_up_under]
    return attempts and all(
        _is_proved(proof, each.question)
        for each in under
        for found in explanation.giving_up.values()
        for proof in found.contradictions
    )


def _is_proved(proof: Proof, question: Question) -> bool:
    return proves(proof, question.system, {}, are_readings_free=question.are_readings_free)


def _freedoms(
    asked: Question, *, are_readings_free: bool, are_scales_free: bool
) -> Iterator[tuple[Freedom, Question]]:
    yield Freedom.WEIGHTS, asked
    are_open = are_readings_free and asked.system.has_uncertain_cells
    if are_open:
        yield Freedom.READINGS, replace(asked, are_readings_free=True)
    if are_scales_free and not asked.system.is_ordinal and asked.system.has_middle_levels:
        system = asked.system.with_open_scales()
        yield Freedom.SCALES, replace(asked, system=system, are_readings_free=are_open)


def _attempt(freedom: Freedom, question: Question) -> Attempt:
    found = answer(question)
    if isinstance(found, Witness):
        return Attempt(freedom, question, most_central(question, found), None)
    return Attempt(freedom, question, None, found)


def _giving_up(failed: Attempt) -> Iterator[tuple[str, GivenUp]]:
    answers: Answers = {frozenset(): failed.proof}
    for kind, (of_order, of_weights) in GIVING_UP.items():
        found = fewest(failed.question, of_order=of_order, of_weights=of_weights, answers=answers)
        if found:
            yield kind, found


__all__ = [
    "DEFAULT_SAMPLES",
    "MAX_SAMPLES",
    "Attempt",
    "Before",
    "Contradiction",
    "DecidedOrder",
    "Explanation",
    "Freedom",
    "GivenUp",
    "Kind",
    "Proof",
    "Question",
    "Settled",
    "Settlement",
    "Solution",
    "Split",
    "System",
    "Verdict",
    "WeightStatement",
    "Witness",
    "explain",
    "order_share",
    "read_order",
    "recheck",
]
