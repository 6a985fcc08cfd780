"""Colleagues, earlier answers, other sets and suppliers in the JSON API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from samvern.apps.actors.models import ActorKind
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.engine.assessments import AnswerValues, DoneBy, Result
from tests.factories import actors, evidence, mappings
from tests.factories import assessments as make
from tests.worlds import CAST, World

Ask = Callable[..., Any]
THEIRS = AnswerValues(result=Result.UNKNOWN, done_by=DoneBy.SUPPLIER, supplier="Drift AS")


@pytest.fixture
def root(world: World) -> str:
    """The hospital's this year, with last year's and one of another set beside it."""
    rules, law = mappings.sets()
    officer = world.viewer("officer")
    mappings.mapping(SYSTEM, "rules 1.1", "law 1.1", "equal")
    make.says(
        make.started(world.hospital, by=officer, of=rules), {"1.1": Result.PARTLY}, by=officer
    )
    last = make.started(world.hospital, by=officer, of=law, period="2025")
    make.says(last, {"1.3": Result.FULFILLED}, by=officer)
    this = make.started(world.hospital, by=officer, of=law)
    make.says(this, {"1.2": THEIRS}, by=officer)
    return f"/assessments/{this.pk}"


@pytest.mark.parametrize("member", CAST)
def test_who_reads_what(root: str, ask_values: Ask, member: str) -> None:
    expected = {"officer": 200, "anonymous": 401}.get(member, 404)
    ends = ("delegations", "earlier", "suggestions", "supplier-questions", "evidence", "gaps")
    for end in ends:
        assert ask_values(member, "get", f"{root}/{end}")[0] == expected, end
    asked = {"stranger": 403, "anonymous": 401}.get(member)
    if member not in {"officer", "officer_elsewhere"}:
        asked = asked or 403
    assert ask_values(member, "get", "/asked-of-us")[0] == (asked or 200)


def test_a_colleague_is_asked_and_let_go(world: World, root: str, ask_values: Ask) -> None:
    said = {"requirements": ["1.1"], "email": world.people["colleague"].email}
    status, made = ask_values("officer", "post", f"{root}/delegations", said)
    assert (status, set(made)) == (201, {"id"}), "the key goes by e-mail alone"
    assert ask_values("colleague", "post", "/delegations/accept", {"key": "no"})[0] == 404
    (row,) = ask_values("officer", "get", f"{root}/delegations")[1]
    assert (row["state"], row["requirements"]) == ("waiting", ["1.1"])
    assert ask_values("officer", "post", f"/delegations/{made['id']}/anew", {})[0] == 200
    assert ask_values("colleague", "post", f"/delegations/{made['id']}/revoke", {})[0] == 404
    assert ask_values("officer", "post", f"/delegations/{made['id']}/revoke", {})[0] == 200


def test_what_was_said_elsewhere_is_taken_over(root: str, ask_values: Ask) -> None:
    found = ask_values("officer", "get", f"{root}/earlier")[1]
    assert {row["requirement"]: row["results"] for row in found["requirements"]} == {
        "1.1": [],
        "1.2": [],
        "1.3": ["fulfilled"],
    }
    carried = ask_values("officer", "post", f"{root}/carry", {"earlier": found["earlier"]})
    assert carried == (200, {"requirements": ["1.3"]})
    confirmed = ask_values("officer", "post", f"{root}/still-true", carried[1])
    assert confirmed == (200, {"requirements": ["1.3"]})
    (suggestion,) = ask_values("officer", "get", f"{root}/suggestions")[1]
    assert (suggestion["requirement"], suggestion["result"]) == ("1.1", "partly")
    taken = ask_values("officer", "post", f"{root}/suggestions", {"requirements": ["1.1"]})
    assert taken == (200, {"requirements": ["1.1"]})


def test_a_supplier_replies(world: World, root: str, ask_values: Ask) -> None:
    supplier = actors.actor("Drift AS", kind=ActorKind.SUPPLIER)
    actors.grant(world.people["stranger"], Role.SECURITY_OFFICER, supplier)
    asked = {"requirement": "1.2"}
    status, made = ask_values("officer", "post", f"{root}/supplier-questions", asked)
    assert status == 201
    (seen,) = ask_values("stranger", "get", "/asked-of-us")[1]
    assert seen["questions"][0]["customer"] == world.hospital.name
    reply = {"questions": [made["id"]], "result": "fulfilled", "comment": "Every night"}
    assert ask_values("officer", "post", "/asked-of-us/replies", reply)[0] == 404
    assert ask_values("stranger", "post", "/asked-of-us/replies", reply)[0] == 200
    (row,) = ask_values("officer", "get", f"{root}/supplier-questions")[1]
    assert (row["state"], row["comment"]) == ("replied", "Every night")
    taken = ask_values("officer", "post", f"/supplier-questions/{made['id']}/take", {})
    assert taken == (200, {"requirements": ["1.2"]})
    assert ask_values("officer", "post", f"/supplier-questions/{made['id']}/withdraw", {})[0] == 409


def test_an_answer_rests_on_evidence_and_a_gap_is_raised(
    world: World, root: str, ask_values: Ask
) -> None:
    piece = evidence.link(world.hospital)
    said = {"requirement": "1.2", "evidence": piece.pk}
    assert ask_values("officer", "post", f"{root}/evidence", said) == (200, {"id": piece.pk})
    assert ask_values("officer", "get", f"{root}/evidence")[1] == [
        {"requirement": "1.2", "evidence": [piece.pk]}
    ]
    assert ask_values("officer", "post", f"{root}/evidence/detach", said)[1] == {"detached": 1}
    (gap,) = ask_values("officer", "get", f"{root}/gaps")[1]
    assert (gap["requirement"], gap["severity"], gap["finding"]) == ("1.2", "low", None)
    (raised,) = ask_values("officer", "post", f"{root}/findings", {"requirements": ["1.2"]})[1]
    (gap,) = ask_values("officer", "get", f"{root}/gaps")[1]
    assert gap["finding"] == raised["id"]
