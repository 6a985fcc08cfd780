"""What this module hands in to pages that it shares with others: the page of a measure, the trail."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.effects import queries
from samvern.apps.effects.pages import measure as page
from samvern.apps.programmes.queries import MeasurePage
from samvern.base.registry import Section
from samvern.base.viewer import Viewer

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "effect_study.made": gettext_lazy("Effect study made"),
        "effect_study.edited": gettext_lazy("Effect study changed"),
        "effect_study.archived": gettext_lazy("Effect study put away"),
        "effect_study.asked": gettext_lazy("Effect study asked for"),
        "effect_study.computed": gettext_lazy("Effect study computed"),
        "effect_study.published": gettext_lazy("Effect study published"),
        "effect_study.withdrawn": gettext_lazy("Effect study withdrawn"),
    }
)


def measure_section(viewer: Viewer, sheet: MeasurePage) -> Section | None:
    """What the measure did, on its own page; nothing where nothing is known and nobody can ask."""
    found = queries.measure_effects(viewer, sheet.programme.code, sheet.measure.code)
    if not found.rows and not found.may_keep:
        return None
    content = page.section(found)
    return Section(_("What did it do?"), "effects/_section.html", content, order=30)


def study_link(subject_id: str) -> str:
    """Where the trail finds a study."""
    return reverse("effects:study-by-id", args=[subject_id])
