"""The demo: a sector that is partly made up, and a person for each way of using Samvern."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO, cast

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors import catalogue, operations, sector
from samvern.apps.actors.models import Actor, Grant, RegisterImport
from samvern.apps.actors.permissions import Permission
from samvern.apps.actors.register_reading import RegisterFile
from samvern.apps.actors.sector import SectorLoaded
from samvern.base import audit
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.directory import made_up_units
from samvern.engine.errors import NotReady
from samvern.formats import enhetsregisteret

#: Known to everybody on purpose: production refuses to start where a demo account exists.
DEMO_PASSWORD = "vern om sektoren"  # noqa: S105
_DOMAIN = "demo.samvern.example"

#: What the examples tell of happened while its people had their roles.
_IN_ROLE_FOR = timedelta(days=365)


@dataclass(frozen=True)
class DemoPerson:
    """A made-up person; ``actor`` is empty for a role in the whole sector."""

    account: str
    name: str
    role_in_words: Promise
    role: Role
    actor: str = ""
    language: str = "nb"

    @property
    def email(self) -> str:
        """The address to log in with; nothing is ever sent there."""
        return f"{self.account}@{_DOMAIN}"


DEMO_PEOPLE = (
    DemoPerson("authority", "Demo Aud Ansvar", _("Sector authority"), Role.SECTOR_AUTHORITY),
    DemoPerson(
        "owner",
        "Demo Tor Tiltak",
        _("Measure owner at Norsk helsenett"),
        Role.MEASURE_OWNER,
        "Norsk helsenett SF",
    ),
    DemoPerson(
        "reporter",
        "Demo Rita Rapport",
        _("Measure owner at a made-up hospital trust"),
        Role.MEASURE_OWNER,
        "Fiktive Fjordheim sykehus HF",
        "nn",
    ),
    DemoPerson(
        "helsecert",
        "Demo Vakt Varsom",
        _("Coordinator at HelseCERT"),
        Role.CONTRIBUTOR,
        "Norsk helsenett SF",
    ),
    DemoPerson(
        "officer",
        "Demo Siv Sikker",
        _("Security officer at a made-up hospital trust"),
        Role.SECURITY_OFFICER,
        "Fiktive Fjordheim sykehus HF",
        "nn",
    ),
    DemoPerson(
        "logs",
        "Demo Logg Lesar",
        _("Log controller at a made-up hospital trust"),
        Role.LOG_CONTROLLER,
        "Fiktive Fjordheim sykehus HF",
        "nn",
    ),
    DemoPerson(
        "clinic",
        "Demo Lege Lykke",
        _("Manager of a made-up GP office"),
        Role.SECURITY_OFFICER,  # in a practice of five, whoever manages it looks after security too
        "Fiktiv fastlegepraksis Solbakken",
    ),
    DemoPerson(
        "secretary",
        "Demo Sara Skranke",
        _("Secretary at a made-up GP office, in the middle of the short check"),
        Role.SECURITY_OFFICER,
        "Fiktiv fastlegepraksis Solbakken",
    ),
    DemoPerson(
        "dentist",
        "Demo Tann Trygg",
        _("Manager of a made-up dental practice, done with the short check"),
        Role.SECURITY_OFFICER,
        "Fiktiv tannlege Kvit Tann",
        "nn",
    ),
    DemoPerson(
        "supplier",
        "Demo Lev Leverandør",
        _("Contact at a made-up supplier"),
        Role.SECURITY_OFFICER,
        "Fiktiv Journal og Plaster AS",
    ),
    DemoPerson("supervisor", "Demo Tilla Tilsyn", _("Supervisor"), Role.SUPERVISOR),
)


def load_sector(*, by: Viewer, at: datetime) -> SectorLoaded:
    """The shipped sector with its made-up part; see :func:`sector.load_sector`."""
    return sector.load_sector(by=by, at=at, with_made_up=True)


def load_made_up_sector(*, by: Viewer, at: datetime, count: int, seed: int) -> RegisterImport:
    """Take in a made-up sector of any size, as if the register held it; what is there stays.

    Raises
    ------
    NotReady
        ``demo.mode_off`` outside demo mode.
    InvalidInput
        ``made_up.count``.
    """
    units = made_up_units(
        count,
        seed=seed,
        municipalities=catalogue.municipalities_by_size(),
        names=catalogue.sector_rules().names["SN2025"],
    )
    with tempfile.TemporaryFile() as file:
        enhetsregisteret.write_json(units, cast("BinaryIO", file))
        file.seek(0)
        files = [RegisterFile(f"made-up-{seed}.json", cast("BinaryIO", file))]
        saved = operations.read_register(by=by, at=at, files=files, with_made_up=True)
    return operations.apply_import(by=by, at=at, import_id=saved.pk)


@transaction.atomic
def load_demo_people(*, by: Viewer, at: datetime) -> tuple[DemoPerson, ...]:
    """Make the demo accounts with their roles, unless they are there; all of them are returned.

    Every account has the password :data:`DEMO_PASSWORD`. The sector must be loaded first.

    Raises
    ------
    NotReady
        ``demo.mode_off`` outside demo mode, ``demo.sector_missing`` before the sector.
    NotAllowed
        Unless the viewer may manage people in the whole sector.
    """
    if not settings.IS_DEMO:
        raise NotReady("demo.mode_off")
    by.require(Permission.MANAGE_PEOPLE)
    known = set(User.objects.filter(is_demo=True).values_list("email", flat=True))
    missing = [person for person in DEMO_PEOPLE if person.email not in known]
    if not missing:
        return DEMO_PEOPLE
    places = {actor.name: actor for actor in Actor.objects.filter(name__in=_places(missing))}
    if set(places) != _places(missing):
        raise NotReady("demo.sector_missing")
    # One hash for all: it is slow on purpose, and the password is no secret.
    password = make_password(DEMO_PASSWORD)
    grants = [_join(person, places, password, at) for person in missing]
    changes = {"people": [person.email for person in missing]}
    audit.record(by, "demo.people_loaded", grants[0], at=at, path=WHOLE_SECTOR, changes=changes)
    return DEMO_PEOPLE


def _join(person: DemoPerson, places: dict[str, Actor], password: str, at: datetime) -> Grant:
    user = User.objects.create(
        email=person.email,
        name=person.name,
        language=person.language,
        password=password,
        is_demo=True,
    )
    actor = places.get(person.actor)
    return Grant.objects.create(
        user=user,
        role=person.role,
        actor=actor,
        path=actor.path if actor else WHOLE_SECTOR,
        valid_from=timezone.localdate(at) - _IN_ROLE_FOR,
    )


def _places(people: list[DemoPerson]) -> set[str]:
    return {person.actor for person in people if person.actor}
