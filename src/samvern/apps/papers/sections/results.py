"""What the measures came to: indicators with their targets, and published studies of effect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext, override

from samvern.apps.effects.models import StudyPublication
from samvern.apps.effects.models.publication import Audience as StudyAudience
from samvern.apps.effects.queries.telling import told
from samvern.apps.effects.record import recorded_card
from samvern.apps.indicators.models import Indicator, IndicatorValue
from samvern.apps.papers.sections.freezing import Freezing, Layers
from samvern.base.texts import in_language
from samvern.engine.effects import EffectCard
from samvern.engine.indicators import MeasuredOn
from samvern.engine.programme.document import LANGUAGES
from samvern.engine.snapshots import Audience, narrower
from samvern.ui.wording import effects as wording


def section(freezing: Freezing) -> Layers:
    """Indicators for whoever sees the programme; studies for those they were published to.

    Values are those of the sector as a whole, which are everybody's; of studies only what is told to
    those who see no values.
    """
    layers: dict[Audience, dict[str, Any]] = {}
    indicators = _indicators(freezing)
    if indicators:
        layers[freezing.widest] = {"indicators": indicators}
    studies = _studies(freezing)
    public = [each for each in studies if each["audience"] == StudyAudience.PUBLIC]
    if public:
        layers.setdefault(freezing.widest, {})["effects"] = public
    if studies:
        audience = narrower(Audience.SECTOR, freezing.widest)
        layers.setdefault(audience, {})["effects"] = studies
    return layers


def _indicators(freezing: Freezing) -> dict[str, Any] | None:
    """Four queries, however many there are."""
    seen = Indicator.objects.visible_to(freezing.by).current().filter(programme=freezing.programme)
    found = list(seen.prefetch_related("targets", "goals", "measures"))
    if not found:
        return None
    values = IndicatorValue.objects.visible_to(freezing.by).in_force().of_groups()
    of_sector = values.filter(
        indicator__in=[each.pk for each in found],
        indicator__measured_on=MeasuredOn.SECTOR.value,
        group="",
    )
    newest = {each.indicator_id: each for each in of_sector.order_by("ends_on", "pk")}
    return {
        "rows": [_indicator(each, newest.get(each.pk)) for each in found],
        "on": freezing.on.isoformat(),
    }


def _indicator(found: Indicator, value: IndicatorValue | None) -> dict[str, Any]:
    return {
        "code": found.code,
        "title": dict(found.title),
        "unit": dict(found.unit),
        "goals": sorted(each.code for each in found.goals.all()),
        "measures": sorted(each.code for each in found.measures.all()),
        "baseline": found.baseline,
        "targets": [[each.on.isoformat(), each.value] for each in found.targets.all()],
        "value": value.value if value else None,
        "period": value.period if value else "",
    }


def _studies(freezing: Freezing) -> list[dict[str, Any]]:
    seen = StudyPublication.objects.visible_to(freezing.by).in_force()
    found = seen.filter(study__measure__programme=freezing.programme).select_related(
        "study__measure", "study__indicator", "result"
    )
    rows = []
    for each in found.order_by("study__measure__position", "pk"):
        card = told(each.study, recorded_card(each.result.content))
        if card is not None:
            rows.append(_study(each, card))
    return rows


def _study(each: StudyPublication, card: EffectCard) -> dict[str, Any]:
    indicator = each.study.indicator
    return {
        "measure": each.study.measure.code,
        "indicator": dict(indicator.title),
        "audience": each.audience,
        "level": card.level.value,
        "words": {language: _words(card, indicator.unit, language) for language in LANGUAGES},
        "is_example": each.study.is_example,
        "on": localdate(each.at).isoformat(),
    }


def _words(card: EffectCard, unit: Mapping[str, str], language: str) -> dict[str, Any]:
    """The sentences of a card as they read now: wording that changes later changes no paper."""
    with override(language):
        said = wording.card_words(card, in_language(unit, language), language, gettext)
        return {
            "level": wording.level_name(card.level, gettext),
            "headline": said.headline,
            "interval": said.interval,
            "reservations": list(said.reservations),
        }
