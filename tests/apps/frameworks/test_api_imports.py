"""Requirement sets come in through the API: tried, taken in once, refused with every problem."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from samvern.apps.frameworks import queries
from samvern.apps.frameworks.models import RequirementSet, SetDraft, SetEdition
from samvern.apps.frameworks.operations import load_catalogue
from samvern.base.viewer import SYSTEM
from tests.factories import framework_files as files
from tests.factories import frameworks as make
from tests.factories.exchange import bomb
from tests.worlds import CAST

pytestmark = pytest.mark.django_db

Ask = Callable[..., Any]
IMPORTS = "/framework-imports"
COLUMNS = [
    {"header": header, "target": target}
    for header, target in zip(files.HEADINGS, files.TARGETS, strict=True)
]


def file(content: bytes | None = None, name: str = "rules.yaml", **fields: Any) -> dict[str, Any]:
    content = files.as_file() if content is None else content
    return {"name": name, "content": base64.b64encode(content).decode(), **fields}


def table(content: bytes | None = None, **fields: Any) -> dict[str, Any]:
    """A table over the usual set, everything said."""
    over = {"framework": "rules", "version": "1", "columns": COLUMNS, "status": "verified"}
    return {"file": file(content or files.sheet(), "nsm.xlsx"), "table": {**over, **fields}}


def test_a_set_is_tried_taken_in_and_put_back(ask_values: Ask) -> None:
    status, trial = ask_values("authority", "post", f"{IMPORTS}/dry-run", {"file": file()})
    assert (status, trial["kind"], trial["edition"], trial["lost"]) == (200, "new_set", 0, [])
    assert not RequirementSet.objects.exists()
    status, taken = ask_values(
        "authority", "post", IMPORTS, {"file": file(), "edition": 0, "sharing": "sector"}
    )
    assert status == 201
    assert taken == {
        "framework": "rules",
        "version": "1",
        "edition": 1,
        "sharing": "sector",
        "is_new": True,
        "is_changed": True,
    }
    shorter = make.framework(requirements=make.framework().requirements[:2])
    other = {"file": file(files.as_file(shorter))}
    _status, trial = ask_values("authority", "post", f"{IMPORTS}/dry-run", other)
    assert (trial["kind"], trial["edition"]) == ("other_state", 1)
    assert [each["requirement"] for each in trial["lost"]] == ["1.2"]
    assert trial["comparison"]["requirements"][0]["changes"] == ["removed"]
    status, _taken = ask_values(
        "authority", "post", IMPORTS, {**other, "edition": 1, "reason": "A draft"}
    )
    assert status == 201
    back = "/frameworks/rules/1/editions/1/put-back"
    status, again = ask_values("authority", "post", back, {"edition": 2, "reason": "It was not"})
    assert (status, again["edition"]) == (201, 3)
    assert queries.document_of(RequirementSet.objects.get()) == make.framework()
    status, same = ask_values("authority", "post", back, {"edition": 2, "reason": "Once more"})
    assert (status, same["edition"], same["is_changed"]) == (201, 3, False)
    late = back.replace("editions/1", "editions/2")
    status, refused = ask_values("authority", "post", late, {"edition": 2, "reason": "Late"})
    assert (status, refused["code"]) == (409, "framework.changed_since")


def test_a_table_is_tried_with_what_is_guessed_and_taken_in_with_what_is_said(
    ask_values: Ask,
) -> None:
    make.requirement_set(files.working_titles())
    status, trial = ask_values("authority", "post", f"{IMPORTS}/dry-run", table(columns=None))
    assert status == 200
    assert [each["target"] for each in trial["table"]["mapping"]["columns"]] == list(files.TARGETS)
    status, refused = ask_values(
        "authority", "post", IMPORTS, {**table(columns=None), "edition": 1, "reason": "x"}
    )
    assert status == 422
    assert [each["code"] for each in refused["problems"]] == ["mapping.columns_missing"]
    status, taken = ask_values(
        "authority",
        "post",
        IMPORTS,
        {**table(licence="NLOD"), "edition": 1, "reason": files.REASON, "sharing": "sector"},
    )
    assert (status, taken["edition"], taken["sharing"]) == (201, 2, "sector")
    document = queries.document_of(RequirementSet.objects.get())
    assert document.wording_sources[-1].says["en"].endswith("Licence: NLOD")


def test_a_table_adds_requirements_only_when_it_is_said(ask_values: Ask) -> None:
    make.requirement_set(files.working_titles())
    content = files.sheet([("9.9.9", "Ukjent", "", 1, "")])
    status, refused = ask_values("authority", "post", f"{IMPORTS}/dry-run", table(content))
    assert (status, refused["problems"][0]["code"]) == (422, "cell.id_unknown")
    said = table(content, adds_new=True)
    status, trial = ask_values("authority", "post", f"{IMPORTS}/dry-run", said)
    assert (status, trial["table"]["added"]) == (200, ["9.9.9"])


def test_what_is_here_is_not_replaced_unseen(ask_values: Ask) -> None:
    make.requirement_set()
    other = {"file": file(files.as_file(make.framework(publisher="Else")))}
    status, unseen = ask_values(
        "authority", "post", IMPORTS, {**other, "edition": 0, "reason": "x"}
    )
    assert (status, unseen["code"]) == (409, "framework.exists")
    status, mute = ask_values("authority", "post", IMPORTS, {**other, "edition": 1})
    assert (status, mute["code"]) == (422, "framework.reason_missing")
    assert RequirementSet.objects.get().publisher != "Else"


def test_the_same_key_takes_in_once(ask_values: Ask) -> None:
    make.requirement_set()
    other = {
        "file": file(files.as_file(make.framework(publisher="Else"))),
        "edition": 1,
        "reason": "x",
    }
    answers = [
        ask_values("authority", "post", IMPORTS, other, **{"Idempotency-Key": "k"})
        for _each in range(2)
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] == 201
    assert SetEdition.objects.count() == 2


def test_every_problem_is_told_at_once(ask_values: Ask) -> None:
    content = files.as_file().replace(b'"1.1"', b'"1 1"').replace(b"parent", b"parant")
    for path, more in ((f"{IMPORTS}/dry-run", {}), (IMPORTS, {"edition": 0})):
        status, refused = ask_values("authority", "post", path, {"file": file(content), **more})
        assert (status, refused["code"]) == (422, "framework_file.invalid")
        assert len(refused["problems"]) >= 2
        assert all(each["line"] for each in refused["problems"])
    make.requirement_set(files.working_titles())
    rows = [("1.1", "En", "", 1, ""), ("1.1", "To", "", 1, ""), ("1 2", "Tre", "", 1, "")]
    wrong = table(files.sheet(rows))
    for path, more in ((f"{IMPORTS}/dry-run", {}), (IMPORTS, {"edition": 1, "reason": "x"})):
        status, refused = ask_values("authority", "post", path, {**wrong, **more})
        assert (status, refused["code"]) == (422, "table.has_errors")
        assert [each["where"] for each in refused["problems"]] == ["A5", "A6"]
    assert SetEdition.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"file": {"name": "x.yaml", "content": "æ"}},
        {"file": {"name": "x.yaml", "content": ""}},
        {"file": file(b"!!python/object/apply:os.system ['true']")},
        {"file": file(b'{"catalog": []}', "x.json")},
        {"file": file(), "more": 1},
        {"file": file(), "sharing": "nobody"},
        table(bomb()),
        table(b"PK\x03\x04"),
        table(status="missing"),
        table(columns=[{"header": "Nr", "target": "colour"}]),
        table(columns=[{"header": "Finnes ikke", "target": "id"}]),
    ],
)
def test_hostile_and_senseless_input_is_refused(ask_values: Ask, sent: dict[str, Any]) -> None:
    make.requirement_set(files.working_titles())
    status, _refused = ask_values("authority", "post", f"{IMPORTS}/dry-run", sent)
    assert status == 422
    status, _refused = ask_values(
        "authority", "post", IMPORTS, {**sent, "edition": 1, "reason": "x"}
    )
    assert status == 422
    assert SetEdition.objects.count() == 1


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_takes_sets_in(ask_values: Ask, member: str) -> None:
    make.requirement_set(sharing="sector")
    refused = {"authority": 0, "anonymous": 401}.get(member, 403)
    asked = {
        f"{IMPORTS}/dry-run": {"file": file()},
        IMPORTS: {"file": file(files.as_file(make.framework("other"))), "edition": 0},
        "/framework-releases/nsm-gp-ikt-2.1": {"edition": 0},
    }
    for path, body in asked.items():
        assert ask_values(member, "post", path, body)[0] == (
            refused or (200 if "dry" in path else 201)
        )
    assert ask_values(member, "get", "/framework-releases")[0] == (refused or 200)
    # A table over a set that the asker does not see tells nothing of it.
    status = ask_values(member, "post", f"{IMPORTS}/dry-run", table())[0]
    assert status == (refused or 200)
    back = ask_values(
        member, "post", "/frameworks/rules/1/editions/1/put-back", {"edition": 1, "reason": "x"}
    )
    is_reader = member in ("authority", "supervisor", "anonymous")
    assert back[0] == (refused or 201) if is_reader else back[0] == 404
    assert SetEdition.objects.count() == (3 if member == "authority" else 1)
    assert not SetDraft.objects.exists()


def test_releases_that_wait_are_listed_until_they_are_taken_in(ask_values: Ask) -> None:
    load_catalogue(by=SYSTEM, at=make.AT)
    assert ask_values("authority", "get", "/framework-releases") == (200, [])
    SetEdition.objects.filter(requirement_set__code="normen").update(digest="an earlier one")
    _status, [waiting] = ask_values("authority", "get", "/framework-releases")
    status, taken = ask_values(
        "authority",
        "post",
        f"/framework-releases/{waiting['name']}",
        {"edition": waiting["edition"], "reason": "Release 1.3"},
    )
    assert (status, taken["is_changed"]) == (201, True)
    assert ask_values("authority", "get", "/framework-releases") == (200, [])
    status, unknown = ask_values("authority", "post", "/framework-releases/nothing", {"edition": 0})
    assert (status, unknown["code"]) == (404, "framework.release_unknown")
