"""What is kept of a result: the card and what it rests on, without what names an organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from samvern import __version__
from samvern.apps.effects.models import Design, EffectStudy
from samvern.apps.effects.queries.inputs import StudyInput
from samvern.engine.effects import (
    Control,
    EffectCard,
    Reason,
    effect_card,
    read_card,
    without_names,
)

#: The form of the record; a reader refuses what it does not know.
FORMAT: Final = 1


@dataclass(frozen=True)
class Computed:
    """A card with everything that is kept beside it.

    ``version`` is that of the study as it was asked, ``read_at`` when values and starts were read.
    """

    version: int
    read_at: datetime
    found: StudyInput
    card: EffectCard
    taken: Mapping[str, str]
    left_out: Mapping[str, str]


def compute(study: EffectStudy, found: StudyInput, *, at: datetime) -> Computed:
    """Make the card of a study. The same values, starts and settings make the same."""
    card = effect_card(
        found.panel,
        better=found.better,
        by_lot=study.by_lot,
        control=Control(study.control),
        anticipation=study.anticipation,
        only=Design(study.design).only,
    )
    begun = dict(zip(found.panel.organisations, found.panel.starts, strict=True))
    first = found.panel.periods[0]
    left_out = {
        name: Reason.STARTED_TOO_EARLY.value for name, start in begun.items() if start == first
    }
    for each in card.comparison.left_out if card.comparison else ():
        left_out[each.organisation] = each.reason.value
    taken = {name: start or "" for name, start in begun.items() if name not in left_out}
    return Computed(study.version, at, found, card, taken, left_out)


def study_record(
    study: EffectStudy, computed: Computed, *, asked_by: str, at: datetime
) -> dict[str, Any]:
    """The whole of a result as plain values; nothing in it is one organisation's."""
    found, panel = computed.found, computed.found.panel
    return {
        "format": FORMAT,
        "programme": study.measure.programme.code,
        "measure": study.measure.code,
        "indicator": {
            "code": study.indicator.code,
            "title": study.indicator.title,
            "unit": study.indicator.unit,
            "direction": study.indicator.direction,
            "frequency": study.indicator.frequency,
        },
        "settings": study.settings,
        "lot_note": study.lot_note,
        "is_example": study.is_example,
        "values": {
            "digest": found.digest,
            "organisations": len(panel.organisations),
            "starters": len(panel.starters),
            "first": panel.periods[0],
            "last": panel.periods[-1],
            "periods": len(panel.periods),
            "missing": panel.missing,
            "unknown_starts": found.unknown_starts,
            "without_values": found.without_values,
        },
        "card": without_names(computed.card).to_json(),
        "asked_by": asked_by,
        "computed_at": at.isoformat(),
        "software": {"name": "Samvern", "version": __version__},
    }


def recorded_card(content: Mapping[str, Any]) -> EffectCard:
    """The card of a record."""
    return read_card(content["card"])
