"""A set comes in on pages: file, columns, source, changes, one button; and back again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from samvern.apps.frameworks import queries
from samvern.apps.frameworks.models import RequirementSet, SetDraft, SetEdition, SheetColumns
from samvern.apps.frameworks.operations import load_catalogue
from samvern.base.viewer import SYSTEM
from samvern.engine.frameworks import WordingStatus
from tests.factories import framework_files as files
from tests.factories import frameworks as make
from tests.factories.exchange import bomb
from tests.factories.tables import csv
from tests.worlds import World

pytestmark = pytest.mark.django_db

LogIn = Callable[[str], Client]

HOME = "/framework-imports/"


def upload(
    client: Client, content: bytes, name: str = "rules.yaml", over: Any = ""
) -> HttpResponse:
    return client.post(HOME, {"file": SimpleUploadedFile(name, content), "over": over})


def text_of(page: HttpResponse) -> str:
    """What a page says, without its tags."""
    body = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def is_ticked(page: HttpResponse, name: str) -> bool:
    """Whether a box is ticked."""
    box = re.search(rf'<input[^>]*name="{name}"[^>]*>', page.content.decode())
    assert box
    return " checked" in box[0]


def draft_of(client: Client, content: bytes, name: str = "rules.yaml", over: Any = "") -> str:
    """The address of a file in waiting."""
    answer = upload(client, content, name, over)
    assert answer.status_code == 302, text_of(answer)
    return f"{HOME}files/{SetDraft.objects.latest('pk').pk}/"


def looked_over(
    client: Client, content: bytes, sharing: str = "public"
) -> tuple[str, HttpResponse]:
    draft = draft_of(client, content)
    assert client.post(f"{draft}source/", {"sharing": sharing}).url == draft
    return draft, client.get(draft)


def columns_said(client: Client, draft: str, *targets: str, **options: str) -> HttpResponse:
    page = client.get(f"{draft}columns/")
    headings = re.search(r'name="headings" value="(\w+)"', page.content.decode())
    assert headings
    answers = {f"target-{n}": target for n, target in enumerate(targets or files.TARGETS)}
    return client.post(
        f"{draft}columns/", {"headings": headings[1], "missing": "keep", **answers, **options}
    )


def test_a_new_set_is_shown_and_then_taken_in(log_in: LogIn, world: World) -> None:
    client = log_in("authority")
    draft, page = looked_over(client, files.as_file())
    said = text_of(page)
    assert "Shall this set be taken in?" in said
    assert "Kartlegg utstyr" in said or "List devices" in said
    assert not RequirementSet.objects.exists()
    answer = client.post(draft, {"edition": "0", "reason": ""})
    assert answer.url == "/frameworks/rules/1/"
    assert not SetDraft.objects.exists()
    assert "It is taken in." in client.get(answer.url).content.decode()


def test_a_new_version_is_compared_with_the_one_before(log_in: LogIn, world: World) -> None:
    make.requirement_set()
    client = log_in("authority")
    draft, page = looked_over(client, files.as_file(files.later()))
    said = text_of(page)
    assert "Shall this version be taken in?" in said
    assert "What differs from version 1 as it is here?" in said
    assert "This would be lost" not in said
    assert client.get(f"{draft}?kind=added").status_code == 200
    assert client.get(f"{draft}?file=changes.csv").status_code == 200
    assert client.post(draft, {"edition": "0"}).url == "/frameworks/rules/2/"


def test_another_state_names_what_is_lost_and_asks_for_a_reason(
    log_in: LogIn, world: World
) -> None:
    make.requirement_set(sharing="sector")
    shorter = make.framework(requirements=make.framework().requirements[:2])
    client = log_in("authority")
    draft, page = looked_over(client, files.as_file(shorter))
    said = text_of(page)
    assert "This would be lost" in said
    assert "Withdrawn would be: 1.2." in said
    assert "Everybody would see it" in said
    assert client.get(f"{draft}?file=lost.xlsx").status_code == 200
    mute = client.post(draft, {"edition": "1", "reason": "  "})
    assert mute.status_code == 422
    assert "not changed without a reason" in text_of(mute)
    assert RequirementSet.objects.get().edition == 1
    assert client.post(draft, {"edition": "1", "reason": "A draft"}).status_code == 302
    found = RequirementSet.objects.get()
    assert (found.edition, found.sharing) == (2, "public")


def test_who_is_too_late_sees_what_differs_now_and_loses_nothing(
    log_in: LogIn, world: World
) -> None:
    make.requirement_set()
    client = log_in("authority")
    draft, _page = looked_over(client, files.as_file(make.framework(publisher="Mine")))
    make.requirement_set(make.framework(publisher="Theirs"), edition=1, reason="Meanwhile")
    late = client.post(draft, {"edition": "1", "reason": "What I wrote"})
    assert late.status_code == 409
    assert "was changed while you looked it over" in text_of(late)
    assert "Theirs" in text_of(late)
    assert "What I wrote" in late.content.decode()
    assert 'name="edition" value="2"' in late.content.decode()
    assert RequirementSet.objects.get().publisher == "Theirs"
    assert client.post(draft, {"edition": "2", "reason": "What I wrote"}).status_code == 302


def test_what_is_here_word_for_word_is_not_offered(log_in: LogIn, world: World) -> None:
    make.requirement_set()
    _draft, page = looked_over(log_in("authority"), files.as_file())
    assert "There is nothing to take in." in text_of(page)
    assert "<textarea" not in page.content.decode()


def test_everything_wrong_stands_on_the_page_with_its_line(log_in: LogIn, world: World) -> None:
    content = files.as_file().replace(b'"1.1"', b'"1 1"').replace(b"parent", b"parant")
    page = upload(log_in("authority"), content)
    assert page.status_code == 422
    assert len(re.findall(r"Line \d+", text_of(page))) >= 2
    assert not SetDraft.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "x.yaml"),
        (b"{}", "x.json"),
        (b'{"catalog": {"metadata": 1}}', "x.json"),
        (b"\x89PNG", "x.png"),
        (bomb(), "x.xlsx"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "x.yaml"),
        (b"!!python/object/apply:os.system ['true']", "x.yaml"),
        (files.sheet(), "x.xlsx"),
    ],
)
def test_hostile_and_foreign_files_are_refused(
    log_in: LogIn, world: World, content: bytes, name: str
) -> None:
    assert upload(log_in("authority"), content, name).status_code == 422
    assert not SetDraft.objects.exists()


def test_what_would_follow_nothing_cannot_be_taken_in(log_in: LogIn, world: World) -> None:
    make.requirement_set(make.framework(requirements=make.framework().requirements[:1]))
    client = log_in("authority")
    draft, page = looked_over(client, files.as_file(files.later()))
    assert "What must be corrected first?" in text_of(page)
    assert "1.1" in text_of(page)
    assert client.get(f"{draft}?file=errors.csv").status_code == 200
    assert client.post(draft, {"edition": "0"}).status_code == 422
    assert RequirementSet.objects.count() == 1


def test_a_sheet_laid_out_like_nsms_gives_the_exact_wording(log_in: LogIn, world: World) -> None:
    """From the chooser to the requirement: guessed columns, source, changes, taken in, marked."""
    load_catalogue(by=SYSTEM, at=make.AT)
    client = log_in("authority")
    found = queries.set_for(SYSTEM, "nsm-gp-ikt")
    rows = [("1.1.1", "Den nøyaktige tittelen", "Den nøyaktige teksten.", 1, "5.9, 8.1")]
    draft = draft_of(client, files.sheet(rows), "nsm.xlsx", found.pk)
    guessed = client.get(f"{draft}columns/")
    assert "5 of 5 columns are understood" in text_of(guessed)
    assert columns_said(client, draft).url == f"{draft}source/"
    unsaid = client.post(f"{draft}source/", {"sharing": "sector"})
    assert "Say how far the wordings can be trusted." in text_of(unsaid)
    client.post(
        f"{draft}source/",
        {"sharing": "sector", "status": "verified", "licence": "NLOD 2.0"},
    )
    page = client.get(draft)
    assert "Den nøyaktige tittelen" in text_of(page)
    assert "requirements of the set are not in the table" in text_of(page)
    assert client.post(draft, {"edition": "1", "reason": files.REASON}).status_code == 302
    document = queries.document_of(queries.set_for(SYSTEM, "nsm-gp-ikt"))
    one = next(each for each in document.requirements if each.id == "1.1.1")
    source = document.wording_source(one, "title", "nb")
    assert one.title["nb"] == "Den nøyaktige tittelen"
    assert source
    assert (source.status, source.says["en"]) == (
        WordingStatus.VERIFIED,
        "Loaded from the table nsm.xlsx. Licence: NLOD 2.0",
    )
    shown = text_of(client.get("/frameworks/nsm-gp-ikt/2.1/requirements/1.1.1/"))
    assert "Loaded from the table nsm.xlsx. Licence: NLOD 2.0" in shown
    # The next table with these headings is read the same way.
    again = draft_of(client, files.sheet(rows), "igjen.xlsx", found.pk)
    assert "As you said of “nsm.xlsx”." in text_of(client.get(f"{again}columns/"))


def test_errors_of_a_table_stand_beside_their_cells(log_in: LogIn, world: World) -> None:
    found = make.requirement_set(files.working_titles())
    client = log_in("authority")
    rows = [("1.1", "En", "", 1, ""), ("1.1", "To", "", 1, ""), ("1 2", "Tre", "", 1, "")]
    draft = draft_of(client, files.sheet(rows), "feil.xlsx", found.pk)
    columns_said(client, draft)
    client.post(f"{draft}source/", {"sharing": "public", "status": "unverified"})
    page = client.get(draft)
    assert "There are 2 errors" in text_of(page)
    assert "Row 5, column A" in text_of(page)
    assert "Row 6, column A 1 2" in text_of(page)
    assert client.post(draft, {"edition": "1", "reason": "x"}).status_code == 422
    # The corrected table need not be explained again.
    other = draft_of(client, files.sheet(), "rettet.xlsx", found.pk)
    assert "As you said of “feil.xlsx”." in text_of(client.get(f"{other}columns/"))


def test_what_a_table_would_add_is_asked_for_and_stands_out(log_in: LogIn, world: World) -> None:
    found = make.requirement_set(files.working_titles())
    client = log_in("authority")
    rows = [("1.1", "En", "", 1, ""), ("9.9.9", "Ukjent", "", 1, "")]
    draft = draft_of(client, files.sheet(rows), "ukjent.xlsx", found.pk)
    columns_said(client, draft)
    client.post(f"{draft}source/", {"sharing": "sector", "status": "verified"})
    refused = text_of(client.get(draft))
    assert "There is 1 error" in refused
    assert "Requirement 9.9.9 is not in the set; the nearest is 1." in refused
    columns_said(client, draft, adds_new="on")
    page = client.get(draft)
    assert "1 requirement of the table is not in the set, and would be added: 9.9.9" in text_of(
        page
    )
    assert is_ticked(client.get(f"{draft}columns/"), "adds_new")
    # It is said of this table alone.
    assert client.post(draft, {"edition": "1", "reason": files.REASON}).status_code == 302
    rows.append(("8.8.8", "Også ukjent", "", 1, ""))
    other = draft_of(client, files.sheet(rows), "mer.xlsx", found.pk)
    again = client.get(f"{other}columns/")
    assert "As you said of “ukjent.xlsx”." in text_of(again)
    assert not is_ticked(again, "adds_new")


def test_what_is_said_wrongly_of_columns_stands_at_its_column(log_in: LogIn, world: World) -> None:
    found = make.requirement_set(files.working_titles())
    client = log_in("authority")
    draft = draft_of(client, files.sheet(), "nsm.xlsx", found.pk)
    twice = columns_said(client, draft, "id", "title.nb", "title.nb", "", "")
    assert twice.status_code == 422
    assert "already" in text_of(twice) or "Tittel" in text_of(twice)
    assert columns_said(client, draft, "colour").status_code == 422
    stale = columns_said(client, draft, headings="0" * 64)
    assert stale.url == f"{draft}columns/"


def test_headings_are_looked_for_elsewhere(log_in: LogIn, world: World) -> None:
    found = make.requirement_set(files.working_titles())
    client = log_in("authority")
    content = csv([("Nr", "Krav"), ("1.1", "Enheter"), ("1.2", "Data")])
    draft = draft_of(client, content, "krav.csv", found.pk)
    assert "row 1" in text_of(client.get(f"{draft}sheet/"))
    assert client.post(f"{draft}sheet/", {"heading_row": "99"}).status_code == 422
    assert client.post(f"{draft}sheet/", {"heading_row": "2"}).status_code == 302
    assert "row 2" in text_of(client.get(f"{draft}columns/"))


def test_steps_that_are_not_answered_are_asked_first(log_in: LogIn, world: World) -> None:
    found = make.requirement_set(files.working_titles())
    client = log_in("authority")
    plain = draft_of(client, files.as_file())
    assert client.get(plain).url == f"{plain}source/"
    assert client.get(f"{plain}columns/").status_code == 404
    table = draft_of(client, files.sheet(), "nsm.xlsx", found.pk)
    assert client.get(table).url == f"{table}columns/"
    columns_said(client, table)
    assert client.get(table).url == f"{table}source/"
    home = text_of(client.get(HOME))
    assert "nsm.xlsx" in home
    assert "rules.yaml" in home


def test_a_release_waits_on_the_first_page_and_is_taken_in_from_its_own(
    log_in: LogIn, world: World
) -> None:
    load_catalogue(by=SYSTEM, at=make.AT)
    SetEdition.objects.filter(requirement_set__code="normen").update(digest="an earlier one")
    found = queries.set_for(SYSTEM, "normen")
    client = log_in("authority")
    home = client.get(HOME).content.decode()
    [address] = re.findall(rf'"({HOME}releases/[^"]+)"', home)
    assert "says something else" in home
    page = client.get(address)
    assert "A release of Samvern says something else" in text_of(page)
    answer = client.post(address, {"edition": str(found.edition), "reason": "Release 1.3"})
    assert answer.url.startswith("/frameworks/normen/")
    assert f"{HOME}releases/" not in client.get(HOME).content.decode()
    assert client.get(f"{HOME}releases/nothing/").status_code == 404


def test_an_earlier_state_is_put_back_from_the_list_of_states(log_in: LogIn, world: World) -> None:
    make.requirement_set()
    shorter = make.framework(requirements=make.framework().requirements[:2])
    make.requirement_set(shorter, edition=1, reason="1.2 was a draft")
    client = log_in("authority")
    address = "/frameworks/rules/1/editions/1/put-back/"
    for page in ("/frameworks/rules/1/editions/", "/frameworks/rules/1/editions/1/"):
        assert address in client.get(page).content.decode()
    shown = client.get(address)
    assert "Shall the set say again what it said in state 1?" in text_of(shown)
    assert client.post(address, {"edition": "2", "reason": ""}).status_code == 422
    assert client.post(address, {"edition": "1", "reason": "x"}).status_code == 409
    assert client.post(address, {"edition": "2", "reason": "It was not"}).status_code == 302
    assert queries.document_of(RequirementSet.objects.get()) == make.framework()
    assert client.get("/frameworks/rules/1/editions/9/put-back/").status_code == 404


def test_files_are_thrown_away_and_columns_forgotten(log_in: LogIn, world: World) -> None:
    client = log_in("authority")
    draft = draft_of(client, files.as_file())
    row = SheetColumns.objects.create(
        code="rules", signature="x", name="x.csv", mapping={"columns": []}, used_at=make.AT
    )
    assert client.get(f"{HOME}?file=remembered-columns.csv").status_code == 200
    assert client.post(f"{draft}discard/").url == HOME
    assert client.post(f"{HOME}columns/{row.pk}/forget/").url == HOME
    assert not SetDraft.objects.exists()
    assert not SheetColumns.objects.exists()
