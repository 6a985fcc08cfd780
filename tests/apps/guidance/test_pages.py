"""The pages of guidance and its API: who sees them, what they say, what they cost."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from samvern.apps.frameworks import operations as frameworks
from samvern.apps.guidance import catalogue, queries
from samvern.base import registry
from samvern.base.viewer import ANONYMOUS, SYSTEM, Viewer
from samvern.engine.errors import NotAllowed, NotFound
from samvern.engine.guidance import Life
from samvern.formats import guidance_file
from tests.factories.frameworks import AT
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]

PAGES = (
    "/guidance/",
    "/guidance/?q=tilgangstyring&for=gp_office&group=aid&all=1",
    "/guidance/?file=entries.csv",
    "/guidance/map/",
    "/guidance/map/?of=subjects",
    "/guidance/map/?of=nsm-gp-ikt-2.1&file=map.xlsx",
    "/guidance/map/?file=guides.csv",
    "/guidance/catalogue.yaml",
    "/guidance/catalogue.json",
    "/guidance/entries/normen-faktaark-14/",
    "/api/v1/guidance",
    "/api/v1/guidance/entries?words=passord",
    "/api/v1/guidance/entries/normen",
    "/api/v1/guidance/map?audience=gp_office&audience=dentist",
)
#: Queries of a page for somebody logged in: the session, the person, what they may.
CEILING = 12


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["samvern_language"] = "en"
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.mark.parametrize("member", CAST)
def test_everybody_reads_all_of_it(world: World, log_in: LogIn, member: str) -> None:
    client = log_in(member)
    assert {page: client.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize(
    "page",
    [
        "/guidance/entries/nope/",
        "/guidance/map/?of=nope",
        "/guidance/catalogue.exe",
        "/guidance/?file=nope.csv",
        "/api/v1/guidance/entries/nope",
        "/api/v1/guidance/map?of=nope",
    ],
)
@pytest.mark.django_db
def test_what_is_not_there_is_not_found(client: Client, page: str) -> None:
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.django_db
def test_nothing_is_changed_here(client: Client, method: str) -> None:
    assert getattr(client, method)("/guidance/").status_code == 405


@pytest.mark.parametrize("page", [page for page in PAGES if "api" not in page])
def test_pages_cost_little_whoever_asks(world: World, log_in: LogIn, page: str) -> None:
    client = log_in("authority")
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    assert len(asked) <= CEILING, [query["sql"] for query in asked]


@pytest.mark.django_db
def test_what_was_found_says_why(english: Client) -> None:
    shown = english.get("/guidance/", {"q": "tilgangstyring romskip"}).content.decode()
    assert "nearly spelt as “Tilgangsstyring” in the title in Norwegian." in shown
    assert "“romskip” was not found in it." in shown
    assert shown.index("normen-faktaark-14") < shown.index("normen-tilgangsstyring")


@pytest.mark.django_db
def test_nothing_found_leads_on(english: Client) -> None:
    shown = english.get("/guidance/", {"q": "xyzzy"}).content.decode()
    assert "Nothing was found. Try another word, or fewer." in shown
    assert "Show everything" in shown


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00<script>alert(1)</script>"},
        {"q": "a" * 10_000},
        {"for": "nobody", "group": "zoo", "all": "2", "page": "-9"},
    ],
)
@pytest.mark.django_db
def test_whatever_is_asked_is_answered(client: Client, query: dict[str, str]) -> None:
    answer = client.get("/guidance/", query)
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


@pytest.mark.django_db
def test_pages_of_the_list_keep_what_was_chosen(english: Client) -> None:
    first = english.get("/guidance/", {"group": "aid"}).content.decode()
    assert "group=aid&amp;page=2" in first
    second = english.get("/guidance/", {"group": "aid", "page": "2"}).content.decode()
    assert second != first


@pytest.mark.django_db
def test_a_fragment_comes_alone(english: Client) -> None:
    answer = english.get("/guidance/", {"q": "backup"}, headers={"HX-Request": "true"})
    assert b"<html" not in answer.content
    assert b"normen-faktaark-21" in answer.content


@pytest.mark.django_db
def test_an_entry_tells_what_is_not_known_and_what_took_over(english: Client) -> None:
    moved = english.get("/guidance/entries/normen-faktaark-07/").content.decode()
    assert "Moved into something else" in moved
    assert 'href="/guidance/entries/normen-risikostyring/"' in moved
    kept = english.get("/guidance/entries/normen-risikostyring/").content.decode()
    assert "What has become part of it" in kept
    assert "No source says which requirements it helps with." in kept
    assert "Not known" in kept
    doubted = english.get("/guidance/entries/nsm-avhengigheter/").content.decode()
    assert "must be checked before anybody relies on it" in doubted


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.django_db
def test_every_entry_has_a_page_in_every_language(client: Client, language: str) -> None:
    for entry in catalogue.shipped().entries:
        with translation.override(language):
            client.cookies["samvern_language"] = language
            answer = client.get(
                f"/guidance/entries/{entry.id}/", headers={"Accept-Language": language}
            )
        assert answer.status_code == 200, entry.id


@pytest.mark.django_db
def test_the_map_shows_every_requirement_for_every_kind(english: Client) -> None:
    shown = english.get("/guidance/map/").content.decode()
    assert "All 10 topics are guided for all 9 kinds of actors." in shown
    assert shown.count("<td>Several (") == 5 * 9
    empty = english.get("/guidance/map/", {"of": "nis2-art21-2-2022-2555"}).content.decode()
    assert "10 of 10 topics are guided by nobody for at least one of 9" in empty
    assert empty.count(">Nobody<") == 10 * 9


@pytest.mark.django_db
def test_the_files_read_back(client: Client) -> None:
    for kind in ("yaml", "json"):
        content = client.get(f"/guidance/catalogue.{kind}").content
        assert guidance_file.read(io.BytesIO(content), name=f"a.{kind}") == catalogue.shipped()


@pytest.mark.django_db
def test_the_api_says_what_the_command_line_says(client: Client) -> None:
    told = client.get("/api/v1/guidance/entries?words=tilgangstyring&limit=1").json()
    assert told["found"][0]["entry"]["id"] == "normen-faktaark-14"
    assert told["found"][0]["matches"][0]["how"] == "spelling"
    assert told["count"] > 1
    whole = client.get("/api/v1/guidance").json()
    stream = io.BytesIO(json.dumps(whole).encode())
    assert guidance_file.read(stream, name="a.json") == catalogue.shipped()
    mapped = client.get("/api/v1/guidance/map?audience=gp_office").json()
    assert mapped["audiences"] == ["gp_office"]


@pytest.mark.django_db
def test_the_search_at_the_top_finds_guidance() -> None:
    with translation.override("en"):
        hits = [hit for hit in registry.search(ANONYMOUS, "backup") if "guidance" in hit.url]
    assert hits[0].url == "/guidance/entries/normen-faktaark-21/"
    assert len(hits) <= 5
    assert not list(registry.search(ANONYMOUS, "  "))


def test_filters_from_an_address() -> None:
    found = queries.Filters.from_query({"q": " a ", "for": "dentist", "group": "aid", "all": "1"})
    assert found == queries.Filters("a", "dentist", "aid", with_unusable=True)
    assert queries.Filters.from_query({"for": "x", "group": "y"}) == queries.Filters()


@pytest.mark.django_db
def test_without_words_everything_is_in_the_order_of_the_alphabet() -> None:
    hits = queries.search(ANONYMOUS, queries.Filters(), language="nb")
    assert len(hits) == sum(each.life is Life.IN_USE for each in catalogue.shipped().entries)
    assert hits[0].entry.title["nb"] < hits[20].entry.title["nb"]


def test_a_token_that_may_not_read_reads_nothing() -> None:
    writer = Viewer(scopes=frozenset({"write"}))
    for read in (
        lambda: queries.whole(writer),
        lambda: queries.search(writer, queries.Filters("a"), language="nb"),
        lambda: queries.entry_page(writer, "normen"),
        lambda: queries.guidance_map(writer, queries.USUAL_SET),
    ):
        with pytest.raises(NotAllowed):
            read()


@pytest.mark.django_db
def test_unknown_entries_and_sets_are_told_by_code() -> None:
    with pytest.raises(NotFound, match=r"guidance\.unknown"):
        queries.entry_page(ANONYMOUS, "nope")
    with pytest.raises(NotFound, match=r"guidance\.set_unknown"):
        queries.guidance_map(ANONYMOUS, "nope")


@pytest.mark.django_db
def test_requirements_lead_to_their_pages_where_they_are_in_the_database(english: Client) -> None:
    pages = ("/guidance/map/", "/guidance/entries/normen-faktaark-14/")
    for page in pages:
        assert "/frameworks/grunnleggende-tiltak/" not in english.get(page).content.decode()
    frameworks.load_catalogue(by=SYSTEM, at=AT)
    for page in pages:
        shown = english.get(page).content.decode()
        assert 'href="/frameworks/grunnleggende-tiltak/0.7/requirements/9/"' in shown, page


@pytest.mark.django_db
def test_a_requirement_of_the_sector_alone_is_no_link_for_others(
    world: World, log_in: LogIn
) -> None:
    shipped = catalogue.requirement_sets()[queries.USUAL_SET]
    frameworks.take_in(by=SYSTEM, framework=shipped, at=AT, sharing="sector")
    page = "/guidance/entries/normen-faktaark-14/"
    assert b"requirements/9/" in log_in("colleague").get(page).content
    assert b"requirements/9/" not in log_in("stranger").get(page).content


@pytest.mark.django_db
def test_a_requirement_says_what_helps_with_it(english: Client) -> None:
    frameworks.load_catalogue(by=SYSTEM, at=AT)
    shown = english.get("/frameworks/grunnleggende-tiltak/0.7/requirements/9/").content.decode()
    assert "What can help" in shown
    assert 'href="/guidance/entries/normen-faktaark-14/"' in shown
    other = english.get("/frameworks/nsm-effective-measures/undated/").content.decode()
    assert "What can help" not in other
