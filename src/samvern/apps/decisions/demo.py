"""Made-up scenarios and a made-up decision, so that a newcomer has something to look at.

They are marked as examples wherever they are shown, and belong to made-up people and bodies:
nobody real thinks or decided so.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samvern.apps.decisions import operations
from samvern.apps.decisions.models import DecisionSharing, Level, Scenario, ScenarioSharing
from samvern.apps.decisions.record import Said
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.viewer import viewer_for

#: The programme that the examples are about, and the made-up person who answers for them.
_PROGRAMME = "IE-1125"
_AUTHOR = "authority@demo.samvern.example"


@transaction.atomic
def load_examples(*, at: datetime) -> int:
    """Save the examples unless there are any; how many scenarios are new."""
    author = User.objects.filter(email=_AUTHOR, is_demo=True).first()
    is_there = Programme.objects.filter(code=_PROGRAMME).exists()
    if author is None or not is_there or Scenario.objects.filter(is_example=True).exists():
        return 0
    viewer = viewer_for(author, channel="system")
    cheap = operations.save_scenario(
        by=viewer,
        code=_PROGRAMME,
        level=Level.FOCUS_AREA,
        title="Eksempel: lav kostnad og bred støtte først",
        reason="Oppdiktet eksempel. Hva om budsjettet er stramt, og tiltakene må ha bred støtte?",
        terms={"weights": {"order": ["cost", "support", "risk_contribution"]}},
        sharing=ScenarioSharing.SECTOR,
        at=at,
        is_example=True,
    )
    operations.save_scenario(
        by=viewer,
        code=_PROGRAMME,
        level=Level.FOCUS_AREA,
        title="Eksempel: risiko teller minst halvparten",
        reason=(
            "Oppdiktet eksempel. Hva om bidrag mot risiko må telle minst halvparten, "
            "og naturlig rekkefølge ikke teller?"
        ),
        terms={
            "weights": {"intervals": {"risk_contribution": {"least": 0.5}}},
            "excluded_criteria": ["natural_order"],
        },
        sharing=ScenarioSharing.SECTOR,
        at=at,
        is_example=True,
    )
    operations.take_decision(
        by=viewer,
        code=_PROGRAMME,
        level=Level.FOCUS_AREA,
        scenario_id=cheap.pk,
        said=Said(
            title="Eksempel: rekkefølge for innsatsområdene",
            decided="Oppdiktet eksempel. Innsatsområde 3, 5 og 1 tas først, deretter 7.",
            reasons="Oppdiktet eksempel. Rekkefølgen er den som rapporten selv anbefaler.",
            body="Demostyret (oppdiktet), møte 1",
            decided_by="Demo Aud Ansvar, Demo Tor Tiltak",
            decided_on=timezone.localdate(at),
            tiers=[["3", "5", "1"], ["7"]],
        ),
        sharing=DecisionSharing.SECTOR,
        at=at,
        is_example=True,
    )
    return 2
