"""What the programme does not say, and what the ranking did instead, in words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.programmes.queries import RankingPage
from samvern.engine.priority import LeftOut

#: More names than these are counted instead of listed.
_MOST_NAMED = 4


def missing_in_words(page: RankingPage, code: str) -> str:
    """How much of an alternative nobody has judged; empty when all of it is."""
    criteria = {
        criterion
        for left in page.ranking.left_out
        if left.code == "left_out.unknown" and code in left.alternatives
        for criterion in left.criteria
    }
    if not criteria:
        return ""
    # The natural order follows from what sort of work it is; it is nobody's judgement.
    judged_by = [c for c in page.ranking.model.criteria if c.group != "natural_order"]
    if len(criteria) >= len(judged_by):
        return _("Not judged at all: every level counts as equally likely.")
    return _("%(missing)d of %(total)d judgements are missing: every level counts as likely.") % {
        "missing": len(criteria),
        "total": len(judged_by),
    }


def left_out_lines(page: RankingPage) -> list[str]:
    """Everything that was left out, a sentence for each."""
    return [line for left in page.ranking.left_out for line in _lines(page, left)]


def _lines(page: RankingPage, left: LeftOut) -> Iterator[str]:
    params = {"what": _named(page, left.alternatives), "criteria": len(left.criteria)}
    if left.code == "left_out.criterion":
        yield ngettext(
            "Nobody judged anything by %(criteria)d of the criteria (%(names)s); the ranking "
            "does without it.",
            "Nobody judged anything by %(criteria)d of the criteria (%(names)s); the ranking "
            "does without them.",
            len(left.criteria),
        ) % {"criteria": len(left.criteria), "names": ", ".join(left.criteria)}
    elif left.code == "left_out.inherited":
        yield (
            _(
                "%(what)s: judged with their focus area by %(criteria)d of the criteria, not one by one."
            )
            % params
        )
    else:
        yield (
            _(
                "%(what)s: not judged by %(criteria)d of the criteria, so every level counts as equally "
                "likely there."
            )
            % params
        )


def _named(page: RankingPage, codes: tuple[str, ...]) -> str:
    if len(codes) > _MOST_NAMED:
        return _("%(count)d of the %(total)d alternatives") % {
            "count": len(codes),
            "total": len(page.ranking.alternatives),
        }
    return ", ".join(f"{code} {page.titles[code]}" for code in codes)
