"""What else than a role at the organisation lets somebody see or add evidence.

Modules above register here when they start, such as for answers that were delegated to somebody::

    visibility.add_reader(lambda viewer: Q(pk__in=evidence_of_delegated_answers(viewer)))
    visibility.add_keeper(lambda viewer, actor: has_delegation(viewer, actor))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Q

from samvern.base.viewer import Viewer

if TYPE_CHECKING:
    from samvern.apps.actors.models import Actor

#: A condition on evidence, by ``pk__in`` of a subquery so that no row comes twice; an empty one
#: lets nothing through.
ReaderSource = Callable[[Viewer], Q]
#: Whether somebody may add evidence at an organisation, and revise what they added themselves.
KeeperSource = Callable[[Viewer, "Actor"], bool]

_readers: list[ReaderSource] = []
_keepers: list[KeeperSource] = []


def add_reader(source: ReaderSource) -> None:
    """Have a module let people see evidence that its own things rest on."""
    if source not in _readers:
        _readers.append(source)


def add_keeper(source: KeeperSource) -> None:
    """Have a module let people add evidence for its own things."""
    if source not in _keepers:
        _keepers.append(source)


def seen_besides(viewer: Viewer) -> list[Q]:
    """What each module lets this viewer see."""
    return [source(viewer) for source in _readers]


def may_keep_besides(viewer: Viewer, actor: Actor) -> bool:
    """Whether any module lets this viewer add evidence there."""
    return any(source(viewer, actor) for source in _keepers)
