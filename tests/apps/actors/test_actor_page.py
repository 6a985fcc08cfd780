"""The page of an actor: where it belongs, what became of it, who may see its people."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from samvern.apps.actors import operations
from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    SuccessionKind,
)
from samvern.base.viewer import SYSTEM
from samvern.cli.main import main
from tests.apps.actors.importing import take
from tests.factories import actors
from tests.factories.register_units import unit
from tests.worlds import World

LogIn = Callable[[str], Client]


def page_of(actor: Actor, name: str = "actor") -> str:
    return reverse(f"actors:{name}", args=[actor.pk])


def test_an_actor_that_was_merged_says_who_holds_its_things(world: World, log_in: LogIn) -> None:
    ehealth = actors.actor("E-health", also_known_as=["EHLS"])
    actors.succession(ehealth, world.hospital)
    text = log_in("colleague").get(page_of(ehealth)).content.decode()
    assert "Ceased on 1 January 2024. What it held is with Fjordheim hospital today." in text
    assert "Merged into Fjordheim hospital" in text
    assert "EHLS" in text
    after = log_in("colleague").get(page_of(world.hospital)).content.decode()
    assert "E-health was merged into this actor" in after


@pytest.mark.parametrize("kind", SuccessionKind)
def test_every_succession_is_told_from_both_sides(
    world: World, log_in: LogIn, kind: SuccessionKind
) -> None:
    first, second = actors.actor("First", valid_from=date(2002, 1, 1)), actors.actor("Second")
    actors.succession(first, second, kind=kind)
    client = log_in("colleague")
    before = client.get(page_of(first)).context["history"]
    after = client.get(page_of(second)).context["history"]
    assert [event.at for event in before] == [date(2024, 1, 1), date(2002, 1, 1)]
    assert "Second" in before[0].text
    assert "First" in after[0].text


def test_a_change_by_hand_is_in_the_history_for_those_who_may_read_the_trail(
    world: World, log_in: LogIn
) -> None:
    operations.edit_actor(
        by=world.viewer("authority"),
        at=datetime(2026, 11, 27, 12, tzinfo=UTC),
        actor_id=world.hospital.pk,
        version=world.hospital.version,
        fields={"name": "Fjordheim University Hospital"},
    )
    for name, is_told in (("authority", True), ("officer", True), ("colleague", False)):
        history = log_in(name).get(page_of(world.hospital)).context["history"]
        told = [event for event in history if event.text == "Changed by hand"]
        assert bool(told) is is_told, name
        if told:
            assert told[0].by == "Authority"
            assert told[0].why == "Name: Fjordheim hospital → Fjordheim University Hospital"


@pytest.mark.django_db
def test_an_actor_is_shown_on_the_command_line_with_its_past(
    capsys: pytest.CaptureFixture[str],
) -> None:
    take(unit("SOLBAKKEN"))
    actor = Actor.objects.get()
    operations.edit_actor(
        by=SYSTEM,
        at=datetime(2026, 11, 27, 12, tzinfo=UTC),
        actor_id=actor.pk,
        version=actor.version,
        fields={"name": "Solbakken legesenter"},
    )
    for arguments in ((), ("--json",)):
        with pytest.raises(SystemExit):
            main(["--lang", "en", "actor", "show", "Solbakken legesenter", *arguments])
    text, _newline, rest = capsys.readouterr().out.partition("\n{")
    assert f"The register on {actor.org_number}" in text
    assert "Set by hand: Name" in text
    assert "Name: Solbakken → Solbakken legesenter" in text
    told = json.loads("{" + rest)
    assert told["by_hand"] == ["name"]
    assert told["edits"][0]["changes"] == {"name": ["Solbakken", "Solbakken legesenter"]}
    assert [past["kind"] for past in told["history"]] == ["new"]


def test_an_actor_shows_what_is_below_and_above(world: World, log_in: LogIn) -> None:
    page = log_in("colleague").get(page_of(world.hospital))
    assert [child.name for child in page.context["children"]] == ["Fjordheim laboratory"]
    assert "1 actor belongs to it." in page.content.decode()
    below = log_in("colleague").get(page_of(world.department))
    titles = [str(crumb.title) for crumb in below.context["breadcrumbs"]]
    assert titles == ["Actors", "Fjordheim hospital", "Fjordheim laboratory"]


def test_those_left_below_a_ceased_actor_are_pointed_out(world: World, log_in: LogIn) -> None:
    Actor.objects.filter(pk=world.hospital.pk).update(valid_to=date(2024, 1, 1))
    text = log_in("colleague").get(page_of(world.hospital)).content.decode()
    assert "Other actors still belong to it although it has ceased." in text


def test_people_are_shown_to_those_who_answer_for_the_actor(world: World, log_in: LogIn) -> None:
    email = world.people["colleague"].email
    assert email in log_in("officer").get(page_of(world.hospital)).content.decode()
    for member in ("owner", "officer_elsewhere"):
        assert email not in log_in(member).get(page_of(world.hospital)).content.decode()


def test_a_region_that_follows_from_the_county_says_so(world: World, log_in: LogIn) -> None:
    bodo = actors.actor(kind=ActorKind.MUNICIPALITY, region="HN", municipality_number="1804")
    text = log_in("colleague").get(page_of(bodo)).content.decode()
    assert "Follows from the county; not registered." in text
    assert "1804 Bodø" in text
