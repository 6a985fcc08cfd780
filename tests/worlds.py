"""The small named cast with which every module tries its permissions.

Two hospitals that do not answer for each other, one with a department, and one person for
each way of standing to the first of them::

    sector
    ├── hospital            officer, owner, colleague
    │   └── department
    └── other_hospital      officer_elsewhere

The authority and the supervisor stand above both; the stranger is logged in and holds no role;
anonymous is not logged in.
"""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.actors.models import Actor
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import ANONYMOUS, Viewer, viewer_for
from tests.factories import actors, users

#: Everybody, from the one who may most to the one who may least.
CAST = (
    "authority",
    "officer",
    "owner",
    "colleague",
    "supervisor",
    "officer_elsewhere",
    "stranger",
    "anonymous",
)


@dataclass(frozen=True)
class World:
    """The actors and the people of the cast; anonymous has no user."""

    hospital: Actor
    department: Actor
    other_hospital: Actor
    people: dict[str, User]

    def user(self, member: str) -> User | None:
        """The account of a member of the cast."""
        return self.people.get(member)

    def viewer(self, member: str) -> Viewer:
        """A member of the cast as somebody who reads or acts."""
        user = self.user(member)
        return viewer_for(user) if user else ANONYMOUS


def small_world() -> World:
    """Save the cast and their actors."""
    hospital = actors.actor("Fjordheim hospital")
    department = actors.actor("Fjordheim laboratory", parent=hospital, without_number=True)
    other_hospital = actors.actor("Nattlys hospital")
    roles: dict[str, tuple[Role, Actor | None]] = {
        "authority": (Role.SECTOR_AUTHORITY, None),
        "officer": (Role.SECURITY_OFFICER, hospital),
        "owner": (Role.MEASURE_OWNER, hospital),
        "colleague": (Role.CONTRIBUTOR, hospital),
        "supervisor": (Role.SUPERVISOR, None),
        "officer_elsewhere": (Role.SECURITY_OFFICER, other_hospital),
    }
    people = {member: users.user(member.capitalize()) for member in (*roles, "stranger")}
    for member, (role, actor) in roles.items():
        actors.grant(people[member], role, actor)
    return World(hospital, department, other_hospital, people)
