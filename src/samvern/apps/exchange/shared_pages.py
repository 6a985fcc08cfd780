"""What this module hands in to pages that it shares with others: ways to it, and the trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.exchange.permissions import Permission
from samvern.apps.programmes.queries import visible_programmes
from samvern.base.registry import Button
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "exchange.table_imported": gettext_lazy("Table of measures taken in"),
        "exchange.import_undone": gettext_lazy("Import of a table undone"),
        "exchange.columns_remembered": gettext_lazy("Columns of a table remembered"),
        "exchange.columns_renamed": gettext_lazy("Remembered columns renamed"),
        "exchange.columns_forgotten": gettext_lazy("Remembered columns forgotten"),
    }
)

#: Programmes that a table can be taken in to, on the page where a whole programme is.
_PROGRAMMES_SHOWN = 5


def register_buttons(viewer: Viewer, code: str, query: Mapping[str, str]) -> Iterator[Button]:
    """From the measures to a table of them, for those who may take one in or read of it."""
    url = reverse("exchange:choose", args=[code])
    if viewer.may_somewhere(Permission.IMPORT_TABLE):
        yield Button(_("Take in a table"), url, icon="Table")
    elif viewer.may_somewhere(Permission.READ_IMPORTS):
        yield Button(_("Tables taken in"), url, icon="Table")


def import_buttons(viewer: Viewer, subject: str, query: Mapping[str, str]) -> Iterator[Button]:
    """From the page where a programme comes in to the tables of those that are here."""
    seen = visible_programmes(viewer).select_related("owner_actor")[:_PROGRAMMES_SHOWN]
    for programme in seen:
        if viewer.may(Permission.IMPORT_TABLE, on=programme):
            url = reverse("exchange:choose", args=[programme.code])
            label = _("A table for %(code)s, %(title)s")
            yield Button(
                label % {"code": programme.code, "title": in_language(programme.title)}, url
            )


def import_link(subject_id: str) -> str:
    """Where the trail finds an import."""
    return reverse("exchange:import-by-id", args=[subject_id])


def remembered_link(subject_id: str) -> str:
    """Where the trail finds remembered columns."""
    return reverse("exchange:remembered-by-id", args=[subject_id])
