"""Two versions of a requirement set compared: what came, what went, and what says something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import pairwise

from samvern.engine.errors import InvalidInput
from samvern.engine.frameworks.document import (
    WORDED_FIELDS,
    Framework,
    Requirement,
    WordingSource,
)
from samvern.engine.frameworks.following import Successors, converse, successors
from samvern.engine.programme.document import LANGUAGES


class Change(StrEnum):
    """What happened to requirements from one version to another."""

    ADDED = "added"
    REMOVED = "removed"
    SPLIT = "split"  # one earlier, several later
    MERGED = "merged"  # several earlier, one later
    REGROUPED = "regrouped"  # several on both sides
    RENUMBERED = "renumbered"  # another identifier
    MOVED = "moved"  # under another heading
    REWORDED = "reworded"  # title or text says something else
    CHANGED = "changed"  # anything else about it


#: Fields with a text for each language.
_TEXTS = ("title", "text", "description", "source", "licence")

#: What the source of a wording is told as, with the field that it is of behind it.
SOURCES = "sources."

#: Fields of a requirement that are told as renumbered or moved, that tie versions, or by wording.
_TOLD_OTHERWISE = frozenset({"id", "parent", "follows", "sources"})

#: Lists of sentences: told are only those that the other side does not have.
_LISTS = ("wording_sources", "gaps")


@dataclass(frozen=True)
class FieldChange:
    """What a field said before and says after; ``language`` for fields that have one.

    The source of a wording is a field of its own, such as ``sources.title``: its identifier, and
    how far it can be trusted in brackets.
    """

    field: str
    before: str
    after: str
    language: str = ""

    def to_json(self) -> dict[str, object]:
        """The change as plain values."""
        return {
            "field": self.field,
            "language": self.language or None,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True)
class RequirementChange:
    """What happened to a requirement, or to several that live on in each other.

    Fields are compared where one requirement lives on in exactly one.
    """

    earlier: tuple[str, ...]
    later: tuple[str, ...]
    changes: tuple[Change, ...]
    fields: tuple[FieldChange, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The change as plain values."""
        return {
            "earlier": list(self.earlier),
            "later": list(self.later),
            "changes": list(self.changes),
            "fields": [each.to_json() for each in self.fields],
        }


@dataclass(frozen=True)
class FrameworkComparison:
    """What is different between two versions; requirements without a change are only counted.

    ``is_by_id`` when nothing says what follows what, so that the same identifier was taken for
    the same requirement.
    """

    framework: str
    before: str
    after: str
    head: tuple[FieldChange, ...]
    requirements: tuple[RequirementChange, ...]
    unchanged: int
    is_by_id: bool

    @property
    def is_same(self) -> bool:
        """Whether nothing is different."""
        return not self.head and not self.requirements

    def count(self, change: Change) -> int:
        """How many requirements, or groups of them, a change happened to."""
        return sum(change in each.changes for each in self.requirements)

    def to_json(self) -> dict[str, object]:
        """The comparison as plain values."""
        return {
            "framework": self.framework,
            "before": self.before,
            "after": self.after,
            "is_by_id": self.is_by_id,
            "unchanged": self.unchanged,
            "head": [each.to_json() for each in self.head],
            "requirements": [each.to_json() for each in self.requirements],
        }


def compare(
    before: Framework, after: Framework, *, between: Sequence[Framework] = ()
) -> FrameworkComparison:
    """Compare two versions of a set, or two states of the same version.

    Parameters
    ----------
    between
        The versions that stand between them, in order. When there are none and the later version
        does not follow the earlier one, requirements are told apart by their identifiers.

    Raises
    ------
    InvalidInput
        ``framework.other_set`` for two different sets, ``framework_chain.invalid``.

    Examples
    --------
    >>> from samvern.engine.frameworks.document import FrameworkKind
    >>> old = Framework(
    ...     "F",
    ...     "1",
    ...     {},
    ...     "P",
    ...     FrameworkKind.LAW,
    ...     requirements=(Requirement("1", {"nb": "Kartlegg"}),),
    ... )
    >>> new = Framework(
    ...     "F",
    ...     "2",
    ...     {},
    ...     "P",
    ...     FrameworkKind.LAW,
    ...     requirements=(Requirement("1", {"nb": "Kartlegg alt"}),),
    ... )
    >>> [change] = compare(old, new).requirements
    >>> change.changes[0].value, change.fields[0].after
    ('reworded', 'Kartlegg alt')
    """
    if before.id != after.id:
        raise InvalidInput("framework.other_set", before=before.id, after=after.id)
    is_by_id = not between and after.follows_version != before.version
    ties = _same_ids(before, after) if is_by_id else _ties((before, *between, after))
    back = converse(ties, [each.id for each in after.requirements])
    earlier = {each.id: each for each in before.requirements}
    later = {each.id: each for each in after.requirements}
    sides = (before, after)
    told = []
    unchanged = 0
    for old, new in _groups(ties, back):
        change = _change(old, new, earlier, later, ties, sides)
        if change.changes:
            told.append(change)
        else:
            unchanged += 1
    head = tuple(_differences(before, after, frozenset({"version", "requirements"})))
    return FrameworkComparison(
        before.id, before.version, after.version, head, tuple(told), unchanged, is_by_id
    )


def _same_ids(before: Framework, after: Framework) -> Successors:
    known = {each.id for each in after.requirements}
    return {each.id: (each.id,) if each.id in known else () for each in before.requirements}


def _ties(way: Sequence[Framework]) -> Successors:
    found: Successors = {each.id: (each.id,) for each in way[0].requirements}
    for here, there in pairwise(way):
        step = successors(here, there)
        found = {
            start: tuple(dict.fromkeys(end for each in reached for end in step[each]))
            for start, reached in found.items()
        }
    return found


def _groups(
    ties: Successors, back: Successors
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Requirements that live on in each other, in the order of the later version; the gone last."""
    taken: set[str] = set()
    gone = [(earlier, True) for earlier in ties]
    for start, is_earlier in [*((later, False) for later in back), *gone]:
        if start in taken and not is_earlier:
            continue
        if is_earlier and ties[start]:
            continue
        old, new = ({start}, set[str]()) if is_earlier else (set[str](), {start})
        waiting = [(start, is_earlier)]
        while waiting:
            each, is_old = waiting.pop()
            reached, side = (ties[each], new) if is_old else (back[each], old)
            waiting += [(other, not is_old) for other in reached if other not in side]
            side.update(reached)
        taken |= new
        yield (
            tuple(each for each in ties if each in old),
            tuple(each for each in back if each in new),
        )


def _change(
    old: tuple[str, ...],
    new: tuple[str, ...],
    earlier: Mapping[str, Requirement],
    later: Mapping[str, Requirement],
    ties: Successors,
    sides: tuple[Framework, Framework],
) -> RequirementChange:
    if len(old) != 1 or len(new) != 1:
        return RequirementChange(old, new, (_of_many(len(old), len(new)),))
    before, after = earlier[old[0]], later[new[0]]
    differing = (
        *_differences(before, after, _TOLD_OTHERWISE),
        *_of_sources(before, after, sides),
    )
    is_moved = after.parent not in (ties.get(before.parent) or (before.parent,))
    worded = {each.field for each in differing}
    happened = {
        Change.RENUMBERED: before.id != after.id,
        Change.MOVED: is_moved,
        Change.REWORDED: bool(worded & {"title", "text"}),
        Change.CHANGED: bool(worded - {"title", "text"}),
    }
    if is_moved:
        differing = (FieldChange("parent", before.parent, after.parent), *differing)
    return RequirementChange(
        old, new, tuple(change for change, is_so in happened.items() if is_so), differing
    )


def _of_many(old: int, new: int) -> Change:
    if not old or not new:
        return Change.REMOVED if old else Change.ADDED
    if old == 1:
        return Change.SPLIT
    return Change.MERGED if new == 1 else Change.REGROUPED


def _differences(
    before: Framework | Requirement, after: Framework | Requirement, left_out: frozenset[str]
) -> Iterator[FieldChange]:
    """Every field that says something else, texts by language."""
    for each in fields(before):
        if each.name in left_out:
            continue
        old, new = getattr(before, each.name), getattr(after, each.name)
        if each.name in _TEXTS:
            for language in dict.fromkeys((*LANGUAGES, *old, *new)):
                one, other = old.get(language, ""), new.get(language, "")
                if one != other:
                    yield FieldChange(each.name, one, other, language)
        elif old != new:
            if each.name in _LISTS and set(map(_in_line, old)) != set(map(_in_line, new)):
                old, new = _only_in(old, new), _only_in(new, old)
            yield FieldChange(each.name, _in_line(old), _in_line(new))


def _only_in(these: tuple[object, ...], others: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(each for each in these if each not in others)


def _of_sources(
    before: Requirement, after: Requirement, sides: tuple[Framework, Framework]
) -> Iterator[FieldChange]:
    """The sources of wordings that are said otherwise, by field and language."""
    for name in WORDED_FIELDS:
        old, new = before.sources.get(name, {}), after.sources.get(name, {})
        for language in dict.fromkeys((*LANGUAGES, *old, *new)):
            if old.get(language) == new.get(language):
                continue
            one = _source(sides[0], before, name, language)
            other = _source(sides[1], after, name, language)
            if one == other:  # said by the requirement on one side, by the whole set on the other
                one, other = old.get(language, ""), new.get(language, "")
            yield FieldChange(f"{SOURCES}{name}", one, other, language)


def _source(framework: Framework, requirement: Requirement, name: str, language: str) -> str:
    """Where a wording is from, and how far it can be trusted."""
    source = framework.wording_source(requirement, name, language)
    return f"{source.id} ({source.status.value})" if source else ""


def _in_line(value: object) -> str:
    """A value of a field in one line."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_in_line(each)}" for key, each in value.items())
    if isinstance(value, tuple):
        return "; ".join(_in_line(each) for each in value)
    if isinstance(value, WordingSource):
        return f"{value.id} ({value.status}) {_in_line(value.says)}".strip()
    return str(value)
