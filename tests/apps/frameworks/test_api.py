"""Requirement sets for programs: the same reads for the same people as the pages."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from django.http import HttpResponse

from samvern.formats import framework_file, oscal
from tests.factories import frameworks as make
from tests.factories.frameworks import two_versions, unsure
from tests.worlds import CAST, World

Ask = Callable[..., HttpResponse]

HOME = "/frameworks/rules/1"
READS = (
    HOME,
    f"{HOME}/oscal",
    f"{HOME}/requirements",
    f"{HOME}/requirements?words=kartlegg&heading=1&audience=dentist&wording=missing&limit=3",
    f"{HOME}/requirements/1.1",
    f"{HOME}/requirements/1.1/followed",
    f"{HOME}/compared-with/2",
)
EDITIONS = (f"{HOME}/editions", f"{HOME}/editions/1")


@pytest.mark.parametrize("member", CAST)
def test_everybody_reads_what_is_public_and_those_who_govern_the_rest(
    world: World, ask: Ask, member: str
) -> None:
    two_versions()
    assert {read: ask(member, "get", read).status_code for read in READS} == dict.fromkeys(
        READS, 200
    )
    governs = member in ("authority", "supervisor")
    expected = 200 if governs else 401 if member == "anonymous" else 403
    assert {ask(member, "get", read).status_code for read in EDITIONS} == {expected}


@pytest.mark.parametrize("member", CAST)
def test_what_the_sector_keeps_to_itself_is_not_found_outside(
    world: World, ask: Ask, member: str
) -> None:
    make.requirement_set(sharing="sector")
    make.requirement_set(make.framework(version="2", follows_version="1"), sharing="sector")
    is_outside = member in ("stranger", "anonymous")
    expected = 404 if is_outside else 200
    assert {ask(member, "get", read).status_code for read in READS} == {expected}
    listed = ask(member, "get", "/frameworks").json()["items"]
    assert [each["version"] for each in listed] == ([] if is_outside else ["1", "2"])


@pytest.mark.parametrize(
    "read",
    [
        "/frameworks/nope/1",
        "/frameworks/rules/9",
        f"{HOME}/requirements/9.9",
        f"{HOME}/compared-with/9",
        f"{HOME}/editions/9",
    ],
)
def test_what_is_not_there_is_not_found(world: World, ask: Ask, read: str) -> None:
    make.requirement_set()
    answer = ask("authority", "get", read)
    assert answer.status_code == 404
    assert answer.json()["code"].endswith("unknown")


@pytest.mark.parametrize(
    "read",
    [f"{HOME}/requirements?wording=zoo", f"{HOME}/requirements?limit=0", "/frameworks?cursor=x"],
)
def test_what_cannot_be_meant_is_told(world: World, ask: Ask, read: str) -> None:
    make.requirement_set()
    assert ask("anonymous", "get", read).status_code == 422


def test_sets_are_listed_page_by_page(world: World, ask: Ask) -> None:
    for code in ("a", "b", "c"):
        make.requirement_set(make.framework(code))
    first = ask("anonymous", "get", "/frameworks?limit=2").json()
    rest = ask("anonymous", "get", f"/frameworks?limit=2&cursor={first['next_cursor']}").json()
    assert [each["code"] for each in (*first["items"], *rest["items"])] == ["a", "b", "c"]
    assert rest["next_cursor"] is None
    one = ask("anonymous", "get", "/frameworks?framework=b").json()["items"]
    assert [(each["code"], each["kind"], each["edition"]) for each in one] == [("b", "standard", 1)]


def test_a_set_reads_back_as_a_framework_file_and_as_oscal(world: World, ask: Ask) -> None:
    unsure()
    told = ask("anonymous", "get", HOME).content
    whole = framework_file.read(io.BytesIO(told), name="a.json")
    assert whole.gaps[0]["en"] == "The texts are missing."
    catalogue = io.BytesIO(ask("anonymous", "get", f"{HOME}/oscal").content)
    assert oscal.read_catalog(catalogue, name="a.json").framework == whole


def test_a_requirement_is_found_placed_and_followed(world: World, ask: Ask) -> None:
    two_versions()
    found = ask("anonymous", "get", f"{HOME}/requirements?words=data").json()
    assert (found["count"], found["found"][0]["id"]) == (1, "1.2")
    placed = ask("anonymous", "get", f"{HOME}/requirements/1.2").json()
    assert (placed["above"], placed["previous"], placed["following"]) == (["1"], "1.1", None)
    assert placed["requirement"]["nb"] == "Kartlegg data"
    [way] = ask("anonymous", "get", f"{HOME}/requirements/1.1/followed").json()
    assert way["steps"] == [{"version": "2", "ids": ["1.1", "1.2"], "fates": ["split"]}]
    assert way["is_plain"] is False


def test_versions_and_states_are_compared(world: World, ask: Ask) -> None:
    two_versions()
    told = ask("anonymous", "get", f"{HOME}/compared-with/2").json()
    assert (told["before"], told["after"]) == ("1", "2")
    assert told == ask("anonymous", "get", "/frameworks/rules/2/compared-with/1").json()
    shorter = make.framework("other", requirements=make.framework().requirements[:2])
    make.requirement_set(make.framework("other"))
    make.requirement_set(shorter, edition=1, reason="1.2 was a draft")
    states = ask("supervisor", "get", "/frameworks/other/1/editions").json()
    assert [(each["number"], each["reason"]) for each in states] == [
        (2, "1.2 was a draft"),
        (1, ""),
    ]
    second = ask("supervisor", "get", "/frameworks/other/1/editions/2").json()
    assert second["comparison"]["requirements"][0]["earlier"] == ["1.2"]
    assert len(second["document"]["requirements"]) == 2
    first = ask("supervisor", "get", "/frameworks/other/1/editions/1").json()
    assert first["comparison"] is None
    assert json.dumps(first["document"])
