"""Commands on the database, run in this process against the test database."""

from __future__ import annotations

import json

import pytest

from samvern.apps.actors.models import Actor, Succession
from samvern.base.models import ApiToken, User
from samvern.cli.main import main
from tests.worlds import World

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", *arguments])
    return int(ended.value.code or 0)


def test_actors_are_listed_and_shown(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("actor", "list", "--json") == 0
    names = [row["name"] for row in json.loads(capsys.readouterr().out)["actors"]]
    assert world.hospital.name in names
    assert run("actor", "show", world.hospital.name, "--json") == 0
    assert json.loads(capsys.readouterr().out)["name"] == world.hospital.name


def test_a_stranger_is_refused(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("actor", "list", "--json", "--as", world.user("stranger").email) == 3
    assert capsys.readouterr().out == ""


def test_only_those_who_may_record_a_succession(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("actor", "succeed", world.hospital.name, world.other_hospital.name)
    dated = (*words, "--on", "2026-01-01")
    assert run(*dated, "--as", world.user("colleague").email) == 3
    assert not Succession.objects.exists()
    assert run(*dated) == 0
    assert Succession.objects.get().successor == world.other_hospital


def test_an_actor_nobody_knows_is_wrong_input(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("actor", "show", "No such clinic") == 2
    caught = capsys.readouterr()
    assert "No such clinic" in caught.err
    assert caught.out == ""


def test_the_first_person_can_log_in_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("user", "create", "Anna@example.org", "--name", "Anna Eksempel", "--password")
    assert run(*words, "password1234") == 2
    assert not User.objects.exists()
    assert run(*words, "fire ord som er lette") == 0
    assert User.objects.get(email="anna@example.org").check_password("fire ord som er lette")


def test_a_token_is_made_for_a_person(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    email = world.user("colleague").email
    assert run("token", "create", email, "--name", "Nightly export") == 0
    key = capsys.readouterr().out.strip()
    token = ApiToken.objects.get()
    assert token.user.email == email
    assert key.startswith(token.prefix)
    assert key not in token.digest


def test_the_shipped_registers_are_loaded_once_and_hold_nothing_made_up(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("actor", "load", "--json") == 0
    loaded = json.loads(capsys.readouterr().out)
    assert loaded["by_kind"]["municipality"] == 357
    assert not Actor.objects.filter(source="F").exists()
    assert run("actor", "load", "--json") == 0
    assert json.loads(capsys.readouterr().out)["new"] == 0


def test_every_command_that_changes_something_can_answer_in_json(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    email = world.user("colleague").email
    for words in (
        ("user", "create", "b@example.org", "--name", "B", "--password", "fire ord som er lette"),
        ("token", "create", email, "--name", "Nightly export"),
        ("actor", "succeed", world.hospital.name, world.other_hospital.name, "--on", "2026-01-01"),
        ("programme", "import", "IE-1125", "--sharing", "public"),
        ("facts", "deliver"),
    ):
        assert run(*words, "--json") == 0, words
        assert isinstance(json.loads(capsys.readouterr().out), dict)


def test_the_audit_chain_is_verified(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("audit", "verify", "--json") == 0
    assert json.loads(capsys.readouterr().out)["broken_at"] is None
