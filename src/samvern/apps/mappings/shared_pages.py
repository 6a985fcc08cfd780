"""What this module puts on pages that belong to others: requirement sets, the first page, trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.mappings import queries
from samvern.apps.mappings.permissions import Permission
from samvern.base.registry import Button, StartCard
from samvern.base.viewer import Viewer


def start_cards(viewer: Viewer) -> Iterator[StartCard]:
    """Mappings of others that wait for the viewer's review."""
    count = queries.waiting_for(viewer).count()
    if count:
        text = ngettext(
            "%(count)d mapping between requirements waits for somebody else to look at it.",
            "%(count)d mappings between requirements wait for somebody else to look at them.",
            count,
        )
        yield StartCard(
            title=_("Mappings to review"),
            text=text % {"count": count},
            url=reverse("mappings:reviews"),
            action=_("Review them one at a time"),
            order=55,
            figure=str(count),
        )


def set_buttons(viewer: Viewer, _subject: str, _query: Mapping[str, str]) -> Iterator[Button]:
    """The way from the list of sets to how they are mapped."""
    if viewer.may_somewhere(Permission.READ_MAPPINGS):
        yield Button(_("How they are mapped to each other"), reverse("mappings:pairs"))


def mapping_link(mapping_id: str) -> str:
    """The page of a mapping that the trail tells of."""
    return reverse("mappings:mapping", args=[mapping_id])
