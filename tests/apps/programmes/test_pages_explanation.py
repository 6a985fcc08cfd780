"""The page that asks what would have to be true for a decided order, and its file."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from samvern.apps.programmes.models import Programme
from tests.factories import programmes as make

LogIn = Callable[[str], Client]
PAGE = "/programmes/IE-1125/ranking/explanation/"
FILE = "/programmes/IE-1125/ranking/explanation.json"
API = "/api/v1/programmes/IE-1125/explanation"


@pytest.fixture
def reader(log_in: LogIn) -> Client:
    """Somebody who is not logged in."""
    return log_in("anonymous")


@pytest.fixture(autouse=True)
def _shipped(db: None) -> Programme:
    """The report as it ships."""
    return make.programme(make.shipped("IE-1125"))


def test_without_an_order_it_asks_about_the_programmes_own(reader: Client) -> None:
    answer = reader.get(PAGE)
    assert answer.status_code == 200
    assert answer.context["is_own"]
    assert answer.context["form"].initial["decided_tiers"] == "1,3,5;7"
    assert "1, 3, 5 → 7" in answer.context["answer"]


def test_an_order_of_ones_own_is_answered_with_what_it_hangs_on(reader: Client) -> None:
    context = reader.get(PAGE, {"decided_order": "3,5,1"}).context
    assert not context["is_own"]
    (judgement,) = context["judgements"]
    assert judgement.startswith("cost for 5 ")
    assert len(context["given_up"]) == 2
    shares = [float(share.rstrip("%")) for _group, share in context["weights"]]
    assert sum(shares) == pytest.approx(100, abs=4)


def test_the_address_of_a_ranking_with_its_own_weights_is_kept(reader: Client) -> None:
    context = reader.get(PAGE, {"decided_order": "1,3,6", "weighing": "unknown"}).context
    assert ("weighing", "unknown") in context["kept"]
    assert context["attempts"][0][1] == "possible"


def test_a_wrong_order_is_told_where_it_was_written(reader: Client) -> None:
    answer = reader.get(PAGE, {"decided_order": "3,99"})
    assert answer.status_code == 422
    assert "99" in answer.context["problems"][0]
    assert answer.context["form"]["decided_order"].value() == "3,99"


def test_an_order_of_too_many_is_refused_before_it_is_begun(reader: Client) -> None:
    document = make.shipped("IE-1125")
    names = ",".join(measure.id for measure in document.measures)
    answer = reader.get(PAGE, {"level": "measure", "decided_order": names})
    assert answer.status_code == 422


def test_an_order_of_its_own_that_takes_too_long_is_left_for_somebody_to_ask(
    reader: Client,
) -> None:
    page = reader.get(PAGE, {"level": "measure"})
    assert page.status_code == 200
    # The programme does recommend measures in tiers, but says too much to be answered unasked.
    assert page.context["answer"] == "Write an order of measures to ask about."
    assert page.context["file_url"] == ""


def test_file_and_api_give_the_same_answer(reader: Client) -> None:
    file = json.loads(b"".join(reader.get(FILE, {"decided_order": "3,5,1"})))
    api = reader.get(API, {"order": "3,5,1"}).json()
    assert file == api
    assert [attempt["verdict"] for attempt in api["attempts"]] == ["impossible", "possible"]


def test_the_api_refuses_an_unknown_name(reader: Client) -> None:
    answer = reader.get(API, {"order": "3,x"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "order.invalid"
