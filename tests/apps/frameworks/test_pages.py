"""The pages of requirement sets: what they say."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from samvern.apps.frameworks import operations
from samvern.base import registry
from samvern.base.viewer import ANONYMOUS, SYSTEM
from samvern.engine.frameworks import (
    Requirement,
)
from samvern.formats import framework_file, oscal
from tests.factories import frameworks as make
from tests.worlds import World

LogIn = Callable[[str], Client]

HOME = "/frameworks/rules/1/"


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["samvern_language"] = "en"
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def table(answer: HttpResponse) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.django_db
def test_the_list_says_how_much_is_the_publishers_own(english: Client) -> None:
    make.unsure()
    shown = text(english.get("/frameworks/"))
    assert "1 set with 3 requirements in all." in shown
    assert "4 of 6 wordings are the publisher&#x27;s own." in shown
    assert "Working title: 1, not found: 1" in shown
    assert "must not be quoted" in shown


@pytest.mark.django_db
def test_a_set_shows_its_gaps_and_marks_what_is_unsure(english: Client) -> None:
    make.unsure()
    shown = text(english.get(HOME))
    assert "The texts are missing." in shown
    assert "3 requirements under 2 headings." in shown
    assert shown.index("1 Kjenne") < shown.index("1.1 Devices") < shown.index("2.1 Lås døra")
    assert "1.2 Title not found" in shown
    assert shown.count("Working title") >= 1
    assert 'lang="nb">2.1 Lås døra' in shown


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("q=LÅS+dør", ["2.1"]),
        ("q=2.1", ["2.1"]),
        ("q=skal+låses", ["2.1"]),
        ("q=verne", ["2"]),
        ("heading=1", ["1.1", "1.2"]),
        ("heading=2.1", ["2.1"]),
        ("for=gp_office", ["1.1", "1.2", "2.1"]),
        ("for=dentist", ["1.1", "1.2", "2"]),
        ("wording=unverified", ["1.1", "1.2"]),
        ("wording=missing", ["1.2"]),
        ("q=devices&wording=missing", []),
    ],
)
@pytest.mark.django_db
def test_a_set_is_narrowed_down(english: Client, query: str, codes: list[str]) -> None:
    make.unsure()
    listed = {row["Number"] for row in table(english.get(f"{HOME}?{query}&file=requirements.csv"))}
    assert set(codes) <= listed
    shown = text(english.get(f"{HOME}?{query}", headers={"HX-Request": "true"}))
    assert f"<strong>{len(codes)} found</strong>" in shown
    assert "<html" not in shown
    for code in ("1.1", "1.2", "2.1"):
        assert (f'requirements/{code}/"' in shown) is (code in codes)
    if not codes:
        assert "Show everything" in shown


@pytest.mark.django_db
def test_the_file_never_passes_unsure_wording_off_as_the_publishers(english: Client) -> None:
    make.unsure()
    rows = {row["Number"]: row for row in table(english.get(f"{HOME}?file=requirements.csv"))}
    assert rows["1.1"]["Title (English): how sure"] == "Working title"
    assert rows["1.2"]["Title (bokmål): how sure"] == "Not found"
    assert rows["2.1"]["Text (bokmål): how sure"] == "Checked against the publisher"
    assert (rows["2.1"]["Priority"], rows["2.1"]["References"]) == ("Først", "iso-27001 7.4")


@pytest.mark.django_db
def test_long_sets_come_in_pages_that_keep_what_was_chosen(english: Client) -> None:
    make.requirement_set(make.large_framework("rules", 130))
    first = text(english.get(f"{HOME}?q=krav"))
    assert "1–60 of 130" in first
    assert "q=krav&amp;page=3" in first
    last = text(english.get(f"{HOME}?q=krav&page=3"))
    assert "121–130 of 130" in last
    assert "Kapittel 7" in last


@pytest.mark.django_db
def test_a_requirement_says_who_says_so_and_where_it_stands(english: Client) -> None:
    make.unsure()
    shown = text(english.get(f"{HOME}requirements/2.1/"))
    assert "Alle dører<br>skal låses." in shown
    assert "Lest hos utgiveren." in shown
    for said in ("GP office", "Først", "iso-27001 7.4", "2 Verne"):
        assert said in shown
    assert 'rel="prev"' in shown
    assert 'rel="next"' not in shown
    doubted = text(english.get(f"{HOME}requirements/1.1/"))
    assert "Check it." in doubted
    assert "must be held against the publisher&#x27;s before it is quoted" in doubted
    missing = text(english.get(f"{HOME}requirements/1.2/"))
    assert "Title not found" in missing
    heading = text(english.get(f"{HOME}requirements/1/"))
    assert "What stands under it" in heading
    assert "Title not found" in heading


@pytest.mark.django_db
def test_what_became_of_a_requirement_is_said_both_ways(english: Client) -> None:
    make.two_versions()
    earlier = text(english.get(f"{HOME}requirements/1.1/"))
    assert "It has been split into several there." in earlier
    assert 'href="/frameworks/rules/2/requirements/1.2/"' in earlier
    renumbered = text(english.get(f"{HOME}requirements/1.2/"))
    assert "It has another number there." in renumbered
    new = text(english.get("/frameworks/rules/2/requirements/1.4/"))
    assert "It was not there yet." in new
    part = text(english.get("/frameworks/rules/2/requirements/1.2/"))
    assert "It is a part of what was one then." in part
    assert 'href="/frameworks/rules/2/compared-with/1/"' in part


@pytest.mark.django_db
def test_an_earlier_version_points_at_the_one_in_use(english: Client) -> None:
    make.two_versions()
    said = "There is a later version of this set:"
    assert said in text(english.get(HOME))
    assert said not in text(english.get("/frameworks/rules/2/"))


@pytest.mark.django_db
def test_versions_that_nothing_ties_say_nothing_of_each_other(english: Client) -> None:
    make.requirement_set()
    make.requirement_set(make.framework(version="2"))
    shown = text(english.get(f"{HOME}requirements/1.1/"))
    assert "Nothing says what became of it in version 2." in shown
    compared = text(english.get(f"{HOME}compared-with/2/"))
    assert "the same number is taken for the same requirement" in compared
    assert "Nothing differs." in compared


@pytest.mark.django_db
def test_a_withdrawn_requirement_has_a_page_that_says_so(english: Client) -> None:
    make.requirement_set()
    shorter = make.framework(requirements=make.framework().requirements[:2])
    make.requirement_set(shorter, edition=1, reason="1.2 was a draft")
    shown = text(english.get(f"{HOME}requirements/1.2/"))
    assert "Withdrawn" in shown
    assert "List data" in shown
    home = text(english.get(HOME))
    assert "These stood in this version once" in home
    assert "requirements/1.2/" in home
    assert 'requirements/1.2/"' not in text(english.get(f"{HOME}requirements/1.1/"))


@pytest.mark.django_db
def test_two_versions_are_compared_the_earlier_first_whichever_is_named(english: Client) -> None:
    make.two_versions()
    shown = text(english.get(f"{HOME}compared-with/2/"))
    other_way = text(english.get("/frameworks/rules/2/compared-with/1/"))
    assert shown.partition("<main")[2] == other_way.partition("<main")[2]
    assert "What differs between 1 and 2?" in shown
    for said in ("Split 1", "Renumbered 1", "Added 1", "<ins>Kartlegg alle data</ins>"):
        assert said in shown
    added = text(english.get(f"{HOME}compared-with/2/?kind=added"))
    assert "1.4 Kartlegg leverandører" in added
    assert "Kartlegg telefoner" not in added
    rows = table(english.get(f"{HOME}compared-with/2/?kind=added&file=changes.csv"))
    assert [(row["Change"], row["Number after"]) for row in rows] == [("Added", "1.4")]


@pytest.mark.django_db
def test_versions_far_apart_are_compared_through_those_between(english: Client) -> None:
    make.two_versions()
    last = make.framework(
        version="3",
        follows_version="2",
        requirements=(Requirement("9", {"nb": "Kartlegg alle data"}, follows=("1.3",)),),
    )
    make.requirement_set(last)
    shown = text(english.get(f"{HOME}compared-with/3/?kind=renumbered"))
    assert "1.2 List data" in shown
    assert "9 Kartlegg alle data" in shown
    assert "is taken for the same requirement" not in shown


def test_each_state_says_who_changed_what_and_why(world: World, log_in: LogIn) -> None:
    make.requirement_set()
    by = world.viewer("authority")
    shorter = make.framework(requirements=make.framework().requirements[:2])
    operations.take_in(
        by=by,
        framework=shorter,
        at=make.AT,
        edition=1,
        reason="A draft",
        file_name="put-right.yaml",
    )
    client = log_in("supervisor")
    client.cookies["samvern_language"] = "en"
    listed = text(client.get(f"{HOME}editions/"))
    for said in (by.name, "A draft", "put-right.yaml", "Samvern", "in 2 states"):
        assert said in listed
    second = text(client.get(f"{HOME}editions/2/"))
    assert "Removed" in second
    assert "1.2 List data" in second
    assert "It was taken in." in text(client.get(f"{HOME}editions/1/"))
    assert client.get(f"{HOME}editions/3/").status_code == 404
    assert client.get(f"{HOME}editions/0/").status_code == 404


@pytest.mark.django_db
def test_the_files_read_back(client: Client) -> None:
    make.unsure()
    expected = framework_file.read(io.BytesIO(client.get(f"{HOME}set.yaml").content), name="a.yaml")
    assert expected.version == "1"
    as_json = io.BytesIO(client.get(f"{HOME}set.json").content)
    assert framework_file.read(as_json, name="a.json") == expected
    catalogue = io.BytesIO(client.get(f"{HOME}oscal-catalog.json").content)
    assert oscal.read_catalog(catalogue, name="a.json").framework == expected


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.django_db
def test_every_shipped_set_and_heading_has_a_page_in_every_language(
    client: Client, language: str
) -> None:
    client.cookies["samvern_language"] = language
    for found in operations.load_catalogue(by=SYSTEM, at=make.AT):
        home = f"/frameworks/{found.code}/{found.version}/"
        assert client.get(home).status_code == 200
        for requirement in found.requirements.all()[:6]:
            page = f"{home}requirements/{requirement.code}/"
            assert client.get(page).status_code == 200, page


@pytest.mark.django_db
def test_the_search_at_the_top_finds_numbers_first() -> None:
    make.two_versions()
    with translation.override("en"):
        hits = [hit for hit in registry.search(ANONYMOUS, "1.3") if "frameworks" in hit.url]
        assert [hit.url for hit in hits] == ["/frameworks/rules/2/requirements/1.3/"]
        sets = [hit for hit in registry.search(ANONYMOUS, "the rules") if "frameworks" in hit.url]
        assert sets[0].url == "/frameworks/rules/2/"
        many = [hit for hit in registry.search(ANONYMOUS, "kartlegg") if "frameworks" in hit.url]
    assert len(many) == 4
    assert not list(registry.search(ANONYMOUS, "  "))


@pytest.mark.django_db
def test_the_trail_leads_to_what_it_tells_of() -> None:
    found = make.requirement_set()
    requirement = found.requirements.get(code="1.1")
    assert registry.link_to("frameworks.requirementset", str(found.pk)) == HOME
    assert (
        registry.link_to("frameworks.requirement", str(requirement.pk))
        == f"{HOME}requirements/1.1/"
    )
    assert registry.link_to("frameworks.requirementset", "0") is None
    assert registry.link_to("frameworks.requirement", "0") is None


@pytest.mark.django_db
def test_modules_above_speak_on_the_pages(english: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make.requirement_set()
    monkeypatch.setattr(registry, "_sections", {})

    def said(viewer, thing):
        links = [{"title": f"Said of {thing}", "url": ""}]
        return registry.Section("From above", "frameworks/_links.html", {"links": links})

    for place in ("frameworks:set", "frameworks:requirement"):
        registry.add_section(place, said)
    assert "<h2>From above</h2>" in text(english.get(HOME))
    assert "<h2>From above</h2>" in text(english.get(f"{HOME}requirements/1.1/"))
