"""What this module hands in to pages that it shares with others: tasks and the trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.indicators import queries
from samvern.apps.indicators.pages.frame import spoken
from samvern.apps.indicators.permissions import Permission
from samvern.base.registry import Task
from samvern.base.viewer import Viewer
from samvern.ui.wording.periods import period_said

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "indicator.added": gettext_lazy("Indicator made"),
        "indicator.changed": gettext_lazy("Indicator changed"),
        "indicator.retired": gettext_lazy("Indicator no longer measured"),
        "indicator.resumed": gettext_lazy("Indicator measured again"),
        "indicator.handed_on": gettext_lazy("Indicator followed to a successor"),
        "indicator.values_given": gettext_lazy("Values of an indicator given"),
        "indicator.value_withdrawn": gettext_lazy("Value of an indicator withdrawn"),
        "start.register_opened": gettext_lazy("Register of who began when opened"),
        "start.register_changed": gettext_lazy("Whom who began when is shown to changed"),
        "start.given": gettext_lazy("Said who began when with a measure"),
    }
)


def tasks(viewer: Viewer, on: date) -> Iterator[Task]:
    """Values that are due from the viewer as owner of an indicator."""
    if viewer.user_id is None or not viewer.may_somewhere(Permission.GIVE_AS_OWNER):
        return
    for due in queries.values_due(viewer, on=on):
        params = {
            "indicator": due.indicator,
            "period": period_said(due.period.text, gettext, spoken(), in_text=True),
        }
        yield Task(
            key=f"indicators.value.{due.indicator.pk}.{due.period.text}",
            title=_("Give the value of %(indicator)s for %(period)s") % params,
            why=_("Your organisation answers for the indicator."),
            url=reverse("indicators:give", args=[due.indicator.pk]),
            action=_("Give the value"),
            module=_("Indicators"),
            neutral=_("a value of an indicator is due"),
            due_on=due.due_on,
        )


def indicator_link(subject_id: str) -> str:
    """Where the trail finds an indicator."""
    return reverse("indicators:indicator", args=[subject_id])
