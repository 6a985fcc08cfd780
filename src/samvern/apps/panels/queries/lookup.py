"""One panel, as far as the viewer sees it."""

from __future__ import annotations

from samvern.apps.panels.models import Judge, Names, Panel, PanelQuerySet
from samvern.apps.panels.models import PanelCell as Cell
from samvern.apps.panels.permissions import Permission
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound


def panel_for(viewer: Viewer, panel_id: int, *, lock: bool = False) -> Panel:
    """A panel by its key. Raises ``NotFound`` (``panel.unknown``)."""
    seen = visible_panels(viewer)
    if lock:
        seen = seen.select_for_update(of=("self",))
    found = seen.filter(pk=panel_id).first()
    if found is None:
        raise NotFound("panel.unknown")
    return found


def panel_in(viewer: Viewer, code: str, panel_id: int) -> Panel:
    """A panel by the address of its page. Raises ``NotFound``."""
    panel = panel_for(viewer, panel_id)
    if panel.programme.code != code:
        raise NotFound("panel.unknown")
    return panel


def visible_panels(viewer: Viewer) -> PanelQuerySet:
    """The panels that the viewer sees, with their programmes."""
    return Panel.objects.visible_to(viewer).select_related("programme__owner_actor")


def judge_of(viewer: Viewer, panel: Panel) -> Judge | None:
    """The viewer's own invitation to a panel."""
    if viewer.user_id is None:
        return None
    return Judge.objects.filter(panel=panel, user_id=viewer.user_id).first()


def cells_of(panel: Panel) -> list[Cell]:
    """What a panel judges, in order, with its subjects."""
    return list(panel.cells.select_related("focus_area", "measure"))


def sees_names(viewer: Viewer, panel: Panel) -> bool:
    """Whether the viewer sees who said what, as it was stated up front."""
    if panel.names == Names.ALL:
        return True
    return panel.names == Names.AUTHORITY and viewer.may(Permission.READ_PLANNED, on=panel)
