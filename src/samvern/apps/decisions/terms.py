"""The terms of a scenario, kept in its published form, on the model of a programme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from samvern.engine import priority
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.priority import Alternative, LeftOut, RankingModel, Scenario

if TYPE_CHECKING:
    from samvern.engine.programme.document import Programme

#: The most judgements that one scenario may change; a programme of more is a programme.
MAX_JUDGEMENTS = 2_000


def read_terms(terms: Mapping[str, Any]) -> Scenario:
    """Read terms from a source that nobody has checked. Raises ``InvalidInput``."""
    scenario = Scenario.from_json(terms)
    if len(scenario.judgements) > MAX_JUDGEMENTS:
        problem = Problem.of("value.too_long", where="judgements", limit=MAX_JUDGEMENTS)
        raise InvalidInput("scenario.invalid", problems=[problem])
    return scenario


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
    scenario = read_terms(terms)
    base, alternatives, left_out = priority.ranking_model(document, level=level)
    model = priority.apply_scenario(base, scenario)
    return model, alternatives, priority.still_left_out(left_out, model, scenario)
