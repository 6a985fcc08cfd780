"""How much of a result may be told to whom."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.effects.models import EffectStudy, StudyResult
from samvern.apps.effects.record import recorded_card
from samvern.apps.indicators.permissions import Permission as OfIndicators
from samvern.base.viewer import Viewer
from samvern.engine.effects import EffectCard, is_tellable, told_card


@dataclass(frozen=True)
class Told:
    """A card as a viewer gets it: whole, without what is some few's own, or not at all.

    ``raw`` is what is never told: it is for the level alone.
    """

    card: EffectCard | None
    is_whole: bool
    raw: EffectCard

    @property
    def is_withheld(self) -> bool:
        """Whether so few stand behind it that nothing of it is told."""
        return self.card is None


def sees_values(viewer: Viewer, study: EffectStudy) -> bool:
    """Whether the viewer may see every value and every start behind a study, one by one."""
    if not study.indicator.is_of_organisations:
        return True
    return are_reported(study) and viewer.may(OfIndicators.READ_REPORTED, on=study)


def are_reported(study: EffectStudy) -> bool:
    """Whether the authority sees what stands behind a study, so that counting anew tells it nothing."""
    if not study.indicator.is_of_organisations:
        return True
    register = getattr(study.measure, "start_register", None)
    return bool(study.indicator.is_reported and register is not None and register.is_reported)


def tell(viewer: Viewer, study: EffectStudy, result: StudyResult) -> Told:
    """A result as far as this viewer may be told."""
    card = recorded_card(result.content)
    if sees_values(viewer, study):
        return Told(card, is_whole=True, raw=card)
    return Told(told(study, card), is_whole=False, raw=card)


def told(study: EffectStudy, card: EffectCard) -> EffectCard | None:
    """What those get who see no values; None where too few stand behind it."""
    if not study.indicator.is_of_organisations:
        return card
    return told_card(card) if is_tellable(card, is_usual=study.is_usual) else None
