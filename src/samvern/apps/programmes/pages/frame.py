"""What every page of a programme has around it: where it lies, and its sister pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samvern.apps.programmes.queries import ProgrammeHead
from samvern.ui.parts import Link

#: The pages of a programme, in the order of their tabs.
OVERVIEW, REGISTER, RANKING, COVERAGE, FINDINGS = (
    "overview",
    "register",
    "ranking",
    "coverage",
    "findings",
)


def frame(programme: ProgrammeHead, current: str, *, below: str = "") -> dict[str, Any]:
    """The context that every page of a programme shares.

    Parameters
    ----------
    current
        Which of the sister pages this is, or lies under; the ``url_name`` of a page that
        another module has put there (:func:`samvern.base.registry.add_tab`).
    below
        The title of a page that lies under ``current``.
    """
    titles = {
        OVERVIEW: _("Overview"),
        REGISTER: _("Measures"),
        RANKING: _("Ranking"),
        COVERAGE: _("Coverage"),
    }
    if programme.may_read_findings:
        titles[FINDINGS] = _("Findings")
    urls = {key: reverse(f"programmes:{key}", args=[programme.code]) for key in titles}
    for tab in programme.more_tabs:
        titles[tab.url_name] = str(tab.label)
        urls[tab.url_name] = reverse(tab.url_name, args=[programme.code])
    crumbs = [
        Link(_("Programmes"), reverse("programmes:list")),
        Link(programme.code, urls[OVERVIEW]),
    ]
    if current != OVERVIEW:
        crumbs.append(Link(titles[current], urls[current]))
    if below:
        crumbs.append(Link(below, ""))
    return {
        "programme": programme,
        "breadcrumbs": crumbs,
        "tabs": [Link(title, urls[key], current=key == current) for key, title in titles.items()],
        "print_source": f"{programme.code} {programme.title}",
    }
