"""Who is to be written to about something at an actor: those who hold a role there, or above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from samvern.apps.actors.models import Grant
from samvern.base.permissions import Role


class RoleHolders:
    """The holders of a role in the sector on a day, by where on the actor tree they stand.

    No viewer sees them; a role in the whole sector makes nobody a part of an organisation.
    """

    def __init__(self, by_path: Mapping[str, Collection[int]]) -> None:
        self._by_path = by_path
        self.paths: Mapping[int, Sequence[str]] = _turned(by_path)

    @classmethod
    def on(cls, day: date, role: Role) -> RoleHolders:
        """Those whose role holds on a day: one query."""
        found: dict[str, set[int]] = defaultdict(set)
        grants = Grant.objects.in_force(day).filter(
            role=role, actor__isnull=False, user__is_active=True
        )
        for path, user_id in grants.order_by().values_list("path", "user_id"):
            found[path].add(user_id)
        return cls(found)

    def of(self, path: str) -> Collection[int]:
        """The holders at an actor, or at the nearest above it that has any; their keys."""
        while len(path) > 1:
            if path in self._by_path:
                return self._by_path[path]
            path = path[: path.rindex("/", 0, -1) + 1]
        return ()


def holders_over(path: str, roles: Collection[Role], *, on: date) -> set[int]:
    """Who holds one of some roles at a place on the tree, or anywhere above it; their keys.

    No viewer sees them: it is for rules that ask whether there is anybody else. One query.
    """
    above = [path[: end + 1] for end, letter in enumerate(path) if letter == "/"]
    held = Grant.objects.in_force(on).filter(role__in=roles, path__in=above, user__is_active=True)
    return set(held.order_by().values_list("user_id", flat=True))


def _turned(by_path: Mapping[str, Collection[int]]) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for path, users in by_path.items():
        for user in users:
            found[user].append(path)
    return found
