"""A decision freezes a scenario while somebody else changes it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from samvern.apps.decisions import operations
from samvern.apps.decisions.models import Decision, Scenario
from samvern.base.audit import verify_chain
from samvern.base.viewer import SYSTEM, Viewer
from tests.at_once import at_once
from tests.factories import decisions as make
from tests.worlds import small_world

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = range(3)
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
OTHER_TERMS = {"weights": {"order": ["support", "cost"]}}


@pytest.fixture
def author(transactional_db: None) -> Viewer:
    """Somebody who makes scenarios and decides."""
    return small_world().viewer("authority")


def edit(scenario: Scenario, by: Viewer, title: str = "Edited") -> Scenario:
    return operations.edit_scenario(
        by=by,
        scenario_id=scenario.pk,
        version=1,
        title=title,
        reason="A second thought.",
        terms=OTHER_TERMS,
        at=AT,
    )


@pytest.mark.parametrize("_round", ROUNDS)
def test_what_is_decided_on_is_what_the_scenario_says(author: Viewer, _round: int) -> None:
    programme = make.programme("P-RANKED")
    scenario = make.scenario(programme, by=author, sharing="authority")

    def decide() -> Decision:
        return make.decision(programme, by=author, scenario_id=scenario.pk, scenario_version=1)

    ended = at_once(decide, lambda: edit(scenario, author))
    scenario.refresh_from_db()
    assert ended["done"] == 1
    if scenario.frozen_at is None:
        assert ended["decision.figures_changed"] == 1
        assert (scenario.terms, Decision.objects.count()) == (OTHER_TERMS, 0)
    else:
        assert set(ended) - {"done"} <= {"scenario.frozen", "scenario.changed_meanwhile"}
        record = Decision.objects.get(scenario=scenario).content
        assert (record["scenario"]["title"], scenario.title) == ("Cheap first", "Cheap first")
        assert record["scenario"]["terms"] == scenario.terms == make.ORDER_OF_WEIGHTS
    assert verify_chain().broken_at is None


@pytest.mark.parametrize("_round", ROUNDS)
def test_one_of_several_edits_counts(author: Viewer, _round: int) -> None:
    scenario = make.scenario(make.programme("P-RANKED"), by=author)
    acts = [lambda title=title: edit(scenario, author, title) for title in ("One", "Two", "Three")]
    assert at_once(*acts) == {"done": 1, "scenario.changed_meanwhile": 2}
    scenario.refresh_from_db()
    assert scenario.version == 2


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_decision_is_superseded_once(_round: int) -> None:
    programme = make.programme("P-RANKED")
    first = make.decision(programme)

    def supersede() -> Decision:
        return operations.supersede_decision(
            by=SYSTEM, decision_id=first.pk, said=make.said(title="Anew"), why="New figures", at=AT
        )

    ended = at_once(supersede, supersede, supersede)
    assert ended["done"] == 1
    assert ended.total() == 3
    assert Decision.objects.count() == 2
    assert verify_chain().broken_at is None
