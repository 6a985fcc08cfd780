"""Paths of the actor tree, kept in step by whoever moves a branch."""

from __future__ import annotations

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Substr

from samvern.apps.actors.models import Actor, Grant
from samvern.base.viewer import WHOLE_SECTOR


def carry_along(old: str, new: str) -> None:
    """Give everything below an old path its new one, and then the roles held there.

    An update waits for those who are registering something below, but does not see what they
    then have registered; so it is repeated until nothing is left behind.
    """
    path = Concat(Value(new), Substr(F("path"), len(old) + 1), output_field=CharField())
    while Actor.objects.filter(path__startswith=old).update(path=path):
        pass
    Grant.objects.filter(path__startswith=old).update(path=path)


def give_paths() -> None:
    """Give every actor that was saved in bulk its path; those above it must have theirs."""
    above = Actor.objects.filter(pk=OuterRef("parent_id")).values("path")
    path = Concat(
        Coalesce(Subquery(above), Value(WHOLE_SECTOR)),
        Cast(F("pk"), CharField()),
        Value("/"),
        output_field=CharField(),
    )
    Actor.objects.filter(path=WHOLE_SECTOR).update(path=path)
