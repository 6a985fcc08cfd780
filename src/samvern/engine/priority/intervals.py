"""Shares of the total weight that a group has at least and at most."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from samvern.engine.errors import Problem
from samvern.engine.priority.partial_order import transitive_closure
from samvern.engine.priority.reading import Reader

#: The least and the most share of the total weight, 0..1.
Interval = tuple[float, float]
Pairs = Iterable[tuple[str, str]]

#: What nobody said anything about.
FREE: Interval = (0.0, 1.0)

#: Decimal shares such as 0.1 add up to 1 only almost; bounds closer than this are equal.
SLACK = 1e-9


def together(
    intervals: Mapping[str, Interval], pairs: Pairs, groups: Sequence[str]
) -> dict[str, Interval]:
    """Say what intervals come to under an order: nobody below may weigh more than one above.

    There is a weighting if and only if then no least is above its most, the least shares sum to
    at most 1, and the most shares to at least 1.

    Examples
    --------
    >>> together({"cost": (0.2, 0.4)}, [("goals", "cost")], ["goals", "cost"])
    {'goals': (0.2, 1.0), 'cost': (0.2, 0.4)}
    """
    above = _above(pairs, groups)
    found = {group: intervals.get(group, FREE) for group in groups}
    return {
        group: (
            max([found[group][0], *(found[low][0] for low in groups if group in above[low])]),
            min([found[group][1], *(found[high][1] for high in above[group])]),
        )
        for group in groups
    }


def without(
    intervals: Mapping[str, Interval], pairs: Pairs, kept: Collection[str]
) -> dict[str, Interval]:
    """Forget the intervals of groups that fall away, but not what followed from them by order.

    The shares of the others stay as they are said: parts of the weight of all that is weighed.
    """
    pairs = list(pairs)
    named = {*intervals, *(group for pair in pairs for group in pair)}
    gone = {group: said for group, said in intervals.items() if group not in kept}
    groups = sorted(named)
    through = together(gone, pairs, groups)
    result = {}
    for group in dict.fromkeys([*intervals, *groups]):
        least, most = intervals.get(group, FREE)
        least, most = max(least, through[group][0]), min(most, through[group][1])
        if group in kept and (group in intervals or (least, most) != FREE):
            result[group] = (least, most)
    return result


def interval_problems(
    intervals: Mapping[str, Interval], pairs: Pairs, groups: Sequence[str], where: str
) -> Iterator[Problem]:
    """Yield what is wrong with intervals, for pairs without a cycle."""
    known = ", ".join(groups)
    sound = True
    for group, (least, most) in intervals.items():
        at = f"{where}.{group}"
        if group not in groups:
            yield Problem.of("weights.unknown_group", where=where, group=group, known=known)
        for end, share in (("least", least), ("most", most)):
            if not 0 <= share <= 1:
                sound = False
                yield Problem.of("weights.share_out_of_range", where=f"{at}.{end}", got=share)
        if least > most:
            sound = False
            yield Problem.of("weights.least_above_most", where=at, least=least, most=most)
    if sound and intervals:
        pairs = [pair for pair in pairs if set(pair) <= set(groups)]
        yield from _no_weighting(intervals, pairs, groups, where)


def _no_weighting(
    intervals: Mapping[str, Interval], pairs: Pairs, groups: Sequence[str], where: str
) -> Iterator[Problem]:
    """Say why no weighting keeps intervals and order; nothing if one does."""
    said = {group: intervals.get(group, FREE) for group in groups}
    least, most = (sum(interval[end] for interval in said.values()) for end in (0, 1))
    if least > 1 + SLACK:
        yield Problem.of("weights.least_above_one", where=where, sum=f"{least:.6g}")
    if most < 1 - SLACK:
        yield Problem.of("weights.most_below_one", where=where, sum=f"{most:.6g}")
    above = _above(pairs, groups)
    conflicts = [
        (high, low) for low in groups for high in above[low] if said[low][0] > said[high][1] + SLACK
    ]
    for high, low in conflicts:
        yield Problem.of(
            "weights.interval_against_order",
            where=where,
            greater=high,
            most=said[high][1],
            lesser=low,
            least=said[low][0],
        )
    if conflicts or least > 1 + SLACK or most < 1 - SLACK:
        return
    joint = together(intervals, pairs, groups)
    least, most = (sum(interval[end] for interval in joint.values()) for end in (0, 1))
    if least > 1 + SLACK:
        yield Problem.of("weights.order_needs_more", where=where, sum=f"{least:.6g}")
    if most < 1 - SLACK:
        yield Problem.of("weights.order_leaves_less", where=where, sum=f"{most:.6g}")


def intervals_to_json(intervals: Mapping[str, Interval]) -> dict[str, dict[str, float]]:
    """Give intervals as the plain values of the published schema."""
    return {group: {"least": least, "most": most} for group, (least, most) in intervals.items()}


def read_intervals(reader: Reader, value: object, where: str) -> dict[str, Interval]:
    """Read intervals as ``intervals_to_json`` writes them; an end that is missing is free."""
    intervals = {}
    for group, said in reader.entries(value, where):
        at = f"{where}.{group}"
        found = reader.fields(said, at, required=(), optional=("least", "most"))
        intervals[group] = (
            reader.number(found.get("least", FREE[0]), f"{at}.least"),
            reader.number(found.get("most", FREE[1]), f"{at}.most"),
        )
    return intervals


def _above(pairs: Pairs, groups: Sequence[str]) -> dict[str, list[str]]:
    """For each group, all that weigh at least as much, whatever lies between."""
    index = {group: position for position, group in enumerate(groups)}
    masks = transitive_closure([(index[high], index[low]) for high, low in pairs], len(groups))
    return {
        group: [other for other in groups if masks[index[group]] >> index[other] & 1]
        for group in groups
    }
