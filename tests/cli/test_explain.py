"""``samvern programme explain``: for people, for programs, and with wrong input."""

from __future__ import annotations

import json
from functools import partial

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def explain(samvern: Run) -> Run:
    return partial(samvern, "programme", "explain")


def test_the_order_of_the_report_hangs_on_one_uncertain_judgement(explain) -> None:
    outcome = explain("IE-1125", "--order", "3,5,1")
    assert outcome.code == 0
    assert "does not follow from weights alone" in outcome.out
    assert "cost for 5 New technology and digital value chains: low" in outcome.out
    assert "probability of 50%" in outcome.out
    assert outcome.err == ""


def test_without_readings_it_is_impossible_and_says_what_to_give_up(explain) -> None:
    outcome = explain("IE-1125", "--order", "3,5,1", "--no-readings", "--scale", "linear", "--json")
    found = json.loads(outcome.out)
    assert found["attempts"][0]["verdict"] == "impossible"
    assert found["giving_up"]["weights"]["weights"] == [
        {"kind": "at_least_as_much", "group": "risk_contribution", "other": "goals"}
    ]
    assert found["giving_up"]["order"]["order"] == [{"first": "5", "second": "1"}]


def test_order_and_tiers_count_together(explain) -> None:
    outcome = explain("IE-1125", "--order", "3,5,1", "--tiers", "3,5,1;7", "--json")
    found = json.loads(outcome.out)
    assert found["decided"]["tiers"] == [["3", "5", "1"], ["7"]]
    settled = {each["alternative"] for each in found["settlement"]["judgements"]}
    assert settled == {"5", "7"}


def test_an_order_that_nothing_gives_ends_with_1(explain) -> None:
    outcome = explain("IE-1125", "--level", "measure", "--order", "3.5,1.2", "--no-readings")
    found = explain("IE-1125", "--level", "measure", "--order", "3.5,1.2", "--json")
    possible = json.loads(found.out)["verdict"] == "possible"
    assert (found.code == 0) is possible
    assert outcome.code in {0, 1}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--order", "3,x"), "There is no “x” to put in order."),
        ((), "Nothing is said about the order."),
        (("--order", "3,3"), "“3” stands here twice."),
        (("--order", "3,5", "--tiers", "5;3"), "contradict each other"),
    ],
)
def test_wrong_input_is_told_and_ends_with_2(explain, arguments, said) -> None:
    outcome = explain("IE-1125", *arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.out == ""
