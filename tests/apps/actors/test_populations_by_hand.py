"""Populations changed by hand: one actor in or out, the others as they were drawn, and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samvern.apps.actors import operations, queries
from samvern.apps.actors.models import Actor, ActorKind, ByHand, PopulationVersion
from samvern.base.models import AuditEntry
from samvern.base.viewer import SYSTEM
from samvern.cli.main import main
from samvern.engine.errors import Conflict, InvalidInput
from tests.factories import actors
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
LATER = AT + timedelta(days=3)


def office(name: str = "", **fields: Any) -> Actor:
    fields.setdefault("kind", ActorKind.GP_OFFICE)
    return actors.actor(name, **fields)


def drawn(**criteria: Any) -> PopulationVersion:
    return operations.create_population(
        by=SYSTEM, at=AT, name="Offices", criteria=criteria or {"kinds": ["gp_office"]}
    )


def choose(before: PopulationVersion, actor: Actor, choice: str, **said: Any) -> PopulationVersion:
    return operations.choose_by_hand(
        by=said.pop("by", SYSTEM),
        at=said.pop("at", LATER),
        population_id=before.population_id,
        version=said.pop("version", before.number),
        actor_id=actor.pk,
        choice=choice,
        reason=said.pop("reason", "It moved."),
    )


def names(version: PopulationVersion) -> set[str]:
    return set(queries.members(version).values_list("name", flat=True))


def test_one_is_added_and_everybody_else_stays_as_drawn() -> None:
    first = office("First", size="1-9")
    dentist = office("Dentist", kind=ActorKind.DENTIST)
    version = drawn()
    office("Too late")
    first.size = "250+"
    first.save()
    changed = choose(version, dentist, "added")
    assert (changed.number, changed.size) == (2, 2)
    assert names(changed) == {"First", "Dentist"}
    assert {stratum.size for stratum in queries.strata(changed)} == {"1-9", ""}
    assert names(version) == {"First"}


def test_one_is_left_out_and_let_in_again() -> None:
    office("First")
    second = office("Second")
    out = choose(drawn(), second, "left_out")
    assert names(out) == {"First"}
    back = choose(out, second, "by_criteria")
    assert names(back) == {"First", "Second"}
    assert queries.chosen_by_hand(back) == []
    assert (queries.drift(out, on=date(2026, 11, 28)).joined, out.size) == (0, 1)


def test_what_was_chosen_holds_when_drawn_anew_with_its_reason() -> None:
    office("First")
    second = office("Second")
    out = choose(drawn(), second, "left_out", reason="  Closed for\n repairs. ")
    anew = operations.draw_population(
        by=SYSTEM, at=LATER, population_id=out.population_id, version=2
    )
    assert names(anew) == {"First"}
    (told,) = queries.chosen_by_hand(anew)
    assert (told.name, told.choice, told.reason) == (
        "Second",
        ByHand.LEFT_OUT,
        "Closed for repairs.",
    )
    assert (told.by_name, told.at) == (SYSTEM.name, LATER)


def test_who_was_named_without_a_reason_is_told_as_such() -> None:
    (told,) = queries.chosen_by_hand(drawn(added=[office("First").pk]))
    assert (told.choice, told.reason, told.at) == (ByHand.ADDED, "", None)


def test_the_trail_says_who_was_changed_and_why() -> None:
    office("First")
    choose(drawn(), office("Second", kind=ActorKind.DENTIST), "added", reason="Asked to be in.")
    entry = AuditEntry.objects.order_by("pk").last()
    assert entry is not None
    assert entry.action == "population.changed_by_hand"
    assert entry.changes["actor"] == "Second"
    assert (entry.changes["choice"], entry.changes["reason"]) == ("added", "Asked to be in.")


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"choice": "maybe"}, "choice", "population.value_unknown"),
        ({"reason": " "}, "reason", "field.required"),
        ({"reason": "x" * 501}, "reason", "field.too_long"),
    ],
)
def test_a_choice_needs_a_reason_and_a_meaning(said: dict[str, Any], field: str, code: str) -> None:
    version = drawn(added=[office("First").pk])
    with pytest.raises(InvalidInput) as refused:
        choose(version, office("Second"), **{"choice": "added", **said})
    assert [(problem.where, problem.code) for problem in refused.value.problems] == [(field, code)]
    assert PopulationVersion.objects.count() == 1


def test_who_has_ceased_cannot_be_added_and_nobody_is_no_population() -> None:
    only = office("Only")
    version = drawn()
    gone = office("Gone", ceased_on=date(2026, 1, 1))
    with pytest.raises(InvalidInput) as refused:
        choose(version, gone, "added")
    assert [problem.code for problem in refused.value.problems] == ["population.has_ceased"]
    with pytest.raises(InvalidInput, match=r"population\.empty"):
        choose(version, only, "left_out")
    assert PopulationVersion.objects.count() == 1


def test_an_older_version_than_the_newest_is_not_changed() -> None:
    office("First")
    version = drawn()
    dentist = office("Dentist", kind=ActorKind.DENTIST)
    choose(version, dentist, "added")
    with pytest.raises(Conflict, match=r"population\.changed"):
        choose(version, dentist, "by_criteria")


@pytest.mark.parametrize("member", CAST)
def test_only_the_authority_chooses(world: World, log_in: LogIn, member: str) -> None:
    office("First")
    version = drawn()
    sent = {"version": 1, "actor_id": world.hospital.pk, "choice": "added", "reason": "It asked."}
    answer = log_in(member).post(
        f"/api/v1/populations/{version.population_id}/by-hand",
        json.dumps(sent),
        content_type="application/json",
    )
    form = log_in(member).get(reverse("actors:choose_by_hand", args=[version.population_id]))
    if member == "authority":
        assert (answer.status_code, form.status_code) == (200, 200)
        assert answer.json()["size"] == 2
    else:
        assert answer.status_code in {401, 403, 404}
        assert form.status_code in {302, 403, 404}
        assert PopulationVersion.objects.count() == 1


def test_somebody_is_left_out_on_the_page(world: World, log_in: LogIn) -> None:
    office("Nord")
    out = office("Syd")
    version = drawn()
    page = reverse("actors:population", args=[version.population_id])
    authority = log_in("authority")
    form = f"{page}by-hand/?actor={out.pk}&choice=left_out"
    assert form.replace("&", "&amp;") in authority.get(page).content.decode()
    shown = authority.get(form).content.decode()
    assert 'value="left_out" id="id_choice_1" checked' in shown
    sent = {"version": 1, "actor": "Syd", "choice": "left_out", "reason": ""}
    assert authority.post(form, sent).status_code == 422
    answer = authority.post(form, {**sent, "reason": "Has no patients."}, follow=True)
    text = answer.content.decode()
    assert "1 actor is meant." in text
    assert "Has no patients." in text
    assert "Let the criteria decide" in text
    assert "Let the criteria decide" not in log_in("supervisor").get(page).content.decode()
    first = authority.get(page, {"version": "1"}).content.decode()
    assert "Leave out" not in first
    outdated = authority.post(form, {**sent, "reason": "Again."})
    assert outdated.status_code == 422
    assert "Somebody else has drawn this population meanwhile." in outdated.content.decode()
    assert authority.get(f"{page}by-hand/?actor=999999").status_code == 404


def test_pages_of_an_older_version_stay_in_it(world: World, log_in: LogIn) -> None:
    for n in range(51):
        office(f"Office {n}")
    version = drawn()
    choose(version, world.hospital, "added")
    page = reverse("actors:population", args=[version.population_id])
    text = log_in("authority").get(page, {"version": "1"}).content.decode()
    assert 'href="?version=1&amp;page=2"' in text


def test_the_page_costs_the_same_for_any_number_chosen(world: World, log_in: LogIn) -> None:
    office("First")
    version = drawn()
    authority = log_in("authority")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            authority.get(reverse("actors:population", args=[version.population_id]))
        return len(captured)

    for _n in range(2):
        version = choose(version, office(kind=ActorKind.DENTIST), "added")
    cost()
    few = cost()
    for _n in range(18):
        version = choose(version, office(kind=ActorKind.DENTIST), "added")
    assert cost() == few <= 12


def test_choosing_on_the_command_line(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    office("First")
    dentist = office("Dentist", kind=ActorKind.DENTIST)
    population = str(drawn().population_id)

    def run(*arguments: str) -> int:
        with pytest.raises(SystemExit) as ended:
            main(["--lang", "en", "population", "by-hand", population, *arguments])
        return int(ended.value.code or 0)

    assert run("Dentist", "--add", "--reason", "It asked.", "--json") == 0
    assert json.loads(capsys.readouterr().out)["criteria"]["added"] == [dentist.pk]
    assert run("Dentist", "--reason", "It asked.") == 2
    assert run("Dentist", "--add", "--leave-out", "--reason", "It asked.") == 2
    assert run("Dentist", "--undo", "--reason", "x", "--as", world.people["officer"].email) != 0
