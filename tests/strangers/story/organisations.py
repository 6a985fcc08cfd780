"""Organisations: facts that people wrote, who is asked, the register, keys for programs."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from samvern.apps.actors import operations as actor_operations
from samvern.apps.actors.models import SuccessionKind
from samvern.apps.actors.register_reading import RegisterFile
from samvern.base.tokens import make_token
from tests.factories import programmes as make
from tests.factories import register_units as units
from tests.strangers.markers import Markers
from tests.strangers.sector import Sector

AT = make.AT


def organisations(sector: Sector, say: Markers) -> None:
    """Facts that people wrote, an organisation that another followed, who is asked, the register."""
    authority, hospital = sector.viewer("authority"), sector.actors["hospital"]
    actor_operations.edit_actor(
        by=authority,
        at=AT,
        actor_id=hospital.pk,
        version=hospital.version,
        fields={"name": say("Hospital"), "also_known_as": [say("HF")]},
    )
    before = actor_operations.register_actor(
        by=authority, at=AT, fields={"name": say("Before"), "kind": "gp_office"}
    )
    actor_operations.record_succession(
        by=authority,
        at=AT,
        predecessor_id=before.pk,
        successor_id=hospital.pk,
        on=date(2026, 1, 1),
        kind=SuccessionKind.SPLIT,
        note=say(),
    )
    drawn = actor_operations.create_population(
        by=authority,
        at=AT,
        name=say("Hospitals"),
        description=say(),
        criteria={"kinds": ["hospital_trust"]},
    )
    actor_operations.choose_by_hand(
        by=authority,
        at=AT,
        population_id=drawn.population_id,
        version=drawn.number,
        actor_id=sector.actors["supplier"].pk,
        choice="added",
        reason=say(),
    )
    for applied in (True, False):
        found = actor_operations.read_register(
            by=authority,
            at=AT,
            files=[RegisterFile(f"{say()}.json", units.as_stream([units.unit(say("Clinic"))]))],
        )
        if applied:
            actor_operations.apply_import(by=authority, at=AT, import_id=found.pk)


def tokens(sector: Sector, say: Markers) -> None:
    """A key for a program of the officer."""
    officer = sector.viewer("officer")
    make_token(by=officer, name=say("Script"), scopes=("read",), days=1, at=timezone.now())
