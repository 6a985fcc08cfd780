"""What a judgement that is about to be recorded is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from samvern.apps.programmes.models import CRITERION_NAMES, SCALE_OF, FocusArea, Measure
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.queries.document import document_of
from samvern.apps.programmes.queries.lookup import focus_area_for, measure_for
from samvern.apps.programmes.queries.overview import columns_of
from samvern.apps.programmes.queries.programmes import ProgrammeHead, head_of
from samvern.apps.programmes.queries.rows import Judged, judged
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import CriterionKind
from samvern.ui.wording.levels import level_names

#: What only measures are judged by, and about nothing in particular.
_SINGLE = {
    CriterionKind.COST: "cost",
    CriterionKind.SUPPORT: "support",
    CriterionKind.IMPLEMENTATION_RISK: "implementation_risk",
}


@dataclass(frozen=True)
class JudgementTarget:
    """A measure or focus area, a criterion, and the risk area or goal it is about, if any.

    ``current`` is how it is judged now; ``level_names`` are the scale, lowest first.
    """

    programme: ProgrammeHead
    subject: Measure | FocusArea
    title: str
    criterion: CriterionKind
    criterion_name: str
    about: str
    about_title: str
    current: Judged
    level_names: Mapping[str, str]


def measure_target(
    viewer: Viewer, programme_code: str, code: str, criterion: str, about: str
) -> JudgementTarget:
    """A measure that the viewer may judge by a criterion.

    Raises
    ------
    NotFound
        ``programme.unknown``, ``measure.unknown``, ``criterion.unknown``.
    NotAllowed
        Without ``RECORD_JUDGEMENT`` on the programme.
    """
    return _target(viewer, measure_for(viewer, programme_code, code), criterion, about)


def focus_area_target(
    viewer: Viewer, programme_code: str, code: str, criterion: str, about: str
) -> JudgementTarget:
    """A focus area that the viewer may judge by a criterion; raises as :func:`measure_target`."""
    return _target(viewer, focus_area_for(viewer, programme_code, code), criterion, about)


def _target(
    viewer: Viewer, subject: Measure | FocusArea, criterion: str, about: str
) -> JudgementTarget:
    programme = subject.programme
    viewer.require(Permission.RECORD_JUDGEMENT, on=programme)
    document = document_of(viewer, programme)
    abouts = {(c.criterion, c.code): c.title for c in columns_of(document)}
    single = {(kind.value, ""): "" for kind in _SINGLE if isinstance(subject, Measure)}
    possible = abouts | single
    if (criterion, about) not in possible:
        raise NotFound("criterion.unknown")
    kind = CriterionKind(criterion)
    return JudgementTarget(
        programme=head_of(viewer, programme),
        subject=subject,
        title=f"{subject.code} {in_language(subject.title)}",
        criterion=kind,
        criterion_name=str(CRITERION_NAMES[kind]),
        about=about,
        about_title=possible[criterion, about],
        current=judged(kind, _current(document, subject, kind, about), about),
        level_names=level_names(SCALE_OF[kind], gettext),
    )


def _current(
    document: engine.Programme, subject: Measure | FocusArea, kind: CriterionKind, about: str
) -> engine.Judgement | None:
    parts: tuple[engine.Measure | engine.FocusArea, ...] = (
        document.measures if isinstance(subject, Measure) else document.focus_areas
    )
    part = next((part for part in parts if part.id == subject.code), None)
    if part is None:
        return None
    if kind is CriterionKind.CONTRIBUTION:
        return part.contribution.get(about)
    if kind is CriterionKind.ATTAINMENT:
        return part.attainment.get(about)
    found: engine.Judgement | None = getattr(part, _SINGLE[kind])
    return found
