"""An indicator of a catalogue is taken into a programme with one act."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samvern.apps.indicators import queries
from samvern.apps.indicators.models import Indicator
from samvern.apps.indicators.operations.keeping import add_indicator
from samvern.apps.indicators.permissions import Permission
from samvern.apps.programmes import queries as programmes
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotReady


@transaction.atomic
def take_from_catalogue(
    *, by: Viewer, programme_code: str, catalogue: str, code: str, at: datetime
) -> Indicator:
    """Take an indicator of a catalogue into a programme; it has no baseline and no targets yet.

    Raises
    ------
    NotFound
        ``programme.unknown``, ``indicator.catalogue_unknown``.
    NotAllowed, InvalidInput
        As :func:`samvern.apps.indicators.operations.add_indicator`.
    NotReady
        ``indicator.taken_already``.
    """
    programme = programmes.programme_for(by, programme_code)
    by.require(Permission.KEEP_INDICATORS, on=programme)
    found, proposal = queries.proposal_for(catalogue, code)
    mark = queries.mark_of(found, proposal)
    taken = Indicator.objects.filter(programme=programme, taken_from=mark).first()
    if taken is not None:
        raise NotReady("indicator.taken_already", about=taken)
    plan = queries.plan_from(programme, found, proposal)
    return add_indicator(by=by, programme_code=programme_code, plan=plan, at=at, taken_from=mark)
