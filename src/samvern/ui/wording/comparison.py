"""What became of the measures of a programme, in words and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from samvern.engine.programme.document import Text, in_language
from samvern.engine.programme.lineage import (
    Comparison,
    Group,
    GroupKind,
    Likeness,
    Link,
    LinkStatus,
    OwnerChange,
    OwnerShift,
)
from samvern.ui.numbers import percent
from samvern.ui.wording.sentences import Gettext


def kind_name(kind: GroupKind, _: Gettext) -> str:
    """What became of measures, as a heading."""
    return {
        GroupKind.CARRIED_ON: _("Carried on"),
        GroupKind.SPLIT: _("Split"),
        GroupKind.MERGED: _("Merged"),
        GroupKind.REGROUPED: _("Regrouped"),
        GroupKind.DROPPED: _("Dropped"),
        GroupKind.NEW: _("New"),
    }[kind]


def kind_meaning(kind: GroupKind, _: Gettext) -> str:
    """What the heading means, in one sentence."""
    return {
        GroupKind.CARRIED_ON: _("One earlier measure lives on in one later measure."),
        GroupKind.SPLIT: _("One earlier measure lives on in several later ones."),
        GroupKind.MERGED: _("Several earlier measures live on in one later measure."),
        GroupKind.REGROUPED: _("Several earlier measures live on in several later ones."),
        GroupKind.DROPPED: _("An earlier measure has no kin in the later programme."),
        GroupKind.NEW: _("A later measure has no kin in the earlier programme."),
    }[kind]


def status_name(status: LinkStatus, _: Gettext) -> str:
    """How sure a link is, as a tag."""
    return {
        LinkStatus.PROPOSED: _("Proposal"),
        LinkStatus.PUBLISHED: _("Published"),
        LinkStatus.CONFIRMED: _("Confirmed"),
        LinkStatus.REJECTED: _("Rejected"),
    }[status]


def change_name(change: OwnerChange, _: Gettext) -> str:
    """What happened to the number of measures that somebody owns."""
    return {
        OwnerChange.CAME: _("Owned none before"),
        OwnerChange.MORE: _("More than before"),
        OwnerChange.SAME: _("As many as before"),
        OwnerChange.FEWER: _("Fewer than before"),
        OwnerChange.LEFT: _("Owns none now"),
    }[change]


def counts(groups: Iterable[Group], _: Gettext) -> str:
    """How many groups there are of each kind that there is, as a row of words.

    Examples
    --------
    >>> counts([Group(GroupKind.NEW, (), ("4.4",), (), True)], str)
    'new: 1'
    """
    names = {
        GroupKind.CARRIED_ON: _("carried on: %(count)d"),
        GroupKind.SPLIT: _("split: %(count)d"),
        GroupKind.MERGED: _("merged: %(count)d"),
        GroupKind.REGROUPED: _("regrouped: %(count)d"),
        GroupKind.DROPPED: _("dropped: %(count)d"),
        GroupKind.NEW: _("new: %(count)d"),
    }
    kinds = [group.kind for group in groups]
    return ", ".join(
        name % {"count": kinds.count(kind)} for kind, name in names.items() if kind in kinds
    )


def answer(found: Comparison, _: Gettext) -> str:
    """What is settled, and how much waits for a person; a proposal is never told as a fact."""
    waiting, open_ends = len(found.waiting), sum(1 for group in found.groups if is_open(group))
    sure = sum(link.is_settled for link in found.links)
    if found.settled:
        said = _("Settled: %(counts)s.") % {"counts": counts(found.settled, _)}
    elif sure:
        # Each in a group with a proposal that is still open, so that no group is settled.
        said = _("Links settled: %(count)d, each beside a proposal.") % {"count": sure}
    else:
        said = _("Nothing confirmed yet.")
    if waiting:
        said += " " + _("Proposals that wait for a person: %(count)d.") % {"count": waiting}
    if open_ends:
        said += " " + _("Measures without a proposal, not confirmed: %(count)d.") % {
            "count": open_ends
        }
    return said


def owners_answer(found: Comparison, _: Gettext) -> str:
    """How many owners gained and lost measures, and who did most; empty when nobody did either."""

    def change(shift: OwnerShift) -> int:
        return len(shift.later) - len(shift.earlier)

    gained = [shift for shift in found.owners if change(shift) > 0]
    lost = [shift for shift in found.owners if change(shift) < 0]
    said = []
    if gained:
        most = max(gained, key=change)
        said.append(
            _(
                "Owners with more measures than before: %(count)d, most of all %(owner)s (%(shift)s)."
            )
            % {"count": len(gained), "owner": most.owner, "shift": _counted(most)}
        )
    if lost:
        most = min(lost, key=change)
        said.append(
            _("With fewer: %(count)d, most of all %(owner)s (%(shift)s).")
            % {"count": len(lost), "owner": most.owner, "shift": _counted(most)}
        )
    return " ".join(said)


def _counted(shift: OwnerShift) -> str:
    return f"{len(shift.earlier)} → {len(shift.later)}"


def is_open(group: Group) -> bool:
    """Whether it is a measure without kin that no person has looked at."""
    return not group.is_settled and not group.links


def if_all_confirmed(found: Comparison, _: Gettext) -> str:
    """What it would come to if every proposal were confirmed; empty when none waits."""
    if not found.waiting:
        return ""
    params = {"counts": counts(found.groups, _)}
    return _("If every proposal held: %(counts)s.") % params


def reasons(alike: Likeness, language: str, _: Gettext) -> list[str]:
    """Why a link is proposed: what it was made from, what weighs most first."""
    said = []
    if alike.shared_words:
        said.append(_("Both speak of: %(words)s") % {"words": ", ".join(alike.shared_words)})
    parts = {
        _("titles alike: %(share)s"): alike.title,
        _("title words found in the other: %(share)s"): alike.mentions,
        _("texts alike: %(share)s"): alike.text,
        _("same owners: %(share)s"): alike.owners,
        _("target groups alike: %(share)s"): alike.target_group,
        _("focus areas alike: %(share)s"): alike.focus_area,
    }
    return said + [
        pattern % {"share": percent(share, language=language)}
        for pattern, share in parts.items()
        if share is not None
    ]


def lines(found: Comparison, language: str, _: Gettext) -> Iterator[str]:
    """A comparison as text: the answer, then the groups by kind, then the owners."""
    yield answer(found, _)
    if expected := if_all_confirmed(found, _):
        yield expected
    for kind in GroupKind:
        groups = found.of_kind(kind)
        if groups:
            yield ""
            yield heading(kind, groups, _)
        for group in groups:
            yield from _group(group, found, language, _)
    if found.owners:
        yield ""
        yield owners_answer(found, _) or _("No owner gained or lost measures.")
        yield _("Owners, by today's names: measures before → after")
    for shift in found.owners:
        yield f"  {shift.owner}: {_counted(shift)}  {_which(shift)}".rstrip()
    for side in (found.earlier, found.later):
        params = {"programme": side.id, "count": len(side.without_owner), "of": len(side.measures)}
        yield "  " + _("%(programme)s: %(count)d of %(of)d measures name no owner") % params


def heading(kind: GroupKind, groups: Sequence[Group], _: Gettext) -> str:
    """A kind with how many groups of it are fact and how many are not."""
    settled = sum(group.is_settled for group in groups)
    params = {
        "kind": kind_name(kind, _),
        "settled": settled,
        "open": len(groups) - settled,
    }
    return _("%(kind)s: %(settled)d settled, %(open)d not confirmed") % params


def _which(shift: OwnerShift) -> str:
    return f"({', '.join(shift.earlier) or '–'} → {', '.join(shift.later) or '–'})"


def _group(group: Group, found: Comparison, language: str, _: Gettext) -> Iterator[str]:
    for code in group.earlier:
        yield f"  {code}  {_title(found.earlier.measures, code, language)}"
    for code in group.later:
        yield f"    → {code}  {_title(found.later.measures, code, language)}"
    for link in group.links:
        yield f"      [{_link(link, language, _)}]"


def _link(link: Link, language: str, _: Gettext) -> str:
    said = status_name(link.status, _)
    ends = f"{link.earlier or '–'} → {link.later or '–'}"
    if link.likeness is not None and link.status is LinkStatus.PROPOSED:
        share = percent(link.likeness.score, language=language)
        words = ", ".join(link.likeness.shared_words)
        return f"{ends} {said}, " + _("likeness %(share)s") % {"share": share} + f": {words}"
    return ": ".join(part for part in (f"{ends} {said}", link.source or link.by) if part)


def _title(titles: Mapping[str, Text], code: str, language: str) -> str:
    return in_language(titles[code], language)
