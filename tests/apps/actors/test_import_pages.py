"""The pages of imports: what they say, how files are read and applied, what they cost."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samvern.apps.actors import operations
from samvern.apps.actors.forms import directory
from samvern.apps.actors.models import Actor, ImportState, RegisterImport
from samvern.apps.actors.register_reading import RegisterFile
from samvern.apps.actors.views import importing as view
from samvern.base.viewer import SYSTEM
from samvern.engine.directory import RegisterUnit
from samvern.formats.tables import read_csv
from tests.factories import actors
from tests.factories.register_units import as_stream, unit
from tests.worlds import World

LogIn = Callable[[str], Client]
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)


def read(*units: RegisterUnit, **options: Any) -> RegisterImport:
    files = [RegisterFile("enheter.json", as_stream(units))]
    return operations.read_register(by=SYSTEM, at=AT, files=files, **options)


def take(*units: RegisterUnit) -> RegisterImport:
    return operations.apply_import(by=SYSTEM, at=AT, import_id=read(*units).pk)


def address(saved: RegisterImport, name: str = "register_import") -> str:
    return reverse(f"actors:{name}", args=[saved.pk])


def upload(*units: RegisterUnit, name: str = "enheter.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, as_stream(units).getvalue())


def test_files_are_read_looked_at_and_applied(world: World, log_in: LogIn) -> None:
    authority = log_in("authority")
    office = unit("SOLBAKKEN LEGESENTER", municipality="1804")
    answer = authority.post("/actors/imports/new/", {"units": upload(office)}, follow=True)
    saved = RegisterImport.objects.get()
    assert answer.redirect_chain == [(address(saved), 302)]
    text = answer.content.decode()
    assert "1 change waits. Nothing is changed until you apply it." in text
    assert "Solbakken Legesenter" in text
    assert "1804 Bodø" in text
    assert not Actor.objects.filter(name="Solbakken Legesenter").exists()
    assert authority.get(address(saved, "apply_import")).status_code == 200
    answer = authority.post(address(saved, "apply_import"), follow=True)
    assert "1 change was made to the directory." in answer.content.decode()
    assert Actor.objects.filter(name="Solbakken Legesenter").exists()


def test_the_pages_tell_what_differs_and_what_stands(world: World, log_in: LogIn) -> None:
    office = unit("SOLBAKKEN", employees=7)
    take(office)
    actor = Actor.objects.get(name="Solbakken")
    operations.edit_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=actor.version, fields={"name": "Sol"}
    )
    saved = take(replace(office, name="NY NAVN", employees=70))
    text = log_in("supervisor").get(address(saved)).content.decode()
    assert "Employees: 7 → 70" in text
    assert "Written by hand, stands" in text
    page = log_in("colleague").get(reverse("actors:actor", args=[actor.pk])).content.decode()
    assert "Written by hand: name." in page
    assert "The register on" in page
    assert ": changed" in page
    assert "Follow the register" not in page
    page = log_in("authority").get(reverse("actors:actor", args=[actor.pk])).content.decode()
    follow = reverse("actors:follow_register", args=[actor.pk, "name"])
    assert follow in page
    asked = log_in("authority").get(follow).content.decode()
    assert "Name becomes “Ny Navn”" in asked
    actor.refresh_from_db()
    log_in("authority").post(follow, {"version": actor.version})
    actor.refresh_from_db()
    assert actor.name == "Ny Navn"


def test_unknown_is_said_and_neighbours_are_linked(world: World, log_in: LogIn) -> None:
    take(unit("LEGE A"), unit("LEGE B", employees=12))
    actor = Actor.objects.get(name="Lege A")
    page = log_in("colleague").get(reverse("actors:actor", args=[actor.pk])).content.decode()
    assert "Others behind the same door" in page
    assert "Lege B" in page
    employees = page[page.index("Employees") :]
    assert "Not known" in employees[:200]


def test_bad_rows_stand_with_their_number_and_come_as_a_file(world: World, log_in: LogIn) -> None:
    good = unit()
    content = as_stream([good]).getvalue().replace(b"\n]", b',\n{"navn": "X"}]')
    file = SimpleUploadedFile("enheter.json", content)
    authority = log_in("authority")
    answer = authority.post("/actors/imports/new/", {"units": file}, follow=True)
    text = answer.content.decode()
    assert "Which rows could not be used?" in text
    assert "organisasjonsnummer" in text
    links = answer.context["exports"]["problems"]
    csv = next(link.url for link in links if link.title == "CSV")
    file = authority.get(address(RegisterImport.objects.get()) + csv)
    assert b"organisasjonsnummer" in file.getvalue()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose at least one file."),
        ({"units": b"%PDF-1.7 nothing"}, "has not the columns of the register"),
        ({"units": b""}, "empty"),
    ],
)
def test_what_cannot_be_read_is_said_in_the_form(
    world: World, log_in: LogIn, sent: dict[str, bytes], said: str
) -> None:
    files = {name: SimpleUploadedFile("x.json", content) for name, content in sent.items()}
    answer = log_in("authority").post("/actors/imports/new/", files)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not RegisterImport.objects.exists()


def test_large_files_and_large_imports_are_for_the_server(
    world: World, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "MOST_UPLOADED_BYTES", 10)
    answer = log_in("authority").post("/actors/imports/new/", {"units": upload(unit())})
    assert answer.status_code == 422
    assert "samvern actor import-register" in answer.content.decode()
    monkeypatch.setattr(view, "MOST_APPLIED_HERE", 0)
    saved = read(unit())
    page = log_in("authority").get(address(saved)).content.decode()
    assert f"samvern actor apply-register {saved.pk}" in page
    assert address(saved, "apply_import") not in page
    answer = log_in("authority").post(address(saved, "apply_import"))
    assert answer.status_code == 422
    assert f"samvern actor apply-register {saved.pk}" in answer.content.decode()
    saved.refresh_from_db()
    assert saved.state == ImportState.READY


def test_an_import_can_be_thrown_away(world: World, log_in: LogIn) -> None:
    saved = read(unit())
    authority = log_in("authority")
    assert (
        "1 change that was read is forgotten."
        in authority.get(address(saved, "discard_import")).content.decode()
    )
    answer = authority.post(address(saved, "discard_import"), follow=True)
    assert "Nothing has been read yet." in answer.content.decode()


def test_kinds_narrow_the_changes_down(world: World, log_in: LogIn) -> None:
    stays, leaves = unit("STAYS"), unit("LEAVES")
    take(stays, leaves)
    saved = read(replace(stays, employees=9), replace(leaves, closed_on=date(2026, 1, 1)))
    closed = log_in("authority").get(address(saved), {"kind": "closed"}).content.decode()
    assert "Leaves" in closed
    assert "Stays" not in closed
    part = log_in("authority").get(address(saved), headers={"hx-request": "true"})
    assert "<html" not in part.content.decode()


def test_the_changes_come_as_a_file(world: World, log_in: LogIn) -> None:
    saved = read(unit("A"), unit("B"))
    links = log_in("authority").get(address(saved)).context["exports"]["changes"]
    csv = next(link.url for link in links if link.title == "CSV")
    answer = log_in("authority").get(address(saved) + csv)
    table = read_csv(io.BytesIO(answer.getvalue()), name="changes.csv")
    assert [row[0] for row in table.rows] == ["A", "B"]


@pytest.mark.parametrize("count", [2, 20])
def test_queries_do_not_grow(world: World, log_in: LogIn, count: int) -> None:
    offices = [unit(f"OFFICE {n}") for n in range(count)]
    saved = take(*offices)
    for _more in range(count):
        read(unit())
    authority = log_in("authority")
    actor = Actor.objects.get(name="Office 0")
    for page, most in (
        (reverse("actors:imports"), 6),
        (address(saved), 6),
        (reverse("actors:actor", args=[actor.pk]), 14),
    ):
        authority.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert authority.get(page).status_code == 200
        assert len(queries) <= most, (page, [q["sql"][:100] for q in queries])


def test_actors_without_an_entry_say_nothing_of_the_register(world: World, log_in: LogIn) -> None:
    lone = actors.actor("Lone")
    page = log_in("colleague").get(reverse("actors:actor", args=[lone.pk])).content.decode()
    assert "What does the register say?" not in page
