"""Panels: planned, open, judged and closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from samvern.apps.panels import operations
from samvern.apps.panels.models import Panel, PanelCell
from samvern.apps.panels.rules import JudgeEntry, OpinionEntry, Plan
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.viewer import SYSTEM, Viewer, viewer_for

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 12, tzinfo=UTC)


def plan(*judges: User, **fields: Any) -> Plan:
    """Two focus areas by one risk area, the mean of the probabilities, names shown to nobody."""
    said: dict[str, Any] = {
        "title": "What do the hospitals think?",
        "level": "focus-area",
        "rule": "linear",
        "answer_by": date(2026, 12, 1),
        "alternatives": ("1", "2"),
        "criteria": ("contribution.R1",),
        "judges": tuple(JudgeEntry(judge.email) for judge in judges),
    }
    return Plan(**{**said, **fields})


def planned(on: Programme, *judges: User, by: Viewer = SYSTEM, **fields: Any) -> Panel:
    """A panel that nobody else sees yet."""
    return operations.plan_panel(by=by, code=on.code, plan=plan(*judges, **fields), at=AT)


def opened(on: Programme, *judges: User, **fields: Any) -> Panel:
    """A panel that takes opinions."""
    saved = planned(on, *judges, **fields)
    return operations.open_panel(by=SYSTEM, panel_id=saved.pk, at=AT)


def closed(panel: Panel) -> Panel:
    """The panel, closed."""
    return operations.close_panel(by=SYSTEM, panel_id=panel.pk, at=LATER)


def cell(panel: Panel, code: str = "1") -> PanelCell:
    """The first question of a panel about a focus area or measure."""
    cells = panel.cells.select_related("focus_area", "measure")
    return next(each for each in cells if each.subject.code == code)


def says(
    panel: Panel, judge: User, levels: Mapping[str, float] | None, code: str = "1", **more: Any
) -> int:
    """A judge says something of one cell."""
    entry = OpinionEntry(cell(panel, code).pk, levels, **more)
    return operations.give_opinions(
        by=viewer_for(judge), panel_id=panel.pk, opinions=[entry], at=AT
    )
