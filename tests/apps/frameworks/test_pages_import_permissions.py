"""Who opens the pages on which sets come in, who may do what there, and what they cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.frameworks.models import RequirementSet, SetDraft, SetEdition, SheetColumns
from samvern.base.permissions import Role
from tests.apps.frameworks.test_pages_import import HOME, columns_said, draft_of, upload
from tests.factories import actors, users
from tests.factories import framework_files as files
from tests.factories import frameworks as make
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db

LogIn = Callable[[str], Client]

PUT_BACK = "/frameworks/rules/1/editions/1/put-back/"
RELEASE = f"{HOME}releases/nsm-gp-ikt-2.1/"
#: Queries of each page for somebody logged in, what is kept being kept: session, user and grants
#: are three of them.
CEILINGS = {
    HOME: 7,
    f"{HOME}releases/normen-6.0/": 4,
    PUT_BACK: 9,
    "{draft}": 6,
    "{table}": 6,
    "{table}columns/": 5,
    "{table}sheet/": 5,
    "{table}source/": 4,
}


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_takes_sets_in(log_in: LogIn, world: World, member: str) -> None:
    make.requirement_set()
    make.requirement_set(make.framework(publisher="Else"), edition=1, reason="Put right")
    columns = SheetColumns.objects.create(
        code="rules", signature="x", name="x.csv", mapping={"columns": []}, used_at=make.AT
    )
    client = log_in(member)
    refused = {"authority": 200, "anonymous": 302}.get(member, 403)
    assert client.get(HOME).status_code == refused
    assert client.get(RELEASE).status_code == refused
    # Who may not read the states of a set does not learn that there are any.
    unseen = refused if member in ("authority", "anonymous", "supervisor") else 404
    assert client.get(PUT_BACK).status_code == unseen
    shown = client.get("/frameworks/").content.decode()
    assert (f'"{HOME}"' in shown) == (member == "authority")
    shown = client.get("/frameworks/rules/1/").content.decode()
    assert (HOME in shown) == (member == "authority")
    if member == "supervisor":
        assert PUT_BACK not in client.get("/frameworks/rules/1/editions/").content.decode()
    if member == "authority":
        return
    forgotten = 302 if member == "anonymous" else 404
    assert upload(client, files.as_file(), "x.yaml").status_code == refused
    refused, unseen = (401, 401) if member == "anonymous" else (refused, unseen)
    assert client.post(RELEASE, {"edition": "0", "reason": "x"}).status_code == refused
    assert client.post(PUT_BACK, {"edition": "2", "reason": "x"}).status_code == unseen
    assert client.post(f"{HOME}columns/{columns.pk}/forget/").status_code == forgotten
    assert RequirementSet.objects.count() == SheetColumns.objects.count() == 1
    assert SetEdition.objects.count() == 2
    assert not SetDraft.objects.exists()


@pytest.mark.parametrize("member", [*CAST, "another authority"])
def test_a_file_in_waiting_is_seen_by_nobody_else(log_in: LogIn, world: World, member: str) -> None:
    found = make.requirement_set(files.working_titles())
    draft = draft_of(log_in("authority"), files.sheet(), "nsm.xlsx", found.pk)
    if member == "another authority":
        client, other = Client(), users.user("Other")
        actors.grant(other, Role.SECTOR_AUTHORITY)
        client.force_login(other)
        assert "nsm.xlsx" not in client.get(HOME).content.decode()
    else:
        client = log_in(member)
    expected = {"authority": 200, "anonymous": 302}.get(member, 404)
    for step in ("sheet/", "columns/", "source/"):
        assert client.get(f"{draft}{step}").status_code == expected, step
    if member != "authority":
        for step in ("", "sheet/", "columns/", "source/", "discard/"):
            assert client.post(f"{draft}{step}", {"edition": "1"}).status_code == expected, step
        assert SetDraft.objects.get().mapping is None


def test_addresses_that_only_take_a_button_change_nothing_when_opened(
    log_in: LogIn, world: World
) -> None:
    client = log_in("authority")
    draft = draft_of(client, files.as_file())
    assert client.get(f"{draft}discard/").status_code == 405
    assert client.get(f"{HOME}columns/1/forget/").status_code == 405
    assert SetDraft.objects.count() == 1


def test_pages_cost_the_same_however_much_there_is(log_in: LogIn, world: World) -> None:
    counts = []
    for size in (2, 20):
        SetDraft.objects.all().delete()
        SheetColumns.objects.all().delete()
        SetEdition.objects.all().delete()
        RequirementSet.objects.all().delete()
        client = log_in("authority")
        whole = make.large_framework("rules", size)
        make.requirement_set(whole)
        for number in range(2, size + 1):
            changed = make.large_framework("rules", size, publisher=f"P{number}")
            found = make.requirement_set(changed, edition=number - 1, reason="x")
        for number in range(size):
            make.requirement_set(make.framework(f"other-{number}"))
            SheetColumns.objects.create(
                code="rules",
                signature=str(number),
                name="x",
                mapping={"columns": []},
                used_at=make.AT,
            )
        rows = [(f"1.{number + 1}", f"Ny {number}", "", 1, "5.9") for number in range(size)]
        for _each in range(size // 2):
            table = draft_of(client, files.sheet(rows), "nsm.xlsx", found.pk)
            draft = draft_of(client, files.as_file(whole))
        columns_said(client, table)
        client.post(f"{table}source/", {"sharing": "public", "status": "verified"})
        client.post(f"{draft}source/", {"sharing": "public"})
        values = {"draft": draft, "table": table}
        counts.append({page: _cost(client, page.format(**values)) for page in CEILINGS})
    few, many = counts
    assert few == many
    assert {page: many[page] for page in many if many[page] > CEILINGS[page]} == {}


def _cost(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200, page
    return len(caught)
