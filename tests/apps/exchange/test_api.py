"""Tables of measures in the JSON API."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from samvern.apps.exchange.models import ColumnMapping, TableImport
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import read_document
from samvern.engine.programme.table_import import TableMapping, mapping_to_plain
from tests.apps.exchange.test_operations_importing import HOSTILE, WRONG, everything
from tests.factories import exchange
from tests.worlds import CAST

Ask = Callable[..., Any]
IMPORTS = "/programmes/P/table-imports"


def file(content: bytes | None = None, **fields: Any) -> dict[str, Any]:
    content = exchange.csv(exchange.ROWS) if content is None else content
    return {"name": "measures.csv", "content": base64.b64encode(content).decode(), **fields}


def sent(mapping: TableMapping | None = None, content: bytes | None = None) -> dict[str, Any]:
    plain = mapping_to_plain(mapping or exchange.mapping())
    return {"file": file(content), "mapping": plain, "why": exchange.WHY, "version": 1}


def saying(meaning: str, *, word: str = "Pågår") -> dict[str, Any]:
    """The columns, with what a word of the third of them means."""
    plain = mapping_to_plain(exchange.mapping())
    plain["columns"][2]["words"] = {word: meaning}
    return plain


def check_schema(found: object) -> None:
    folder = resources.files("samvern.catalogues") / "schemas"
    text = (folder / "table-check.schema.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(found)


def test_from_dry_run_to_undo(programme: Programme, ask_values: Ask) -> None:
    before = read_document(programme)
    status, trial = ask_values("authority", "post", f"{IMPORTS}/dry-run", {"file": file()})
    assert (status, trial["programme"], trial["version"]) == (200, "P", 1)
    check_schema(trial["check"])
    kinds = [(each["measure"], each["kind"]) for each in trial["check"]["changes"]]
    assert kinds == [("1.1", "changed"), ("1.4", "added")]
    assert read_document(programme) == before
    mapping = trial["check"]["mapping"]
    body = {"file": file(), "mapping": mapping, "why": "New plan", "version": trial["version"]}
    status, taken = ask_values("authority", "post", IMPORTS, {**body, "remember_as": "Plan"})
    assert status == 201
    assert (taken["added"], taken["changed"], taken["by"]) == (1, 1, "Authority")
    assert [(each["measure"], each["kind"]) for each in taken["changes"]] == kinds
    assert taken["undone_at"] is None
    status, listed = ask_values("supervisor", "get", IMPORTS)
    assert [each["id"] for each in listed["items"]] == [taken["id"]]
    assert "changes" not in listed["items"][0]
    assert ask_values("supervisor", "get", f"/table-imports/{taken['id']}") == (200, taken)
    undo = f"/table-imports/{taken['id']}/undo"
    status, undone = ask_values("authority", "post", undo, {"why": "A slip"})
    assert (status, undone["undone_by"], undone["undone_why"]) == (200, "Authority", "A slip")
    assert read_document(programme) == before
    status, problem = ask_values("authority", "post", undo, {"why": "A slip"})
    assert (status, problem["code"]) == (409, "import.undone_already")


def test_remembered_columns_are_used_listed_and_forgotten(
    programme: Programme, ask_values: Ask
) -> None:
    uses = exchange.mapping(exchange.HEADINGS, ("code", "title.en", "", "", ""))
    kept = exchange.remembered(programme, mapping=uses)
    _status, trial = ask_values("authority", "post", f"{IMPORTS}/dry-run", {"file": file()})
    assert trial["check"]["mapping"]["columns"][1] == {"header": "Tittel", "target": "title.en"}
    mappings = "/programmes/P/column-mappings"
    status, listed = ask_values("supervisor", "get", mappings)
    assert (status, [each["name"] for each in listed["items"]]) == (200, ["From the hospital"])
    assert ask_values("supervisor", "delete", f"/column-mappings/{kept.pk}")[0] == 403
    assert ask_values("authority", "delete", f"/column-mappings/{kept.pk}") == (204, None)
    assert not ColumnMapping.objects.exists()
    assert ask_values("authority", "delete", f"/column-mappings/{kept.pk}")[0] == 404


def test_errors_name_their_cells_all_at_once_in_the_language_asked_for(
    programme: Programme, ask_values: Ask
) -> None:
    content = exchange.csv(WRONG)
    ask_values("authority", "get", "/me")  # a token is told in the trail, too
    before = everything()
    trial = {"file": file(content), "mapping": mapping_to_plain(exchange.mapping())}
    status, found = ask_values("authority", "post", f"{IMPORTS}/dry-run", trial)
    assert status == 200
    check_schema(found["check"])
    problems = found["check"]["problems"]
    assert [(each["row"], each["column"], each["header"]) for each in problems] == [
        (2, "C", "Status"),
        (3, "A", "Kode"),
        (4, "A", "Kode"),
        (5, "E", "Kostnad"),
        (6, "A", "Kode"),
    ]
    assert "low, medium, high" in problems[3]["detail"]
    _status, found = ask_values(
        "authority", "post", f"{IMPORTS}/dry-run", trial, **{"Accept-Language": "nn"}
    )
    assert "låg, middels, høg" in found["check"]["problems"][3]["detail"]
    status, problem = ask_values("authority", "post", IMPORTS, sent(content=content))
    assert (status, problem["code"], len(problem["problems"])) == (422, "table.has_errors", 5)
    assert problem["problems"][3]["where"] == "E5"
    assert "low, medium, high" in problem["problems"][3]["detail"]
    assert everything() == before


def test_what_cannot_be_used_is_said_by_code(programme: Programme, ask_values: Ask) -> None:
    good = sent()
    for change, status, code in (
        ({"file": {**file(), "content": "no base64!"}}, 422, "table.not_base64"),
        ({"file": {**file(), "content": "æ"}}, 422, "table.not_base64"),
        ({"file": file(sheet="Plan", content=exchange.xlsx(exchange.ROWS))}, 422, "table.sheet_unknown"),
        ({"file": file(heading_row=99)}, 422, "table.heading_row_unknown"),
        ({"file": file(exchange.bomb())}, 422, "file.too_large"),
        ({"file": file(exchange.uncomputed())}, 422, "table.invalid"),
        ({"version": 2}, 409, "programme.changed_meanwhile"),
        ({"why": " "}, 422, "table.invalid"),
        ({"why": ""}, 422, "request.invalid"),
        ({"mapping": {"columns": []}}, 422, "mapping.invalid"),
        ({"mapping": saying("lost")}, 422, "mapping.invalid"),
        ({"mapping": saying("completed", word="Pågår\x00")}, 422, "mapping.invalid"),
        ({"mapping": {"columns": [{"header": "x", "unheard_of": 1}]}}, 422, "request.invalid"),
        ({"file": file(exchange.csv([("1.1", "Measure 1.1")], ("Kode", "Tittel"))),
          "mapping": mapping_to_plain(exchange.mapping(("Kode", "Tittel"), ("code", "title.nb")))},
         409, "table.nothing_changes"),
    ):  # fmt: skip
        got, problem = ask_values("authority", "post", IMPORTS, {**good, **change})
        assert (got, problem["code"]) == (status, code), change
    assert not TableImport.objects.exists()


@pytest.mark.parametrize("kind", HOSTILE)
def test_files_that_are_no_tables_are_refused_by_code(
    programme: Programme, ask_values: Ask, kind: str
) -> None:
    content, code = HOSTILE[kind]
    for path, body in (
        (f"{IMPORTS}/dry-run", {"file": file(content)}),
        (IMPORTS, sent(content=content)),
    ):
        status, problem = ask_values("authority", "post", path, body)
        assert (status, problem["code"]) == (422, code)
        assert problem["title"]


def test_undoing_what_was_changed_since_names_each_field(
    programme: Programme, ask_values: Ask
) -> None:
    saved = exchange.taken(programme)
    exchange.taken(programme, [("1.1", "Measure 1.1", "Fullført", None, None)])
    status, problem = ask_values(
        "authority", "post", f"/table-imports/{saved.pk}/undo", {"why": "x"}
    )
    assert (status, problem["code"]) == (409, "import.changed_since")
    assert [(each["where"], each["code"]) for each in problem["problems"]] == [
        ("1.1", "import.field_changed_since")
    ]


def test_the_same_import_sent_twice_is_done_once(programme: Programme, ask_values: Ask) -> None:
    first, again = (
        ask_values("authority", "post", IMPORTS, sent(), **{"Idempotency-Key": "once"})
        for _ in range(2)
    )
    assert first == again
    assert TableImport.objects.count() == 1


@pytest.mark.parametrize("member", CAST)
def test_who_may_what(programme: Programme, ask_values: Ask, member: str) -> None:
    saved, kept = exchange.taken(programme), exchange.remembered(programme)
    reads = (IMPORTS, "/programmes/P/column-mappings")
    one = f"/table-imports/{saved.pk}"
    expected = {"authority": (200, 200), "supervisor": (200, 200), "anonymous": (401, 401)}
    many, single = expected.get(member, (403, 404))
    assert [ask_values(member, "get", path)[0] for path in reads] == [many, many]
    assert ask_values(member, "get", one)[0] == single
    writes = (
        ("post", f"{IMPORTS}/dry-run", {"file": file()}, 200, 403),
        ("post", IMPORTS, {**sent(content=exchange.csv([("1.1", "T", None, None, None)])), "version": 2}, 201, 403),
        ("post", f"{one}/undo", {"why": "x"}, 200, 403 if member == "supervisor" else 404),
        ("delete", f"/column-mappings/{kept.pk}", None, 204, 403 if member == "supervisor" else 404),
    )  # fmt: skip
    for method, path, body, allowed, refused in writes:
        status = ask_values(member, method, path, body)[0]
        wanted = 401 if member == "anonymous" else refused
        assert status == (allowed if member == "authority" else wanted), path
