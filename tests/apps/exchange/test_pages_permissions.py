"""Who opens the pages of imports, who may do what there, and what they cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.exchange.models import ColumnMapping, ImportDraft, TableImport
from samvern.apps.programmes.models import Programme, Sharing
from samvern.base.permissions import Role
from tests.apps.exchange.test_pages import GOOD, HOME, checked, draft_of, taking_in, upload
from tests.factories import actors, tables, users
from tests.factories import programmes as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]

READERS = {"authority", "supervisor"}
#: Queries of each page for somebody logged in, what is kept being kept: session, user and grants
#: are three of them.
CEILINGS = {
    "": 11,
    "files/{draft}/": 4,
    "files/{draft}/columns/": 5,
    "files/{draft}/words/": 5,
    "files/{draft}/check/": 5,
    "imports/{import}/": 4,
    "imports/{import}/undo/": 4,
    "remembered/{mapping}/": 4,
}


@pytest.fixture
def taken(log_in: LogIn, bare_programme: Programme) -> TableImport:
    """A table that the authority has taken in, its columns remembered."""
    client = log_in("authority")
    draft, page = checked(client, tables.xlsx(GOOD[:4]))
    client.post(f"{draft}check/", taking_in(page, remember_as="Fra Excel"))
    return TableImport.objects.get()


def _pages(taken: TableImport) -> list[str]:
    mapping = ColumnMapping.objects.get()
    return [
        f"{HOME}imports/{taken.pk}/",
        f"{HOME}imports/{taken.pk}/?file=changes.xlsx",
        f"{HOME}remembered/{mapping.pk}/",
    ]


@pytest.mark.parametrize("member", CAST)
def test_what_was_taken_in_is_read_by_those_who_govern_and_supervise(
    log_in: LogIn, taken: TableImport, member: str
) -> None:
    client = log_in(member)
    refused = 302 if member == "anonymous" else 404
    for page in _pages(taken):
        expected = 200 if member in READERS else refused
        assert client.get(page).status_code == expected, page
    home = client.get(HOME).status_code
    assert home == (200 if member in READERS else 302 if member == "anonymous" else 403)
    for address in ("table-imports", "table-columns"):
        key = taken.pk if address == "table-imports" else ColumnMapping.objects.get().pk
        status = client.get(f"/{address}/by-id/{key}/").status_code
        assert status == (302 if member in READERS | {"anonymous"} else 404)


@pytest.mark.parametrize("member", CAST)
def test_whoever_cannot_see_the_programme_sees_none_of_it(
    log_in: LogIn, taken: TableImport, member: str
) -> None:
    Programme.objects.update(sharing=Sharing.AUTHORITY)
    client = log_in(member)
    expected = {"authority": 200, "anonymous": 302}.get(member, 404)
    for page in (HOME, f"{HOME}?file=imports.csv", *_pages(taken)):
        assert client.get(page).status_code == expected, page
    if member != "authority":
        status = 302 if member == "anonymous" else 404
        assert upload(client, tables.xlsx(GOOD)).status_code == status
        assert client.post(f"{HOME}imports/{taken.pk}/undo/", {"why": "x"}).status_code == status


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_takes_in_undoes_and_forgets(
    log_in: LogIn, taken: TableImport, member: str
) -> None:
    client = log_in(member)
    mapping = ColumnMapping.objects.get()
    undo, remembered = f"{HOME}imports/{taken.pk}/undo/", f"{HOME}remembered/{mapping.pk}/"
    unseen = {"anonymous": 302, "supervisor": 403}.get(member, 404)
    if member == "authority":
        assert client.get(undo).status_code == 200
    else:
        assert upload(client, tables.xlsx(GOOD)).status_code == (
            302 if member == "anonymous" else 403
        )
        assert client.get(undo).status_code == unseen
        assert client.post(undo, {"why": "x"}).status_code == unseen
        assert client.post(remembered).status_code == unseen
        assert client.post(f"{remembered}rename/", {"name": "x"}).status_code == unseen
    if member in READERS:
        shown = client.get(f"{HOME}imports/{taken.pk}/").content.decode()
        assert ("undo/" in shown) == (member == "authority")
        shown = client.get(remembered).content.decode()
        assert ("Forget the columns" in shown) == (member == "authority")
        shown = client.get(HOME).content.decode()
        assert ("Read the table" in shown) == (member == "authority")
    taken.refresh_from_db()
    mapping.refresh_from_db()
    assert taken.undone_at is None
    assert mapping.name == "Fra Excel"
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize("member", [*CAST, "another authority"])
def test_a_file_in_waiting_is_seen_by_nobody_else(
    log_in: LogIn, world: World, bare_programme: Programme, member: str
) -> None:
    mine = log_in("authority")
    draft = draft_of(mine, tables.xlsx(GOOD))
    if member == "another authority":
        client = Client()
        other = users.user("Other")
        actors.grant(other, Role.SECTOR_AUTHORITY)
        client.force_login(other)
    else:
        client = log_in(member)
    expected = {"authority": 200, "anonymous": 302}.get(member, 404)
    for step in ("", "columns/"):
        assert client.get(f"{draft}{step}").status_code == expected
    if member != "authority":
        for step in ("", "columns/", "words/", "check/", "discard/"):
            assert client.post(f"{draft}{step}").status_code == expected, step
    assert ImportDraft.objects.count() == 1


def test_a_file_is_not_found_under_another_programme(
    log_in: LogIn, bare_programme: Programme
) -> None:
    make.programme(make.document("P-OTHER"))
    client = log_in("authority")
    draft = draft_of(client, tables.xlsx(GOOD)).replace("P-TABLE", "P-OTHER")
    for step in ("", "columns/"):
        assert client.get(f"{draft}{step}").status_code == 404


@pytest.mark.parametrize("member", CAST)
def test_the_pages_of_the_programme_show_the_way_to_those_who_can_go_it(
    log_in: LogIn, bare_programme: Programme, member: str
) -> None:
    client = log_in(member)
    register = client.get("/programmes/P-TABLE/measures/").content.decode()
    assert ("Take in a table" in register) == (member == "authority")
    assert ("Tables taken in" in register) == (member == "supervisor")
    if member == "authority":
        assert HOME in client.get("/import-programme/").content.decode()


def test_the_trail_leads_to_the_import(log_in: LogIn, taken: TableImport) -> None:
    client = log_in("authority")
    shown = client.get("/audit/?what=exchange.table_imported").content.decode()
    assert f"/table-imports/by-id/{taken.pk}/" in shown
    answer = client.get(f"/table-imports/by-id/{taken.pk}/")
    assert answer.headers["Location"] == f"{HOME}imports/{taken.pk}/"


def _rows(size: int) -> list[tuple[str, str, str, str, str]]:
    return [(f"1.{n}", f"Nytt navn {n}", "Eier, annen", "dyr", "2027") for n in range(size)]


def test_pages_cost_the_same_for_few_and_for_many(world: World, log_in: LogIn) -> None:
    counts: list[dict[str, int]] = []
    for size in (2, 20):
        TableImport.objects.all().delete()
        Programme.objects.all().delete()
        measures = tuple(make.measure(f"1.{n}") for n in range(size))
        make.programme(make.document("P-TABLE", measures=measures))
        client = log_in("authority")
        for _each in range(size):
            draft, page = checked(client, tables.xlsx(tables.lines(*_rows(size))))
        taken = _taken(client, size)
        draft, page = checked(client, tables.xlsx(tables.lines(*_rows(size))))
        del page
        values = {
            "draft": draft.rstrip("/").rpartition("/")[2],
            "import": taken.pk,
            "mapping": ColumnMapping.objects.latest("pk").pk,
        }
        counts.append({page: _cost(client, page.format(**values)) for page in CEILINGS})
    few, many = counts
    assert few == many
    assert {page: many[page] for page in many if many[page] > CEILINGS[page]} == {}


def _taken(client: Client, size: int) -> TableImport:
    """As many imports as there are measures, all of them remembered by names of their own."""
    for n in range(size):
        lines = [("Kode", "Tittel"), *((f"1.{m}", f"Navn {n} {m}") for m in range(size))]
        draft = draft_of(client, tables.xlsx(lines))
        answers = {"target-0": "code", "target-1": "title.nb"}
        answers |= {"missing": "keep", "is_empty_clear": "keep", "may_add_areas": "refuse"}
        headings = client.get(f"{draft}columns/").context["form"]["headings"].value()
        client.post(f"{draft}columns/", {**answers, "headings": headings})
        page = client.get(f"{draft}check/")
        client.post(f"{draft}check/", taking_in(page, remember_as=f"Navn {n}"))
    return TableImport.objects.latest("pk")


def _cost(client: Client, page: str) -> int:
    client.get(f"{HOME}{page}")
    with CaptureQueriesContext(connection) as caught:
        assert client.get(f"{HOME}{page}").status_code == 200, page
    return len(caught)
