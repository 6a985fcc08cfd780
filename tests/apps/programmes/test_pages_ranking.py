"""The ranking page: its answer, its weights, what was decided, and its files."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.pages.ranking_address import moved
from samvern.apps.programmes.pages.ranking_places import bands, shares_of
from samvern.engine import priority
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import Judgement
from tests.factories import programmes as make

LogIn = Callable[[str], Client]
PAGE = "/programmes/IE-1125/ranking/"


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


def expected(query: dict[str, Any] | None = None, **choices: Any) -> priority.Ranking:
    """The same ranking straight from the engine."""
    rule = None if query is None else priority.read_weights(query)
    level = choices.pop("level", "focus-area")
    scale = choices.pop("scale", "linear")
    document = make.shipped("IE-1125")
    choices.setdefault("samples", 10_000)
    return priority.rank(
        *priority.ranking_model(document, level=level, scale=scale, weights=rule), seed=1, **choices
    )


# --- the answer -------------------------------------------------------------------------------


def test_the_answer_is_one_sentence_with_its_uncertainty(
    shipped: Programme, reader: Client
) -> None:
    context = shown(reader)
    best = expected().alternatives[0]
    share = round(100 * best.rank_acceptability[0])
    assert context["question"] == "Which focus areas matter most?"
    assert context["answer"].endswith(
        f"is first in {share}% of all admissible weightings (±1.0 percentage points)."
    )
    assert context["answer"].startswith(f"{best.id} ")


def test_bars_stand_best_first_and_read_as_sentences(shipped: Programme, reader: Client) -> None:
    bars = shown(reader)["bars"]
    ranked = expected().alternatives
    assert [bar.name.split()[0] for bar in bars] == [each.id for each in ranked]
    for bar, each in zip(bars, ranked, strict=True):
        assert sum(part.share for part in bar.shares) == pytest.approx(1)
        assert bar.shares[0].share == each.rank_acceptability[0]
        assert bar.sentence


def test_a_focus_area_that_nobody_judged_says_so_beside_its_bar(
    shipped: Programme, reader: Client
) -> None:
    notes = {bar.name[0]: bar.note for bar in shown(reader)["bars"]}
    assert notes.pop("7") == "Not judged at all: every level counts as equally likely."
    assert not any(notes.values())


def test_inherited_judgements_are_told(shipped: Programme, reader: Client) -> None:
    lines = shown(reader, "?level=measure")["left_out"]
    assert lines == [
        "24 of the 24 alternatives: judged with their focus area by 16 of the criteria, "
        "not one by one."
    ]


def test_fixed_weights_speak_of_readings_not_of_weightings(
    shipped: Programme, reader: Client
) -> None:
    answer = shown(reader, "?weighing=sliders&weight-cost=50")["answer"]
    assert answer.startswith("With these weights, ")


def test_without_a_clear_first_the_answer_names_two(shipped: Programme, reader: Client) -> None:
    assert shown(reader, "?weighing=unknown")["answer"].startswith("None is clearly first: ")


def test_those_who_think_otherwise_are_told_by_what_they_think(
    shipped: Programme, reader: Client
) -> None:
    context = shown(reader)
    assert any("natural order" in swing for swing in context["swings"])
    assert not shown(reader, "?weighing=sliders&weight-cost=50")["swings"]


# --- weights ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "weights"),
    [
        ("", None),
        ("?weighing=unknown", {}),
        (
            "?weighing=order&order=cost,goals",
            {
                "order": [
                    "cost",
                    "goals",
                    "risk_contribution",
                    "strategic_goals",
                    "natural_order",
                    "support",
                    "implementation_risk",
                ]
            },
        ),
        (
            "?weighing=sliders&weight-cost=30&weight-goals=10",
            {"fixed": {"cost": 30, "goals": 10}},
        ),
        ("?weighing=sliders", None),
        ("?weighing=nonsense&level=nonsense&scale=nonsense&samples=nonsense", None),
    ],
)
def test_the_address_says_how_the_groups_are_weighed(
    shipped: Programme, reader: Client, query: str, weights: dict[str, Any] | None
) -> None:
    shares = [figure.ranked.rank_acceptability for figure in shown(reader, query)["figures"]]
    assert shares == [each.rank_acceptability for each in expected(weights).alternatives]


@pytest.mark.parametrize(
    ("query", "choices"),
    [
        ("?level=measure", {"level": "measure"}),
        ("?scale=ordinal", {"scale": "ordinal"}),
        ("?samples=1000", {"samples": 1_000}),
    ],
)
def test_the_address_says_what_is_ranked_and_how(
    shipped: Programme, reader: Client, query: str, choices: dict[str, Any]
) -> None:
    figures = shown(reader, query)["figures"]
    ranked = expected(**choices).alternatives
    assert [figure.ranked.expected_rank for figure in figures] == [
        each.expected_rank for each in ranked
    ]


def test_every_control_keeps_the_rest_of_the_state(shipped: Programme, reader: Client) -> None:
    context = shown(reader, "?level=measure&weighing=order&order=cost&decided=1&scale=ordinal")
    for links in ("scale_links", "samples_links"):
        for link in context[links]:
            for part in ("level=measure", "weighing=order", "order=cost%2C", "decided=1"):
                assert part in link.url
    for link in context["weighing_links"]:
        assert "scale=ordinal" in link.url
    assert ("decided", "1") in context["kept"]
    assert "decided" not in context["decided_url"]
    assert "order=cost%2C" in context["file_url"]
    assert "order=cost%2C" in context["figure"].svg_url


def test_exact_weights_begin_where_the_reader_is(shipped: Programme, reader: Client) -> None:
    sliders = shown(reader)["weighing_links"][-1]
    context = shown(reader, sliders.url.partition("ranking/")[2])
    weights = {weight.key: weight for weight in context["weights"]}
    assert weights["risk_contribution"].percent > weights["cost"].percent > 0
    total = sum(weight.percent for weight in weights.values())
    assert total == pytest.approx(100, abs=4)
    assert weights["risk_contribution"].help == "counts 37%"


def test_a_move_without_scripts_leads_to_the_order_it_makes(
    shipped: Programme, reader: Client
) -> None:
    answer = reader.get(f"{PAGE}?weighing=order&order=goals,cost&move=cost:up&level=measure")
    assert answer.status_code == 302
    where = answer.headers["Location"]
    assert where.startswith(f"{PAGE}?level=measure&weighing=order&order=cost%2Cgoals%2C")


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ("b:up", "b,a,c"),
        ("b:down", "a,c,b"),
        ("a:up", "a,b,c"),
        ("c:down", "a,b,c"),
        ("x:up", "a,b,c"),
        ("", "a,b,c"),
    ],
)
def test_moves(move: str, order: str) -> None:
    assert moved({"order": "a,b,c", "move": move}) == order


# --- what was decided -------------------------------------------------------------------------


def test_the_decided_order_is_laid_over_when_asked_for(shipped: Programme, reader: Client) -> None:
    assert not any(bar.tag for bar in shown(reader)["bars"])
    tags = {bar.name[0]: bar.tag for bar in shown(reader, "?decided=1")["bars"]}
    assert {code: tag for code, tag in tags.items() if tag} == {
        "1": "Tier 1",
        "3": "Tier 1",
        "5": "Tier 1",
        "7": "Tier 2",
    }


def test_whether_any_weighting_gives_the_decided_order_is_said(
    shipped: Programme, reader: Client
) -> None:
    decided = shown(reader, "?decided=1")["decided"]
    shares = [pair.share for pair in decided["disagreements"]]
    assert shares == sorted(shares)
    assert all(share < 0.5 for share in shares)
    assert "of the weightings give the decided order" in decided["decided_answer"]


def test_a_decision_that_no_weighting_gives_is_called_so(reader: Client) -> None:
    weak, strong = Judgement({"none": 1.0}, "none"), Judgement({"substantial": 1.0}, "X")
    areas = tuple(
        engine.FocusArea(code, make.text(f"Area {code}"), contribution={"R1": judged})
        for code, judged in (("1", weak), ("2", strong))
    )
    first = (engine.Recommendation(1, focus_area="1"), engine.Recommendation(2, focus_area="2"))
    make.programme(make.document("P-1", focus_areas=areas, measures=(), recommendations=first))
    decided = reader.get("/programmes/P-1/ranking/?decided=1").context["decided"]
    assert decided["decided_answer"].startswith("No weighting that was drawn gives")


# --- pictures and files -----------------------------------------------------------------------


def test_places_are_put_in_few_bands() -> None:
    for places in range(1, 80):
        ends = [(band.first, band.last) for band in bands(places)]
        assert len(ends) <= 6
        assert ends[0] == (1, 1)
        assert [place for first, last in ends for place in range(first, last + 1)] == list(
            range(1, places + 1)
        )
    assert sum(part.share for part in shares_of([0.1] * 10)) == pytest.approx(1)


def test_the_file_is_what_the_command_line_writes(shipped: Programme, reader: Client) -> None:
    answer = reader.get("/programmes/IE-1125/ranking.json?level=measure&samples=1000")
    assert "IE-1125-ranking.json" in answer.headers["Content-Disposition"]
    ranking = expected(level="measure", samples=1_000)
    assert json.loads(answer.content) == json.loads(json.dumps(ranking.to_json("en")))


def test_the_chart_is_drawn_for_print_and_for_the_page(shipped: Programme, reader: Client) -> None:
    figure = shown(reader, "?weighing=unknown")["figure"]
    image = reader.get(figure.svg_url)
    assert image.headers["Content-Type"] == "image/svg+xml"
    assert image.content.startswith(b"<svg")
    spec = reader.get(f"{figure.spec_url}&scheme=dark")
    assert "marks" in json.loads(spec.content)
    assert len(figure.rows) == 7
    assert all(len(row) == len(figure.columns) for row in figure.rows)


# --- when there is nothing to rank --------------------------------------------------------------


@pytest.mark.parametrize("level", ["", "?level=measure"])
def test_what_cannot_be_ranked_says_why(reader: Client, level: str) -> None:
    make.programme(make.document("P-1"))
    answer = reader.get(f"/programmes/P-1/ranking/{level}")
    assert answer.status_code == 200
    text = html.unescape(answer.content.decode())
    assert answer.context["heading"] in text
    assert "Rank the measures" in text
    assert reader.get("/programmes/P-1/ranking.json").status_code == 409


def test_a_long_list_shows_its_top_and_says_how_much_is_left(reader: Client) -> None:
    make.programme(make.full_document("P-1", 60))
    context = reader.get("/programmes/P-1/ranking/?level=measure&samples=1000").context
    assert (len(context["bars"]), len(context["figures"]), context["hidden"]) == (50, 50, 10)
