"""Forms about actors and roles: what is saved, and what is said when it cannot be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from samvern.apps.actors.models import (
    Actor,
    Grant,
    Succession,
)
from tests.factories import actors, users
from tests.worlds import World

LogIn = Callable[[str], Client]


def page_of(actor: Actor, name: str = "actor") -> str:
    return reverse(f"actors:{name}", args=[actor.pk])


FACTS = {"name": "New clinic", "kind": "gp_office", "org_number": "983 544 622"}


def test_a_new_actor_is_registered_and_shown(world: World, log_in: LogIn) -> None:
    client = log_in("officer")
    sent = FACTS | {"parent": "fjordheim HOSPITAL", "also_known_as": "One\r\n\r\nTwo "}
    answer = client.post(f"/actors/new/?parent={world.hospital.pk}", sent, follow=True)
    new = Actor.objects.get(name="New clinic")
    assert answer.redirect_chain == [(page_of(new), 302)]
    assert (new.parent, new.also_known_as) == (world.hospital, ["One", "Two"])
    assert "The actor is registered." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "This field is required."),
        ({"org_number": "12"}, "org_number", "not an organisation number"),
        ({"org_number": "983544623"}, "org_number", "wrong digit"),
        ({"kind": "circus"}, "kind", "Select a valid choice."),
        ({"parent": "Nobody"}, "parent", "No actor is called"),
        ({"municipality_number": "0x"}, "municipality_number", "not a municipality number"),
        ({"valid_from": "yesterday"}, "valid_from", "Enter a valid date."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    world: World, log_in: LogIn, changes: dict[str, str], field: str, words: str
) -> None:
    answer = log_in("authority").post("/actors/new/", FACTS | changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    text = answer.content.decode()
    assert words in text
    assert f'href="#id_{field}"' in text


def test_a_parent_whose_name_is_not_its_own_is_asked_for_by_number(
    world: World, log_in: LogIn
) -> None:
    first, _second = actors.actor("Twin"), actors.actor("Twin")
    client = log_in("authority")
    answer = client.post("/actors/new/", FACTS | {"parent": "Twin"})
    assert "More than one actor" in answer.context["form"].errors["parent"][0]
    client.post("/actors/new/", FACTS | {"parent": str(first.org_number)})
    assert Actor.objects.get(name="New clinic").parent == first


def test_an_edit_is_saved(world: World, log_in: LogIn) -> None:
    client = log_in("officer")
    form = client.get(page_of(world.hospital, "edit_actor")).context["form"]
    sent = {name: form.get_initial_for_field(form.fields[name], name) or "" for name in form.fields}
    answer = client.post(
        page_of(world.hospital, "edit_actor"), sent | {"also_known_as": "", "region": "HV"}
    )
    assert answer.status_code == 302
    world.hospital.refresh_from_db()
    assert (world.hospital.region, world.hospital.version) == ("HV", 2)


def test_who_comes_second_sees_what_differs_and_may_save_over_it(
    world: World, log_in: LogIn
) -> None:
    address = page_of(world.hospital, "edit_actor")
    sent = {"name": "Mine", "kind": "hospital_trust", "version": "1"}
    log_in("authority").post(address, sent | {"name": "Theirs", "region": "HV"})

    client = log_in("officer")
    answer = client.post(address, sent)
    assert answer.status_code == 409
    differences = [(row.label, row.saved, row.mine) for row in answer.context["differences"]]
    assert differences == [("Name", "Theirs", "Mine"), ("Health region", "West", "None")]
    assert 'value="Mine"' in answer.content.decode()
    assert Actor.objects.get(pk=world.hospital.pk).name == "Theirs"

    again = answer.context["form"]
    assert client.post(address, sent | {"version": again["version"].value()}).status_code == 302
    assert Actor.objects.get(pk=world.hospital.pk).name == "Mine"


def test_an_actor_is_moved(world: World, log_in: LogIn) -> None:
    client = log_in("authority")
    address = page_of(world.department, "move_actor")
    wrong = client.post(
        page_of(world.hospital, "move_actor"), {"parent": "Fjordheim laboratory", "version": "1"}
    )
    assert wrong.status_code == 422
    assert client.post(address, {"parent": "", "version": "1"}).status_code == 302
    world.department.refresh_from_db()
    assert world.department.parent is None


def test_an_actor_ceases(world: World, log_in: LogIn) -> None:
    client = log_in("officer")
    address = page_of(world.hospital, "cease_actor")
    assert client.post(address, {"version": "1"}).status_code == 422
    assert client.post(address, {"version": "1", "on": "2026-01-01"}).status_code == 302
    again = client.post(address, {"version": "2", "on": "2026-01-01"})
    assert "ceased" in again.context["form"].non_field_errors()[0]


def test_a_succession_is_recorded(world: World, log_in: LogIn) -> None:
    client = log_in("authority")
    address = page_of(world.hospital, "record_succession")
    sent = {
        "kind": "merger",
        "successor": "Nattlys hospital",
        "on": "2024-01-01",
        "note": "Prop. 1",
    }
    itself = client.post(address, sent | {"successor": "Fjordheim hospital"})
    assert "succeed itself" in itself.context["form"].non_field_errors()[0]
    assert client.post(address, sent).status_code == 302
    succession = Succession.objects.get()
    assert (succession.successor, succession.note) == (world.other_hospital, "Prop. 1")


def test_a_role_is_given_and_ended(world: World, log_in: LogIn) -> None:
    client, person = log_in("officer"), users.user()
    address = page_of(world.hospital, "grant_role")
    unknown = client.post(address, {"email": "nobody@example.org", "role": "contributor"})
    assert "no such person" in unknown.context["form"].non_field_errors()[0]
    beyond = client.post(address, {"email": person.email, "role": "supervisor"})
    assert list(beyond.context["form"].errors) == ["role"]
    assert client.post(address, {"email": person.email, "role": "contributor"}).status_code == 302
    grant = Grant.objects.get(user=person)
    end = reverse("actors:end_grant", args=[grant.pk])
    assert "will no longer be contributor" in client.get(end).content.decode()
    answer = client.post(end, follow=True)
    assert "The role has ended." in answer.content.decode()
    assert client.post(end).status_code == 422


def test_a_person_is_invited(
    world: World,
    log_in: LogIn,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client = log_in("authority")
    sent = {"name": "Kari", "email": "kari@example.org", "language": "nn", "role": "supervisor"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/people/new/", sent).headers["Location"] == "/people/"
    assert [message.to for message in mailoutbox] == [["kari@example.org"]]
    again = client.post("/people/new/", sent)
    assert "has an account with this address already" in str(again.context["form"].errors)
