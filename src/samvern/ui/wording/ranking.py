"""What a ranking says, in words; the same on the page and on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from samvern.ui.numbers import number, percent, plus_minus

if TYPE_CHECKING:
    from samvern.engine.priority import LeftOut, RankedAlternative, Ranking

Gettext = Callable[[str], str]

#: What the command line shows of a long ranking; the rest is in the JSON.
MOST_LINES = 40

#: A longer row of identifiers is cut to the first few.
MOST_IDS, FEW_IDS = 6, 3


def group_names(_: Gettext) -> dict[str, str]:
    """The criterion groups in the reader's language."""
    return {
        "risk_contribution": _("Contribution against risks"),
        "goals": _("Goals"),
        "strategic_goals": _("Strategic goals"),
        "natural_order": _("Natural order"),
        "cost": _("Low cost"),
        "support": _("Support"),
        "implementation_risk": _("Low implementation risk"),
    }


def answer(ranking: Ranking, names: Mapping[str, str], language: str, _: Gettext) -> str:
    """The one sentence that answers the question: who is first, how often, how sure."""
    best = max(ranking.alternatives, key=lambda each: each.rank_acceptability[0])
    return _("%(id)s %(name)s is first in %(share)s of all admissible weightings (%(margin)s).") % {
        "id": best.id,
        "name": names.get(best.id, ""),
        "share": percent(best.rank_acceptability[0], language=language),
        "margin": plus_minus(ranking.half_width_95, language=language),
    }


def bar_sentence(alternative: RankedAlternative, language: str, _: Gettext) -> str:
    """What one bar of the picture says."""
    first = alternative.rank_acceptability[0]
    if first == 0:
        likeliest = max(
            range(len(alternative.rank_acceptability)),
            key=alternative.rank_acceptability.__getitem__,
        )
        return _("%(id)s is never first; most often it is number %(rank)d (%(share)s)") % {
            "id": alternative.id,
            "rank": likeliest + 1,
            "share": percent(alternative.rank_acceptability[likeliest], language=language),
        }
    return _("%(id)s is first in %(share)s of all admissible weightings") % {
        "id": alternative.id,
        "share": percent(first, language=language),
    }


def left_out_sentence(left_out: LeftOut, _: Gettext) -> str:
    """What the programme does not say, and what the ranking did instead."""
    parts = {
        "criteria": _some_of(left_out.criteria, _),
        "alternatives": _some_of(left_out.alternatives, _),
    }
    return {
        "left_out.criterion": _(
            "Nobody judged anything by %(criteria)s; the ranking does without."
        ),
        "left_out.inherited": _(
            "%(alternatives)s: judged with their focus area by %(criteria)s, not one by one."
        ),
        "left_out.unknown": _(
            "%(alternatives)s: not judged by %(criteria)s, so every level counts as equally likely."
        ),
    }[left_out.code] % parts


def _some_of(ids: Sequence[str], _: Gettext) -> str:
    """The identifiers, or the first of a long row of them and how many there are."""
    if len(ids) <= MOST_IDS:
        return ", ".join(ids)
    few = ", ".join(ids[:FEW_IDS])
    return _("%(few)s … (%(count)d in all)") % {"few": few, "count": len(ids)}


def lines(
    ranking: Ranking,
    names: Mapping[str, str],
    left_out: Iterable[LeftOut],
    language: str,
    _: Gettext,
) -> Iterator[str]:
    """A ranking as lines of text for a terminal."""
    yield answer(ranking, names, language, _)
    yield ""
    width = max(len(_name(each, names)) for each in ranking.alternatives)
    head = (_("first"), _("top three"), _("mean rank"))
    yield f"    {'':{width}}  {head[0]:>8}  {head[1]:>10}  {head[2]:>11}"
    for position, each in enumerate(ranking.alternatives[:MOST_LINES], start=1):
        first = percent(each.rank_acceptability[0], language=language)
        top = percent(min(1.0, sum(each.rank_acceptability[:3])), language=language)
        mean = number(each.expected_rank, 1, language)
        yield f"{position:>3} {_name(each, names):{width}}  {first:>8}  {top:>10}  {mean:>11}"
    hidden = len(ranking.alternatives) - MOST_LINES
    if hidden > 0:
        yield _("… and %(count)d more; --json shows them all.") % {"count": hidden}
    yield ""
    dominated = [each for each in ranking.alternatives if each.dominated_by]
    for each in dominated:
        yield _("%(id)s is never better than %(others)s, however the groups are weighed.") % {
            "id": each.id,
            "others": ", ".join(each.dominated_by),
        }
    for left in left_out:
        yield left_out_sentence(left, _)
    yield _(
        "%(samples)s draws, seed %(seed)d; each share is within %(margin)s percentage points."
    ) % {
        "samples": number(ranking.samples, 0, language),
        "seed": ranking.seed,
        "margin": plus_minus(ranking.half_width_95, 2, language),
    }


def _name(alternative: RankedAlternative, names: Mapping[str, str]) -> str:
    return f"{alternative.id} {names.get(alternative.id, '')}".strip()
