"""Changes that take back what an earlier import said: the sign of a file older than the last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from samvern.apps.actors.models import ChangeState, RegisterChange


def count_set_back(changes: Iterable[RegisterChange]) -> int:
    """How many of these give a field back a value that an applied import had taken from it."""
    changed = [change for change in changes if change.diff]
    numbers = {change.org_number for change in changed}
    applied = RegisterChange.objects.filter(state=ChangeState.APPLIED, org_number__in=numbers)
    steps: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, diff in applied.values_list("org_number", "diff"):
        steps[number].append(diff)
    return sum(_is_set_back(change.diff, steps[change.org_number]) for change in changed)


def _is_set_back(diff: dict[str, Any], steps: list[dict[str, Any]]) -> bool:
    return any(
        list(step.get(field, ())) == [after, before]
        for step in steps
        for field, (before, after) in diff.items()
    )
