"""What became of a requirement in other versions of its set.

Versions follow each other in a chain. Between two that stand next to each other, each requirement
of the later one names those of the earlier one that live on in it; where it says nothing, the
same identifier is the same requirement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from samvern.engine.errors import InvalidInput, NotFound, Problem
from samvern.engine.frameworks.document import Framework, Requirement

#: Identifiers of one version to those of another in which they live on, in order.
Successors = Mapping[str, tuple[str, ...]]


class Fate(StrEnum):
    """What happened to a requirement from one version to the next one."""

    KEPT = "kept"  # the same identifier, alone
    RENUMBERED = "renumbered"  # another identifier, alone
    SPLIT = "split"  # lives on in several
    MERGED = "merged"  # lives on together with others
    REMOVED = "removed"  # lives on in none


@dataclass(frozen=True)
class FollowStep:
    """Where a requirement has got to in a version, and what happened on the way there."""

    version: str
    ids: tuple[str, ...]
    fates: tuple[Fate, ...]


@dataclass(frozen=True)
class Followed:
    """The way of a requirement from one version to another."""

    framework: str
    version: str
    id: str
    steps: tuple[FollowStep, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Where it lives on; nothing when it was removed on the way."""
        return self.steps[-1].ids if self.steps else (self.id,)

    @property
    def fates(self) -> tuple[Fate, ...]:
        """Everything that happened on the way, each once."""
        happened = {fate for step in self.steps for fate in step.fates}
        return tuple(fate for fate in Fate if fate in happened)

    @property
    def is_plain(self) -> bool:
        """Whether whatever pointed at it can point at its successor without being asked.

        Not when it was split, merged or removed: what was said of it may not hold any longer.
        """
        return not {Fate.SPLIT, Fate.MERGED, Fate.REMOVED}.intersection(self.fates)

    def to_json(self) -> dict[str, object]:
        """The way as plain values."""
        return {
            "framework": self.framework,
            "version": self.version,
            "id": self.id,
            "is_plain": self.is_plain,
            "steps": [
                {"version": step.version, "ids": list(step.ids), "fates": list(step.fates)}
                for step in self.steps
            ],
        }


def chain_of(versions: Iterable[Framework]) -> tuple[Framework, ...]:
    """Put the versions of one set in order, earliest first.

    Raises
    ------
    InvalidInput
        ``framework_chain.invalid``: the versions are of different sets, one stands twice, or
        they do not follow each other in one line.
    """
    every = list(versions)
    by_version = {each.version: each for each in every}
    problems = [
        Problem.of("framework_chain.other_set", where=each.version, found=each.id, id=every[0].id)
        for each in every
        if each.id != every[0].id
    ]
    if len(by_version) < len(every):
        problems.append(Problem.of("framework_chain.repeated"))
    followed = [each.follows_version for each in every if each.follows_version in by_version]
    first = [each for each in every if each.follows_version not in by_version]
    if every and (len(first) != 1 or len(set(followed)) < len(followed)):
        names = ", ".join(each.version for each in every)
        problems.append(Problem.of("framework_chain.not_one_line", versions=names))
    if problems:
        raise InvalidInput("framework_chain.invalid", problems=problems)
    next_of = {each.follows_version: each for each in every}
    ordered = first
    while ordered and ordered[-1].version in next_of:
        ordered.append(next_of[ordered[-1].version])
    return tuple(ordered)


def predecessors(requirement: Requirement, earlier: Iterable[str]) -> tuple[str, ...]:
    """The requirements of the earlier version that live on in one of the later version."""
    if requirement.follows is not None:
        return requirement.follows
    return (requirement.id,) if requirement.id in earlier else ()


def successors(before: Framework, after: Framework) -> Successors:
    """Where each requirement of a version lives on in the one that follows it.

    Raises
    ------
    InvalidInput
        ``framework_chain.invalid`` when requirements follow some that are not there.
    """
    known = {each.id: None for each in before.requirements}
    found: dict[str, list[str]] = {identifier: [] for identifier in known}
    problems = []
    for requirement in after.requirements:
        for earlier in predecessors(requirement, known):
            if earlier in found:
                found[earlier].append(requirement.id)
            else:
                problems.append(
                    Problem.of(
                        "framework_chain.follows_unknown",
                        where=requirement.id,
                        id=earlier,
                        version=before.version,
                    )
                )
    if problems:
        raise InvalidInput("framework_chain.invalid", problems=problems)
    return {identifier: tuple(later) for identifier, later in found.items()}


def converse(found: Successors, later: Iterable[str]) -> Successors:
    """The same ties read backwards: from each requirement of the later version to the earlier."""
    back: dict[str, list[str]] = {identifier: [] for identifier in later}
    for earlier, ends in found.items():
        for end in ends:
            back[end].append(earlier)
    return {identifier: tuple(ends) for identifier, ends in back.items()}


def follow(requirement: str, versions: Sequence[Framework], *, start: str, end: str) -> Followed:
    """Follow a requirement from one version of its set to another, forwards or backwards.

    Parameters
    ----------
    versions
        A chain, as :func:`chain_of` gives it.
    start, end
        Versions of the chain.

    Raises
    ------
    NotFound
        ``framework.version_unknown`` or ``requirement.unknown``.

    Examples
    --------
    >>> from samvern.engine.frameworks.document import FrameworkKind
    >>> old = Framework(
    ...     "F",
    ...     "1",
    ...     {},
    ...     "P",
    ...     FrameworkKind.LAW,
    ...     requirements=(Requirement("a", {"nb": "A"}),),
    ... )
    >>> new = Framework(
    ...     "F",
    ...     "2",
    ...     {},
    ...     "P",
    ...     FrameworkKind.LAW,
    ...     follows_version="1",
    ...     requirements=(Requirement("b", {"nb": "A"}, follows=("a",)),),
    ... )
    >>> found = follow("a", [old, new], start="1", end="2")
    >>> found.ids, found.fates[0].value, found.is_plain
    (('b',), 'renumbered', True)
    """
    way = _way(versions, start, end)
    if requirement not in {each.id for each in way.begins.requirements}:
        raise NotFound("requirement.unknown", id=requirement, version=start)
    return way.follow(requirement)


def follow_all(versions: Sequence[Framework], *, start: str, end: str) -> Mapping[str, Followed]:
    """Follow every requirement of a version to another; parameters and errors as :func:`follow`."""
    way = _way(versions, start, end)
    return {each.id: way.follow(each.id) for each in way.begins.requirements}


@dataclass(frozen=True)
class _Stretch:
    """From a version to the one beside it; ``origins`` counts what leads to each requirement."""

    version: str
    ties: Successors
    origins: Mapping[str, int]


@dataclass(frozen=True)
class _Way:
    """The stretches from a version to another."""

    begins: Framework
    stretches: tuple[_Stretch, ...]

    def follow(self, requirement: str) -> Followed:
        reached: tuple[str, ...] = (requirement,)
        steps = []
        for stretch in self.stretches:
            step = _step(reached, stretch)
            steps.append(step)
            reached = step.ids
        return Followed(self.begins.id, self.begins.version, requirement, tuple(steps))


def _way(versions: Sequence[Framework], start: str, end: str) -> _Way:
    place = {each.version: number for number, each in enumerate(versions)}
    for version in (start, end):
        if version not in place:
            raise NotFound("framework.version_unknown", version=version)
    first, last = place[start], place[end]
    is_forwards = first <= last
    way = versions[first : last + 1] if is_forwards else versions[last : first + 1][::-1]
    stretches = []
    for here, there in pairwise(way):
        ties = _ties(here, there, is_forwards=is_forwards)
        origins = Counter(end for ends in ties.values() for end in ends)
        stretches.append(_Stretch(there.version, ties, origins))
    return _Way(versions[first], tuple(stretches))


def _ties(here: Framework, there: Framework, *, is_forwards: bool) -> Successors:
    if is_forwards:
        return successors(here, there)
    return converse(successors(there, here), [each.id for each in here.requirements])


def _step(reached: tuple[str, ...], stretch: _Stretch) -> FollowStep:
    """One step on the way; the fates are those of everything that was followed so far."""
    ties, origins = stretch.ties, stretch.origins
    ids = tuple(dict.fromkeys(end for each in reached for end in ties[each]))
    happened = {_fate(each, ties[each]) for each in reached}
    if any(origins[end] > 1 for end in ids):
        happened = {*(happened - {Fate.KEPT, Fate.RENUMBERED}), Fate.MERGED}
    return FollowStep(stretch.version, ids, tuple(fate for fate in Fate if fate in happened))


def _fate(identifier: str, ends: tuple[str, ...]) -> Fate:
    if not ends:
        return Fate.REMOVED
    if len(ends) > 1:
        return Fate.SPLIT
    return Fate.KEPT if ends == (identifier,) else Fate.RENUMBERED
