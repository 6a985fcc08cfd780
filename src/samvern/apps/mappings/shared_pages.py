"""What this module puts on pages that belong to others: requirement sets, the first page, trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from samvern.apps.mappings import queries
from samvern.apps.mappings.permissions import Permission
from samvern.base.registry import Button, Task
from samvern.base.viewer import Viewer


def tasks(viewer: Viewer, _on: date) -> Iterator[Task]:
    """Mappings of others that wait for the viewer's review, where that is work of theirs."""
    if not queries.takes_part(viewer):
        return
    count = queries.waiting_for(viewer).count()
    if count:
        yield Task(
            key="mappings.reviews",
            title=_("Mappings between requirements to review"),
            why=_("You know requirements, and somebody else than the mapper looks at each."),
            url=reverse("mappings:reviews"),
            action=_("Review them one at a time"),
            module=_("Mappings"),
            neutral=_("something is to be reviewed"),
            figure=str(count),
        )


def set_buttons(viewer: Viewer, _subject: str, _query: Mapping[str, str]) -> Iterator[Button]:
    """The way from the list of sets to how they are mapped."""
    if viewer.may_somewhere(Permission.READ_MAPPINGS):
        yield Button(_("How they are mapped to each other"), reverse("mappings:pairs"))


def mapping_link(mapping_id: str) -> str:
    """The page of a mapping that the trail tells of."""
    return reverse("mappings:mapping", args=[mapping_id])
