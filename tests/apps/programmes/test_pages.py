"""What the pages that are read say: list, overview, register, measure, coverage, findings."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.utils.translation import gettext

from samvern.apps.programmes.models import Measure, Programme
from samvern.apps.programmes.templatetags.programmes import as_exact_as_known, as_interval
from samvern.engine.programme import document as engine
from samvern.engine.programme.consistency import check
from samvern.engine.programme.document import Judgement
from samvern.formats import programme_file
from samvern.formats.tables import read_csv, read_xlsx
from samvern.ui.wording import findings as wording
from tests.factories import actors
from tests.factories import programmes as make
from tests.worlds import World

LogIn = Callable[[str], Client]


@pytest.fixture
def reader(log_in: LogIn) -> Client:
    """Somebody who is not logged in."""
    return log_in("anonymous")


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


# --- the list ---------------------------------------------------------------------------------


def test_the_list_says_what_there_is(reader: Client, programme: Programme) -> None:
    text = text_of(reader, "/programmes/")
    assert "P-OWNED" in text
    assert "Everybody" in text


def test_an_empty_list_says_what_to_do(world: World, log_in: LogIn) -> None:
    assert "No programme has been shared with you yet." in text_of(
        log_in("stranger"), "/programmes/"
    )
    text = text_of(log_in("authority"), "/programmes/")
    assert "Take in the first one." in text
    assert 'href="/import-programme/"' in text


# --- the overview -----------------------------------------------------------------------------


def test_the_shipped_report_is_seen_at_once(reader: Client) -> None:
    make.programme(make.shipped("IE-1125"))
    answer = reader.get("/programmes/IE-1125/")
    matrix = answer.context["matrix"]
    assert [len(row.cells) for row in matrix.rows] == [16] * 7
    assert [cell.share for cell in matrix.rows[6].cells] == [None] * 16
    assert {bar.label for bar in matrix.rows[0].levels} == {"Cost", "Support", "Risk"}
    assert [tier.number for tier in answer.context["tiers"]] == [1, 2, 3]
    text = answer.content.decode()
    assert "7 focus areas · 24 measures" in text
    assert "capital and small letters are hard to tell apart" in text
    assert "The programme says nothing of when for 23 of 24 measures." in text


def test_the_publisher_that_was_merged_is_told_with_its_successor(
    world: World, reader: Client
) -> None:
    actors.succession(actors.actor("The directorate"), world.hospital)
    make.programme(make.document("P-1"))
    text = text_of(reader, "/programmes/P-1/")
    assert "The directorate (today Fjordheim hospital)" in text


def test_a_programme_with_nothing_in_it_says_so(reader: Client) -> None:
    make.programme(make.document("P-1", focus_areas=(), measures=(), risk_areas=(), goals=()))
    assert "The programme has no focus areas yet." in text_of(reader, "/programmes/P-1/")
    assert "The programme has no measures yet." in text_of(reader, "/programmes/P-1/measures/")
    assert "there is nothing to cover" in text_of(reader, "/programmes/P-1/coverage/")
    assert "error" not in text_of(reader, "/programmes/P-1/ranking/").lower().split("<main")[0]


def test_a_large_programme_is_listed_in_part(reader: Client) -> None:
    make.programme(make.full_document("P-1", 60))
    context = reader.get("/programmes/P-1/").context
    assert (len(context["when"]), context["when_left"]) == (40, 20)
    assert (len(context["owners"]), context["owners_left"]) == (40, 21)


def test_open_questions_are_a_quiet_link_for_those_who_read_findings(log_in: LogIn) -> None:
    make.programme(make.shipped("IE-1125"))
    assert "do not add up or are missing" in text_of(log_in("officer"), "/programmes/IE-1125/")
    assert "do not add up" not in text_of(log_in("anonymous"), "/programmes/IE-1125/")


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_the_file_of_a_programme_reads_back_as_the_programme(reader: Client, kind: str) -> None:
    shipped = make.shipped("IE-1125")
    make.programme(shipped)
    answer = reader.get(f"/programmes/IE-1125/programme.{kind}")
    assert f"IE-1125.{kind}" in answer.headers["Content-Disposition"]
    assert programme_file.read(io.BytesIO(answer.content), name=f"x.{kind}") == shipped


def test_there_is_no_file_of_another_kind(reader: Client, programme: Programme) -> None:
    assert reader.get("/programmes/P-OWNED/programme.exe").status_code == 404
    assert reader.get("/programmes/P-OWNED/measures.exe").status_code == 404


# --- the register -----------------------------------------------------------------------------

REGISTER = "/programmes/IE-1125/measures/"


@pytest.fixture
def shipped(db: None) -> Programme:
    """The report as it ships."""
    return make.programme(make.shipped("IE-1125"))


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("focus_area=6", ["6.1", "6.2"]),
        ("kind=study", ["2.2", "6.2"]),
        ("q=helsecert", ["1.1", "3.7"]),
        ("owner=-&focus_area=5", ["5.3", "5.4"]),
        ("focus_area=4&sort=-cost&kind=mapping", ["4.2a"]),
        ("focus_area=6&sort=-position", ["6.2", "6.1"]),
        ("q=nothing+that+is+there", []),
    ],
)
def test_page_and_files_hold_the_same_measures(
    shipped: Programme, reader: Client, query: str, codes: list[str]
) -> None:
    page = reader.get(f"{REGISTER}?{query}").context["page"]
    assert [row.code for row in page.object_list] == codes
    as_csv = reader.get(f"/programmes/IE-1125/measures.csv?{query}").getvalue()
    as_xlsx = reader.get(f"/programmes/IE-1125/measures.xlsx?{query}").getvalue()
    table = read_csv(io.BytesIO(as_csv), name="x.csv")
    same = read_xlsx(io.BytesIO(as_xlsx), name="x.xlsx")
    assert table.titles == same.titles
    assert [row[0] for row in table.rows] == codes
    assert [str(row[0]) for row in same.rows] == codes


def test_the_links_to_the_files_keep_what_was_chosen(shipped: Programme, reader: Client) -> None:
    exports = reader.get(f"{REGISTER}?focus_area=6&sort=-cost&page=1").context["exports"]
    urls = [link.url for link in exports["measures"]]
    assert urls == [f"?focus_area=6&sort=-cost&file=measures.{kind}" for kind in ("csv", "xlsx")]


def test_a_filter_keeps_order_and_columns(shipped: Programme, reader: Client) -> None:
    kept = reader.get(f"{REGISTER}?sort=-cost&column=cost&column=kind&page=2").context["kept"]
    assert kept == [("sort", "-cost"), ("column", "cost"), ("column", "kind")]


def test_columns_that_nobody_fills_are_there_when_asked_for(
    shipped: Programme, reader: Client
) -> None:
    assert not reader.get(REGISTER).context["choices"].shows["status"]
    assert reader.get(f"{REGISTER}?column=status").context["choices"].shows["status"]


def test_the_last_line_sums_up(reader: Client) -> None:
    measures = [make.measure(f"1.{n}", cost=make.LOW) for n in range(3)]
    make.programme(make.document("P-1", measures=(*measures, make.measure("1.9"))))
    context = reader.get("/programmes/P-1/measures/").context
    assert context["totals"]["cost"] == "low"
    assert context["totals"]["support"] == "not known"
    assert context["shown"] == "All 4 measures"


def test_a_long_register_comes_in_pages(reader: Client) -> None:
    make.programme(make.full_document("P-1", 60))
    first = reader.get("/programmes/P-1/measures/").context["page"]
    last = reader.get("/programmes/P-1/measures/?page=99").context["page"]
    assert (len(first.object_list), len(last.object_list)) == (50, 10)


def test_nothing_found_says_what_to_do(shipped: Programme, reader: Client) -> None:
    text = text_of(reader, f"{REGISTER}?q=nothing+that+is+there")
    assert "No measure matches what you chose." in text
    assert "Show all measures" in text


@pytest.mark.parametrize("path", ["measures/", "ranking/"])
def test_htmx_gets_the_fragment_alone(shipped: Programme, reader: Client, path: str) -> None:
    address = f"/programmes/IE-1125/{path}"
    whole, part = (
        reader.get(address).content.decode(),
        reader.get(address, headers={"hx-request": "true"}).content.decode(),
    )
    assert "<html" in whole
    assert "<html" not in part
    assert "data-sv-live" in part


# --- a measure --------------------------------------------------------------------------------


def test_a_measure_says_where_it_belongs(shipped: Programme, reader: Client) -> None:
    text = text_of(reader, "/programmes/IE-1125/measures/4.2a/")
    assert "Leads to" in text
    assert "measures/4.2b/" in text
    assert "Comes after" in text_of(reader, "/programmes/IE-1125/measures/4.2b/")


def test_what_the_focus_area_was_judged_by_is_not_passed_off_as_the_measures_own(
    shipped: Programme, reader: Client
) -> None:
    answer = reader.get("/programmes/IE-1125/measures/4.2a/")
    assert [row.title for row in answer.context["gives"].rows] == [
        "All of focus area 4 Compliance and follow-up"
    ]
    tables = {table.title: table for table in answer.context["judgement_tables"]}
    assert all(line.is_inherited for line in tables["Risk areas"].lines)
    assert not tables["Cost, support and implementation risk"].is_inherited


def test_an_uncertain_judgement_stays_two_levels(shipped: Programme, reader: Client) -> None:
    answer = reader.get("/programmes/IE-1125/measures/1.1/")
    risk = answer.context["bars"][2]
    assert [(part.label, part.share) for part in risk.shares] == [
        ("low", 0.5),
        ("medium", 0.5),
        ("high", 0.0),
    ]


def test_what_nobody_knows_is_shown_as_unknown(reader: Client) -> None:
    unknown = Judgement(dict.fromkeys(("low", "medium", "high"), 1 / 3), "unknown")
    make.programme(make.document("P-1", measures=(make.measure(cost=unknown),)))
    bars = reader.get("/programmes/P-1/measures/1.1/").context["bars"]
    assert [bar.shares for bar in bars] == [[], [], []]
    assert "Nobody has judged it against risks and goals" in text_of(
        reader, "/programmes/P-1/measures/1.1/"
    )


def test_relations_to_nothing_are_shown_without_a_link(measure: Measure, reader: Client) -> None:
    text = text_of(reader, "/programmes/P-OWNED/measures/1.2/")
    assert "9.9" in text
    assert "measures/9.9/" not in text


def test_actors_are_linked_for_those_who_may_read_them(
    measure: Measure, world: World, log_in: LogIn
) -> None:
    address = "/programmes/P-OWNED/measures/1.1/"
    link = f'href="/actors/{world.hospital.pk}/"'
    assert link in text_of(log_in("colleague"), address)


def test_the_way_by_key_leads_to_the_page(measure: Measure, reader: Client) -> None:
    answer = reader.get(f"/measures/by-id/{measure.pk}/")
    assert answer.headers["Location"] == "/programmes/P-OWNED/measures/1.1/"
    answer = reader.get(f"/programmes/by-id/{measure.programme_id}/")
    assert answer.headers["Location"] == "/programmes/P-OWNED/"


# --- coverage and findings --------------------------------------------------------------------


def test_gaps_come_first_and_say_why(reader: Client) -> None:
    strong = {"R2": Judgement({"substantial": 1.0})}
    area = engine.FocusArea("1", make.text("Area"), contribution=strong)
    risks = tuple(engine.RiskArea(code, make.text(f"Risk {code}")) for code in ("R2", "R1"))
    make.programme(make.document("P-1", focus_areas=(area,), risk_areas=risks))
    section = reader.get("/programmes/P-1/coverage/").context["sections"][0]
    assert [(line.title, bool(line.gap)) for line in section.lines] == [
        ("R1 Risk R1", True),
        ("R2 Risk R2", False),
    ]


def test_the_page_finds_what_the_check_finds(shipped: Programme, log_in: LogIn) -> None:
    expected = [
        wording.words(finding, "en", gettext).sentence for finding in check(make.shipped("IE-1125"))
    ]
    context = log_in("supervisor").get("/programmes/IE-1125/findings/").context
    shown = [
        row.words.sentence
        for section in context["sections"]
        for group in section.groups
        for row in group.rows
    ]
    assert sorted(shown) == sorted(expected)
    assert [section.key for section in context["sections"]] == ["disagreement", "gap", "remark"]


def test_findings_are_narrowed_down_by_severity(shipped: Programme, log_in: LogIn) -> None:
    client = log_in("supervisor")
    one = client.get("/programmes/IE-1125/findings/?severity=gap").context["sections"]
    assert [section.key for section in one] == ["gap"]
    every = client.get("/programmes/IE-1125/findings/?severity=nonsense").context["sections"]
    assert len(every) == 3


def test_disagreements_show_their_arithmetic(shipped: Programme, log_in: LogIn) -> None:
    text = text_of(log_in("supervisor"), "/programmes/IE-1125/findings/?severity=disagreement")
    assert "How it was found:" in text
    assert "4 + 3 + 5 + 4 + 5 + 4 = 25" in text


def test_a_programme_that_agrees_says_so(log_in: LogIn) -> None:
    sound = make.document("P-1", focus_areas=(), measures=(), risk_areas=(), goals=())
    make.programme(replace(sound, challenges=(), risk_trends=()))
    text = text_of(log_in("supervisor"), "/programmes/P-1/findings/")
    assert "Nothing was found that does not agree or is missing." in text


@pytest.mark.parametrize(
    ("every", "words"),
    [
        ("year", "every year"),
        ("2 years", "every 2 years"),
        ("3 months", "every 3 months"),
        ("now and then", "now and then"),
        ("", ""),
    ],
)
def test_intervals_are_said_in_words(every: str, words: str) -> None:
    assert as_interval(every) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2024", "2024"),
        ("2024-06", "June 2024"),
        ("2024-06-01", "1 June 2024"),
        ("2024-99", "2024-99"),
        ("", ""),
    ],
)
def test_times_are_as_exact_as_they_are_known(moment: str, words: str) -> None:
    assert as_exact_as_known(moment) == words


# --- what people and programs may write in an address -------------------------------------------

ODD = ("%00", "%F0%9F%98%80", "--1", "9" * 400, "nan", "<script>")
PARAMETERS = {
    "measures/": ("q", "focus_area", "kind", "owner", "sort", "page", "column", "dense"),
    "measures.csv": ("q", "sort"),
    "ranking/": ("level", "scale", "samples", "weighing", "order", "move", "decided"),
    "ranking/chart.json": ("scheme",),
    "findings/": ("severity",),
    "measures/1.1/judge/contribution/": ("about",),
}


@pytest.mark.parametrize("path", PARAMETERS)
def test_odd_addresses_break_no_page(shipped: Programme, log_in: LogIn, path: str) -> None:
    client = log_in("authority")
    for parameter in PARAMETERS[path]:
        for value in ODD:
            answer = client.get(f"/programmes/IE-1125/{path}?{parameter}={value}")
            assert answer.status_code in {200, 302, 404}, (parameter, value)
            assert "<script>" not in answer.getvalue().decode().replace('<script type="module"', "")


@pytest.mark.parametrize("weight", ODD)
def test_odd_weights_count_as_none(shipped: Programme, reader: Client, weight: str) -> None:
    answer = reader.get(
        f"/programmes/IE-1125/ranking/?weighing=sliders&weight-cost=10&weight-goals={weight}"
    )
    assert answer.status_code == 200
    weights = {each.key: each.percent for each in answer.context["weights"]}
    assert weights["cost"] == 10
    assert weights["goals"] == 0


@pytest.mark.parametrize("value", ["%00", "..", "%2e%2e", "x" * 300, "%F0%9F%98%80"])
def test_odd_codes_lead_nowhere(shipped: Programme, reader: Client, value: str) -> None:
    for address in (
        f"/programmes/{value}/",
        f"/programmes/IE-1125/measures/{value}/",
        f"/programmes/{value}/ranking/",
    ):
        assert reader.get(address).status_code == 404, address
