"""Actors, successions and grants."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    FactSource,
    Grant,
    Succession,
    SuccessionKind,
)
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import WHOLE_SECTOR
from samvern.engine.org_number import check_digit

LONG_AGO = date(2020, 1, 1)
_numbers = itertools.count(1)


def org_number(*, synthetic: bool = False) -> str:
    """A number nobody has yet, of real form or from the synthetic range."""
    start = 39 if synthetic else 90
    while True:
        first = f"{start}{next(_numbers):06d}"
        digit = check_digit(first)
        if digit is not None:
            return f"{first}{digit}"


def actor(
    name: str = "",
    *,
    parent: Actor | None = None,
    made_up: bool = False,
    without_number: bool = False,
    ceased_on: date | None = None,
    **fields: Any,
) -> Actor:
    """A saved hospital trust with a number; traits: made up, without a number, ceased."""
    number = fields.pop("org_number", None)
    if not without_number:
        number = number or org_number(synthetic=made_up)
    source = FactSource.UNVERIFIED if number else FactSource.GAP
    fields.setdefault("kind", ActorKind.HOSPITAL_TRUST)
    fields.setdefault("source", FactSource.FICTITIOUS if made_up else source)
    return Actor.objects.create(
        name=name or f"Actor {next(_numbers)}",
        parent=parent,
        org_number=number,
        valid_to=ceased_on,
        **fields,
    )


def succession(
    predecessor: Actor,
    successor: Actor,
    on: date = date(2024, 1, 1),
    kind: SuccessionKind = SuccessionKind.MERGER,
) -> Succession:
    """A saved succession; after a merger or renaming the predecessor has ceased."""
    if kind.passes_everything:
        predecessor.valid_to = on
        predecessor.save()
    return Succession.objects.create(predecessor=predecessor, successor=successor, on=on, kind=kind)


def grant(
    user: User,
    role: Role,
    on: Actor | None = None,
    *,
    since: date = LONG_AGO,
    until: date | None = None,
) -> Grant:
    """A saved role at an actor, or in the whole sector."""
    return Grant.objects.create(
        user=user,
        role=role,
        actor=on,
        path=on.path if on else WHOLE_SECTOR,
        valid_from=since,
        valid_to=until,
    )
