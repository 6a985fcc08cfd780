"""One indicator or register of starts as far as the viewer sees it, and what the viewer may do there."""

from __future__ import annotations

from collections.abc import Iterator

from samvern.apps.actors.models import Actor
from samvern.apps.indicators.models import (
    Indicator,
    IndicatorQuerySet,
    IndicatorValue,
    MeasureStart,
    StartRegister,
)
from samvern.apps.indicators.permissions import Permission
from samvern.apps.programmes import queries as programmes
from samvern.base.permissions import holders
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.errors import NotFound

_WITH = ("programme__owner_actor", "owner")


def indicators(viewer: Viewer, programme_code: str = "") -> IndicatorQuerySet:
    """The indicators that the viewer sees, by programme and code; perhaps of one programme."""
    found = Indicator.objects.visible_to(viewer).select_related(*_WITH)
    return found.filter(programme__code=programme_code) if programme_code else found


def indicator_for(viewer: Viewer, indicator_id: int, *, lock: bool = False) -> Indicator:
    """An indicator by its key. Raises ``NotFound`` (``indicator.unknown``)."""
    seen = indicators(viewer)
    if lock:
        seen = seen.select_for_update(of=("self",))
    found = seen.filter(pk=indicator_id).first()
    if found is None:
        raise NotFound("indicator.unknown")
    return found


def value_for(viewer: Viewer, value_id: int) -> IndicatorValue:
    """A value that the viewer sees as it is. Raises ``NotFound`` (``indicator.value_unknown``)."""
    seen = IndicatorValue.objects.visible_to(viewer).select_related("actor", "indicator")
    found = seen.filter(pk=value_id).first()
    if found is None:
        raise NotFound("indicator.value_unknown")
    return found


def register_for(viewer: Viewer, measure_id: int, *, lock: bool = False) -> StartRegister:
    """The register of who began when with a measure.

    Raises ``NotFound`` (``measure.unknown``, ``start.no_register``).
    """
    measure = programmes.measure_by_id(viewer, measure_id)
    seen = StartRegister.objects.visible_to(viewer)
    if lock:
        seen = seen.select_for_update(of=("self",))
    found = seen.filter(measure=measure).first()
    if found is None:
        raise NotFound("start.no_register", id=measure.code)
    found.measure = measure
    return found


def start_for(viewer: Viewer, start_id: int) -> MeasureStart:
    """A start that the viewer sees. Raises ``NotFound`` (``start.unknown``)."""
    seen = MeasureStart.objects.visible_to(viewer).select_related("actor", "measure")
    found = seen.filter(pk=start_id).first()
    if found is None:
        raise NotFound("start.unknown")
    return found


def may_keep(viewer: Viewer, indicator: Indicator | StartRegister) -> bool:
    """Whether the viewer says what is measured, how, and whom it is shown to."""
    return viewer.may(Permission.KEEP_INDICATORS, on=indicator)


def may_give_of(viewer: Viewer, kept: Indicator | StartRegister, actor: Actor) -> bool:
    """Whether the viewer gives values, or the start, of an organisation."""
    if kept.is_reported and viewer.may(Permission.GIVE_VALUES, on=kept):
        return True
    return is_of_own(viewer, actor)


def is_of_own(viewer: Viewer, actor: Actor) -> bool:
    """Whether an organisation's own are the viewer's to give: by a role there or above it."""
    return any(actor.path.startswith(path) for path in _own_places(viewer))


def may_give_whole(viewer: Viewer, indicator: Indicator) -> bool:
    """Whether the viewer gives values of groups and of the sector."""
    if indicator.owner is not None and viewer.may(Permission.GIVE_AS_OWNER, on=indicator.owner):
        return True
    is_theirs = (
        indicator.is_reported or not indicator.is_of_organisations or indicator.owner is None
    )
    return is_theirs and viewer.may(Permission.GIVE_VALUES, on=indicator)


def may_give_any(viewer: Viewer, indicator: Indicator) -> bool:
    """Whether there is anything the viewer could give of an indicator."""
    return (
        may_give_whole(viewer, indicator)
        or (indicator.is_reported and viewer.may(Permission.GIVE_VALUES, on=indicator))
        or (indicator.is_of_organisations and any(_own_places(viewer)))
    )


def may_give_starts(viewer: Viewer, register: StartRegister) -> bool:
    """Whether there is any start with the measure that the viewer could give."""
    is_governed = register.is_reported and viewer.may(Permission.GIVE_VALUES, on=register)
    return is_governed or any(_own_places(viewer))


def _own_places(viewer: Viewer) -> Iterator[str]:
    """Where the viewer answers for security at an organisation; the whole sector is none."""
    if viewer.may_somewhere(Permission.GIVE_OWN_VALUES):
        allowed = holders(Permission.GIVE_OWN_VALUES)
        for held in viewer.held:
            if held.role in allowed and held.path != WHOLE_SECTOR:
                yield held.path
