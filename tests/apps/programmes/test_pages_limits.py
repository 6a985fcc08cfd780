"""Limits on the weights: on the ranking page by field, in its address, and on the pages around."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import translation

from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.pages.ranking_address import Address
from samvern.apps.programmes.pages.ranking_exports import ranking_notes
from samvern.apps.programmes.queries import RankingChoices
from samvern.engine import priority
from tests.factories import programmes as make

LogIn = Callable[[str], Client]
PAGE = "/programmes/IE-1125/ranking/"
LIMITS = "least-cost=20&most-cost=40"
INTERVALS = {"cost": {"least": 0.2, "most": 0.4}}


@pytest.fixture
def reader(log_in: LogIn) -> Client:
    """Somebody who is not logged in."""
    return log_in("anonymous")


@pytest.fixture(autouse=True)
def _shipped(db: None) -> Programme:
    """The report as it ships."""
    return make.programme(make.shipped("IE-1125"))


def choices(query: str) -> RankingChoices:
    return RankingChoices.from_query({key: said[-1] for key, said in parse_qs(query).items()})


@pytest.mark.parametrize(
    ("weighing", "beside"),
    [
        ("", {"constraints": priority.DEFAULT_WEIGHTS.to_json()["constraints"]}),
        ("weighing=unknown&", {}),
        (
            "weighing=order&order=cost,goals&",
            {
                "order": [
                    *("cost", "goals"),
                    *(group for group in priority.GROUPS if group not in ("cost", "goals")),
                ]
            },
        ),
    ],
)
def test_limits_stand_beside_every_way_to_weigh_but_exact_weights(
    reader: Client, weighing: str, beside: dict[str, object]
) -> None:
    page = reader.get(f"{PAGE}?samples=1000&{weighing}{LIMITS}").context
    rule = priority.read_weights({**beside, "intervals": INTERVALS})
    expected = priority.rank(
        *priority.ranking_model(make.shipped("IE-1125"), level="focus-area", weights=rule),
        samples=1000,
        seed=1,
    )
    assert page["page"].ranking == expected
    assert page["weighing"] == (choices(weighing).weighing)
    assert page["has_limits"]


def test_exact_weights_have_no_limits(reader: Client) -> None:
    exact = "weighing=sliders&weight-cost=30&weight-goals=70"
    page = reader.get(f"{PAGE}?samples=1000&{exact}&{LIMITS}").context
    assert page["page"].choices == choices(f"samples=1000&{exact}")
    sliders = page["weighing_links"][-1].url
    assert "least-" not in sliders


def test_the_address_says_the_same_again_and_every_link_carries_it_along(reader: Client) -> None:
    query = f"weighing=order&order=cost,goals&{LIMITS}&least-goals=12.5"
    address = Address.of("IE-1125", choices(query), with_decided=False)
    assert choices(urlsplit(address.url()).query) == choices(query)
    page = reader.get(f"{PAGE}?{query}").context
    links = [page[name] for name in ("decided_url", "file_url", "sensitivity_url")]
    links += [page["explanation_url"], page["level_links"][1].url, page["scale_links"][1].url]
    links += [link.url for link in page["weighing_links"][:3]]
    assert all(LIMITS in url and "least-goals=12.5" in url for url in links)
    assert ("least-goals", "12.5") in page["kept"]
    assert "least-" not in page["free_url"]
    assert "order=cost" in page["free_url"]


@pytest.mark.parametrize("below", ["", "sensitivity/", "explanation/"])
def test_the_pages_around_rest_on_the_same_weights(reader: Client, below: str) -> None:
    answer = reader.get(f"{PAGE}{below}?samples=1000&{LIMITS}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="least-cost"' in text
    assert 'name="most-cost"' in text
    assert all(
        LIMITS in url for url in re.findall(r'href="([^"]*least-[^"]*)"', html.unescape(text))
    )


@pytest.mark.parametrize(
    "name", ["ranking.json", "ranking/sensitivity.json", "ranking/explanation.json"]
)
def test_the_files_around_rest_on_the_same_weights(reader: Client, name: str) -> None:
    told = reader.get(f"/programmes/IE-1125/{name}?samples=1000&{LIMITS}").json()
    assert told["model"]["weights"]["intervals"] == INTERVALS


def test_a_field_holds_what_was_written_and_says_what_is_wrong(reader: Client) -> None:
    answer = reader.get(f"{PAGE}?least-cost=50&most-cost=20&most-goals=120&least-support=mye")
    form = answer.context["limits"]
    assert answer.status_code == 422
    assert set(form.errors) == {"least-cost", "most-goals", "least-support"}
    text = answer.content.decode()
    for name in form.errors:
        assert f'href="#limit-{name}"' in text
        assert f'id="limit-{name}"' in text
    assert 'value="mye"' in text


def test_limits_that_no_weighting_keeps_are_told_as_a_whole(reader: Client) -> None:
    answer = reader.get(f"{PAGE}?weighing=unknown&least-cost=60&least-goals=60")
    assert answer.status_code == 422
    assert answer.context["limits"].non_field_errors()
    assert ("weighing", "unknown") in answer.context["kept_by_limits"]


def test_limits_against_the_order_are_refused(reader: Client) -> None:
    query = "weighing=order&order=cost,goals&most-cost=10&least-goals=20"
    assert reader.get(f"{PAGE}?{query}").status_code == 422


def test_a_region_of_the_page_is_renewed_with_the_errors(reader: Client) -> None:
    answer = reader.get(f"{PAGE}?least-cost=120", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="ranking"' in answer.content.decode()


@pytest.mark.parametrize("said", ["mye", "120", "nan", "-1"])
def test_what_is_no_share_is_never_passed_over(reader: Client, said: str) -> None:
    assert reader.get(f"/programmes/IE-1125/ranking.json?least-cost={said}").status_code == 422
    assert reader.get(f"{PAGE}?least-cost={said}").status_code == 422


def test_files_say_the_limits_that_they_rest_on(reader: Client) -> None:
    page = reader.get(f"{PAGE}?{LIMITS}", headers={"Accept-Language": "en"}).context["page"]
    with translation.override("en"):
        assert "Low cost weighs from 20% to 40%." in ranking_notes(page)


def test_a_scenario_begins_with_the_limits_of_the_page(log_in: LogIn) -> None:
    page = log_in("authority").get(f"{PAGE}?{LIMITS}")
    urls = [button.url for button in page.context["buttons"]]
    assert urls
    assert all(LIMITS in url for url in urls)
    form = log_in("authority").get(urls[0]).context["form"]
    assert (form.initial["least-cost"], form.initial["most-cost"]) == (20, 40)
