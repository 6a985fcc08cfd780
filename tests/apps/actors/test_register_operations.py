"""Keeping the register: registering, editing, moving and ceasing actors."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from samvern.apps.actors import operations, rules
from samvern.apps.actors.models import Actor, FactSource, Grant
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import actors, users
from tests.worlds import World

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-11-22T12:00+00:00")


def codes(error: InvalidInput) -> dict[str, str]:
    """Where something is wrong, and what."""
    return {problem.where: problem.code for problem in error.problems}


def test_an_actor_is_registered_with_its_place_and_a_trace() -> None:
    hospital = actors.actor("Fjordheim")
    lab = operations.register_actor(
        by=SYSTEM,
        at=AT,
        parent_id=hospital.pk,
        fields={"name": " Fjordheim  lab ", "kind": "hospital_trust", "org_number": "983 544 622"},
    )
    lab.refresh_from_db()
    assert (lab.name, lab.org_number, lab.source) == ("Fjordheim lab", "983544622", "U")
    assert lab.path == f"{hospital.path}{lab.pk}/"
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.path, entry.at) == ("actor.registered", lab.path, AT)
    assert entry.changes["org_number"] == "983544622"


def test_an_actor_without_a_number_says_so() -> None:
    fields: operations.ActorFields = {"name": "A", "kind": "steering_group", "org_number": ""}
    actor = operations.register_actor(by=SYSTEM, at=AT, fields=fields)
    assert (actor.org_number, actor.source) == (None, FactSource.GAP)


def test_everything_wrong_is_said_at_once() -> None:
    taken = actors.actor()
    fields: operations.ActorFields = {
        "name": " ",
        "kind": "circus",
        "org_number": taken.org_number,
        "municipality_number": "301",
        "size": "many",
        "also_known_as": ["x" * 201],
    }
    with pytest.raises(InvalidInput) as refused:
        operations.register_actor(by=SYSTEM, at=AT, fields=fields)
    assert codes(refused.value) == {
        "name": "field.required",
        "kind": "field.not_a_choice",
        "org_number": "org_number.taken",
        "municipality_number": "municipality_number.form",
        "size": "field.not_a_choice",
        "also_known_as": "actor.name_length",
    }
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("12345", "org_number.form"),
        ("983544623", "org_number.check_digit"),
        ("310211036", "org_number.synthetic"),
    ],
)
def test_a_wrong_number_is_refused(number: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        operations.register_actor(
            by=SYSTEM,
            at=AT,
            fields={"name": "A", "kind": "supplier", "org_number": number},
        )
    assert codes(refused.value) == {"org_number": code}


def test_who_takes_a_number_in_the_same_moment_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = actors.actor().org_number
    # As if the other had been saved just after the check.
    monkeypatch.setattr(rules, "_number_problems", lambda actor: ())
    with pytest.raises(Conflict, match=r"org_number\.taken"):
        operations.register_actor(
            by=SYSTEM, at=AT, fields={"name": "A", "kind": "supplier", "org_number": taken}
        )
    assert Actor.objects.count() == 1


def test_a_made_up_actor_never_gets_a_real_number() -> None:
    actor = actors.actor(made_up=True)
    with pytest.raises(InvalidInput) as refused:
        operations.edit_actor(
            by=SYSTEM, at=AT, actor_id=actor.pk, version=1, fields={"org_number": "983544622"}
        )
    assert codes(refused.value) == {"org_number": "org_number.not_synthetic"}


def test_an_edit_tells_what_changed_and_nothing_else() -> None:
    actor = actors.actor("Before", region="HN", valid_from=date(2002, 1, 1))
    operations.edit_actor(
        by=SYSTEM,
        at=AT,
        actor_id=actor.pk,
        version=1,
        fields={
            "name": "After",
            "region": "HN",
            "also_known_as": ["Old name", " Old  name", "Older"],
            "valid_from": date(2002, 1, 2),
        },
    )
    assert AuditEntry.objects.get().changes == {
        "name": ["Before", "After"],
        "also_known_as": [[], ["Old name", "Older"]],
        "valid_from": ["2002-01-01", "2002-01-02"],
    }
    actor.refresh_from_db()
    assert (actor.version, actor.sort_name) == (2, "after")


def test_a_number_that_is_changed_by_hand_is_no_longer_from_the_register() -> None:
    actor = actors.actor(source=FactSource.SOURCED)
    edited = operations.edit_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=1, fields={"org_number": actors.org_number()}
    )
    assert edited.source == FactSource.UNVERIFIED
    same = operations.edit_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=2, fields={"name": "Same number"}
    )
    assert same.source == FactSource.UNVERIFIED


def test_writing_the_number_again_with_spaces_leaves_its_source() -> None:
    actor = actors.actor(org_number="983544622", source=FactSource.SOURCED)
    edited = operations.edit_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=1, fields={"org_number": "983 544 622"}
    )
    assert edited.source == FactSource.SOURCED


def test_of_two_edits_of_the_same_version_the_second_is_refused() -> None:
    actor = actors.actor("Before")
    operations.edit_actor(by=SYSTEM, at=AT, actor_id=actor.pk, version=1, fields={"name": "First"})
    with pytest.raises(Conflict, match=r"actor\.changed"):
        operations.edit_actor(
            by=SYSTEM, at=AT, actor_id=actor.pk, version=1, fields={"name": "Second"}
        )
    actor.refresh_from_db()
    assert actor.name == "First"
    assert AuditEntry.objects.count() == 1


def test_an_officer_registers_below_the_own_hospital_only(world: World) -> None:
    fields: operations.ActorFields = {"name": "New", "kind": "hospital_trust"}
    officer = world.viewer("officer")
    operations.register_actor(by=officer, at=AT, fields=fields, parent_id=world.department.pk)
    for place in (None, world.other_hospital.pk):
        with pytest.raises(NotAllowed):
            operations.register_actor(by=officer, at=AT, fields=fields, parent_id=place)


def test_a_move_needs_the_permission_at_both_ends(world: World) -> None:
    officer = world.viewer("officer")
    for place in (None, world.other_hospital.pk):
        with pytest.raises(NotAllowed):
            operations.move_actor(
                by=officer, at=AT, actor_id=world.department.pk, version=1, parent_id=place
            )
    with pytest.raises(NotAllowed):
        operations.move_actor(
            by=officer, at=AT, actor_id=world.other_hospital.pk, version=1, parent_id=None
        )


def test_a_move_takes_along_everything_below_and_the_roles_there(world: World) -> None:
    ward = actors.actor("Ward", parent=world.department)
    role = actors.grant(users.user(), Role.CONTRIBUTOR, ward)
    before = world.viewer("officer_elsewhere")
    assert not Grant.objects.visible_to(before).filter(pk=role.pk).exists()

    operations.move_actor(
        by=SYSTEM,
        at=AT,
        actor_id=world.department.pk,
        version=1,
        parent_id=world.other_hospital.pk,
    )

    ward.refresh_from_db()
    assert ward.ancestor_ids == (world.other_hospital.pk, world.department.pk)
    assert Grant.objects.visible_to(before).filter(pk=role.pk).exists()
    entry = AuditEntry.objects.get()
    assert entry.changes == {"parent": ["Fjordheim hospital", "Nattlys hospital"]}


def test_a_move_to_where_it_stands_changes_nothing_below(world: World) -> None:
    operations.move_actor(
        by=SYSTEM, at=AT, actor_id=world.department.pk, version=1, parent_id=world.hospital.pk
    )
    assert Actor.objects.get(pk=world.department.pk).path == world.department.path


def test_no_actor_is_moved_below_itself(world: World) -> None:
    for place in (world.hospital.pk, world.department.pk):
        with pytest.raises(InvalidInput, match=r"actor\.below_itself"):
            operations.move_actor(
                by=SYSTEM, at=AT, actor_id=world.hospital.pk, version=1, parent_id=place
            )


def test_a_tree_that_is_too_deep_is_refused() -> None:
    top = actors.actor()
    Actor.objects.filter(pk=top.pk).update(path="/" + "1/" * 95)
    with pytest.raises(InvalidInput, match=r"actor\.too_deep"):
        operations.register_actor(
            by=SYSTEM, at=AT, fields={"name": "A", "kind": "supplier"}, parent_id=top.pk
        )


def test_an_actor_ceases_once(world: World) -> None:
    day = date(2026, 12, 31)
    operations.cease_actor(by=SYSTEM, at=AT, actor_id=world.hospital.pk, version=1, on=day)
    assert AuditEntry.objects.get().changes == {"valid_to": [None, "2026-12-31"]}
    with pytest.raises(NotReady, match=r"actor\.already_ceased"):
        operations.cease_actor(by=SYSTEM, at=AT, actor_id=world.hospital.pk, version=2, on=day)


def test_no_actor_ceases_before_it_exists() -> None:
    actor = actors.actor(valid_from=date(2024, 1, 1))
    with pytest.raises(InvalidInput, match=r"actor\.ceases_before_start"):
        operations.cease_actor(
            by=SYSTEM, at=AT, actor_id=actor.pk, version=1, on=date(2023, 12, 31)
        )


@pytest.mark.parametrize("actor_id", [0, -1, 10**30])
def test_an_actor_nobody_knows_is_not_found(actor_id: int) -> None:
    with pytest.raises(NotFound):
        operations.edit_actor(by=SYSTEM, at=AT, actor_id=actor_id, version=1, fields={})
    with pytest.raises(NotFound):
        operations.move_actor(by=SYSTEM, at=AT, actor_id=actor_id, version=1, parent_id=None)


class TreeStaysWhole(TestCase):
    """Whatever is registered and moved, paths and roles say where everything stands."""

    @settings(max_examples=30, deadline=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from(["register", "move", "grant"]), st.integers(), st.integers()),
            max_size=12,
        )
    )
    def test_paths_agree_with_parents(self, steps: list[tuple[str, int, int]]) -> None:
        ids: list[int | None] = [None, actors.actor().pk]
        for verb, first, second in steps:
            place = ids[first % len(ids)]
            actor = Actor.objects.get(pk=ids[1 + second % (len(ids) - 1)])
            if verb == "register":
                fields: operations.ActorFields = {"name": "A", "kind": "supplier"}
                new = operations.register_actor(by=SYSTEM, at=AT, fields=fields, parent_id=place)
                ids.append(new.pk)
            elif verb == "grant":
                actors.grant(users.user(), Role.CONTRIBUTOR, actor)
            else:
                self._move(actor, place)
        for actor in Actor.objects.all():
            assert actor.path == slow_path(actor)
        for grant in Grant.objects.select_related("actor"):
            assert grant.actor
            assert grant.path == grant.actor.path

    def _move(self, actor: Actor, place: int | None) -> None:
        closes_circle = place is not None and actor.pk in lineage(Actor.objects.get(pk=place))
        with pytest.raises(InvalidInput) if closes_circle else nullcontext():
            operations.move_actor(
                by=SYSTEM, at=AT, actor_id=actor.pk, version=actor.version, parent_id=place
            )


def lineage(actor: Actor) -> list[int]:
    """An actor and those above it, found by walking up."""
    return [actor.pk, *(lineage(actor.parent) if actor.parent else [])]


def slow_path(actor: Actor) -> str:
    """The path of an actor, found by walking up."""
    return "".join(f"/{pk}" for pk in reversed(lineage(actor))) + "/"
