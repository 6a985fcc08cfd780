"""The pages of findings and actions: who reaches them, what they show, and what they cost."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from samvern.apps.actions.models import Action, Finding
from samvern.engine.follow_up import DecisionKind
from tests.factories import actions as make
from tests.factories import evidence
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("member", CAST)
def test_who_reaches_which_page(world: World, log_in: LogIn, member: str) -> None:
    kept, reported = make.finding(world.hospital), make.finding(world.hospital, reported=True)
    action = make.action(kept, world.people["owner"])
    of_reported = make.action(reported, None)
    client = log_in(member)
    answers = {
        name: client.get(f"/follow-up/{path}").status_code
        for name, path in {
            "list": "",
            "mine": "mine/",
            "kept": f"findings/{kept.pk}/",
            "reported": f"findings/{reported.pk}/",
            "decide": f"findings/{reported.pk}/decide/",
            "edit": f"findings/{reported.pk}/edit/",
            "plan": f"findings/{reported.pk}/plan/",
            "ties": f"findings/{reported.pk}/measures/",
            "raise": "new/",
            "own action": f"actions/{action.pk}/",
            "other action": f"actions/{of_reported.pk}/",
            "edit action": f"actions/{of_reported.pk}/edit/",
        }.items()
    }
    changing = ("decide", "edit", "plan", "edit action")
    if member == "anonymous":
        assert set(answers.values()) == {302}
    elif member == "stranger":
        said = {answers.pop(name) for name in ("list", "mine", "raise")}
        assert (said, set(answers.values())) == ({403}, {404})
    elif member == "officer":
        assert set(answers.values()) == {200}
    elif member in {"authority", "supervisor"}:
        assert {answers.pop(name) for name in ("kept", "own action")} == {404}
        assert {answers.pop(name) for name in changing} == {403}
        assert answers.pop("ties") == (200 if member == "authority" else 403)
        assert set(answers.values()) == {200}
    else:
        is_officer, owns = member == "officer_elsewhere", member == "owner"
        assert answers.pop("list") == (200 if is_officer else 302)
        assert answers.pop("raise") == (200 if is_officer else 403)
        assert answers.pop("mine") == 200
        assert answers.pop("own action") == (200 if owns else 404)
        assert set(answers.values()) == {404}


@pytest.mark.parametrize("member", CAST)
def test_who_does_what_by_hand(world: World, log_in: LogIn, member: str) -> None:
    action = make.action(make.finding(world.hospital), world.people["owner"])
    client = log_in(member)
    for verb, said in {
        "begin": {},
        "done": {"note": "It is done"},
        "verify": {"verdict": "works", "seen": "I saw it"},
        "cancel": {"reason": "No longer"},
    }.items():
        action.refresh_from_db()
        sent = {"version": action.version, **said}
        answer = client.post(f"/follow-up/actions/{action.pk}/{verb}/", sent)
        may = {"begin": "owner", "done": "owner", "verify": "officer", "cancel": "officer"}
        if member == may[verb]:
            is_now = verb not in {"verify"} or action.state == "done"
            assert answer.status_code == (302 if is_now else 422), verb
        else:
            assert answer.status_code in {302, 401, 403, 404}, verb
            before = action.version
            action.refresh_from_db()
            assert action.version == before, verb


def test_a_finding_goes_its_way_through_the_forms(world: World, log_in: LogIn) -> None:
    officer, owner = log_in("officer"), log_in("owner")
    form = page(officer, "/follow-up/new/")
    key = re.search(r'name="key" value="(\w+)"', form)
    assert key
    said = {
        "key": key[1],
        "actor": world.hospital.name,
        "title": "The door does not lock",
        "severity": "high",
        "confidentiality": "improvement",
    }
    for _twice in range(2):
        assert officer.post("/follow-up/new/", said).status_code == 302
    finding = Finding.objects.get()
    root = f"/follow-up/findings/{finding.pk}"
    assert "Decide what becomes of it" in page(officer, f"{root}/")
    wrong = officer.post(f"{root}/decide/", {"version": 1, "kind": "accept", "reason": ""})
    assert wrong.status_code == 422
    assert "Nothing says until when the risk is accepted" in wrong.content.decode()
    assert officer.post(f"{root}/decide/", {"version": 1, "kind": "treat"}).status_code == 302
    due = timezone.localdate() + timedelta(days=9)
    plan = {"what": "New lock", "owner": world.people["owner"].pk, "due_on": due.isoformat()}
    assert officer.post(f"{root}/plan/", plan).status_code == 302
    action = Action.objects.get()
    assert "New lock" in page(owner, "/follow-up/mine/")
    place = f"/follow-up/actions/{action.pk}"
    assert owner.post(f"{place}/done/", {"version": 1, "note": "Mounted"}).status_code == 302
    assert "Nobody confirms their own work" in page(owner, f"{place}/")
    seen = {"version": 2, "verdict": "works", "seen": "It locks"}
    assert officer.post(f"{place}/verify/", seen).status_code == 302
    assert "It is closed" in page(officer, f"{root}/")
    assert "1 finding" in page(officer, "/follow-up/?show=settled")
    assert "Nothing remains to be done." in page(officer, "/follow-up/")


def test_two_at_one_form_lose_nothing(world: World, log_in: LogIn) -> None:
    action = make.action(make.finding(world.hospital), world.people["owner"])
    address = f"/follow-up/actions/{action.pk}/edit/"
    client = log_in("officer")
    said = {"version": 1, "owner": "", "position": "IT", "due_on": "2026-12-01"}
    assert client.post(address, {**said, "what": "Hers"}).status_code == 302
    answer = client.post(address, {**said, "what": "His"})
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>Hers</td>" in told
    assert "<td>His</td>" in told
    assert 'name="version" value="2"' in told
    late = client.post(f"/follow-up/actions/{action.pk}/cancel/", {"version": 1, "reason": "Mine"})
    assert late.status_code == 409
    assert "Mine" in late.content.decode()


def test_the_list_is_filtered_and_taken_along(world: World, log_in: LogIn) -> None:
    officer = world.people["officer"]
    today = timezone.localdate()
    at = timezone.now()
    kinds = {key: make.finding(world.hospital, key=key, title=f"Weakness {key}") for key in "oavn"}
    late = make.action(kinds["o"], officer, what="Late", due_on=today - timedelta(days=1), at=at)
    make.done(make.action(kinds["v"], officer, what="Seen?", at=at), by=officer, at=at)
    make.decided(kinds["a"], DecisionKind.ACCEPT, accepted_until=today + timedelta(days=9), at=at)
    make.decided(kinds["n"], DecisionKind.NOTHING, at=at)
    client = log_in("officer")

    def shown(query: str) -> str:
        told = page(client, f"/follow-up/?{query}")
        return "".join(key for key in "oavn" if f"Weakness {key}" in told)

    expected = {"": "ov", "show=overdue": "o", "show=to_verify": "v", "show=accepted": "a"}
    expected |= {"show=settled": "n", "show=mine": "ov", "show=undecided": "", "show=all": "oavn"}
    expected |= {
        "show=all&severity=low": "",
        "show=all&actor=nattlys": "",
        "show=all&actor=fjo": "oavn",
    }
    assert {query: shown(query) for query in expected} == expected
    answer = client.get("/follow-up/?show=all&file=findings.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer)))
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"Weakness o", "Late", f"F{late.finding_id}"} <= texts
    assert "Follow-up of findings" in page(client, "/")
    assert "Weakness o" in page(client, "/search/?q=weakness")
    assert "Weakness o" not in page(log_in("authority"), "/search/?q=weakness")


@pytest.mark.parametrize("member", CAST)
def test_what_an_action_rests_on_is_seen_by_its_people_and_no_authority(
    world: World, log_in: LogIn, member: str
) -> None:
    owner = world.people["owner"]
    action = make.action(make.finding(world.hospital, reported=True), owner)
    kept = evidence.link(world.hospital, title="Kept apart")
    client = log_in(member)
    address = f"/follow-up/actions/{action.pk}/evidence/"
    said = {"title": "Photo of the lock", "url": "https://example.no/lock"}
    answer = client.post(address, said)
    if member not in {"officer", "owner"}:
        assert answer.status_code in {401, 403, 404}
        assert not action.evidence.exists()
    else:
        assert answer.status_code == 302
        assert "Photo of the lock" in page(client, f"/follow-up/actions/{action.pk}/")
        (resting,) = action.evidence.all()
        assert client.get(f"/evidence/{resting.evidence_id}/").status_code == 200
        assert "Mend it" in page(log_in("officer"), f"/evidence/{resting.evidence_id}/")
        told = page(log_in("authority"), f"/follow-up/actions/{action.pk}/")
        assert "Photo of the lock" not in told
        sees_all = client.post(address, {"evidence": [kept.pk, resting.evidence_id]})
        assert sees_all.status_code == (302 if member == "officer" else 422)
        assert client.post(address, {"title": "Nothing"}).status_code == 422
        assert client.post(address, {}).status_code == 302
        assert not action.evidence.exists()


def test_pages_cost_the_same_for_few_and_for_many(world: World, log_in: LogIn) -> None:
    client = log_in("officer")

    def costs() -> dict[str, int]:
        found = {}
        finding, action = Finding.objects.earliest("pk"), Action.objects.earliest("pk")
        for name, address in {
            "list": "/follow-up/?show=all",
            "file": "/follow-up/?show=all&file=findings.csv",
            "mine": "/follow-up/mine/",
            "finding": f"/follow-up/findings/{finding.pk}/",
            "action": f"/follow-up/actions/{action.pk}/",
        }.items():
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                b"".join(client.get(address))
            found[name] = len(asked)
        return found

    def fill(count: int) -> None:
        first = make.finding(world.hospital, key="first")
        for number in range(count):
            make.action(first, world.people["officer"])
            make.action(make.finding(world.hospital, key=str(number)), world.people["officer"])

    fill(2)
    few = costs()
    fill(20)
    assert costs() == few
    assert max(few.values()) <= 16, few
