"""What people have written stands against the register, field by field, until they give it up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samvern.apps.actors import operations, queries
from samvern.apps.actors.models import (
    Actor,
)
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import InvalidInput
from tests.apps.actors.importing import AT, take
from tests.factories.register_units import unit

pytestmark = pytest.mark.django_db


def test_what_people_wrote_stands_field_by_field() -> None:
    office = unit("SOLBAKKEN LEGESENTER", employees=7)
    take(office)
    actor = Actor.objects.get()
    operations.edit_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=1, fields={"name": "Solbakken (stengt fredag)"}
    )
    saved = take(replace(office, name="SOLSIDEN LEGESENTER", employees=70))
    actor.refresh_from_db()
    assert (actor.name, actor.size) == ("Solbakken (stengt fredag)", "50-249")
    change = saved.changes.get()
    assert change.overridden == {"name": "Solsiden Legesenter"}
    assert change.updated == {"size": ["1-9", "50-249"]}
    view = queries.register_view(SYSTEM, actor)
    origins = {origin.field: (origin.origin, origin.overridden) for origin in view.origins}
    assert origins["name"] == ("hand", "Solsiden Legesenter")
    assert origins["size"] == ("register", None)
    assert [past.kind.value for past in view.past] == ["changed", "new"]


def test_a_field_by_hand_is_given_back_to_the_register() -> None:
    take(unit("SOLBAKKEN LEGESENTER", municipality="1804"))
    actor = Actor.objects.get()
    edited = operations.edit_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=actor.version, fields={"name": "Noe annet"}
    )
    followed = operations.follow_register(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=edited.version, field="name"
    )
    assert followed.name == "Solbakken Legesenter"
    assert "solbakken" in followed.search_text
    assert queries.overridden_fields(followed) == {}
    for field in ("name", "kind", "no_such_field"):
        with pytest.raises(InvalidInput, match=r"actor\.not_overridden"):
            operations.follow_register(
                by=SYSTEM, at=AT, actor_id=actor.pk, version=followed.version, field=field
            )


def test_a_place_by_hand_is_not_moved() -> None:
    north, south = unit("NORTH KOMMUNE", form="KOMM"), unit("SOUTH KOMMUNE", form="KOMM")
    home = unit("HOME", form="BEDR", code="87.102", parent=north.org_number)
    take(home, north, south)
    actor = Actor.objects.get(name="Home")
    operations.move_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=actor.version, parent_id=None
    )
    saved = take(replace(home, parent=south.org_number))
    actor.refresh_from_db()
    assert actor.parent is None
    assert saved.changes.get().overridden == {"parent": south.org_number}
