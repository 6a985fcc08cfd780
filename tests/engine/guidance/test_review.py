"""Which guidance waits for its owner, and in what order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput
from samvern.engine.guidance import (
    GuidanceCatalogue,
    Life,
    LinkState,
    ReviewReason,
    Standing,
    due_for_review,
)
from samvern.engine.guidance.review import add_months
from tests.engine.guidance.shelf import entry, shelf
from tests.factories.generated_guidance import catalogues, days

TODAY = date(2026, 11, 27)
FRESH = entry("fresh", "Ny", reviewed_on=date(2026, 1, 1))


def due(*entries: object, months: int | None = 12) -> dict[str, tuple[ReviewReason, ...]]:
    catalogue = shelf(*entries, review_months=months)  # type: ignore[arg-type]
    return {each.entry.id: each.reasons for each in due_for_review(catalogue, on=TODAY)}


def test_each_reason_is_told() -> None:
    assert due(
        FRESH,
        replace(FRESH, id="old", reviewed_on=date(2025, 11, 26)),
        replace(FRESH, id="just-in-time", reviewed_on=date(2025, 11, 27)),
        replace(FRESH, id="never", reviewed_on=None),
        replace(FRESH, id="unverified", standing=Standing.UNVERIFIED),
        replace(FRESH, id="broken", address="https://a.no", link=LinkState.BROKEN),
        replace(FRESH, id="own-pace", reviewed_on=date(2026, 1, 1), review_months=6),
    ) == {
        "broken": (ReviewReason.LINK_BROKEN,),
        "old": (ReviewReason.LONG_AGO,),
        "own-pace": (ReviewReason.LONG_AGO,),
        "unverified": (ReviewReason.UNVERIFIED,),
        "never": (ReviewReason.NEVER,),
    }


def test_most_pressing_first_then_what_ran_out_first() -> None:
    found = due(
        replace(FRESH, id="never", reviewed_on=None),
        replace(FRESH, id="b-old", reviewed_on=date(2020, 1, 1)),
        replace(FRESH, id="a-old", reviewed_on=date(2021, 1, 1)),
        replace(FRESH, id="broken", link=LinkState.BROKEN, reviewed_on=None),
    )
    assert list(found) == ["broken", "b-old", "a-old", "never"]
    assert found["broken"] == (ReviewReason.LINK_BROKEN, ReviewReason.NEVER)


@pytest.mark.parametrize("life", [Life.PLANNED, Life.MOVED, Life.ENDED])
def test_nobody_is_asked_of_what_is_not_in_use(life: Life) -> None:
    assert due(replace(FRESH, reviewed_on=None, life=life)) == {}


def test_without_a_pace_no_review_runs_out() -> None:
    assert due(replace(FRESH, reviewed_on=date(1999, 1, 1)), months=None) == {}


def test_whoever_holds_it_today_is_asked() -> None:
    catalogue = shelf(entry("a", "A", owner="Direktoratet for e-helse"))
    heir = {"Direktoratet for e-helse": "Helsedirektoratet"}
    (found,) = due_for_review(catalogue, on=TODAY, owner_today=heir)
    assert found.owner == "Helsedirektoratet"
    assert found.to_json() == {
        "id": "a",
        "owner": "Helsedirektoratet",
        "reasons": ["never"],
        "due_on": None,
    }


@given(catalogues(), days, st.integers(0, 3_000))
def test_what_waits_goes_on_waiting(catalogue: GuidanceCatalogue, on: date, later: int) -> None:
    first = {each.entry.id for each in due_for_review(catalogue, on=on)}
    second = {each.entry.id for each in due_for_review(catalogue, on=on + timedelta(days=later))}
    assert first <= second
    assert first <= {each.id for each in catalogue.entries if each.life is Life.IN_USE}


@given(days, st.integers(1, 400), st.integers(1, 400))
def test_months_add_up_to_the_month(day: date, first: int, second: int) -> None:
    there = add_months(add_months(day, first), second)
    at_once = add_months(day, first + second)
    assert (there.year, there.month) == (at_once.year, at_once.month)
    assert there.day <= at_once.day <= day.day
    assert add_months(day, first) > day


def test_months_are_at_least_one() -> None:
    with pytest.raises(InvalidInput, match=r"review\.months_not_positive"):
        add_months(TODAY, 0)
