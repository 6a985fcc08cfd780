"""What there is to spend is a large form: whatever a plan may hold is taken, far more is refused."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps import queries
from samvern.apps.roadmaps.forms import LimitsForm
from samvern.apps.roadmaps.models import Plan
from samvern.engine.roadmap import Limit, Resource
from samvern.engine.roadmap.measures import MAX_LIMITS, MAX_PERIODS
from tests.factories import roadmaps as make


def _budgets(count: int) -> tuple[Limit, ...]:
    amounts = (1.0,) * MAX_PERIODS
    return tuple(Limit(f"b{at}", Resource.MONEY, None, amounts, True) for at in range(count))


def test_the_largest_form_is_within_what_is_taken() -> None:
    periods = [make.FIRST.later(at) for at in range(MAX_PERIODS)]
    units = dict.fromkeys(Resource, "")
    form = LimitsForm(
        limits=_budgets(MAX_LIMITS), periods=periods, units=units, initial={"version": 1}
    )
    assert len(form.fields) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


@pytest.mark.django_db
def test_a_large_form_is_taken_and_an_absurd_one_is_refused(
    programme: Programme, log_in: Callable[[str], Client], caplog: pytest.LogCaptureFixture
) -> None:
    planning = make.planning(periods=MAX_PERIODS, limits=_budgets(26))
    plan = make.plan(programme, planning=planning, is_solved=False)
    client = log_in("authority")
    here = f"/programmes/{programme.code}/roadmaps/{plan.pk}/limits/"
    form = client.get(here).context["form"]
    sent = {name: value for name, value in form.shown.items() if value} | {"version": "1"}
    assert len(sent) > 1_000
    assert client.post(here, {**sent, "limit-b25-2027-H1": "7"}).status_code == 302
    assert queries.planning_of(Plan.objects.get()).limits[25].amounts[0] == 7.0

    absurd = dict.fromkeys(map(str, range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)), "1")
    with caplog.at_level(logging.CRITICAL):
        refused = client.post(here, {**absurd, "version": "2"})
    assert refused.status_code == 413
    assert "Nothing was saved." in refused.content.decode()
    assert queries.planning_of(Plan.objects.get()).limits[25].amounts[0] == 7.0
