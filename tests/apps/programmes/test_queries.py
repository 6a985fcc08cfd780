"""What the pages are given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.models import Measure, Programme, Sharing
from samvern.apps.programmes.queries import MeasureFilters, RankingChoices
from samvern.apps.programmes.queries.register import natural_key
from samvern.base import registry
from samvern.base.kept import Kept
from samvern.base.permissions import Role
from samvern.base.viewer import ANONYMOUS, SYSTEM
from samvern.engine.errors import InvalidInput
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import Judgement, MeasureKind, MeasureStatus
from tests.factories import programmes as make
from tests.factories import users
from tests.worlds import World

UNKNOWN = Judgement(dict.fromkeys(("low", "medium", "high"), 1 / 3), "unknown")


@pytest.fixture
def report(db: None) -> Programme:
    """The report that ships with Samvern."""
    return make.programme(make.shipped("IE-1125"))


def test_the_overview_shows_the_whole_report(report: Programme) -> None:
    page = queries.overview(ANONYMOUS, report.code)
    counts = {count.key: count.number for count in page.counts}
    assert counts == {
        "focus_areas": 7,
        "measures": 24,
        "goals": 6,
        "strategic_goals": 5,
        "challenges": 6,
        "risk_trends": 5,
        "risk_areas": 5,
    }
    assert [column.group for column in page.columns] == (
        ["Risk areas"] * 5 + ["Goals"] * 6 + ["Strategic goals"] * 5
    )
    assert {len(row.cells) for row in page.rows} == {len(page.columns)}
    second = page.rows[1]
    assert [cell.words for cell in second.cells[:2]] == ["possible and indirect", "substantial"]
    assert [round(cell.share, 3) for cell in second.cells[:2]] == [0.333, 1.0]
    assert (second.cost.judged, second.cost.total) == (3, 3)
    assert [level.share for level in second.cost.levels] == pytest.approx([1 / 6, 5 / 6, 0])
    last = page.rows[-1]
    assert (last.is_new, last.measure_count) == (True, 0)
    assert {cell.words for cell in last.cells} == {"Not judged"}
    assert last.cost.share is None
    assert page.unowned_count == 9
    assert page.owners[0].measure_count == max(owner.measure_count for owner in page.owners)
    assert [row.tier for row in page.recommendations] == [1, 1, 1, 2, 3, 3, 3]
    assert page.recommendations[0].focus_area.title == "Plans and exercises"
    assert [ref.code for ref in page.risk_trends[2].feeds] == ["R2", "R3"]


@pytest.mark.django_db
def test_what_is_not_known_has_no_place_on_the_scale() -> None:
    measures = (
        make.measure("1.1", cost=UNKNOWN),
        make.measure("1.2", cost=make.HIGH),
        make.measure("1.3"),
    )
    saved = make.programme(make.document(measures=measures))
    rows = queries.register(ANONYMOUS, saved.code).rows
    assert [(row.cost.share, row.cost.words) for row in rows] == [
        (None, "Not known"),
        (1.0, "high"),
        (None, "Not judged"),
    ]
    (area,) = queries.overview(ANONYMOUS, saved.code).rows
    assert (area.cost.judged, area.cost.total, area.cost.words) == (2, 3, "mostly high")


@pytest.mark.django_db
def test_the_register_is_filtered_and_put_in_order() -> None:
    measures = (
        make.measure("1.10", title=make.text("Åpenhet"), kind=MeasureKind.STUDY, cost=make.HIGH),
        make.measure("1.9", title=make.text("Øvelser"), owners=("Bergen",), cost=make.LOW),
        make.measure(
            "1.2",
            title=make.text("Zoom"),
            status=MeasureStatus.ONGOING,
            owners=("Ålesund", "Bergen"),
            target_group="Everybody",
            start="2024",
        ),
    )
    saved = make.programme(
        make.document(
            measures=measures, recommendations=(engine.Recommendation(2, measures=("1.9",)),)
        )
    )

    def codes(order: str = "position", **filters: str) -> list[str]:
        rows = queries.register(ANONYMOUS, saved.code, MeasureFilters(**filters), order).rows
        return [row.code for row in rows]

    assert codes() == ["1.10", "1.9", "1.2"]
    assert codes("-position") == ["1.2", "1.9", "1.10"]
    assert codes("code") == ["1.2", "1.9", "1.10"]
    assert codes("title") == ["1.2", "1.9", "1.10"]
    assert codes("cost") == ["1.9", "1.10", "1.2"]
    assert codes("-cost") == ["1.10", "1.9", "1.2"]
    assert codes("tier") == ["1.9", "1.10", "1.2"]
    assert codes("-start") == ["1.2", "1.10", "1.9"]
    assert codes(kind="study") == ["1.10"]
    assert codes(status="ongoing") == ["1.2"]
    assert codes(owner="Bergen") == ["1.9", "1.2"]
    assert codes(owner=queries.NOBODY) == ["1.10"]
    assert codes(target_group="Everybody") == ["1.2"]
    assert codes(words="øvelser") == codes(words="ØVELSER") == ["1.9"]
    assert codes(words="zoom ålesund") == ["1.2"]
    assert codes(focus_area="2") == []
    with pytest.raises(InvalidInput, match=r"order\.unknown"):
        codes("beauty")
    choices = queries.register(ANONYMOUS, saved.code).choices
    assert [(c.value, c.count) for c in choices.owners] == [("-", 1), ("Bergen", 2), ("Ålesund", 1)]
    assert [(c.value, c.label, c.count) for c in choices.kinds] == [("study", "Study", 1)]


@pytest.mark.parametrize("order", queries.REGISTER_ORDERS)
def test_every_order_has_all_measures(report: Programme, order: str) -> None:
    everything = {row.code for row in queries.register(ANONYMOUS, report.code).rows}
    for direction in ("", "-"):
        rows = queries.register(ANONYMOUS, report.code, order=direction + order).rows
        assert {row.code for row in rows} == everything


def test_codes_are_counted_as_people_count_them() -> None:
    codes = ["10", "4.2b", "1.10", "A2", "4.2a", "1.9", "1", "A10", "", "1.9a"]
    assert sorted(codes, key=natural_key) == [
        "",
        "1",
        "1.9",
        "1.9a",
        "1.10",
        "4.2a",
        "4.2b",
        "10",
        "A2",
        "A10",
    ]


@pytest.mark.django_db
def test_a_measure_knows_its_relations_both_ways() -> None:
    measures = (
        make.measure("4.2a", parent="4.2", overlaps=("9.9",)),
        make.measure("4.2b", parent="4.2", after=("4.2a",)),
        make.measure("4.2", related=("4.2b",)),
    )
    saved = make.programme(make.document(measures=measures))
    page = queries.measure_page(ANONYMOUS, saved.code, "4.2b")
    assert (page.parent.code, page.parent.exists) == ("4.2", True)
    assert [(r.kind, r.is_incoming, r.ref.code, r.label) for r in page.relations] == [
        ("after", False, "4.2a", "Comes after"),
        ("related", True, "4.2", "Related to"),
    ]
    first = queries.measure_page(ANONYMOUS, saved.code, "4.2a")
    assert [(r.kind, r.is_incoming, r.ref.code, r.ref.exists) for r in first.relations] == [
        ("overlaps", False, "9.9", False),
        ("after", True, "4.2b", True),
    ]
    whole = queries.measure_page(ANONYMOUS, saved.code, "4.2")
    assert [ref.code for ref in whole.parts] == ["4.2a", "4.2b"]


def test_the_check_runs_on_what_the_database_holds(report: Programme) -> None:
    viewer = users.viewer(Role.SUPERVISOR)
    before = {finding.code for finding in queries.findings(viewer, report.code).findings}
    assert "average.differs" in before or any("average" in code for code in before)
    measure = Measure.objects.get(programme=report, code="4.2b")
    measure.relations.create(kind="after", to_code="nowhere")
    # Whoever changes a programme without counting the change is not noticed …
    assert {f.code for f in queries.findings(viewer, report.code).findings} == before
    operations.edit_measure(
        by=SYSTEM, measure_id=measure.pk, version=1, changes={"every": "year"}, at=make.AT
    )
    # … and every operation counts.
    after = queries.findings(viewer, report.code).findings
    assert {f.subject for f in after if "nowhere" in str(f.params)}


def test_coverage_has_a_cell_for_each_focus_area(report: Programme) -> None:
    page = queries.coverage(ANONYMOUS, report.code)
    for table in (page.risk_areas, page.goals, page.target_groups):
        assert {len(row.cells) for row in table.rows} == {len(table.columns)} == {7}
    assert page.target_groups.rows[0].gap == "no_target_group"
    assert page.risk_areas.rows[0].cells[0].judged.words == "substantial"
    tables = queries.coverage_tables(ANONYMOUS, report.code)
    assert {row.id for row in tables["goals"].rows} == {row.code for row in page.goals.rows}


def test_the_ranking_is_kept_until_the_programme_changes(report: Programme) -> None:
    choices = RankingChoices(samples=500)
    first = queries.ranking(ANONYMOUS, report.code, choices)
    assert queries.ranking(ANONYMOUS, report.code, choices).ranking is first.ranking
    other = replace(choices, seed=2)
    assert queries.ranking(ANONYMOUS, report.code, other).ranking is not first.ranking
    measure = Measure.objects.get(programme=report, code="3.1")
    operations.record_judgement(
        by=SYSTEM,
        subject=measure,
        criterion="cost",
        levels={"high": 1.0},
        why="A second look",
        at=make.AT,
    )
    again = queries.ranking(ANONYMOUS, report.code, choices).ranking
    assert again.model != first.ranking.model


def test_the_ranking_shows_what_was_decided_beside_it(report: Programme) -> None:
    page = queries.ranking(ANONYMOUS, report.code, RankingChoices(samples=500))
    assert [(each.code, each.tier) for each in page.decided] == [
        ("1", 1),
        ("3", 1),
        ("5", 1),
        ("7", 2),
    ]
    assert page.titles["3"] == "Plans and exercises"
    assert {group.id for group in page.groups} == set(page.ranking.model.groups)


@pytest.mark.parametrize(
    ("query", "weighing", "weights"),
    [
        ({}, "basis", None),
        ({"weighing": "unknown"}, "unknown", {}),
        ({"weighing": "sliders", "weight-cost": "30", "weight-goals": "x"}, "sliders", None),
        ({"weighing": "sliders"}, "basis", None),
        ({"weighing": "order", "order": "cost,nonsense,goals"}, "order", None),
        ({"weighing": "nonsense"}, "basis", None),
    ],
)
def test_choices_are_read_from_the_address(
    report: Programme, query: dict[str, str], weighing: str, weights: object
) -> None:
    choices = RankingChoices.from_query(query)
    assert choices.weighing == weighing
    if weights is not None or weighing == "basis":
        assert choices.weights == weights
    page = queries.ranking(ANONYMOUS, report.code, replace(choices, samples=100))
    if weighing == "order":
        assert [group.id for group in page.groups][:2] == ["cost", "goals"]
    if weighing == "sliders":
        assert {g.id: g.percent for g in page.groups}["cost"] == 30


def test_nobody_is_made_to_wait_for_too_much_work(report: Programme) -> None:
    with pytest.raises(InvalidInput, match=r"ranking\.too_much_work"):
        queries.ranking(ANONYMOUS, report.code, RankingChoices(samples=200_001))


@pytest.mark.parametrize("member", ["authority", "owner", "officer", "anonymous"])
def test_the_first_page_tells_each_what_waits(
    world: World, programme: Programme, member: str
) -> None:
    viewer = world.viewer(member)
    figures = {card.title: card.figure for card in registry.cards_for(viewer)}
    assert ("Your measures" in figures) == (member == "owner")
    assert ("What does not add up" in figures) == (member != "anonymous")
    assert ("Take in a programme" in figures) == (member == "authority")
    assert "A programme" in figures
    if member == "owner":
        assert figures["Your measures"] == "1"


def test_each_card_counts_what_its_link_shows(world: World) -> None:
    """A measure owner of a hospital answers for its departments too, owner by owner."""
    hospital, department = world.hospital.name, world.department.name
    owned = [(hospital,), (hospital, department), (department,), (hospital,), ("Others",)]
    measures = [make.measure(f"1.{n}", owners=names) for n, names in enumerate(owned)]
    saved = make.programme(make.document(measures=tuple(measures)))
    work = queries.own_work(world.viewer("owner"))
    assert [(each.owner, each.count) for each in work.owned] == [(hospital, 3), (department, 2)]
    for each in work.owned:
        rows = queries.register(ANONYMOUS, saved.code, MeasureFilters(owner=each.owner)).rows
        assert len(rows) == each.count


@pytest.mark.django_db
def test_the_first_page_is_silent_without_programmes() -> None:
    make.programme(sharing=Sharing.AUTHORITY)
    assert queries.own_work(ANONYMOUS) is None


def test_search_finds_programmes_and_measures(report: Programme) -> None:
    make.programme(
        make.document(measures=(make.measure(title=make.text("HelseCERT i det skjulte")),)),
        sharing=Sharing.AUTHORITY,
    )
    found = queries.search(ANONYMOUS, "helsecert")
    assert [(hit.programme, hit.measure) for hit in found] == [(report.code, "1.1")]
    assert queries.search(ANONYMOUS, "ie-1125")[0].measure == ""
    assert queries.search(ANONYMOUS, "ØVELSER")
    assert queries.search(ANONYMOUS, "  ") == []
    (hit,) = [hit for hit in registry.search(ANONYMOUS, "HelseCERT") if hit.kind == "Measure"]
    assert hit.url == "/programmes/IE-1125/measures/1.1/"


def test_what_is_kept_is_bounded() -> None:
    made: list[str] = []

    def make_value(key: str) -> str:
        made.append(key)
        return key

    kept: Kept[str] = Kept(limit=5, weigh=len)
    for key in ("aa", "bb", "aa", "c", "dddd", "aa", "too long"):
        assert kept.get(key, lambda key=key: make_value(key)) == key
    # "dddd" pushed the others out, and what weighs too much is never kept.
    assert made == ["aa", "bb", "c", "dddd", "aa", "too long"]
    kept.get("too long", lambda: make_value("too long"))
    assert made[-2:] == ["too long", "too long"]
