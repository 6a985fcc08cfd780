"""Everybody who may come to look, and the organisations that they stand at.

::

    region              region_officer
    ├── hospital        officer, owner, colleague, helper; nearly every text is this one's
    │   └── department  officer_below
    └── other_hospital  officer_elsewhere
    supplier            supplier

The authority and the supervisor stand above them all; the stranger is logged in and holds no role;
anonymous is not logged in. The helper is a colleague to whom some things are handed.
"""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.actors.models import Actor, ActorKind
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import ANONYMOUS, Viewer, viewer_for
from tests.factories import actors, users

#: What each holds, and where; nothing stands for the whole sector.
ROLES: dict[str, tuple[Role, str]] = {
    "authority": (Role.SECTOR_AUTHORITY, ""),
    "officer": (Role.SECURITY_OFFICER, "hospital"),
    "supervisor": (Role.SUPERVISOR, ""),
    "owner": (Role.MEASURE_OWNER, "hospital"),
    "helper": (Role.CONTRIBUTOR, "hospital"),
    "colleague": (Role.CONTRIBUTOR, "hospital"),
    "region_officer": (Role.SECURITY_OFFICER, "region"),
    "officer_below": (Role.SECURITY_OFFICER, "department"),
    "officer_elsewhere": (Role.SECURITY_OFFICER, "other_hospital"),
    "supplier": (Role.SECURITY_OFFICER, "supplier"),
}
CAST = (*ROLES, "stranger", "anonymous")
#: Those who hold a role that somebody before them holds elsewhere.
ALSO = frozenset({"colleague", "region_officer", "officer_below", "officer_elsewhere", "supplier"})

#: Who each of them is in the document that says who sees what.
DESCRIBED = {
    "authority": "the sector authority",
    "officer": "the organisation's own security officer",
    "supervisor": "the supervisor",
    "owner": "a measure owner",
    "helper": "whom it was handed to",
    "colleague": "a contributor of the organisation",
    "region_officer": "the security officer above the organisation",
    "officer_below": "a security officer below it",
    "officer_elsewhere": "the security officer of another hospital",
    "supplier": "the security officer of a supplier",
    "stranger": "somebody without a role",
    "anonymous": "somebody who is not logged in",
}


@dataclass(frozen=True)
class Sector:
    """The organisations and the people; anonymous has no user."""

    actors: dict[str, Actor]
    people: dict[str, User]

    def viewer(self, member: str) -> Viewer:
        """A member of the cast as somebody who reads or acts."""
        user = self.people.get(member)
        return viewer_for(user) if user else ANONYMOUS

    def member(self, user_id: int | None) -> frozenset[str]:
        """Who of the cast a user is."""
        return frozenset(name for name, user in self.people.items() if user.pk == user_id)

    def officers(self, path: str) -> frozenset[str]:
        """The security officers of what stands there on the tree, and of all above it.

        Reckoned here from the roles of the cast, and not by the code under test.
        """
        return frozenset(
            member
            for member, (role, place) in ROLES.items()
            if role is Role.SECURITY_OFFICER and path.startswith(self.actors[place].path)
        )


def small_sector() -> Sector:
    """Save the cast and their organisations."""
    region = actors.actor("Region", kind=ActorKind.REGIONAL_AUTHORITY)
    hospital = actors.actor("Hospital", parent=region)
    places = {
        "region": region,
        "hospital": hospital,
        "department": actors.actor(
            "Department", parent=hospital, kind=ActorKind.HOSPITAL, without_number=True
        ),
        "other_hospital": actors.actor("Other hospital", parent=region),
        "supplier": actors.actor("Supplier", kind=ActorKind.SUPPLIER),
    }
    people = {name: users.user(name.replace("_", " ").capitalize()) for name in CAST[:-1]}
    for name, (role, place) in ROLES.items():
        actors.grant(people[name], role, places.get(place))
    return Sector(places, people)
