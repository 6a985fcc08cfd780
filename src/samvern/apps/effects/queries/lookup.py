"""One study or publication, as far as the viewer sees it."""

from __future__ import annotations

from samvern.apps.effects.models import EffectStudy, EffectStudyQuerySet, StudyPublication
from samvern.apps.effects.models.publication import StudyPublicationQuerySet
from samvern.apps.indicators.models import Indicator
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Measure, Programme
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound

_OF_STUDY = ("measure__programme__owner_actor", "measure__start_register", "indicator", "result")


def studies(viewer: Viewer) -> EffectStudyQuerySet:
    """The studies that the viewer sees as they are worked on, with what they are about."""
    return EffectStudy.objects.visible_to(viewer).select_related(*_OF_STUDY)


def publications(viewer: Viewer) -> StudyPublicationQuerySet:
    """What was published and the viewer sees, with what it is about."""
    seen = StudyPublication.objects.visible_to(viewer)
    return seen.select_related("result", *(f"study__{name}" for name in _OF_STUDY))


def study_for(viewer: Viewer, study_id: int, *, code: str | None = None) -> EffectStudy:
    """A study as it is worked on. Raises ``NotFound`` (``effect_study.unknown``).

    ``code`` is that of the programme in whose address it stands.
    """
    found = studies(viewer).filter(pk=study_id).first()
    if found is None or (code is not None and found.measure.programme.code != code):
        raise NotFound("effect_study.unknown")
    return found


def published_for(viewer: Viewer, study_id: int, *, code: str | None = None) -> StudyPublication:
    """What is published of a study today. Raises ``NotFound`` (``effect_study.unknown``)."""
    found = publications(viewer).in_force().filter(study=study_id).first()
    if found is None or (code is not None and found.study.measure.programme.code != code):
        raise NotFound("effect_study.unknown")
    return found


def programme_for(viewer: Viewer, code: str) -> Programme:
    """The programme. Raises ``NotFound``."""
    return programmes.programme_for(viewer, code)


def indicator_for(viewer: Viewer, programme: Programme, code: str) -> Indicator:
    """An indicator of the programme by its code. Raises ``NotFound`` (``indicator.unknown``)."""
    seen = Indicator.objects.visible_to(viewer).current()
    found = seen.filter(programme=programme, code=code[:60]).first()
    if found is None:
        raise NotFound("indicator.unknown")
    return found


def indicators_to_choose(viewer: Viewer, measure: Measure) -> list[Indicator]:
    """The indicators of a measure's programme, those tied to the measure first."""
    seen = Indicator.objects.visible_to(viewer).current().filter(programme=measure.programme_id)
    tied = set(seen.filter(measures=measure).values_list("pk", flat=True))
    return sorted(seen, key=lambda each: (each.pk not in tied, each.code))
