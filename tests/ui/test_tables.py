"""What the reader has chosen of a table lives in the address, and only there."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from django.http import QueryDict

from samvern.ui.tables import Column, TableChoices

COLUMNS = (
    Column("name", "Name", is_optional=False),
    Column("cost", "Cost", is_numeric=True),
    Column("why", "Why", is_sortable=False, is_shown=False),
)


def _read(query: str) -> TableChoices:
    return TableChoices.read(QueryDict(query), COLUMNS, default_sort="-name")


def test_an_empty_address_gives_the_defaults() -> None:
    choices = _read("")
    assert choices.order == "-name"
    assert dict(choices.shows) == {"name": True, "cost": True, "why": False}
    assert not choices.is_dense


@pytest.mark.parametrize("sort", ["why", "-why", "password", "--name", "name;drop", "-"])
def test_orders_that_are_not_offered_are_as_if_not_said(sort: str) -> None:
    assert _read(f"sort={sort}").order == "-name"


def test_chosen_columns_replace_the_defaults_but_not_what_must_be_there() -> None:
    assert dict(_read("column=why").shows) == {"name": True, "cost": False, "why": True}


def test_a_heading_leads_to_its_order_and_then_to_the_reverse() -> None:
    for query, wanted, direction in (
        ("", "cost", ""),
        ("sort=cost", "-cost", "ascending"),
        ("sort=-cost", "cost", "descending"),
    ):
        cost = _read(query).columns[1]
        assert parse_qs(cost.sort_url[1:])["sort"] == [wanted]
        assert cost.direction == direction


def test_a_new_order_keeps_the_filters_and_starts_at_the_first_page() -> None:
    query = parse_qs(_read("q=a%26b&status=1&status=2&page=7").columns[0].sort_url[1:])
    assert query["q"] == ["a&b"]
    assert query["status"] == ["1", "2"]
    assert "page" not in query


def test_columns_that_cannot_be_sorted_have_no_link() -> None:
    assert _read("column=why").columns[1].sort_url == ""


def test_changing_columns_keeps_the_rest_of_the_address() -> None:
    kept = _read("q=x&column=cost&dense=1&page=2&sort=cost").kept_parameters
    assert kept == [("q", "x"), ("sort", "cost")]
