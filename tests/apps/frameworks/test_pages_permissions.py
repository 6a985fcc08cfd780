"""The pages of requirement sets: who sees them, what is not there, what they cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.frameworks.test_pages import text
from tests.factories import frameworks as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]

HOME = "/frameworks/rules/1/"
PAGES = (
    "/frameworks/",
    "/frameworks/?file=requirement-sets.csv",
    HOME,
    f"{HOME}?q=kartlegg&heading=1&for=gp_office&wording=unverified",
    f"{HOME}?file=requirements.xlsx",
    f"{HOME}requirements/1.1/",
    f"{HOME}compared-with/2/",
    f"{HOME}compared-with/2/?kind=added",
    f"{HOME}compared-with/2/?file=changes.csv",
    f"{HOME}compared-with/2/?file=head.xlsx",
    f"{HOME}set.yaml",
    f"{HOME}set.json",
    f"{HOME}oscal-catalog.json",
)
#: What only those read who govern.
EDITIONS = (f"{HOME}editions/", f"{HOME}editions/1/", f"{HOME}editions/?file=editions.csv")
READ_EDITIONS = {"authority", "supervisor"}
#: Queries of a page for somebody logged in: the session, the person, what they may, the set and
#: its versions.
CEILING = 14


@pytest.mark.parametrize("member", CAST)
def test_everybody_reads_what_is_public(world: World, log_in: LogIn, member: str) -> None:
    make.two_versions()
    client = log_in(member)
    assert {page: client.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)
    assert client.get("/frameworks/rules/").url == "/frameworks/rules/2/"


@pytest.mark.parametrize("member", CAST)
def test_how_a_set_came_to_be_is_for_those_who_govern(
    world: World, log_in: LogIn, member: str
) -> None:
    make.requirement_set()
    client = log_in(member)
    expected = 200 if member in READ_EDITIONS else 302 if member == "anonymous" else 403
    assert {page: client.get(page).status_code for page in EDITIONS} == dict.fromkeys(
        EDITIONS, expected
    )
    assert ("editions/" in text(client.get(HOME))) is (member in READ_EDITIONS)


@pytest.mark.parametrize("member", CAST)
def test_what_the_sector_keeps_to_itself_is_nowhere_for_strangers(
    world: World, log_in: LogIn, member: str
) -> None:
    make.requirement_set(sharing="sector")
    make.requirement_set(make.framework(version="2", follows_version="1"), sharing="sector")
    client = log_in(member)
    is_outside = member in ("stranger", "anonymous")
    within = [page for page in PAGES if page.startswith(HOME)]
    expected = 404 if is_outside else 200
    assert {page: client.get(page).status_code for page in within} == dict.fromkeys(
        within, expected
    )
    assert client.get("/frameworks/rules/").status_code == (404 if is_outside else 302)
    for page in ("/frameworks/", "/search/?q=kartlegg", "/frameworks/?file=requirement-sets.csv"):
        assert ("rules" in text(client.get(page))) is not is_outside, page


def test_a_version_of_the_sector_is_no_version_for_strangers(world: World, log_in: LogIn) -> None:
    make.requirement_set()
    make.requirement_set(make.framework(version="2", follows_version="1"), sharing="sector")
    stranger = log_in("stranger")
    assert stranger.get("/frameworks/rules/").url == HOME
    assert stranger.get(f"{HOME}compared-with/2/").status_code == 404
    assert "/rules/2/" not in text(stranger.get(f"{HOME}requirements/1.1/"))
    assert "/rules/2/" not in text(stranger.get("/frameworks/"))


@pytest.mark.parametrize(
    "page",
    [
        "/frameworks/nope/",
        "/frameworks/nope/1/",
        "/frameworks/%00/",
        "/frameworks/rules/9/",
        f"{HOME}requirements/9.9/",
        f"{HOME}requirements/%00/",
        f"{HOME}compared-with/9/",
        f"{HOME}set.exe",
        f"{HOME}?file=nope.csv",
        "/frameworks/?file=requirement-sets.exe",
    ],
)
@pytest.mark.django_db
def test_what_is_not_there_is_not_found(client: Client, page: str) -> None:
    make.requirement_set()
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.django_db
def test_nothing_is_changed_here(client: Client, method: str) -> None:
    make.requirement_set()
    assert getattr(client, method)(HOME).status_code == 405


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00<script>alert(1)</script>"},
        {"q": "a" * 10_000},
        {"heading": "no such", "for": "nobody", "wording": "zoo", "page": "-9", "sort": "x"},
    ],
)
@pytest.mark.django_db
def test_whatever_is_asked_is_answered(client: Client, query: dict[str, str]) -> None:
    make.requirement_set()
    for page in (HOME, f"{HOME}compared-with/1/", "/frameworks/"):
        answer = client.get(page, query)
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("page", [*PAGES, *EDITIONS])
def test_pages_ask_as_much_of_two_as_of_many(world: World, log_in: LogIn, page: str) -> None:
    client = log_in("authority")
    asked = []
    for requirements in (2, 200):
        for version in ("1", "2"):
            document = make.large_framework(
                "rules", requirements, version=version, follows_version="1" * (version == "2")
            )
            number = 0 if requirements == 2 else 1
            make.requirement_set(document, edition=number, reason="More of it")
        for other in range(requirements // 10):
            make.requirement_set(make.framework(f"other-{other}"))
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= CEILING, [query["sql"] for query in queries]


@pytest.mark.django_db
def test_a_set_that_nobody_has_opened_is_read_in_one_go(client: Client) -> None:
    asked = []
    for requirements in (2, 200):
        make.requirement_set(make.large_framework(f"size-{requirements}", requirements))
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/frameworks/size-{requirements}/1/")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= CEILING
