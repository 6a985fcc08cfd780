"""Which measures live on in which: what is proposed, what follows from links, what is refused."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from samvern.cli.files import load_programme, shipped_lineages
from samvern.engine.errors import InvalidInput
from samvern.engine.programme.document import Measure, Programme
from samvern.engine.programme.lineage import (
    JOIN_FROM,
    PROPOSE_FROM,
    WEIGHTS,
    GroupKind,
    Link,
    LinkStatus,
    OwnerChange,
    compare,
    propose_links,
)
from samvern.engine.programme.lineage.assignment import Fixed, assign
from samvern.engine.programme.lineage.likeness import Comparer

JUDGED = Path(__file__).parent / "lineage_2021_to_ie1125.yaml"

#: Subjects that have nothing to do with each other.
SUBJECTS = (
    "Nasjonal oversikt over kritisk infrastruktur",
    "Sikkerhetsopplæring for ansatte på sykehus",
    "Beredskapsøvelser annethvert år",
    "Tilsyn med leverandører",
    "Logganalyse av oppslag i journal",
    "Krypterte sikkerhetskopier utenfor huset",
)


def programme(*titles: str, code: str = "P", **fields: Any) -> Programme:
    measures = tuple(
        Measure(f"1.{place}", "1", {"nb": title}, **fields)
        for place, title in enumerate(titles, start=1)
    )
    return Programme(code, {"nb": code}, "Somebody", measures=measures)


def ends(links: Iterable[Link]) -> set[tuple[str, str]]:
    return {link.ends for link in links}


def score(one: str, other: str, **fields: Any) -> float:
    before, after = programme(one, *SUBJECTS), programme(other, *SUBJECTS)
    with_fields = [
        replace(each, measures=(replace(each.measures[0], **fields), *each.measures[1:]))
        for each in (before, after)
    ]
    return float(Comparer(*with_fields).scores[0, 0])


def judged_pairs() -> dict[str, set[tuple[str, str]]]:
    listed = yaml.safe_load(JUDGED.read_text(encoding="utf-8"))
    return {
        verdict: {(pair["earlier"], pair["later"]) for pair in listed[verdict]}
        for verdict in ("true", "arguable")
    }


# What is proposed


def test_a_programme_compared_with_itself_is_carried_on_whole() -> None:
    for code in ("IE-1125", "TILTAKSOVERSIKT-0.7", "IE-1108"):
        shipped = load_programme(code)
        links = propose_links(shipped, shipped)
        assert ends(links) == {(measure.id, measure.id) for measure in shipped.measures}
        assert all(link.likeness and link.likeness.score > 0.999 for link in links)
        found = compare(shipped, shipped, links)
        assert {group.kind for group in found.groups} == {GroupKind.CARRIED_ON}
        assert {shift.change for shift in found.owners} <= {OwnerChange.SAME}


def test_measures_with_the_same_words_keep_their_identifiers() -> None:
    same = programme(*["Kartlegging"] * 4)
    assert ends(propose_links(same, same)) == {(f"1.{n}", f"1.{n}") for n in range(1, 5)}


def test_a_renamed_measure_is_found() -> None:
    assert score(SUBJECTS[0], "Oversikten over kritiske infrastrukturer") > 0.6
    assert score(SUBJECTS[0], SUBJECTS[0].replace("kritisk", "kritsik")) > 0.5


def test_a_compound_is_seen_through() -> None:
    assert score("Beredskapsøvelser", "Øvelser i beredskap") > 0.9
    assert score("Sikkerhetstilstand i små virksomheter", "Tilstand for sikkerheten") > 0.4


@given(st.lists(st.text("xqzwvk", min_size=4, max_size=9), min_size=3, max_size=6))
def test_words_without_meaning_are_no_kin(words: list[str]) -> None:
    alike = score(" ".join(words), SUBJECTS[1], owners=("NHN",), target_group="Hele sektoren")
    assert alike < PROPOSE_FROM


def test_owner_target_group_and_focus_area_alone_propose_nothing() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    support = WEIGHTS["owners"] + WEIGHTS["target_group"] + WEIGHTS["focus_area"]
    assert support < PROPOSE_FROM < JOIN_FROM


def test_an_owner_with_a_new_name_is_the_same_owner() -> None:
    before, after = (
        programme(SUBJECTS[0], owners=("Direktoratet for e-helse",)),
        programme(SUBJECTS[0], owners=("Helsedirektoratet",)),
    )
    holders = {"Direktoratet for e-helse": ("Helsedirektoratet",)}
    alike = [propose_links(before, after, holders=known)[0].likeness for known in ({}, holders)]
    assert [each and each.owners for each in alike] == [0.0, 1.0]
    changes = [
        [shift.change for shift in compare(before, after, [], holders=known).owners]
        for known in ({}, holders)
    ]
    assert changes == [[OwnerChange.LEFT, OwnerChange.CAME], [OwnerChange.SAME]]


@given(st.permutations(range(len(SUBJECTS))), st.permutations(range(len(SUBJECTS))))
def test_the_order_of_measures_has_no_say(rows: list[int], columns: list[int]) -> None:
    before = programme(*SUBJECTS, owners=("NHN",))
    after = programme(*reversed(SUBJECTS), "Tilsyn med kritisk infrastruktur")
    shuffled = (
        replace(before, measures=tuple(before.measures[place] for place in rows)),
        replace(after, measures=(*(after.measures[place] for place in columns), after.measures[6])),
    )
    assert propose_links(*shuffled) == propose_links(before, after)


def test_likeness_is_the_same_both_ways() -> None:
    one, other = load_programme("TILTAKSOVERSIKT-0.7"), load_programme("IE-1125")
    there, back = Comparer(one, other), Comparer(other, one)
    assert abs(there.scores - back.scores.T).max() < 1e-9


def test_what_was_said_stands_and_is_not_proposed_again() -> None:
    before, after = programme(*SUBJECTS), programme(*SUBJECTS)
    said = [
        Link("1.1", "1.1", LinkStatus.REJECTED),
        Link("1.2", "1.3"),
        Link("1.4", ""),
        Link("", "1.5"),
    ]
    assert ends(propose_links(before, after, said=said)) == {("1.3", "1.3"), ("1.6", "1.6")}


def test_a_measure_that_joins_makes_a_split_or_a_merge() -> None:
    one, two = "Oversikt over kritisk infrastruktur", "Oversikt over kritisk infrastruktur i nord"
    merged = propose_links(programme(one, two, *SUBJECTS[1:]), programme(one, *SUBJECTS[1:]))
    assert {("1.1", "1.1"), ("1.2", "1.1")} <= ends(merged)
    split = propose_links(programme(one, *SUBJECTS[1:]), programme(one, two, *SUBJECTS[1:]))
    assert {("1.1", "1.1"), ("1.1", "1.2")} <= ends(split)


@given(st.integers(0, 10_000))
def test_proposals_are_stars_and_the_matching_is_the_best_there_is(seed: int) -> None:
    import numpy as np

    from samvern.engine.programme.lineage.assignment import _match

    rng = np.random.default_rng(seed)
    scores = rng.random(tuple(rng.integers(1, 5, size=2))) * 0.8
    pairs = assign(scores, Fixed())
    rows, columns = [row for row, _ in pairs], [column for _, column in pairs]
    assert all(rows.count(row) == 1 or columns.count(column) == 1 for row, column in pairs)
    assert all(scores[pair] >= PROPOSE_FROM for pair in pairs)

    def gain(chosen: Iterable[tuple[int, int]]) -> float:
        return float(sum(scores[pair] - PROPOSE_FROM for pair in chosen))

    best = max(gain(chosen) for chosen in _matchings(*scores.shape))
    assert gain(_match(scores, frozenset())) == pytest.approx(best, abs=1e-4)


def _matchings(rows: int, columns: int) -> list[list[tuple[int, int]]]:
    """Every one-to-one choice of pairs, the slow way."""
    if not rows:
        return [[]]
    before = _matchings(rows - 1, columns)
    return before + [
        [*chosen, (rows - 1, column)]
        for chosen in before
        for column in range(columns)
        if column not in {taken for _, taken in chosen}
    ]


def test_proposals_for_the_published_programmes_are_worth_reading() -> None:
    """Far below what bench_lineage measures: here only that nothing has broken."""
    verdicts = judged_pairs()
    found = ends(propose_links(load_programme("TILTAKSOVERSIKT-0.7"), load_programme("IE-1125")))
    counted = found - verdicts["arguable"]
    assert len(found & verdicts["true"]) >= 0.6 * len(verdicts["true"])
    assert len(found & verdicts["true"]) >= 0.7 * len(counted)


def test_published_lineage_is_found_from_the_wording_alone() -> None:
    (lineage,) = shipped_lineages()
    found = ends(propose_links(load_programme("IE-1108"), load_programme("IE-1125")))
    assert found <= ends(lineage.links)
    assert len(found) >= 0.8 * len(lineage.links)


def test_judged_pairs_exist_and_each_has_its_reason() -> None:
    listed = yaml.safe_load(JUDGED.read_text(encoding="utf-8"))
    before = {measure.id for measure in load_programme(listed["earlier"]).measures}
    after = {measure.id for measure in load_programme(listed["later"]).measures}
    pairs = [pair for verdict in ("true", "arguable") for pair in listed[verdict]]
    assert all(pair["earlier"] in before and pair["later"] in after for pair in pairs)
    assert all(pair["why"] for pair in pairs)
    assert len({(pair["earlier"], pair["later"]) for pair in pairs}) == len(pairs)


def test_a_programme_without_measures_is_no_trouble() -> None:
    assert propose_links(programme(), programme(*SUBJECTS)) == []
    assert propose_links(programme(""), programme("")) == []


# What follows from links


def kinds(links: Iterable[Link], before: int = 3, after: int = 3) -> list[tuple[str, bool]]:
    found = compare(programme(*"abc"[:before]), programme(*"def"[:after]), list(links))
    return [(group.kind.value, group.is_settled) for group in found.groups]


def test_kinds_are_by_how_many_stand_on_each_side() -> None:
    assert kinds([Link("1.1", "1.1")], 1, 1) == [("carried_on", True)]
    assert kinds([Link("1.1", "1.1"), Link("1.1", "1.2")], 1, 2) == [("split", True)]
    assert kinds([Link("1.1", "1.1"), Link("1.2", "1.1")], 2, 1) == [("merged", True)]
    both = [Link("1.1", "1.1"), Link("1.2", "1.1"), Link("1.2", "1.2")]
    assert kinds(both, 2, 2) == [("regrouped", True)]
    assert kinds([], 1, 1) == [("dropped", False), ("new", False)]
    assert kinds([Link("1.1", ""), Link("", "1.1")], 1, 1) == [("dropped", True), ("new", True)]


def test_one_open_proposal_leaves_the_whole_group_open() -> None:
    links = [Link("1.1", "1.1"), Link("1.1", "1.2", LinkStatus.PROPOSED)]
    assert kinds(links, 1, 2) == [("split", False)]
    links[1] = replace(links[1], status=LinkStatus.PUBLISHED)
    assert kinds(links, 1, 2) == [("split", True)]
    links[1] = replace(links[1], status=LinkStatus.REJECTED)
    assert kinds(links, 1, 2) == [("carried_on", True), ("new", False)]


def test_a_proposal_against_what_is_settled_is_passed_over() -> None:
    links = [Link("1.1", ""), Link("1.1", "1.1", LinkStatus.PROPOSED)]
    assert kinds(links, 1, 1) == [("dropped", True), ("new", False)]


@given(st.sets(st.tuples(st.integers(1, 4), st.integers(1, 4))), st.randoms())
def test_every_measure_stands_in_exactly_one_group(
    pairs: set[tuple[int, int]], chance: random.Random
) -> None:
    before, after = programme(*"abcd"), programme(*"efgh")
    links = [
        Link(f"1.{one}", f"1.{other}", chance.choice(list(LinkStatus))) for one, other in pairs
    ]
    found = compare(before, after, links)
    for side in ("earlier", "later"):
        codes = [code for group in found.groups for code in getattr(group, side)]
        assert sorted(codes) == ["1.1", "1.2", "1.3", "1.4"]
    chance.shuffle(links)
    assert compare(before, after, links) == found


def test_owners_gain_and_lose() -> None:
    before = Programme(
        "A",
        {"nb": "A"},
        "X",
        measures=(
            Measure("1.1", "1", {"nb": "a"}, owners=("HOD", "RHF")),
            Measure("1.2", "1", {"nb": "b"}, owners=("HOD",)),
            Measure("1.3", "1", {"nb": "c"}),
        ),
    )
    after = replace(before, measures=(Measure("2.1", "1", {"nb": "a"}, owners=("Nord", "NHN")),))
    found = compare(before, after, [], holders={"RHF": ("Nord", "Vest")})
    assert [(each.owner, each.change.value, each.earlier, each.later) for each in found.owners] == [
        ("HOD", "left", ("1.1", "1.2"), ()),
        ("NHN", "came", (), ("2.1",)),
        ("Vest", "left", ("1.1",), ()),
        ("Nord", "same", ("1.1",), ("2.1",)),
    ]
    assert found.earlier.without_owner == ("1.3",)


@pytest.mark.parametrize(
    ("links", "code"),
    [
        ([Link("9.9", "1.1")], "lineage.unknown_earlier"),
        ([Link("1.1", "9.9")], "lineage.unknown_later"),
        ([Link("", "")], "lineage.no_measure"),
        ([Link("1.1", "1.1"), Link("1.1", "1.1", LinkStatus.REJECTED)], "lineage.repeated"),
        ([Link("1.1", "1.1"), Link("1.1", "")], "lineage.contradiction"),
        ([Link("", "1.1"), Link("1.1", "1.1")], "lineage.contradiction"),
    ],
)
def test_links_that_cannot_hold_are_refused(links: list[Link], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        compare(programme("a"), programme("b"), links)
    assert [problem.code for problem in refused.value.problems] == [code]
