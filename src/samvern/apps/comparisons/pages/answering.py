"""The page on which a person answers one proposal after the other."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samvern.apps.comparisons.pages.cells import answer_url, link_cell, name_of, title_of
from samvern.apps.comparisons.queries import Ends, QuestionPage
from samvern.apps.programmes.pages.frame import frame
from samvern.engine.programme.document import LANGUAGES, Measure, in_language
from samvern.engine.programme.lineage import LinkStatus
from samvern.ui.parts import Definition, Link

#: The parameter that turns the keys off, and its value.
KEYS, OFF = "keys", "off"


def answer_context(page: QuestionPage, *, has_keys: bool) -> dict[str, Any]:
    """What is asked, what is known of both measures, and the ways on."""
    both = page.comparison
    link = page.link
    kept = {} if has_keys else {KEYS: OFF}
    said = link.status if link else LinkStatus.PROPOSED
    return {
        **frame(both.programme, "comparisons:choose", below=both.earlier.code),
        "page": page,
        "question": _question(page.ends),
        "measures": _measures(page),
        "link": link_cell(both, link) if link else None,
        "confirm_title": _("Confirm: it does"),
        "reject_title": _("Reject: it does not"),
        "may_confirm": said in (LinkStatus.PROPOSED, LinkStatus.PUBLISHED),
        "previous": page.previous
        and Link(name_of(page.previous), answer_url(both, page.previous, **kept)),
        "following_url": page.following and answer_url(both, page.following, **kept),
        "comparison_url": comparison_url(page),
        "has_keys": has_keys,
        "keys_url": answer_url(both, page.ends, **({KEYS: OFF} if has_keys else {})),
    }


def after(page: QuestionPage, *, has_keys: bool) -> str:
    """Where a person goes once something is answered: on to what waits, or to see if it does."""
    return answer_url(page.comparison, page.following, **({} if has_keys else {KEYS: OFF}))


def comparison_url(page: QuestionPage) -> str:
    """The page of the two programmes compared."""
    codes = [page.comparison.programme.code, page.comparison.earlier.code]
    return reverse("comparisons:comparison", args=codes)


def known_side(page: QuestionPage) -> str:
    """The side of a measure that is asked about alone; empty for a pair."""
    if all(page.ends):
        return ""
    return "earlier" if page.ends[0] else "later"


def _question(ends: Ends) -> str:
    earlier, later = ends
    if earlier and later:
        return _("Does %(earlier)s live on in %(later)s?") % {"earlier": earlier, "later": later}
    if earlier:
        return _("What became of %(code)s?") % {"code": earlier}
    return _("Where does %(code)s come from?") % {"code": later}


def _measures(page: QuestionPage) -> list[dict[str, Any]]:
    """What both programmes say of the measures, the earlier first."""
    both = page.comparison
    sides = (
        (both.earlier, both.before, page.ends[0]),
        (both.programme, both.after, page.ends[1]),
    )
    return [
        {
            "programme": programme.title,
            "heading": f"{code} {title_of(measures[code])}",
            "url": reverse("programmes:measure", args=[programme.code, code]),
            "text": in_language(measures[code].description, _language()),
            "facts": _facts(measures[code]),
        }
        for programme, measures, code in sides
        if code
    ]


def _facts(measure: Measure) -> list[Definition]:
    said = (
        (_("Owners"), ", ".join(measure.owners or ()) or _("No owner named")),
        (_("Target group"), measure.target_group or measure.relevant_for),
    )
    return [Definition(term, value) for term, value in said if value]


def _language() -> str:
    return get_language() or LANGUAGES[0]
