"""Who will see an assessment, by name: told before the first answer, from the roles in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from samvern.apps.actors.models import Actor, Grant
from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.permissions import Permission
from samvern.base.permissions import holders
from samvern.base.viewer import WHOLE_SECTOR
from samvern.engine.assessments import Confidentiality


@dataclass(frozen=True)
class Reader:
    """Somebody who sees every answer, and where they hold the role that lets them."""

    user_id: int
    name: str
    place: str


@dataclass(frozen=True)
class Readers:
    """Those who see every answer; ``receivers`` counts those who see what is handed in besides."""

    everything: tuple[Reader, ...]
    receivers: int = 0


def readers_of(assessment: Assessment, *, on: date) -> Readers:
    """Who will see what of an assessment that the viewer was given: one query.

    It tells the names of those in charge of security to whoever is to answer, since an answer is
    given to people and not to a role.
    """
    own, others = holders(Permission.READ_OWN), holders(Permission.READ_REPORTED)
    found = (
        Grant.objects.in_force(on)
        .filter(path__in=over(assessment.actor), role__in=[*own, *others], user__is_active=True)
        .select_related("user", "actor")
        .order_by("-path", "user__name", "pk")
    )
    everything: dict[int, Reader] = {}
    receivers = set()
    for grant in found:
        if grant.role in own:
            place = grant.actor.name if grant.actor else ""
            everything.setdefault(grant.user_id, Reader(grant.user_id, grant.user.name, place))
        else:
            receivers.add(grant.user_id)
    is_reported = assessment.confidentiality == Confidentiality.REPORTED
    return Readers(
        tuple(everything.values()),
        len(receivers.difference(everything)) if is_reported else 0,
    )


def colleagues_at(actor: Actor, *, on: date) -> tuple[str, ...]:
    """The names of those with a role at an organisation itself, for whoever answers for it."""
    found = Grant.objects.in_force(on).filter(actor=actor, user__is_active=True)
    names = found.order_by("user__name").values_list("user__name", flat=True)
    return tuple(dict.fromkeys(names))


def over(actor: Actor) -> list[str]:
    """Every place on the tree that an actor lies under, itself included."""
    steps = actor.path.strip("/").split("/")
    return [WHOLE_SECTOR, *(f"/{path}/" for path in accumulate(steps, "{}/{}".format))]
