"""Two who work on one plan: nobody overwrites the other, and nothing that was typed is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps import operations, queries
from samvern.apps.roadmaps.models import Plan, PlanScenario
from samvern.base.viewer import SYSTEM
from samvern.engine.roadmap.planning import MeasurePlanning, Planning
from tests.at_once import at_once
from tests.factories import decisions
from tests.factories import roadmaps as make

LogIn = Callable[[str], Client]


def _planning(plan: Plan) -> Planning:
    return queries.planning_of(Plan.objects.get(pk=plan.pk))


def _fields(client: Client, address: str) -> dict[str, str]:
    """Everything that a browser would send of the form at an address, as it stands there."""
    form = client.get(address).context["form"]
    shown = {name: value for name, value in form.shown.items() if value}
    return {**shown, "version": str(form.initial["version"]), "seen": form.initial["seen"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "theirs", "mine", "both"),
    [
        (
            "limits/",
            {"limit-state-2027-H1": "7"},
            {"limit-state-2027-H2": "8"},
            lambda said: said.limits[0].amounts[:2] == (7.0, 8.0),
        ),
        (
            "measures/1.1/",
            {"duration": "2"},
            {"is_must": "on", "cost-of-3": "Region", "cost-amount-3": "2"},
            lambda said: (
                (said.measures[0].duration, said.measures[0].is_must) == (2, True)
                and [each.of for each in said.measures[0].costs] == ["Directorate", "Region"]
            ),
        ),
        (
            "figures/",
            {"basis": "Asked again"},
            {"periods": "6"},
            lambda said: (said.periods, said.basis) == (6, {"en": "Asked again"}),
        ),
        (
            "alternatives/",
            {"new_title": "Either", "new_members": "1.1, 2.1"},
            {"new_title": "Or", "new_members": "1.1, 3.1", "new_is_must": "on"},
            lambda said: (
                [each.members for each in said.alternatives] == [("1.1", "2.1"), ("1.1", "3.1")]
            ),
        ),
    ],
)
def test_what_both_changed_is_kept_after_a_look_at_it(
    programme: Programme,
    log_in: LogIn,
    page: str,
    theirs: dict[str, str],
    mine: dict[str, str],
    both: Callable[[Planning], bool],
) -> None:
    plan = make.plan(programme)
    client = log_in("authority")
    here = f"/programmes/P-RANKED/roadmaps/{plan.pk}/{page}"
    opened = _fields(client, here)
    assert client.post(here, {**opened, **theirs}).status_code == 302
    late = client.post(here, {**opened, **mine})
    text = unescape(late.content.decode())
    assert late.status_code == 409
    assert "Somebody else changed this while you were writing" in text
    assert _planning(plan) != make.planning(), "what the first one saved stands"
    for value in mine.values():
        assert value == "on" or value in text, "nothing that was typed is lost"
    form = late.context["form"]
    again = {name: value for name, value in form.sent.items() if value}
    again |= {"version": form.data["version"], "seen": form.data["seen"]}
    assert client.post(here, again).status_code == 302
    assert both(_planning(plan))


@pytest.mark.django_db
def test_the_same_field_changed_by_both_stands_side_by_side(
    programme: Programme, log_in: LogIn
) -> None:
    plan = make.plan(programme)
    scenario = make.scenario(plan)
    client = log_in("authority")
    here = f"/programmes/P-RANKED/roadmaps/{plan.pk}/scenarios/{scenario.pk}/edit/"
    opened = _fields(client, here)
    client.post(here, {**opened, "more-state": "3", "place-2.1": "2027-H2"})
    late = client.post(here, {**opened, "more-state": "5"})
    assert late.status_code == 409
    rows = {row.label: row for row in late.context["differences"]}
    assert (rows["State"].saved, rows["State"].mine) == ("3", "5")
    assert not rows["2.1 Measure 2.1"].is_mine
    assert PlanScenario.objects.get().adjustments["amounts"]["state"]["2027-H1"] == 3.0
    assert json.loads(late.context["form"].data["seen"])["more-state"] == "3"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told_that_the_other_was_first() -> None:
    plan = make.plan(decisions.programme("P-RANKED"))

    def say(duration: int) -> Callable[[], object]:
        said = MeasurePlanning("1.1", duration=duration)
        return lambda: operations.plan_measure(
            by=SYSTEM, plan_id=plan.pk, version=1, said=said, at=make.AT
        )

    assert at_once(*map(say, (1, 2, 3, 4))) == Counter({"done": 1, "plan.changed_meanwhile": 3})
    assert Plan.objects.get().version == 2
