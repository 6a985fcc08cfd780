"""The page that asks what would have to be true for a decided order."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.programmes.pages.ranking_address import Address
from samvern.apps.programmes.queries import ExplanationPage
from samvern.apps.programmes.queries.ranking import FOCUS_AREA, MEASURE
from samvern.engine.priority.reverse import Attempt, DecidedOrder
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.parts import Link
from samvern.ui.wording import explanation as wording


def question() -> str:
    """The heading of the page."""
    return _("What would have to be true for this order?")


def explanation_page(page: ExplanationPage) -> dict[str, Any]:
    """What the page shows beside its frame and its form."""
    ranked = page.ranked
    address = Address.of(ranked.programme.code, ranked.choices, with_decided=False)
    asked = _asked(page.decided) if page.decided else {}
    return {
        "question": question(),
        "is_own": page.is_own and page.decided is not None,
        "level_links": [
            Link(
                title,
                address.url("explanation", level=level),
                current=ranked.choices.level == (level or FOCUS_AREA),
            )
            for title, level in ((_("Focus areas"), ""), (_("Measures"), MEASURE))
        ],
        "kept": address.kept(),
        "sensitivity_url": address.url("sensitivity"),
        "ranking_url": address.url(decided="1"),
        "file_url": address.url("explanation-file", **asked) if page.found else "",
        **(_answer(page) if page.found else {"answer": _no_order(page)}),
    }


def initial_of(decided: DecidedOrder | None) -> dict[str, str]:
    """An order as the form shows it."""
    return _asked(decided) if decided else {}


def _asked(decided: DecidedOrder) -> dict[str, str]:
    return {
        "decided_order": ",".join(decided.order),
        "decided_tiers": ";".join(",".join(tier) for tier in decided.tiers),
        "others": "" if decided.others_follow else "anywhere",
    }


def _no_order(page: ExplanationPage) -> str:
    if page.ranked.choices.level == MEASURE:
        return _("Write an order of measures to ask about.")
    return _("Write an order of focus areas to ask about.")


def _answer(page: ExplanationPage) -> dict[str, Any]:
    found = page.found
    assert found is not None
    language = get_language() or LANGUAGES[0]
    reader = wording.Reader(page.ranked.titles, language, gettext, page.about)
    heading, judgements = wording.settlement_lines(found, reader)
    choices = wording.given_up_lines(found, reader)
    solution = found.possible.solution if found.possible else None
    return {
        "answer": wording.answer(found, reader),
        "share_sentence": wording.share_sentence(found, reader),
        "solution": solution,
        "weights": wording.weights_words(solution.weights, reader) if solution else [],
        "closest": wording.before_words(solution.closest, reader) if solution else "",
        "judgement_heading": heading,
        "judgements": judgements,
        "is_of_areas": page.ranked.choices.level == FOCUS_AREA and bool(judgements),
        "given_up_heading": wording.given_up_heading(found, reader) if choices else "",
        "given_up": choices,
        "attempts": [_attempt_words(attempt) for attempt in found.attempts],
        "samples": found.samples,
        "seed": found.seed,
        "half_width": found.half_width_95,
    }


def _attempt_words(attempt: Attempt) -> tuple[str, str]:
    """What was allowed to vary, and how it ended."""
    allowed = {
        "weights": _("Weights alone, every judgement at its mean"),
        "readings": _("Weights, and any level of each uncertain judgement"),
        "scales": _("Weights, judgements, and any distance between levels"),
    }[attempt.freedom]
    ended = {
        "possible": _("possible"),
        "impossible": _("impossible, with proof"),
        "undecided": _("not settled"),
    }[attempt.verdict]
    return allowed, ended
