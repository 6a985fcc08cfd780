"""What this module hands in to pages that it shares with others: first page, trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samvern.apps.comparisons import queries
from samvern.base.registry import StartCard
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


def start_cards(viewer: Viewer) -> Iterator[StartCard]:
    """Proposals that wait for the viewer."""
    for waiting in queries.waiting_for(viewer):
        yield StartCard(
            title=_("What became of earlier measures"),
            text=ngettext(
                "%(count)d proposal to confirm: %(earlier)s compared with %(later)s.",
                "%(count)d proposals to confirm: %(earlier)s compared with %(later)s.",
                waiting.count,
            )
            % {"count": waiting.count, "earlier": waiting.earlier, "later": waiting.later},
            url=reverse("comparisons:comparison", args=[waiting.later, waiting.earlier]),
            action=_("Look at the proposals"),
            order=25,
            figure=str(waiting.count),
        )


def comparison_link(subject_id: str) -> str:
    """Where the trail finds a comparison."""
    return reverse("comparisons:by-id", args=[subject_id])
