"""Why one alternative stands before another, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from samvern.ui.numbers import number, percent, plus_minus
from samvern.ui.wording.certainty import grade
from samvern.ui.wording.criteria import criterion_name, quoted_group
from samvern.ui.wording.ranking import group_names
from samvern.ui.wording.sentences import Gettext

if TYPE_CHECKING:
    from samvern.engine.priority.sensitivity import PairLead

#: Leads smaller than this, of a score that runs from 0 to 1, are shown as none.
_NO_LEAD = 0.0005


def order_sentence(
    first: str, second: str, share: float, half_width: float, language: str, _: Gettext
) -> str:
    """How sure it is which of two stands before the other; it begins with the one who does.

    ``first`` and ``second`` are names, ``share`` how often the first stands before the second.

    Examples
    --------
    >>> order_sentence("A", "B", 0.97, 0.003, "en", str)
    'A almost certainly stands before B: in 97% of all weightings and readings (±0.3 percentage points).'
    """
    if share < 1 - share:
        first, second, share = second, first, 1 - share
    said = {
        "almost_certainly": _(
            "%(first)s almost certainly stands before %(second)s: in %(share)s of all weightings "
            "and readings (%(margin)s percentage points)."
        ),
        "very_probably": _(
            "%(first)s very probably stands before %(second)s: in %(share)s of all weightings "
            "and readings (%(margin)s percentage points)."
        ),
        "more_likely": _(
            "%(first)s more likely than not stands before %(second)s: in %(share)s of all "
            "weightings and readings (%(margin)s percentage points)."
        ),
        "even": _(
            "%(first)s about as likely as not stands before %(second)s: in %(share)s of all "
            "weightings and readings (%(margin)s percentage points)."
        ),
    }[grade(share, half_width).key]
    return said % {
        "first": first,
        "second": second,
        "share": percent(share, language=language),
        "margin": plus_minus(half_width, language=language),
    }


def lead_sentence(pair: PairLead, names: Mapping[str, str], language: str, _: Gettext) -> str:
    """Who is ahead on average, by how much, and what speaks most for and against."""
    if abs(pair.lead) < _NO_LEAD:
        return _("On average over weightings and readings they are equal.")
    ahead, _behind = _in_order(pair)
    parts = pair.groups if pair.lead > 0 else tuple(reversed(pair.groups))
    strongest, weakest = parts[0], parts[-1]
    params = {
        "ahead": _name(ahead, names),
        "lead": number(abs(pair.lead) * 100, 1, language),
        "for": quoted_group(strongest.group, _),
        "against": quoted_group(weakest.group, _),
    }
    if weakest.lead * pair.lead < 0:
        return (
            _(
                "%(ahead)s is ahead by %(lead)s of 100 points on average. Most for it speaks "
                "%(for)s, most against it %(against)s."
            )
            % params
        )
    return (
        _(
            "%(ahead)s is ahead by %(lead)s of 100 points on average. Most for it speaks %(for)s; "
            "nothing speaks against it."
        )
        % params
    )


def deciding_sentence(pair: PairLead, names: Mapping[str, str], _: Gettext) -> str:
    """Which groups decide who is ahead; empty when nobody is."""
    if not pair.deciding or abs(pair.lead) < _NO_LEAD:
        return ""
    _ahead, behind = _in_order(pair)
    alone = [found.group for found in pair.groups if found.turns_alone]
    params = {
        "behind": _name(behind, names),
        "groups": _joined([quoted_group(group, _) for group in alone or pair.deciding], _),
    }
    if len(alone) == 1:
        return _("%(groups)s decides: without it, %(behind)s would not be behind.") % params
    if alone:
        return (
            _(
                "Each of these decides alone: %(groups)s. Without any one of them, %(behind)s would "
                "not be behind."
            )
            % params
        )
    return (
        _(
            "No group decides alone: %(behind)s would only not be behind without all of these: "
            "%(groups)s."
        )
        % params
    )


def criterion_lines(
    pair: PairLead, language: str, _: Gettext, titles: Mapping[str, str] | None = None
) -> Iterator[str]:
    """What inside the deciding groups makes the difference, the largest first."""
    for group in pair.groups:
        if group.group in pair.deciding and len(group.criteria) > 1:
            parts = sorted(group.criteria, key=lambda each: -abs(each.lead))
            said = [
                f"{criterion_name(each.criterion, _, titles)} {signed(each.lead * 100, language)}"
                for each in parts
                if abs(each.lead) >= _NO_LEAD
            ]
            yield f"{_group(group.group, _)}: {', '.join(said)}"


def signed(value: float, language: str) -> str:
    """A number with its sign, one decimal; what rounds to nothing has none.

    Examples
    --------
    >>> signed(4.94, "en"), signed(-0.02, "en")
    ('+4.9', '0.0')
    """
    said = number(value, 1, language)
    is_nothing = not any(digit in said for digit in "123456789")
    return said if value < 0 or is_nothing else f"+{said}"


def pair_lines(
    pair: PairLead,
    names: Mapping[str, str],
    language: str,
    _: Gettext,
    titles: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Everything about a pair, as lines for a terminal."""
    first, second = _name(pair.first, names), _name(pair.second, names)
    yield order_sentence(first, second, pair.share_before, pair.half_width_95, language, _)
    yield lead_sentence(pair, names, language, _)
    if said := deciding_sentence(pair, names, _):
        yield said
    for group in pair.groups:
        weight = percent(group.weight, language=language)
        yield f"  {signed(group.lead * 100, language):>6}  {_group(group.group, _)} ({weight})"
    for line in criterion_lines(pair, language, _, titles):
        yield f"  {line}"


def _in_order(pair: PairLead) -> tuple[str, str]:
    """Who is ahead on average, and who is behind."""
    return (pair.first, pair.second) if pair.lead > 0 else (pair.second, pair.first)


def _group(group: str, _: Gettext) -> str:
    return group_names(_).get(group, group)


def _name(alternative: str, names: Mapping[str, str]) -> str:
    return f"{alternative} {names.get(alternative, '')}".strip()


def _joined(names: list[str], _: Gettext) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
