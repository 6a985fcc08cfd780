"""Every page, tried by the whole cast."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from samvern.apps.programmes.models import Measure, Programme, Sharing
from tests.factories import programmes as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]

#: Pages that show a programme to everybody who sees it, by what follows its address.
OPEN = (
    "",
    "measures/",
    "measures.csv",
    "measures.xlsx",
    "measures/1.1/",
    "ranking/?level=measure",
    "ranking.json?level=measure",
    "ranking/sensitivity/?level=measure",
    "ranking/sensitivity.json?level=measure",
    "ranking/chart.json?level=measure",
    "ranking/chart.svg?level=measure",
    "ranking/explanation/?level=measure&decided_order=1.1",
    "ranking/explanation.json?level=measure&decided_order=1.1",
    "coverage/",
    "programme.yaml",
    "programme.json",
)
READ_FINDINGS = {"authority", "officer", "owner", "supervisor", "officer_elsewhere"}
GOVERN = {"authority"}
#: The hospital owns measure 1.1, and its measure owner answers for it.
EDIT = {"authority", "owner"}
SHARED = set(CAST) - {"stranger", "anonymous"}


def answered(client: Client, address: str) -> int:
    return int(client.get(address).status_code)


@pytest.mark.parametrize("member", CAST)
def test_a_public_programme_is_open_to_everybody(
    programme: Programme, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    answers = {path: answered(client, f"/programmes/{programme.code}/{path}") for path in OPEN}
    assert answers == dict.fromkeys(OPEN, 200)


@pytest.mark.parametrize("sharing", [Sharing.SECTOR, Sharing.AUTHORITY])
@pytest.mark.parametrize("member", CAST)
def test_what_is_not_shared_with_somebody_does_not_exist_for_them(
    world: World, log_in: LogIn, member: str, sharing: Sharing
) -> None:
    seen_by = SHARED if sharing == Sharing.SECTOR else GOVERN
    code = _owned(world, sharing).code
    client = log_in(member)
    expected = 200 if member in seen_by else 404
    answers = {path: answered(client, f"/programmes/{code}/{path}") for path in OPEN}
    assert answers == dict.fromkeys(OPEN, expected)
    assert (code in client.get("/programmes/").content.decode()) == (member in seen_by)
    for path in (f"programmes/by-id/{Programme.objects.get(code=code).pk}/",):
        assert answered(client, f"/{path}") == (302 if member in seen_by else 404)


@pytest.mark.parametrize("member", CAST)
def test_findings_are_for_those_who_work_with_them(
    programme: Programme, log_in: LogIn, member: str
) -> None:
    answer = answered(log_in(member), f"/programmes/{programme.code}/findings/")
    assert answer == _expected(member, READ_FINDINGS)


@pytest.mark.parametrize("member", CAST)
def test_a_measure_is_edited_by_those_who_answer_for_it(
    measure: Measure, log_in: LogIn, member: str
) -> None:
    client = log_in(member)
    address = f"/programmes/{measure.programme.code}/measures/1.1/"
    assert answered(client, f"{address}edit/") == _expected(member, EDIT)
    sent = {"version": measure.version, "status": "ongoing"}
    answer = client.post(f"{address}status/", sent)
    assert answer.status_code == (302 if member in EDIT else _expected(member, EDIT))
    measure.refresh_from_db()
    assert measure.status == ("ongoing" if member in EDIT else "")
    page = client.get(address).content.decode()
    assert ("Edit the measure" in page) == (member in EDIT)


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize(
    "path",
    ["measures/1.1/judge/cost/", "focus-areas/1/judge/contribution/?about=R1"],
)
def test_judging_is_for_the_authority(
    programme: Programme, log_in: LogIn, member: str, path: str
) -> None:
    client = log_in(member)
    address = f"/programmes/{programme.code}/{path}"
    assert answered(client, address) == _expected(member, GOVERN)
    level = "low" if "cost" in path else "some"
    client.post(address, {"choice": level, "why": "Because it is so."})
    assert programme.judgements.filter(reason="Because it is so.").exists() == (member in GOVERN)


@pytest.mark.parametrize("member", CAST)
def test_importing_is_for_the_authority(world: World, log_in: LogIn, member: str) -> None:
    client = log_in(member)
    assert answered(client, "/import-programme/") == _expected(member, GOVERN)
    listed = client.get("/programmes/").content.decode()
    assert ("/import-programme/" in listed) == (member in GOVERN)


@pytest.mark.parametrize("member", CAST)
def test_sharing_is_for_those_who_govern(programme: Programme, log_in: LogIn, member: str) -> None:
    client = log_in(member)
    address = f"/programmes/{programme.code}/"
    assert ("Change who sees it" in client.get(address).content.decode()) == (member in GOVERN)
    client.post(f"{address}sharing/", {"sharing": "sector"})
    programme.refresh_from_db()
    assert programme.sharing == ("sector" if member in GOVERN else "public")


@pytest.mark.parametrize("member", CAST)
def test_who_judged_and_why_is_for_fewer_than_the_judgement(
    world: World, log_in: LogIn, member: str
) -> None:
    judged = make.full_document("P-JUDGED", 2)
    make.programme(judged)
    page = log_in(member).get("/programmes/P-JUDGED/measures/1.0/").content.decode()
    assert "low / medium" in page
    assert ("A group" in page) == (member in {"authority", "owner", "supervisor"})


def _owned(world: World, sharing: Sharing) -> Programme:
    measures = (
        make.measure("1.1", owners=(world.hospital.name,), cost=make.LOW),
        make.measure("1.2", cost=make.HIGH),
    )
    return make.programme(make.document("P-SHARED", measures=measures), sharing=sharing)


def _expected(member: str, allowed: set[str]) -> int:
    """200 for those allowed; the log-in for those not logged in; else refused."""
    if member in allowed:
        return 200
    return 302 if member == "anonymous" else 403
