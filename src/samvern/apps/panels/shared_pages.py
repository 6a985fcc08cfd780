"""What this module hands in to pages that it shares with others: first page, trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.panels import queries
from samvern.base.registry import Task
from samvern.base.viewer import Viewer

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "panel.planned": gettext_lazy("Panel planned"),
        "panel.changed": gettext_lazy("Plan of a panel changed"),
        "panel.dropped": gettext_lazy("Panel given up"),
        "panel.opened": gettext_lazy("Panel opened"),
        "panel.invited": gettext_lazy("More people invited to a panel"),
        "panel.closed": gettext_lazy("Panel closed"),
        "panel.used": gettext_lazy("Scenario made of a panel"),
        "panel.recorded": gettext_lazy("Result of a panel recorded"),
        "opinion.given": gettext_lazy("Judged in a panel"),
    }
)


def tasks(viewer: Viewer, on: date) -> Iterator[Task]:
    """Panels that wait for the viewer's judgement, and those that are to be closed."""
    for row in queries.waiting(viewer):
        yield Task(
            key=f"panels.judge/{row.id}",
            title=_("A panel waits for your judgement: %(title)s") % {"title": row.title},
            why=_("You are invited to judge in it."),
            url=reverse("panels:judge", args=[row.code, row.id]),
            action=_("Give your judgement"),
            module=_("Panels"),
            neutral=_("a panel waits for your judgement"),
            due_on=row.answer_by,
            figure=_("%(answered)d of %(total)d") % {"answered": row.mine or 0, "total": row.cells},
        )
    for row in queries.to_close(viewer, on):
        yield Task(
            key=f"panels.close/{row.id}",
            title=_("A panel is past its date: %(title)s") % {"title": row.title},
            why=_("You run it, and close it."),
            url=reverse("panels:panel", args=[row.code, row.id]),
            action=_("Look at it, and close it"),
            module=_("Panels"),
            neutral=_("a panel is to be closed"),
            due_on=row.answer_by,
        )


def panel_link(subject_id: str) -> str:
    """Where the trail finds a panel."""
    return reverse("panels:panel-by-id", args=[subject_id])
