"""What a ranking says, in words; the same on the page and on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from samvern.ui.numbers import number, percent, plus_minus
from samvern.ui.wording.sentences import Gettext

if TYPE_CHECKING:
    from samvern.engine.priority import LeftOut, RankedAlternative, Ranking

#: One that is first in no more than this share is not clearly first.
_HALF = 0.5
#: The places that people call the top.
_TOP = 3

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
    by_first = sorted(ranking.alternatives, key=lambda each: -each.rank_acceptability[0])
    best, second = by_first[:2]
    share = best.rank_acceptability[0]
    params = {
        "best": _name(best, names),
        "share": percent(share, language=language),
        "second": _name(second, names),
        "second_share": percent(second.rank_acceptability[0], language=language),
        "margin": plus_minus(ranking.half_width_95, language=language),
    }
    if ranking.model.weights.fixed is not None and share == 1:
        return _("With these weights, %(best)s is first.") % params
    if ranking.model.weights.fixed is not None:
        said = _(
            "With these weights, %(best)s is first in %(share)s of what the judgements can mean "
            "(%(margin)s percentage points)."
        )
    elif share > _HALF:
        said = _(
            "%(best)s is first in %(share)s of all admissible weightings "
            "(%(margin)s percentage points)."
        )
    else:
        said = _(
            "None is clearly first: %(best)s is in %(share)s of all admissible weightings, "
            "%(second)s in %(second_share)s (%(margin)s percentage points)."
        )
    return said % params


def bar_sentence(alternative: RankedAlternative, language: str, _: Gettext) -> str:
    """What one bar of the picture says."""
    shares = alternative.rank_acceptability
    likeliest = max(range(len(shares)), key=shares.__getitem__)
    top = min(1.0, sum(shares[:_TOP]))
    params = {
        "first": percent(shares[0], language=language),
        "top": percent(top, language=language),
        "rank": likeliest + 1,
        "share": percent(shares[likeliest], language=language),
    }
    if shares[0] == 1:
        return _("Always first.")
    if not top:
        return _("Never among the first three; most often number %(rank)d (%(share)s).") % params
    if not shares[0]:
        return _("Never first; among the first three in %(top)s.") % params
    return _("First in %(first)s, among the first three in %(top)s.") % params


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
        yield _("%(id)s is never better than %(others)s, whatever the admissible weights.") % {
            "id": each.id,
            "others": ", ".join(each.dominated_by),
        }
    for left in left_out:
        yield left_out_sentence(left, _)
    yield _(
        "%(samples)s draws, seed %(seed)d; in 19 of 20 cases a share is within "
        "%(margin)s percentage points."
    ) % {
        "samples": number(ranking.samples, 0, language),
        "seed": ranking.seed,
        "margin": plus_minus(ranking.half_width_95, 2, language),
    }


def _name(alternative: RankedAlternative, names: Mapping[str, str]) -> str:
    return f"{alternative.id} {names.get(alternative.id, '')}".strip()
