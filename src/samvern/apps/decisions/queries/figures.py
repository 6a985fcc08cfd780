"""The ranking that a scenario gives, or a programme on its own basis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samvern.apps.decisions.models import Decision, Scenario
from samvern.apps.decisions.record import Figures, read_figures
from samvern.apps.decisions.terms import model_on
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries.document import whole_document
from samvern.apps.programmes.queries.ranking import MAX_SAMPLES, MAX_WORK, PAGE_SAMPLES
from samvern.base.kept import Kept
from samvern.engine import priority
from samvern.engine.canonical import canonical_json
from samvern.engine.errors import InvalidInput

_figures: Kept[Figures] = Kept(
    limit=300_000, weigh=lambda kept: len(kept.ranking.alternatives) ** 2
)


def figures_of(scenario: Scenario, *, samples: int = PAGE_SAMPLES, seed: int = 1) -> Figures:
    """The ranking on the terms of a scenario; once frozen, the figures that were decided on.

    Raises
    ------
    InvalidInput, NotReady
        When the programme has changed so that the terms no longer fit it.
    """
    if scenario.frozen_at is not None:
        return frozen_figures(scenario)
    return figures_on(
        scenario.programme, scenario.level, scenario.terms, samples=samples, seed=seed
    )


def figures_on(
    programme: Programme,
    level: str,
    terms: Mapping[str, Any] | None = None,
    *,
    samples: int = PAGE_SAMPLES,
    seed: int = 1,
) -> Figures:
    """The ranking of a programme on terms; its own basis without any. Kept until it changes."""
    terms = terms or {}
    key = (level, canonical_json(terms), samples, seed)
    return _figures.get(
        (programme.pk, programme.revision, *key),
        lambda: _rank(programme, level, terms, samples=samples, seed=seed),
    )


def frozen_figures(scenario: Scenario) -> Figures:
    """What the first decision on a scenario was taken on."""
    key = ("frozen", scenario.pk, scenario.frozen_at, scenario.programme.revision)
    return _figures.get(key, lambda: _read_frozen(scenario))


def _read_frozen(scenario: Scenario) -> Figures:
    first = Decision.objects.filter(scenario=scenario).order_by("pk").first()
    assert first is not None
    return read_figures(first.content)


def _rank(
    programme: Programme, level: str, terms: Mapping[str, Any], *, samples: int, seed: int
) -> Figures:
    model, alternatives, left_out = model_on(whole_document(programme), level, terms)
    most = min(MAX_SAMPLES, MAX_WORK // len(alternatives))
    if samples > most:
        raise InvalidInput("ranking.too_much_work", samples=samples, most=most)
    return Figures(
        ranking=priority.rank(model, alternatives, left_out, samples=samples, seed=seed),
        titles={each.id: each.name for each in alternatives},
        programme_version=programme.version,
        programme_revision=str(programme.revision),
    )
