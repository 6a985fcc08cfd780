"""What else than a role at the organisation lets somebody see or add evidence.

Modules above register here when they start, such as for answers that were delegated to somebody::

    visibility.add_reader(lambda viewer: Q(pk__in=evidence_of_delegated_answers(viewer)))
    visibility.add_keeper(lambda viewer, actor: has_delegation(viewer, actor))

Whoever reads a piece only because it was frozen into something that they read, such as what was handed
in, sees it as it was then, and nothing that became of it since::

    visibility.add_frozen_reader(lambda viewer: Q(pk__in=evidence_of_submissions(viewer)))
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
_frozen_readers: list[ReaderSource] = []
_keepers: list[KeeperSource] = []


def add_reader(source: ReaderSource) -> None:
    """Have a module let people follow evidence that its own things rest on."""
    if source not in _readers:
        _readers.append(source)


def add_frozen_reader(source: ReaderSource) -> None:
    """Have a module let people see evidence as it was when it was frozen into something of its own."""
    if source not in _frozen_readers:
        _frozen_readers.append(source)


def add_keeper(source: KeeperSource) -> None:
    """Have a module let people add evidence for its own things."""
    if source not in _keepers:
        _keepers.append(source)


def followed_besides(viewer: Viewer) -> list[Q]:
    """What each module lets this viewer follow."""
    return [source(viewer) for source in _readers]


def seen_frozen(viewer: Viewer) -> list[Q]:
    """What each module lets this viewer see as it was."""
    return [source(viewer) for source in _frozen_readers]


def may_keep_besides(viewer: Viewer, actor: Actor) -> bool:
    """Whether any module lets this viewer add evidence there."""
    return any(source(viewer, actor) for source in _keepers)
