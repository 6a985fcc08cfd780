"""What became of the measures of a programme in a later one, and of those who own them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samvern.engine.alphabet import sort_key
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.programme.document import Measure, Programme, Text
from samvern.engine.programme.lineage.likeness import NO_HOLDERS, Holders, holders_of
from samvern.engine.programme.lineage.links import Link, LinkStatus


class GroupKind(StrEnum):
    """What became of measures that are kin, by how many there are on each side."""

    CARRIED_ON = "carried_on"  # one earlier, one later
    SPLIT = "split"  # one earlier, several later
    MERGED = "merged"  # several earlier, one later
    REGROUPED = "regrouped"  # several on both sides
    DROPPED = "dropped"  # an earlier one without kin
    NEW = "new"  # a later one without kin


@dataclass(frozen=True)
class Group:
    """Measures that are kin, as far as links go, or one that has none; in order of publication.

    ``is_settled`` when every link in it is published or confirmed; a measure without kin is
    settled when a person has said so.
    """

    kind: GroupKind
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    links: tuple[Link, ...]
    is_settled: bool


class OwnerChange(StrEnum):
    """What happened to the number of measures that somebody owns."""

    CAME = "came"  # owned none before
    MORE = "more"
    SAME = "same"
    FEWER = "fewer"
    LEFT = "left"  # owns none now


@dataclass(frozen=True)
class OwnerShift:
    """The measures that somebody owned before and owns after, under today's name."""

    owner: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]

    @property
    def change(self) -> OwnerChange:
        """What happened to their number.

        Examples
        --------
        >>> OwnerShift("HOD", ("1.2", "1.4"), ()).change.value
        'left'
        """
        before, after = len(self.earlier), len(self.later)
        if not before:
            return OwnerChange.CAME
        if not after:
            return OwnerChange.LEFT
        if before == after:
            return OwnerChange.SAME
        return OwnerChange.MORE if after > before else OwnerChange.FEWER


@dataclass(frozen=True)
class Side:
    """One of the two programmes, as far as a comparison speaks of it."""

    id: str
    title: Text
    measures: Mapping[str, Text]
    without_owner: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """The side as plain values."""
        return {
            "id": self.id,
            "title": dict(self.title),
            "measures": {code: dict(title) for code, title in self.measures.items()},
            "without_owner": list(self.without_owner),
        }


@dataclass(frozen=True)
class Comparison:
    """Two programmes compared. ``links`` are all that were given, the rejected ones too."""

    earlier: Side
    later: Side
    groups: tuple[Group, ...]
    owners: tuple[OwnerShift, ...]
    links: tuple[Link, ...]

    def of_kind(self, kind: GroupKind) -> tuple[Group, ...]:
        """The groups of one kind, in order."""
        return tuple(group for group in self.groups if group.kind is kind)

    @property
    def settled(self) -> tuple[Group, ...]:
        """The groups that count as fact."""
        return tuple(group for group in self.groups if group.is_settled)

    @property
    def waiting(self) -> tuple[Link, ...]:
        """The proposals that nobody has answered."""
        return tuple(link for link in self.links if link.status is LinkStatus.PROPOSED)

    def to_json(self) -> dict[str, object]:
        """The comparison as ``comparison.schema.json`` describes it."""
        counts = {
            kind.value: {
                "settled": sum(group.is_settled for group in self.of_kind(kind)),
                "with_proposals": len(self.of_kind(kind)),
            }
            for kind in GroupKind
        }
        return {
            "earlier": self.earlier.to_json(),
            "later": self.later.to_json(),
            "counts": counts,
            "waiting": len(self.waiting),
            "groups": [
                {
                    "kind": group.kind.value,
                    "is_settled": group.is_settled,
                    "earlier": list(group.earlier),
                    "later": list(group.later),
                    "links": [link.to_json() for link in group.links],
                }
                for group in self.groups
            ],
            "rejected": [
                link.to_json() for link in self.links if link.status is LinkStatus.REJECTED
            ],
            "owners": [
                {
                    "owner": shift.owner,
                    "change": shift.change.value,
                    "earlier": list(shift.earlier),
                    "later": list(shift.later),
                }
                for shift in self.owners
            ],
        }


def compare(
    earlier: Programme,
    later: Programme,
    links: Sequence[Link],
    *,
    holders: Holders = NO_HOLDERS,
) -> Comparison:
    """Say what became of each measure, as far as links go.

    Parameters
    ----------
    links
        All that is said or proposed, in any order. A proposal that goes against what is settled
        is passed over.
    holders
        Who holds today what each owner's name held, so that an owner with a new name is no
        other owner.

    Returns
    -------
    Comparison
        Every measure of both programmes stands in exactly one group. Groups are ordered by
        kind, then by publication; owners by how many measures they lost or gained, then by name.

    Raises
    ------
    InvalidInput
        ``lineage.invalid``: links to measures that do not exist, said twice, or against each
        other.

    Examples
    --------
    >>> from samvern.engine.programme.document import Measure
    >>> def programme(*codes):
    ...     measures = tuple(Measure(code, "1", {"nb": code}) for code in codes)
    ...     return Programme("P", {"nb": "P"}, "Somebody", measures=measures)
    >>> links = [Link("4.2", "4.2a"), Link("4.2", "4.2b")]
    >>> found = compare(programme("4.2", "4.9"), programme("4.2a", "4.2b"), links)
    >>> [(group.kind.value, group.is_settled) for group in found.groups]
    [('split', True), ('dropped', False)]
    """
    check_links(earlier, later, links)
    return Comparison(
        earlier=_side(earlier),
        later=_side(later),
        groups=tuple(_groups(earlier.measures, later.measures, links)),
        owners=owner_shifts(earlier, later, holders=holders),
        links=tuple(sorted(links, key=lambda link: link.ends)),
    )


def check_links(earlier: Programme, later: Programme, links: Iterable[Link]) -> None:
    """Refuse links that cannot all be said of these programmes. Raises ``InvalidInput``."""
    before = {"", *(measure.id for measure in earlier.measures)}
    after = {"", *(measure.id for measure in later.measures)}
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    settled = [link for link in links if link.is_settled]
    has_kin = {("earlier", link.earlier) for link in settled if link.is_between_two}
    has_kin |= {("later", link.later) for link in settled if link.is_between_two}
    for place, link in enumerate(links):
        where = f"links[{place}]"
        if link.earlier not in before:
            problems.append(Problem.of("lineage.unknown_earlier", where=where, id=link.earlier))
        if link.later not in after:
            problems.append(Problem.of("lineage.unknown_later", where=where, id=link.later))
        if not link.earlier and not link.later:
            problems.append(Problem.of("lineage.no_measure", where=where))
        if link.ends in seen:
            problems.append(
                Problem.of("lineage.repeated", where=where, earlier=link.earlier, later=link.later)
            )
        seen.add(link.ends)
        if link in settled and not link.is_between_two:
            end = ("earlier", link.earlier) if link.earlier else ("later", link.later)
            if end in has_kin:
                problems.append(Problem.of("lineage.contradiction", where=where, id=end[1]))
    if problems:
        raise InvalidInput("lineage.invalid", problems=problems)


def owner_shifts(
    earlier: Programme, later: Programme, *, holders: Holders = NO_HOLDERS
) -> tuple[OwnerShift, ...]:
    """Who owned what before and owns what after, by today's names, greatest change first."""
    before, after = _owned(earlier, holders), _owned(later, holders)
    shifts = [
        OwnerShift(owner, tuple(before.get(owner, ())), tuple(after.get(owner, ())))
        for owner in {*before, *after}
    ]
    return tuple(
        sorted(
            shifts,
            key=lambda shift: (
                -abs(len(shift.later) - len(shift.earlier)),
                sort_key(shift.owner),
                shift.owner,
            ),
        )
    )


def _owned(programme: Programme, holders: Holders) -> dict[str, list[str]]:
    owned: dict[str, list[str]] = defaultdict(list)
    for measure in programme.measures:
        names = (held for name in measure.owners or () for held in holders_of(name, holders))
        for name in dict.fromkeys(names):
            owned[name].append(measure.id)
    return owned


def _side(programme: Programme) -> Side:
    return Side(
        id=programme.id,
        title=programme.title,
        measures={measure.id: measure.title for measure in programme.measures},
        without_owner=tuple(each.id for each in programme.measures if not each.owners),
    )


def _groups(
    earlier: Sequence[Measure], later: Sequence[Measure], links: Iterable[Link]
) -> list[Group]:
    before = {measure.id: place for place, measure in enumerate(earlier)}
    after = {measure.id: place for place, measure in enumerate(later)}
    standing = [link for link in links if link.status is not LinkStatus.REJECTED]
    alone = {link.ends: link for link in standing if not link.is_between_two}
    settled_alone = {ends for ends, link in alone.items() if link.is_settled}
    kin = [
        link
        for link in standing
        if link.is_between_two
        and (link.earlier, "") not in settled_alone
        and ("", link.later) not in settled_alone
    ]
    groups = [_group(before, after, members, kin) for members in _components(kin)]
    tied = {("earlier", link.earlier) for link in kin} | {("later", link.later) for link in kin}
    groups += [
        _alone(GroupKind.DROPPED, (code,), (), alone.get((code, "")))
        for code in before
        if ("earlier", code) not in tied
    ]
    groups += [
        _alone(GroupKind.NEW, (), (code,), alone.get(("", code)))
        for code in after
        if ("later", code) not in tied
    ]
    kinds = list(GroupKind)

    def place(group: Group) -> tuple[int, float, float]:
        first = before[group.earlier[0]] if group.earlier else float("inf")
        return kinds.index(group.kind), first, after[group.later[0]] if group.later else 0.0

    return sorted(groups, key=place)


def _alone(
    kind: GroupKind, earlier: tuple[str, ...], later: tuple[str, ...], said: Link | None
) -> Group:
    return Group(kind, earlier, later, (said,) if said else (), bool(said and said.is_settled))


def _group(
    before: Mapping[str, int],
    after: Mapping[str, int],
    members: frozenset[tuple[str, str]],
    kin: Sequence[Link],
) -> Group:
    mine = [link for link in kin if ("earlier", link.earlier) in members]
    earlier = sorted({link.earlier for link in mine}, key=before.__getitem__)
    later = sorted({link.later for link in mine}, key=after.__getitem__)
    kind = {
        (False, False): GroupKind.CARRIED_ON,
        (False, True): GroupKind.SPLIT,
        (True, False): GroupKind.MERGED,
        (True, True): GroupKind.REGROUPED,
    }[len(earlier) > 1, len(later) > 1]
    mine.sort(key=lambda link: (before[link.earlier], after[link.later]))
    return Group(
        kind, tuple(earlier), tuple(later), tuple(mine), all(link.is_settled for link in mine)
    )


def _components(kin: Iterable[Link]) -> list[frozenset[tuple[str, str]]]:
    """The sets of measures that links tie together, directly or through each other."""
    component: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for link in kin:
        ends = ("earlier", link.earlier), ("later", link.later)
        joined = set().union(*(component.get(end, {end}) for end in ends))
        for member in joined:
            component[member] = joined
    return list(dict.fromkeys(frozenset(members) for members in component.values()))
