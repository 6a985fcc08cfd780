"""What is told of many says nothing of one, even to a reader who knows the rules and the total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.assessments import Result
from samvern.engine.assessments.statistics import (
    BASE,
    LEAST_ANSWERS,
    SafeFigures,
    SafeRow,
    Telling,
    reach,
    rounded,
    safe_counts,
    safe_figures,
)

RESULTS = tuple(Result)
tables = st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(
    lambda counts: sum(counts) >= LEAST_ANSWERS
)


def _told(counts):
    return tuple(safe_counts(dict(zip(RESULTS, counts, strict=True))).values())


def _every(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _every(total - first, parts - 1):
            yield (first, *rest)


@pytest.mark.parametrize("total", [10, 13, 15, 20])
def test_no_answer_follows_from_what_is_told_not_even_for_one_of_them(total):
    """Every possible table is published; who sees one knows all those that are published alike."""
    alike = defaultdict(list)
    for counts in _every(total, len(RESULTS)):
        alike[_told(counts)].append(counts)
    for told, possible in alike.items():
        for own in (None, *range(len(RESULTS))):
            others = [
                tuple(count - (place == own) for place, count in enumerate(counts))
                for counts in possible
                if own is None or counts[own]
            ]
            given = {place for counts in others for place, count in enumerate(counts) if count}
            assert len(given) != 1, (told, own)
        for place, each in enumerate(told):
            if each.telling in (Telling.FEW, Telling.HIDDEN):
                assert min(counts[place] for counts in possible) == 0, told
                assert max(counts[place] for counts in possible) >= 2, told


@given(tables)
def test_what_is_told_is_true_and_the_total_does_not_narrow_a_small_count(counts):
    told, total = _told(counts), sum(counts)
    reaches = [reach(each, total) for each in told]
    assert all(low <= count <= high for count, (low, high) in zip(counts, reaches, strict=True))
    for place, each in enumerate(told):
        if each.telling is Telling.ROUNDED:
            assert each.count % BASE == 0
            assert counts[place] >= BASE
            continue
        low, high = reaches[place]
        rest = [one for other, one in enumerate(reaches) if other != place]
        low = max(low, total - sum(most for _least, most in rest))
        high = min(high, total - sum(least for least, _most in rest))
        assert high - low >= 2


@given(tables, st.integers(0, 4), st.integers(0, 4))
def test_one_who_answers_otherwise_changes_no_figure_by_more_than_the_base(counts, one, other):
    if not counts[one]:
        return
    moved = list(counts)
    moved[one] -= 1
    moved[other] += 1
    for before, after in zip(_told(counts), _told(moved), strict=True):
        if before.count is not None and after.count is not None:
            assert abs(before.count - after.count) <= BASE


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_the_results_changes_nothing(counts, random):
    named = list(zip(RESULTS, counts, strict=True))
    mixed = random.sample(named, len(named))
    assert dict(safe_counts(dict(named))) == dict(safe_counts(dict(mixed)))


def test_nothing_is_told_of_few_and_unanimity_is_not_certainty():
    assert not safe_counts({Result.FULFILLED: 9, Result.PARTLY: 0})
    told = safe_counts(dict.fromkeys(RESULTS, 0) | {Result.NOT_FULFILLED: 18})
    assert told[Result.NOT_FULFILLED].telling is Telling.NEARLY_ALL
    assert told[Result.FULFILLED].telling is Telling.FEW


def test_a_count_that_the_total_would_give_away_takes_another_with_it():
    counts = dict(zip(RESULTS, (5, 8, 13, 8, 0), strict=True))
    assert [each.telling for each in safe_counts(counts).values()].count(Telling.HIDDEN) == 2


def test_figures_go_through_json_as_they_are_and_stand_in_the_order_given():
    none = dict.fromkeys(Result, 0)
    counts = {
        "1.2": none | {Result.PARTLY: 7, Result.FULFILLED: 5},
        "1.1": none | {Result.PARTLY: 3},
    }
    found = safe_figures(12, counts)
    assert (found.count, [row.code for row in found.rows]) == (rounded(12), ["1.2", "1.1"])
    assert found.rows[0].results[Result.PARTLY].count == 5
    assert found.rows[1] == SafeRow("1.1", None, {})
    assert SafeFigures.from_json(found.to_json()) == found
    assert safe_figures(9, counts) == SafeFigures(None)
