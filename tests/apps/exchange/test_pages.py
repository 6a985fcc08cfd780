"""From a spreadsheet to the programme and back: what the pages say and do, step by step."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from samvern.apps.exchange.models import ColumnMapping, ImportDraft, TableImport
from samvern.apps.programmes.models import Measure, Programme
from samvern.apps.programmes.queries import read_document
from tests.factories import tables

LogIn = Callable[[str], Client]
HOME = "/programmes/P-TABLE/import-table/"
GOOD = tables.lines(
    ("1.1", "Measure 1.1", "Nattlys hospital", "", "2027"),
    ("1.2", "Øve hvert halvår", "", "høy", ""),
    ("1.4", "Et nytt tiltak", "Fjordheim hospital, Nattlys hospital", "Kjempedyrt", "juni 2027"),
)
WRONG = tables.lines(
    ("1.1", "Measure 1.1", "Nattlys hospital", "dyrest", "31.02.2027"),
    ("", "Uten kode", "", "", ""),
    ("1.2", "x" * 501, "", "høy", ""),
)
#: What the columns of these tables stand for.
TARGETS = ("code", "title.nb", "owners", "cost", "finish")


def upload(client: Client, content: bytes, name: str = "tiltak.xlsx") -> HttpResponse:
    return client.post(HOME, {"file": SimpleUploadedFile(name, content)})


def draft_of(client: Client, content: bytes, name: str = "tiltak.xlsx") -> str:
    """The address of a file in waiting."""
    answer = upload(client, content, name)
    assert answer.status_code == 302, answer.content.decode()
    return f"{HOME}files/{ImportDraft.objects.latest('pk').pk}/"


def said(page: HttpResponse, *targets: str, **options: str) -> dict[str, str]:
    """The answers about columns, on the page as it was shown."""
    headings = re.search(r'name="headings" value="(\w+)"', page.content.decode())
    assert headings
    return {
        "headings": headings[1],
        "missing": "keep",
        "is_empty_clear": "keep",
        "may_add_areas": "refuse",
        **{f"target-{place}": target for place, target in enumerate(targets or TARGETS)},
        **options,
    }


def checked(
    client: Client, content: bytes, *targets: str, **options: str
) -> tuple[str, HttpResponse]:
    """The page of the dry run, words left as errors."""
    draft = draft_of(client, content)
    client.post(f"{draft}columns/", said(client.get(f"{draft}columns/"), *targets, **options))
    return draft, client.get(f"{draft}check/")


def taking_in(page: HttpResponse, **answers: str) -> dict[str, str]:
    version = re.search(r'name="version" value="(\d+)"', page.content.decode())
    assert version, page.content.decode()
    return {"version": version[1], "why": "Vedtatt i november", "remember_as": "", **answers}


def text_of(page: HttpResponse) -> str:
    """What a page says, without its tags."""
    body = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_a_table_with_other_headings_comes_in_and_is_undone(
    log_in: LogIn, bare_programme: Programme
) -> None:
    client = log_in("authority")
    before = read_document(bare_programme)
    draft = draft_of(client, tables.xlsx(GOOD))

    page = client.get(f"{draft}columns/")
    shown = page.content.decode()
    assert "4 of 5 columns are understood." in shown
    assert "The headings stand in row 2 of the sheet “Tiltak”." in shown
    assert "Measure 1.1 · Øve hvert halvår · Et nytt tiltak" in shown

    answer = client.post(f"{draft}columns/", said(page))
    assert answer.headers["Location"] == f"{draft}words/"
    page = client.get(f"{draft}words/")
    assert "“Kjempedyrt”, in 1 cell" in page.content.decode()
    assert "Fjordheim hospital, Nattlys hospital" in page.content.decode()
    answer = client.post(f"{draft}words/", {"word-3-0": "high", "separator-2": ","})
    assert answer.headers["Location"] == f"{draft}check/"

    page = client.get(f"{draft}check/")
    told = text_of(page)
    assert "3 rows were read. 2 measures change, 1 is new." in told
    assert "The table does not have 1 measure of the programme. It stays as it is." in told
    assert "Take in 3 changes" in told
    assert "<del>Fjordheim</del>" in page.content.decode()
    assert "<ins>Nattlys</ins>" in page.content.decode()
    assert read_document(bare_programme) == before

    answer = client.post(f"{draft}check/", taking_in(page, remember_as="Fra Excel"))
    taken = TableImport.objects.get()
    assert answer.headers["Location"] == f"{HOME}imports/{taken.pk}/"
    assert not ImportDraft.objects.exists()
    new = Measure.objects.get(code="1.4")
    assert [row.name for row in new.actors.order_by("position")] == [
        "Fjordheim hospital",
        "Nattlys hospital",
    ]

    page = client.get(f"{HOME}imports/{taken.pk}/")
    told = text_of(page)
    assert "Vedtatt i november" in told
    assert "Et nytt tiltak" in told
    assert "Undo the import" in told
    address = f"{HOME}imports/{taken.pk}/undo/"
    assert "2 measures changed, 1 came." in text_of(client.get(address))
    assert client.post(address, {"why": ""}).status_code == 422
    answer = client.post(address, {"why": "Feil fil"}, follow=True)
    told = text_of(answer)
    assert "The import is undone." in told
    assert "Undone by Authority" in told
    assert "Feil fil" in told
    bare_programme.refresh_from_db()
    assert read_document(bare_programme).measures == before.measures
    assert client.post(address, {"why": "Igjen"}).status_code == 302
    assert "undone" in text_of(client.get(HOME))


def test_every_error_stands_with_row_column_cell_and_what_to_do(
    log_in: LogIn, bare_programme: Programme
) -> None:
    client = log_in("authority")
    before = read_document(bare_programme)
    draft, page = checked(client, tables.xlsx(WRONG))
    told = text_of(page)
    assert "3 rows were read. There are 4 errors" in told
    assert "Row 3, column D Kostnad dyrest “dyrest” is not a word that can stand here." in told
    assert "Row 3, column E Ferdig 31.02.2027 “31.02.2027” is not a date" in told
    assert "Row 4, column A Tiltaksnr (empty) The code of the measure is missing." in told
    assert "Write it, or remove the row." in told
    assert "Row 5, column B Hva skal gjøres?" in told
    assert 'name="why"' not in page.content.decode()
    assert f"{draft}words/" in page.content.decode()
    file = client.get(f"{draft}check/?file=errors.csv")
    text = file.content.decode("utf-8-sig")
    assert text.splitlines()[0] == "Row,Column,Heading,What stands there,What is wrong,What to do"
    assert [line.split(",")[:2] for line in text.splitlines()[1:]] == [
        ["3", "D"],
        ["3", "E"],
        ["4", "A"],
        ["5", "B"],
    ]
    assert read_document(bare_programme) == before
    sent = {"version": bare_programme.version, "why": "Likevel", "remember_as": ""}
    answer = client.post(f"{draft}check/", sent)
    assert answer.status_code == 422
    assert read_document(bare_programme) == before


def test_the_next_table_with_these_headings_is_read_as_last_time(
    log_in: LogIn, bare_programme: Programme
) -> None:
    client = log_in("authority")
    draft, page = checked(client, tables.xlsx(GOOD[:4]))
    client.post(f"{draft}check/", taking_in(page, remember_as="Fra Excel"))
    kept = ColumnMapping.objects.get()
    again = draft_of(client, tables.csv(GOOD), "nye tiltak.csv")
    page = client.get(f"{again}columns/")
    assert "As last time: “Fra Excel”" in text_of(page)
    assert "5 of 5 columns are understood." in text_of(page)
    assert 'value="title.nb" selected' in page.content.decode()
    home = client.get(HOME)
    assert "Fra Excel" in text_of(home)
    address = f"{HOME}remembered/{kept.pk}/"
    told = text_of(client.get(address))
    assert "Hva skal gjøres? Title (bokmål)" in told
    assert client.post(f"{address}rename/", {"name": " "}).status_code == 422
    assert client.post(f"{address}rename/", {"name": "Regneark"}).status_code == 302
    kept.refresh_from_db()
    assert kept.name == "Regneark"
    client.post(address)
    assert not ColumnMapping.objects.exists()
    assert "4 of 5 columns are understood." in text_of(client.get(f"{again}columns/"))


def test_a_corrected_table_need_not_be_explained_again(
    log_in: LogIn, bare_programme: Programme
) -> None:
    client = log_in("authority")
    checked(client, tables.xlsx(WRONG))
    page = client.get(f"{draft_of(client, tables.xlsx(GOOD), 'rettet.xlsx')}columns/")
    assert "As you said of “tiltak.xlsx”." in text_of(page)
    assert "5 of 5 columns are understood." in text_of(page)


def test_a_name_that_stands_for_other_headings_is_asked_for_anew(
    log_in: LogIn, bare_programme: Programme
) -> None:
    client = log_in("authority")
    draft, page = checked(client, tables.xlsx(GOOD[:4]))
    client.post(f"{draft}check/", taking_in(page, remember_as="Fra Excel"))
    other = [("Kode", "Tittel"), ("1.3", "Et annet navn")]
    draft = draft_of(client, tables.xlsx(other))
    asked = said(client.get(f"{draft}columns/"), "code", "title.nb")
    client.post(f"{draft}columns/", asked)
    sent = taking_in(client.get(f"{draft}check/"), remember_as="Fra Excel")
    answer = client.post(f"{draft}check/", sent)
    assert answer.status_code == 422
    assert "Choose another name." in text_of(answer)
    assert "Vedtatt i november" in answer.content.decode()
    assert TableImport.objects.count() == 1


def test_who_was_too_late_loses_nothing(log_in: LogIn, bare_programme: Programme) -> None:
    client = log_in("authority")
    draft, page = checked(client, tables.xlsx(GOOD[:4]))
    sent = taking_in(page, remember_as="Mine")
    other, other_page = checked(client, tables.csv([("Kode", "Tittel"), ("1.3", "Annet")]))
    del other, other_page
    _somebody_else_edits(log_in, bare_programme)
    answer = client.post(f"{draft}check/", sent)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "The programme was changed while you looked it over" in shown
    assert "Vedtatt i november" in shown
    assert 'value="Mine"' in shown
    assert not TableImport.objects.exists()
    answer = client.post(f"{draft}check/", taking_in(answer, why="Sett på nytt"))
    assert answer.status_code == 302
    assert TableImport.objects.get().reason == "Sett på nytt"


def _somebody_else_edits(log_in: LogIn, bare_programme: Programme) -> None:
    measure = Measure.objects.get(programme=bare_programme, code="1.3")
    address = f"/programmes/{bare_programme.code}/measures/1.3/status/"
    answer = log_in("authority").post(address, {"version": measure.version, "status": "ongoing"})
    assert answer.status_code == 302


def test_what_somebody_changed_afterwards_hinders_the_undoing(
    log_in: LogIn, bare_programme: Programme
) -> None:
    client = log_in("authority")
    draft, page = checked(
        client, tables.xlsx([("Kode", "Status"), ("1.3", "Pågår")]), "code", "status"
    )
    client.post(f"{draft}check/", taking_in(page))
    taken = TableImport.objects.get()
    measure = Measure.objects.get(programme=bare_programme, code="1.3")
    client.post(
        "/programmes/P-TABLE/measures/1.3/status/",
        {"version": measure.version, "status": "completed"},
    )
    answer = client.post(f"{HOME}imports/{taken.pk}/undo/", {"why": "Feil fil"})
    assert answer.status_code == 409
    told = text_of(answer)
    assert "Measure 1.3 was changed afterwards: Status." in told
    assert "Feil fil" in answer.content.decode()
    taken.refresh_from_db()
    assert taken.undone_at is None


def test_the_sheet_and_the_row_of_the_headings_are_chosen(
    log_in: LogIn, bare_programme: Programme
) -> None:
    client = log_in("authority")
    content = tables.xlsx([("Om",), ("Laget av oss",)], sheet="Lesmeg", others=[("Ark", GOOD)])
    draft = draft_of(client, content)
    page = client.get(draft)
    assert "Laget av oss" in text_of(page)
    page = client.get(draft, {"sheet": "Ark"})
    assert "Hva skal gjøres?" in text_of(page)
    assert re.search(r'value="2" id="row-2" checked', page.content.decode())
    answer = client.post(draft, {"sheet": "Ark", "heading_row": "2"})
    assert answer.headers["Location"] == f"{draft}columns/"
    assert "row 2 of the sheet “Ark”" in text_of(client.get(f"{draft}columns/"))
    assert client.post(draft, {"sheet": "Ark"}).status_code == 422
    assert client.post(draft, {"sheet": "Ark", "heading_row": "9999"}).status_code == 422
    assert client.get(draft, {"sheet": "Borte"}).status_code == 422


def test_answers_about_another_sheet_are_not_taken(
    log_in: LogIn, bare_programme: Programme
) -> None:
    client = log_in("authority")
    content = tables.xlsx(GOOD, others=[("Annet", [("Kode", "Tittel"), ("1.1", "Nytt")])])
    draft = draft_of(client, content)
    stale = said(client.get(f"{draft}columns/"))
    client.post(draft, {"sheet": "Annet", "heading_row": "1"})
    answer = client.post(f"{draft}columns/", stale, follow=True)
    assert "Another sheet or row was chosen meanwhile." in text_of(answer)
    assert ImportDraft.objects.get().mapping is None


WRONG_FILES: list[tuple[str, bytes, str]] = [
    ("a.xlsx", b"", "The file is empty."),
    ("a.pdf", b"%PDF-1.7 tiltak", "is neither CSV nor an Excel workbook (it looks like PDF)"),
    ("a.xls", b"\xd0\xcf\x11\xe0 old", "Open it in a spreadsheet, save it as XLSX or CSV"),
    ("a.xlsx", b"PK\x03\x04 broken", "a.xlsx"),
    ("a.csv", b"a;b\r\n" * 5_001, "5000"),
    ("a.csv", b" " * (5 * 2**20 + 1), "The file is larger than 5 MB."),
]


@pytest.mark.parametrize(("name", "content", "told"), WRONG_FILES)
def test_a_file_that_is_no_table_is_refused_in_words(
    log_in: LogIn, bare_programme: Programme, name: str, content: bytes, told: str
) -> None:
    answer = upload(log_in("authority"), content, name)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert 'href="#id_file"' in answer.content.decode()
    assert not ImportDraft.objects.exists()


def test_without_a_file_the_page_says_so(log_in: LogIn, bare_programme: Programme) -> None:
    answer = log_in("authority").post(HOME, {})
    assert answer.status_code == 422
    assert "Choose a file first." in text_of(answer)


def test_formulas_without_values_are_named_cell_by_cell(
    log_in: LogIn, bare_programme: Programme
) -> None:
    content = tables.xlsx([("Kode", "Tittel"), ("1.1", "=A1"), ("1.2", "=A2")])
    answer = upload(log_in("authority"), content)
    assert answer.status_code == 422
    told = text_of(answer)
    assert "Row 2, column B =A1" in told
    assert "Row 3, column B =A2" in told
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    ("targets", "field", "told"),
    [
        (("", "title.nb", "owners"), "", "No column is used for the code of the measure."),
        (("code", "title.nb", "title.nb"), "id_target-2", "is used for the same as"),
        (("code", "wishes", ""), "id_target-1", "Choose one of the list."),
        (("code", "", ""), "", "Only the code is used, so nothing can change."),
    ],
)
def test_columns_that_cannot_be_used_are_refused_in_words(
    log_in: LogIn, bare_programme: Programme, targets: tuple[str, ...], field: str, told: str
) -> None:
    client = log_in("authority")
    draft = draft_of(client, tables.xlsx(GOOD))
    answer = client.post(f"{draft}columns/", said(client.get(f"{draft}columns/"), *targets))
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert f'href="#{field}"' in answer.content.decode() or not field
    assert ImportDraft.objects.get().mapping is None


def test_a_word_that_columns_share_is_asked_once(log_in: LogIn, bare_programme: Programme) -> None:
    client = log_in("authority")
    rows = [("Kode", "Kostnad", "Støtte"), ("1.1", "Kjempe", "Kjempe"), ("1.2", "", "Kjempe")]
    draft = draft_of(client, tables.xlsx(rows))
    page = client.get(f"{draft}columns/")
    client.post(f"{draft}columns/", said(page, "code", "cost", "support"))
    told = text_of(client.get(f"{draft}words/"))
    assert "Columns B, C “Kjempe”, in 3 cells" in told
    client.post(f"{draft}words/", {"word-1-0": "high"})
    assert "There is" not in text_of(client.get(f"{draft}check/"))
    uses = ImportDraft.objects.get().mapping["columns"]
    assert [use.get("words") for use in uses] == [None, {"Kjempe": "high"}, {"Kjempe": "high"}]


def test_an_unknown_meaning_of_a_word_is_refused(log_in: LogIn, bare_programme: Programme) -> None:
    client = log_in("authority")
    draft = draft_of(client, tables.xlsx(GOOD))
    client.post(f"{draft}columns/", said(client.get(f"{draft}columns/")))
    answer = client.post(f"{draft}words/", {"word-3-0": "hot", "separator-2": "~"})
    assert answer.status_code == 422
    assert ImportDraft.objects.get().mapping["columns"][3].get("words") is None


def test_a_reason_is_asked_for(log_in: LogIn, bare_programme: Programme) -> None:
    client = log_in("authority")
    draft, page = checked(client, tables.xlsx(GOOD[:4]))
    answer = client.post(f"{draft}check/", taking_in(page, why="  "))
    assert answer.status_code == 422
    assert 'href="#id_why"' in answer.content.decode()
    assert not TableImport.objects.exists()


def test_what_says_the_same_is_not_taken_in(log_in: LogIn, bare_programme: Programme) -> None:
    client = log_in("authority")
    _draft, page = checked(
        client, tables.xlsx([("Kode", "Tittel"), ("1.3", "Measure 1.3")]), "code", "title.nb"
    )
    assert "so there is nothing to take in" in text_of(page)
    assert "Take in 0" not in page.content.decode()


def test_steps_before_the_answers_lead_to_the_columns(
    log_in: LogIn, bare_programme: Programme
) -> None:
    client = log_in("authority")
    draft = draft_of(client, tables.xlsx(GOOD))
    for step in ("check/", "words/"):
        answer = client.get(f"{draft}{step}")
        assert answer.headers["Location"] == f"{draft}columns/"


def test_what_the_table_lacks_is_withdrawn_where_that_is_said(
    log_in: LogIn, bare_programme: Programme
) -> None:
    client = log_in("authority")
    draft, page = checked(client, tables.xlsx(GOOD[:4]), missing="withdraw")
    told = text_of(page)
    assert "1 is withdrawn." in told
    assert "It would be withdrawn." in told
    client.post(f"{draft}check/", taking_in(page))
    assert not Measure.objects.filter(code="1.3", withdrawn_at=None).exists()
    taken = TableImport.objects.get()
    shown: Any = client.get(f"{HOME}imports/{taken.pk}/?file=changes.csv")
    assert "1.3,Measure 1.3,withdrawn" in shown.content.decode("utf-8-sig")


def test_the_register_comes_back_as_it_went_out(log_in: LogIn, bare_programme: Programme) -> None:
    client = log_in("authority")
    content = client.get("/programmes/P-TABLE/measures.xlsx").content
    draft = draft_of(client, content)
    page = client.get(f"{draft}columns/")
    targets = re.findall(r'<option value="([^"]*)" selected', page.content.decode())
    client.post(f"{draft}columns/", said(page, *targets))
    assert "so there is nothing to take in" in text_of(client.get(f"{draft}check/"))


def test_a_file_is_thrown_away(log_in: LogIn, bare_programme: Programme) -> None:
    client = log_in("authority")
    draft = draft_of(client, tables.xlsx(GOOD))
    assert "tiltak.xlsx" in text_of(client.get(HOME))
    answer = client.post(f"{draft}discard/", follow=True)
    assert "The file is thrown away." in text_of(answer)
    assert not ImportDraft.objects.exists()
    assert client.get(f"{draft}columns/").status_code == 404
