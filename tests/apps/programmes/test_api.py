"""Programmes in the JSON API."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone

from samvern.apps.programmes import queries
from samvern.apps.programmes.models import Judgement, Measure, Programme, Sharing
from samvern.base import tokens
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM, viewer_for
from samvern.formats.programme_file import schema_text
from tests.factories import programmes as make
from tests.worlds import CAST, World

ROOT = "/api/v1/programmes"
Ask = Callable[..., Any]


@pytest.fixture
def ask(world: World) -> Ask:
    """Ask the API as a member of the cast: with a token, or logged in without any role."""
    keys: dict[str, str] = {}

    def answer(
        member: str, method: str, path: str, body: Any = None, *, status: int = 200, **headers: str
    ) -> Any:
        user, client = world.user(member), Client()
        if user and member == "stranger":
            client.force_login(user)
        elif user and member not in keys:
            _token, keys[member] = tokens.make_token(
                by=viewer_for(user),
                name="tests",
                scopes=("read", "write"),
                days=1,
                at=timezone.now(),
            )
        if member in keys:
            headers["authorization"] = f"Bearer {keys[member]}"
        response = client.generic(
            method,
            f"{ROOT}{path}",
            b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers=headers,
        )
        assert response.status_code == status, response.content
        return response.json()

    return answer


@pytest.mark.parametrize("member", CAST)
def test_the_list_holds_what_is_seen(world: World, ask: Ask, member: str) -> None:
    for sharing in Sharing:
        make.programme(make.document(f"P-{sharing}"), sharing=sharing)
    seen = {item["code"] for item in ask(member, "GET", "")["items"]}
    expected = {"P-public"}
    if member not in {"stranger", "anonymous"}:
        expected |= {"P-sector"}
    if member == "authority":
        expected |= {"P-authority"}
    assert seen == expected
    for sharing in Sharing:
        status = 200 if f"P-{sharing}" in expected else 404
        for path in ("", "/document", "/measures", "/measures/1.1", "/coverage"):
            ask(member, "GET", f"/P-{sharing}{path}", status=status)


def test_a_list_comes_in_pages(world: World, ask: Ask) -> None:
    make.programme(make.full_document("P-MANY", 5))
    codes: list[str] = []
    cursor = ""
    for _page in range(3):
        page = ask("anonymous", "GET", f"/P-MANY/measures?limit=2&cursor={cursor}")
        codes += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert codes == ["1.0", "2.1", "3.2", "4.3", "5.4"]
    assert cursor is None
    assert ask("anonymous", "GET", "/P-MANY/measures?cursor=x", status=422)["code"] == (
        "cursor.unreadable"
    )


def test_the_register_is_filtered(world: World, ask: Ask, programme: Programme) -> None:
    def codes(query: str) -> list[str]:
        page = ask("anonymous", "GET", f"/{programme.code}/measures?{query}")
        return [item["id"] for item in page["items"]]

    assert codes("") == ["1.1", "1.2"]
    assert codes("owner=Somebody%20else") == ["1.2"]
    assert codes("q=1.1") == ["1.1"]
    assert codes("kind=study") == codes("focus_area=9") == []
    ask("anonymous", "GET", f"/{programme.code}/measures?kind=guess", status=422)


def test_a_document_is_the_file_it_came_from(world: World, ask: Ask) -> None:
    shipped = make.shipped("IE-1125")
    make.programme(shipped)
    document = ask("anonymous", "GET", "/IE-1125/document")
    jsonschema.validate(document, json.loads(schema_text()))
    assert document == json.loads(make.as_file(shipped))


def test_a_measure_shows_who_holds_what(
    world: World, ask: Ask, programme: Programme, measure: Measure
) -> None:
    found = ask("anonymous", "GET", f"/{programme.code}/measures/1.1")
    assert found["owners"] == [
        {
            "name": world.hospital.name,
            "actors": [{"id": world.hospital.pk, "name": world.hospital.name}],
        }
    ]
    assert found["cost"]["levels"] == {"low": 1.0}
    assert (found["version"], found["before"], found["title"]) == (
        1,
        ["1.2"],
        {"nb": "Measure 1.1"},
    )


@pytest.mark.parametrize("member", CAST)
def test_who_edits_a_measure(
    world: World, ask: Ask, programme: Programme, measure: Measure, member: str
) -> None:
    expected = {"authority": 200, "owner": 200, "anonymous": 401}.get(member, 403)
    changed = ask(
        member,
        "PATCH",
        f"/{programme.code}/measures/1.1",
        {"version": 1, "status": "ongoing", "interfaces": ["NIS2"]},
        status=expected,
    )
    if expected == 200:
        assert (changed["status"], changed["interfaces"], changed["version"]) == (
            "ongoing",
            ["NIS2"],
            2,
        )
        entry = AuditEntry.objects.get(action="measure.edited")
        assert (entry.user, entry.channel) == (world.user(member), "api")


def test_an_edit_of_an_old_version_is_a_conflict(
    ask: Ask, programme: Programme, measure: Measure
) -> None:
    path = f"/{programme.code}/measures/1.1"
    ask("authority", "PATCH", path, {"version": 1, "status": "ongoing"})
    answer = ask("authority", "PATCH", path, {"version": 1, "status": "stopped"}, status=409)
    assert answer["code"] == "measure.changed_meanwhile"
    key = {"idempotency-key": "once"}
    body = {"version": 2, "status": "stopped"}
    first = ask("authority", "PATCH", path, body, **key)
    assert ask("authority", "PATCH", path, body, **key) == first
    assert first["version"] == 3


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"version": 0},
        {"version": True},
        {"version": 1, "status": None},
        {"version": 1, "status": "forgotten"},
        {"version": 1, "title": {}},
        {"version": 1, "title": {"de": "Titel"}},
        {"version": 1, "title": {"nb": "a\0b"}},
        {"version": 1, "start": "2024-13"},
        {"version": 1, "interfaces": [""]},
        {"version": 1, "programme": 7},
        {"version": 2**40},
        [],
        None,
    ],
)
def test_changes_that_make_no_sense_are_problems(
    ask: Ask, programme: Programme, measure: Measure, body: Any
) -> None:
    answer = ask("authority", "PATCH", f"/{programme.code}/measures/1.1", body, status=422)
    assert answer["problems"] or answer["code"]
    measure.refresh_from_db()
    assert measure.version == 1


@pytest.mark.parametrize("member", CAST)
def test_who_judges(
    world: World, ask: Ask, programme: Programme, measure: Measure, member: str
) -> None:
    expected = {"authority": 201, "anonymous": 401}.get(member, 403)
    body = {"criterion": "cost", "levels": {"low": 0.5, "high": 0.5}, "why": "Opinions differ"}
    ask(member, "POST", f"/{programme.code}/measures/1.1/judgements", body, status=expected)
    area = {"criterion": "attainment", "about": "M1", "levels": {"4": 1}, "why": "It helps"}
    ask(member, "POST", f"/{programme.code}/focus-areas/1/judgements", area, status=expected)
    assert Judgement.objects.in_force().filter(measure=measure).count() == 1
    if expected == 201:
        detail = ask(member, "GET", f"/{programme.code}/measures/1.1")
        assert detail["cost"]["levels"] == {"low": 0.5, "high": 0.5}
        assert detail["cost"]["why"] == "Opinions differ"
        assert [past["levels"] for past in detail["judgement_history"]] == [{"low": 1.0}]
        seen = ask("anonymous", "GET", f"/{programme.code}/measures/1.1")
        assert (seen["cost"]["why"], seen["cost"]["by"], seen["judgement_history"]) == ("", "", [])


@pytest.mark.parametrize("member", CAST)
def test_who_sets_owners(
    world: World, ask: Ask, programme: Programme, measure: Measure, member: str
) -> None:
    expected = {"authority": 200, "anonymous": 401}.get(member, 403)
    body = {"version": 1, "owners": [{"name": "A new one"}, {"actor_id": world.hospital.pk}]}
    owned = ask(member, "PUT", f"/{programme.code}/measures/1.1/owners", body, status=expected)
    if expected == 200:
        assert [owner["name"] for owner in owned["owners"]] == ["A new one", world.hospital.name]
        assert owned["owner_changes"][0]["reason"] == "decision"


@pytest.mark.parametrize("member", CAST)
def test_who_imports_and_shares(world: World, ask: Ask, member: str) -> None:
    content = make.document("P-NEW", measures=(make.measure(cost=make.LOW),))
    body = json.loads(make.as_file(content))
    expected = {"authority": 201, "anonymous": 401}.get(member, 403)
    made = ask(member, "POST", "?sharing=sector", body, status=expected)
    if expected != 201:
        make.programme(content)
        ask(
            member,
            "PATCH",
            "/P-NEW",
            {"sharing": "authority"},
            status={"anonymous": 401}.get(member, 403),
        )
        return
    assert (made["code"], made["sharing"], made["version"]) == ("P-NEW", "sector", 1)
    assert queries.document_of(SYSTEM, Programme.objects.get()) == content
    assert ask(member, "POST", "", body, status=409)["code"] == "programme.exists"
    again = ask(member, "POST", "?replace=true", body, status=201)
    assert (again["version"], again["sharing"]) == (2, "sector")
    assert ask(member, "PATCH", "/P-NEW", {"sharing": "public"})["sharing"] == "public"
    owned = ask(member, "POST", f"?replace=1&governed_by={world.hospital.pk}", body, status=201)
    assert owned["governed_by"] == world.hospital.pk


@pytest.mark.parametrize("body", [{}, {"programme": {}}, [], "text", None, {"programme": None}])
def test_a_document_that_is_none_is_refused(ask: Ask, body: Any) -> None:
    answer = ask("authority", "POST", "", body, status=422)
    assert answer["code"].startswith(("programme_file.", "file."))
    assert not Programme.objects.exists()


@pytest.mark.parametrize("member", CAST)
def test_findings_are_for_those_who_may_read_them(
    ask: Ask, programme: Programme, member: str
) -> None:
    allowed = {"authority", "officer", "owner", "supervisor", "officer_elsewhere"}
    expected = 200 if member in allowed else {"anonymous": 401}.get(member, 403)
    found = ask(member, "GET", f"/{programme.code}/findings?language=en", status=expected)
    if expected == 200:
        assert {"code", "severity", "sentence", "arithmetic", "possible_causes"} <= found[0].keys()
        assert any("9.9" in finding["sentence"] for finding in found)


def test_coverage_has_its_three_tables(ask: Ask, world: World) -> None:
    make.programme(make.shipped("IE-1125"))
    tables = ask("anonymous", "GET", "/IE-1125/coverage")
    assert tables["target_groups"]["rows"][0]["gap"] == "no_target_group"
    assert len(tables["goals"]["rows"]) == 11


def test_a_ranking_follows_its_schema_and_the_weights(ask: Ask, world: World) -> None:
    make.programme(make.shipped("IE-1125"))
    plain = ask("anonymous", "GET", "/IE-1125/ranking?samples=200&language=en")
    assert plain["samples"] == 200
    assert {each["id"] for each in plain["alternatives"]} == set("1234567")
    fixed = ask(
        "anonymous",
        "POST",
        "/IE-1125/ranking",
        {"level": "measure", "samples": 100, "weights": {"fixed": {"cost": 1}}},
    )
    assert fixed["model"]["weights"]["fixed"] == {"cost": 1}
    order = ask(
        "anonymous",
        "POST",
        "/IE-1125/ranking",
        {"samples": 100, "weights": {"order": ["cost", "goals"]}},
    )
    assert order["model"]["weights"]["constraints"] == [{"greater": "cost", "lesser": "goals"}]
    assert not AuditEntry.objects.exclude(action="programme.imported").exists()


def test_limits_and_other_weights_count_in_all_questions_about_a_ranking(
    ask: Ask, world: World
) -> None:
    make.programme(make.shipped("IE-1125"))
    weights = {"order": ["cost", "goals"], "intervals": {"cost": {"least": 0.3, "most": 0.5}}}
    said = {
        "within_group": "equal",
        "constraints": [{"greater": "cost", "lesser": "goals"}],
        "intervals": {"cost": {"least": 0.3, "most": 0.5}},
    }
    ranked = {"samples": 100, "weights": weights}
    ranking = ask("anonymous", "POST", "/IE-1125/ranking", ranked)
    assert ranking["model"]["weights"] == said
    pair = {**ranked, "first": "3", "second": "5"}
    told = ask("anonymous", "POST", "/IE-1125/sensitivity", pair)
    assert told["model"]["weights"] == said
    assert told["pairs"][0]["share_before"] == ranking["pairwise"]["3"]["5"]
    asked = {"order": "3,5", "others": "anywhere", "weights": weights}
    explained = ask("anonymous", "POST", "/IE-1125/explanation", asked)
    assert explained["model"]["weights"] == said
    open_end = {"weights": {"intervals": {"cost": {"most": 0.1}}}, "samples": 100}
    half_open = ask("anonymous", "POST", "/IE-1125/ranking", open_end)
    assert half_open["model"]["weights"]["intervals"] == {"cost": {"least": 0, "most": 0.1}}


@pytest.mark.parametrize("question", ["sensitivity", "explanation"])
def test_weights_are_the_only_difference_between_asking_and_posting(
    ask: Ask, world: World, question: str
) -> None:
    make.programme(make.shipped("IE-1125"))
    query, body = {
        "sensitivity": ("samples=100&seed=3&first=3&second=5", {"samples": 100, "seed": 3}),
        "explanation": ("order=3,5,1&others=anywhere", {"order": "3,5,1", "others": "anywhere"}),
    }[question]
    body |= {"first": "3", "second": "5"} if question == "sensitivity" else {}
    got = ask("anonymous", "GET", f"/IE-1125/{question}?{query}")
    assert ask("anonymous", "POST", f"/IE-1125/{question}", body) == got


@pytest.mark.parametrize(
    "body",
    [
        {"samples": 0},
        {"weights": {"intervals": {"cost": {"least": 1.1}}}},
        {"weights": {"intervals": {"cost": {"least": "0.1"}}}},
        {"weights": {"intervals": {"beauty": {"least": 0.1}}}},
        {"weights": {"intervals": {"cost": {"least": 0.4, "most": 0.3}}}},
        {"weights": {"intervals": {"cost": {"least": 0.6}, "goals": {"least": 0.6}}}},
        {"weights": {"intervals": {"cost": {"least": 0.6}}, "fixed": {"cost": 1}}},
        {"samples": 200_001},
        {"samples": 1.5},
        {"seed": -1},
        {"level": "goal"},
        {"weights": {"fixed": {"beauty": 1}}},
        {"weights": {"fixed": {"cost": -1}}},
        {"weights": {"fixed": {"cost": 0}}},
        {"weights": {"order": ["cost", "cost"]}},
        {"weights": {"order": ["cost"], "fixed": {"cost": 1}}},
        {"weights": {"constraints": [{"greater": "cost", "lesser": "cost"}]}},
        {"weights": []},
        {"language": "de"},
    ],
)
def test_rankings_that_make_no_sense_are_problems(ask: Ask, world: World, body: Any) -> None:
    make.programme(make.shipped("IE-1125"))
    ask("anonymous", "POST", "/IE-1125/ranking", body, status=422)


def test_a_programme_without_judgements_has_no_ranking(ask: Ask, world: World) -> None:
    make.programme(make.shipped("TILTAKSOVERSIKT-0.7"))
    answer = ask("anonymous", "GET", "/TILTAKSOVERSIKT-0.7/ranking", status=409)
    assert answer["code"].startswith("ranking.")


def test_reading_costs_the_same_for_many_measures(
    ask: Ask, world: World, django_assert_num_queries: Any
) -> None:
    for measures in (2, 60):
        code = f"P-{measures}"
        make.programme(make.full_document(code, measures))
        ask("anonymous", "GET", f"/{code}")
        ask("anonymous", "GET", f"/{code}/document")
        for path, ceiling in (
            ("", 1),
            ("/document", 1),
            ("/measures?limit=200", 4),
            ("/measures/1.0", 8),
            ("/coverage", 1),
        ):
            with django_assert_num_queries(ceiling):
                ask("anonymous", "GET", f"/{code}{path}")
