"""What must hold of a mapping before it is stored, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.frameworks.models import Requirement
from samvern.apps.mappings.models import RequirementMapping
from samvern.apps.mappings.permissions import Permission
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotAllowed, Problem
from samvern.engine.mappings import Rationale, Relation, Style

#: The longest reason, and the longest note of a reviewer.
MAX_WHY = 2000
#: The longest name of a mapper or reviewer.
MAX_NAME = 200


@dataclass(frozen=True)
class Place:
    """A requirement by the code and version of its set, and its own number."""

    framework: str
    version: str
    requirement: str


@dataclass(frozen=True)
class Said:
    """What a mapper says of two requirements; see the engine for what each means."""

    relation: Relation
    style: Style = Style.SET_THEORY
    rationale: Rationale | None = None
    why: str = ""
    confidence: float | None = None


def require_somewhere(by: Viewer, permission: Permission) -> None:
    """Mappings are the whole sector's: a role anywhere gives the permission. ``NotAllowed``."""
    if not by.may_somewhere(permission):
        raise NotAllowed("permission.missing", permission=str(permission))


def is_own(by: Viewer, mapping: RequirementMapping) -> bool:
    """Whether the viewer made a mapping, brought it in, or goes by the name of its mapper."""
    is_by_user = by.user_id is not None and mapping.by_user_id == by.user_id
    return is_by_user or mapping.mapper.casefold() == by.name.casefold()


def check_ends(source: Requirement, target: Requirement) -> None:
    """Refuse to map within a set, and what nobody can fulfil.

    Raises
    ------
    InvalidInput
        ``mappings.same_framework``, ``mapping.not_assessable``.
    """
    if source.requirement_set.code == target.requirement_set.code:
        raise InvalidInput("mappings.same_framework", framework=source.requirement_set.code)
    for end in (source, target):
        if end.is_withdrawn or not end.is_assessable:
            raise InvalidInput("mapping.not_assessable", id=end.code)


def check_said(said: Said) -> None:
    """Refuse what cannot be kept.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` with a problem for each field.
    """
    problems = []
    if said.confidence is not None and not 0 <= said.confidence <= 1:
        problems.append(
            Problem.of("mappings.confidence", where="confidence", found=said.confidence)
        )
    if len(said.why) > MAX_WHY or "\0" in said.why:
        problems.append(Problem.of("field.too_long", where="why", most=MAX_WHY))
    if problems:
        raise InvalidInput("mapping.invalid", problems=problems)


def checked_note(note: str, *, is_needed: bool) -> str:
    """A note as it is kept.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` with a problem at ``note``.
    """
    if len(note) > MAX_WHY or "\0" in note:
        problem = Problem.of("field.too_long", where="note", most=MAX_WHY)
        raise InvalidInput("mapping.invalid", problems=[problem])
    if is_needed and not note.strip():
        problem = Problem.of("mapping.note_missing", where="note")
        raise InvalidInput("mapping.invalid", problems=[problem])
    return note.strip()
