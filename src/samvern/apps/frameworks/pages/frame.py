"""What every page of a requirement set has around it: where it lies, and its sister pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samvern.apps.actors.models import ActorKind
from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.frameworks.permissions import Permission
from samvern.base import registry
from samvern.base.viewer import Viewer
from samvern.engine.programme.document import LANGUAGES
from samvern.ui import numbers
from samvern.ui.parts import Link

#: Things of this type get sister pages by :func:`samvern.base.registry.add_tab`; the addresses of
#: those take the code and the version.
TABS_OF = "frameworks.requirementset"
#: The pages of a set that this module has itself.
SET, EDITIONS = "frameworks:set", "frameworks:editions"


def frame(viewer: Viewer, found: RequirementSet, current: str, *below: Link) -> dict[str, Any]:
    """The context that every page of a set shares.

    Parameters
    ----------
    current
        The ``url_name`` of the sister page that this is, or lies under.
    below
        Pages under that one, this page last.
    """
    titles = {SET: _("Requirements")}
    if viewer.may_somewhere(Permission.READ_EDITIONS):
        titles[EDITIONS] = _("How it came to be")
    titles |= {tab.url_name: str(tab.label) for tab in registry.tabs_for(viewer, TABS_OF)}
    urls = {name: reverse(name, args=[found.code, found.version]) for name in titles}
    crumbs = [
        Link(_("Requirement sets"), reverse("frameworks:sets")),
        Link(found.name_in_words, urls[SET]),
    ]
    if current != SET:
        crumbs.append(Link(titles[current], urls[current]))
    return {
        "set": found,
        "set_name": found.name_in_words,
        "breadcrumbs": [*crumbs, *below],
        "tabs": [Link(title, urls[name], current=name == current) for name, title in titles.items()]
        if len(titles) > 1
        else [],
        "print_source": found.name_in_words,
    }


def spoken() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def begun(said: str) -> str:
    """Words with a capital letter, as a cell or a fact begins."""
    return said[:1].upper() + said[1:]


def kinds_in_words(kinds: Iterable[str]) -> str:
    """Kinds of actors by name, those that are not known here as they are written; or everybody."""
    names = dict(ActorKind.choices)
    return ", ".join(str(names.get(kind, kind)) for kind in kinds) or _("Everybody")


def validity(begins: date | None, ends: date | None) -> str:
    """From when to when something holds, as far as that is known."""
    if begins and ends:
        told = {"begins": numbers.day(begins, spoken()), "ends": numbers.day(ends, spoken())}
        return _("%(begins)s to %(ends)s") % told
    if begins:
        return _("from %(begins)s") % {"begins": numbers.day(begins, spoken())}
    if ends:
        return _("until %(ends)s") % {"ends": numbers.day(ends, spoken())}
    return _("not known")
