"""Indicators, what is measured of them, and who began when with a measure."""

from __future__ import annotations

from datetime import date
from typing import Any

from samvern.apps.indicators import operations
from samvern.apps.indicators.models import Indicator
from samvern.apps.programmes.models import Programme, Sharing
from tests.factories import indicators as make
from tests.strangers.markers import Markers
from tests.strangers.sector import Sector
from tests.strangers.story.programmes import CODES


def indicators(sector: Sector, say: Markers) -> None:
    """One that organisations keep for themselves, one that is reported, one of the sector, one retired."""
    programme = Programme.objects.get(code=CODES[Sharing.PUBLIC])
    sector_programme = Programme.objects.get(code=CODES[Sharing.SECTOR])
    kept = _made(programme, sector, say, code="K")
    reported = _made(programme, sector, say, code="R", is_reported=True, owner_id=None)
    for found in (kept, reported):
        _measured(found, sector, say)
    _made(sector_programme, sector, say, code="S")
    _made(Programme.objects.get(code=CODES[Sharing.AUTHORITY]), sector, say, code="D")
    measure = sector_programme.measures.filter(start_register__isnull=True).earliest("pk")
    authority, officer = sector.viewer("authority"), sector.viewer("officer")
    give: dict[str, Any] = {"measure_id": measure.pk, "at": make.AT}
    operations.open_register(by=authority, is_reported=False, **give)
    hospital = sector.actors["hospital"]
    for day in (1, 2):
        begun = [make.start(hospital, date(2026, 3, day), reason=say("Begun"))]
        operations.give_starts(by=officer, starts=begun, **give)


def _made(on: Programme, sector: Sector, say: Markers, **fields: Any) -> Indicator:
    said = {
        name: {"nb": say(name)} for name in ("title", "definition", "unit", "source", "population")
    }
    fields.setdefault("owner_id", sector.actors["hospital"].pk)
    ties = {"goals": (), "measures": ()}
    return make.indicator(on, by=sector.viewer("authority"), **{**said, **ties, **fields})


def _measured(found: Indicator, sector: Sector, say: Markers) -> None:
    """Values of the hospital and of a group, and each of them revised."""
    owner = sector.viewer("owner" if found.owner_id else "authority")
    officer, hospital = sector.viewer("officer"), sector.actors["hospital"]
    group = say("Group")
    for value in (40.0, 45.0):
        own = make.given("2026-H1", value, hospital, reason=say("Why"))
        make.values(found, own, by=officer)
        of_group = make.given("2026-H1", value, group=group, count=30, reason=say("So"))
        make.values(found, of_group, by=owner)
