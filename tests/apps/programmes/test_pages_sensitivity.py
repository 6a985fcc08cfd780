"""The page that says what would change the order: its answer, its tables, its pair, its files."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samvern.apps.programmes.models import Programme
from samvern.engine import priority
from samvern.engine.priority.sensitivity import sensitivity, why_before
from tests.factories import programmes as make

LogIn = Callable[[str], Client]
PAGE = "/programmes/IE-1125/ranking/sensitivity/"


@pytest.fixture
def reader(log_in: LogIn) -> Client:
    """Somebody who is not logged in."""
    return log_in("anonymous")


@pytest.fixture
def shipped(db: None) -> Programme:
    """The report as it ships."""
    return make.programme(make.shipped("IE-1125"))


def shown(client: Client, query: str = "") -> Any:
    answer = client.get(f"{PAGE}{query}")
    assert answer.status_code == 200
    return answer.context


def model(**choices: Any) -> Any:
    choices.setdefault("level", "focus-area")
    return priority.ranking_model(make.shipped("IE-1125"), **choices)


def test_the_answer_says_what_it_would_take(shipped: Programme, reader: Client) -> None:
    context = shown(reader)
    assert context["question"] == "What would change the order?"
    assert context["answer"].startswith("1 ")
    assert "until “Natural order” weighs more than 16.1% (10.5% on average)" in context["answer"]
    assert "most worth settling is natural order for 3 " in context["answer"]


def test_the_tables_are_those_of_the_engine(shipped: Programme, reader: Client) -> None:
    context = shown(reader)
    ranked, alternatives, _left_out = model()
    expected = sensitivity(ranked, alternatives, samples=10_000)
    assert [row.stability for row in context["weights"]] == list(expected.stability)
    assert [row.judged for row in context["judgements"]] == list(expected.judgements[:10])
    assert context["hidden"] == len(expected.judgements) - 10


@pytest.mark.parametrize(
    ("query", "choices"),
    [
        ("?level=measure", {"level": "measure"}),
        ("?scale=ordinal", {"scale": "ordinal"}),
        ("?weighing=unknown", {"weights": priority.WeightRule()}),
        (
            "?weighing=sliders&weight-cost=50&weight-goals=50",
            {"weights": priority.WeightRule(fixed={"cost": 50, "goals": 50})},
        ),
    ],
)
def test_the_address_is_that_of_the_ranking(
    shipped: Programme, reader: Client, query: str, choices: dict[str, Any]
) -> None:
    context = shown(reader, query)
    ranked, alternatives, _left_out = model(**choices)
    expected = sensitivity(ranked, alternatives, samples=10_000)
    assert [row.stability for row in context["weights"]] == list(expected.stability)
    assert set(query[1:].split("&")) <= set(context["ranking_url"].partition("?")[2].split("&"))
    ranking_page = reader.get(context["ranking_url"])
    back = ranking_page.context["sensitivity_url"]
    assert back == context["ranking_url"].replace("/ranking/", "/ranking/sensitivity/")
    assert html.escape(back) in ranking_page.content.decode()


def test_a_pair_has_the_share_of_the_ranking_page(shipped: Programme, reader: Client) -> None:
    context = shown(reader, "?first=3&second=5")
    ranking = priority.rank(*model(), samples=10_000)
    pair = why_before(ranking, "3", "5")
    assert (context["first_id"], context["second_id"]) == ("3", "5")
    share = round(100 * pair.share_before)
    assert "more likely than not stands before 5 " in context["pair_words"][0]
    assert f"in {share}% of all weightings" in context["pair_words"][0]
    groups = [row for row in context["leads"] if not row.criterion]
    assert sum(row.lead for row in groups) == pytest.approx(100 * pair.lead)
    inside = [row for row in context["leads"] if row.criterion]
    assert sum(row.lead for row in inside) == pytest.approx(
        sum(row.lead for row in groups if row.decides)
    )


def test_without_a_pair_it_is_the_first_two(shipped: Programme, reader: Client) -> None:
    context = shown(reader)
    best = [each.id for each in priority.rank(*model(), samples=10_000).alternatives]
    assert [context["first_id"], context["second_id"]] == best[:2]
    form = context["form"].as_p()
    assert f'<option value="{best[0]}" selected>' in form


def test_the_form_keeps_the_state(shipped: Programme, reader: Client) -> None:
    page = reader.get(f"{PAGE}?level=measure&weighing=order&order=cost&scale=ordinal")
    text = page.content.decode()
    for name in ("level", "weighing", "order", "scale"):
        assert f'<input type="hidden" name="{name}"' in text


@pytest.mark.parametrize("query", ["?first=3&second=3", "?first=99", "?second=%3Cscript%3E"])
def test_pairs_that_are_none_are_refused_in_words(
    shipped: Programme, reader: Client, query: str
) -> None:
    answer = reader.get(f"{PAGE}{query}")
    text = html.unescape(answer.content.decode())
    assert answer.context["heading"] in text
    assert "<script>alert" not in answer.content.decode()


def test_what_cannot_be_ranked_says_why(reader: Client) -> None:
    make.programme(make.document("P-1"))
    answer = reader.get("/programmes/P-1/ranking/sensitivity/")
    assert answer.status_code == 200
    assert answer.context["heading"]
    assert reader.get("/programmes/P-1/ranking/sensitivity.json").status_code == 409


def test_the_words_of_certainty_stand_with_their_ranges(shipped: Programme, reader: Client) -> None:
    text = reader.get(PAGE).content.decode()
    assert "almost certainly" in text
    assert "at least 95%" in text


def test_the_file_is_what_the_command_line_writes(shipped: Programme, reader: Client) -> None:
    asked = "level=measure&samples=1000&first=1.2&second=3.3"
    answer = reader.get(f"/programmes/IE-1125/ranking/sensitivity.json?{asked}")
    assert "IE-1125-sensitivity.json" in answer.headers["Content-Disposition"]
    ranked, alternatives, left_out = model(level="measure")
    ranking = priority.rank(ranked, alternatives, left_out, samples=1000)
    pair = why_before(ranking, "1.2", "3.3")
    expected = sensitivity(ranked, alternatives, samples=1000).to_json("en", [pair])
    assert json.loads(answer.content) == json.loads(json.dumps(expected))


@pytest.mark.parametrize("key", ["weights", "settling", "pair"])
def test_every_table_is_to_be_had_as_a_file(shipped: Programme, reader: Client, key: str) -> None:
    for kind in ("csv", "xlsx"):
        answer = reader.get(f"{PAGE}?file={key}.{kind}")
        assert answer.status_code == 200
        assert f"IE-1125-sensitivity-{key}.{kind}" in answer.headers["Content-Disposition"]


def test_reasons_of_judgements_are_never_shown(log_in: LogIn) -> None:
    make.programme(make.full_document("P-JUDGED", 4))
    for member in ("authority", "anonymous"):
        client = log_in(member)
        for path in ("sensitivity/?level=measure", "sensitivity.json?level=measure"):
            assert (
                "A group" not in client.get(f"/programmes/P-JUDGED/ranking/{path}").content.decode()
            )


def test_the_api_gives_the_same(shipped: Programme, reader: Client) -> None:
    answer = reader.get(
        "/api/v1/programmes/IE-1125/sensitivity",
        {"samples": 1000, "language": "en", "first": "3", "second": "5"},
    )
    file = reader.get("/programmes/IE-1125/ranking/sensitivity.json?samples=1000&first=3&second=5")
    assert answer.json() == json.loads(file.content)
    wrong = reader.get("/api/v1/programmes/IE-1125/sensitivity", {"first": "99"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "sensitivity.unknown_alternative")
    assert reader.get("/api/v1/programmes/NOT/sensitivity").status_code == 404


def test_too_much_work_is_refused(reader: Client) -> None:
    make.programme(make.full_document("P-1", 100))
    answer = reader.get(
        "/api/v1/programmes/P-1/sensitivity", {"level": "measure", "samples": 200_000}
    )
    assert answer.status_code == 422
    assert answer.json()["code"] == "ranking.too_much_work"
