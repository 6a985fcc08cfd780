"""What this module hands in to pages that it shares with others: first page, trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.comparisons import queries
from samvern.base.registry import Task
from samvern.base.viewer import Viewer

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "comparison.proposed": gettext_lazy("Links between measures proposed"),
        "lineage_link.confirmed": gettext_lazy("Link between measures confirmed"),
        "lineage_link.rejected": gettext_lazy("Link between measures rejected"),
        "lineage_link.added": gettext_lazy("Link between measures added by hand"),
        "lineage_link.taken_back": gettext_lazy("Answer about a link taken back"),
    }
)


def tasks(viewer: Viewer, _on: date) -> Iterator[Task]:
    """Proposals that wait for the viewer."""
    for waiting in queries.waiting_for(viewer):
        yield Task(
            key=f"comparisons.links/{waiting.later}/{waiting.earlier}",
            title=_("What became of the measures of %(earlier)s in %(later)s: proposals to confirm")
            % {"earlier": waiting.earlier, "later": waiting.later},
            why=_("You govern the later programme."),
            url=reverse("comparisons:comparison", args=[waiting.later, waiting.earlier]),
            action=_("Look at the proposals"),
            module=_("Programmes"),
            neutral=_("proposals are to be confirmed"),
            figure=str(waiting.count),
        )


def comparison_link(subject_id: str) -> str:
    """Where the trail finds a comparison."""
    return reverse("comparisons:by-id", args=[subject_id])
