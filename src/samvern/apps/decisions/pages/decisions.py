"""The pages of decisions, beside their frame: like the paper a board is used to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.decisions.pages import words
from samvern.apps.decisions.pages.figures import figures_page, titles_of
from samvern.apps.decisions.queries import DecisionList, DecisionPage, DecisionStart
from samvern.apps.decisions.record import Figures
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.ui.numbers import day, percent
from samvern.ui.wording.explanation import Reader, how_often

#: The page among the tabs of a programme.
TAB = "decisions:decisions"
#: Disagreements beyond these are left to the file.
_MOST_PAIRS = 6


def list_page(page: DecisionList) -> dict[str, Any]:
    """What the list shows."""
    count = len(page.rows)
    return {
        "page": page,
        "question": _("What has been decided, and on which figures?"),
        "answer": ngettext(
            "%(count)d decision is recorded. None of them can be changed.",
            "%(count)d decisions are recorded. None of them can be changed.",
            count,
        )
        % {"count": count}
        if count
        else _("No decision that you can see is recorded."),
    }


def decision_page(page: DecisionPage) -> dict[str, Any]:
    """What the page of one decision shows; every figure is as it was then."""
    titles = titles_of(page.figures)
    tiers = {code: n for n, tier in enumerate(page.row.tiers, start=1) for code in tier}
    return {
        **figures_page(page.figures, tiers),
        "page": page,
        "row": page.row,
        "decided_answer": _decided_answer(page),
        "tiers": [
            [words.alternative_name(code, titles) for code in tier] for tier in page.row.tiers
        ],
        "own_view": list(own_view(page.figures, page.row.tiers)),
        "frozen_on": day(_day_of(page.record), words.language()),
        "reverse": reverse_in_words(page.record.get("reverse"), page.row.tiers),
        "scenario_url": page.scenario
        and reverse("decisions:scenario", args=[page.programme.code, page.scenario.id]),
        "ranking_url": reverse("programmes:ranking", args=[page.programme.code]),
        "has_changed": page.programme.version != page.figures.programme_version,
        "file_url": reverse("decisions:decision-file", args=[page.programme.code, page.row.id]),
    }


def form_page(start: DecisionStart) -> dict[str, Any]:
    """What the form shows beside its fields."""
    return {
        **figures_page(start.figures),
        "start": start,
        "question": _("Take a new decision in its place")
        if start.earlier
        else _("Take a decision"),
        "eyebrow": start.earlier.title if start.earlier else start.programme.title,
        "basis": start.scenario.title if start.scenario else _("the programme's own basis"),
        "back_url": reverse(TAB, args=[start.programme.code]),
    }


def decision_url(programme: ProgrammeHead, decision_id: int) -> str:
    """Where a decision is shown."""
    return reverse("decisions:decision", args=[programme.code, decision_id])


def own_view(figures: Figures, tiers: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """How the ranking agrees with the decided order: in a sentence, and in its worst pairs."""
    titles, pairwise = titles_of(figures), figures.ranking.pairwise
    pairs = sorted(
        (pairwise[earlier][later], earlier, later)
        for n, tier in enumerate(tiers)
        for earlier in tier
        for following in tiers[n + 1 :]
        for later in following
    )
    against = [pair for pair in pairs if pair[0] < 0.5]
    if not pairs:
        return
    if not against:
        yield _("Most weightings put every pair of different tiers in the decided order.")
    for share, earlier, later in against[:_MOST_PAIRS]:
        yield _(
            "Decided: %(earlier)s before %(later)s. Only %(share)s of the weightings put them so."
        ) % {
            "earlier": words.alternative_name(earlier, titles),
            "later": words.alternative_name(later, titles),
            "share": percent(share, language=words.language()),
        }


def _decided_answer(page: DecisionPage) -> str:
    """What was decided and whether it holds, in a sentence for the first screen."""
    params = {
        "on": day(page.row.decided_on, words.language()),
        "order": _(", then ").join(", ".join(tier) for tier in page.row.tiers),
    }
    if page.row.is_in_force:
        return _("Decided on %(on)s, and in force: first %(order)s.") % params
    return _("Decided on %(on)s, and no longer in force: first %(order)s.") % params


def _day_of(record: Mapping[str, Any]) -> date:
    return localtime(datetime.fromisoformat(record["recorded_at"])).date()


def reverse_in_words(answer: Mapping[str, Any] | None, tiers: Sequence[Sequence[str]]) -> list[str]:
    """Whether any admissible weighting gives the decided order, as it was answered then."""
    if not answer:
        too_much = _("So many statements about the order take too long to answer here.")
        return [too_much] if len(tiers) > 1 else []
    reader = Reader({}, words.language(), gettext)
    return [_verdict(answer), how_often(answer["share"], answer["half_width_95"], reader)]


def _verdict(answer: Mapping[str, Any]) -> str:
    freedom = answer["attempts"][-1]["freedom"]
    said = {
        "possible": {
            "weights": _("Yes: some admissible weighting gives the decided order."),
            "readings": _(
                "Only if uncertain judgements are read in its favour, some admissible weighting "
                "gives the decided order."
            ),
            "scales": _(
                "Only if the steps between levels are chosen in its favour, some admissible "
                "weighting gives the decided order."
            ),
        }.get(freedom, ""),
        "impossible": _("No: no admissible weighting gives the decided order."),
    }
    return said.get(answer["verdict"]) or _(
        "Whether some admissible weighting gives the decided order was not settled."
    )
