"""The criteria of a ranking in words: what is judged, and the levels it can have."""

from __future__ import annotations

from collections.abc import Mapping

from samvern.engine.programme.document import Scale
from samvern.ui.wording.levels import level_names
from samvern.ui.wording.ranking import group_names
from samvern.ui.wording.sentences import Gettext

_SCALES: Mapping[str, Scale] = {
    "contribution": Scale.CONTRIBUTION,
    "attainment": Scale.ATTAINMENT,
    "natural_order": Scale.STAGE,
}


def criterion_name(criterion: str, _: Gettext, titles: Mapping[str, str] | None = None) -> str:
    """What a criterion asks, as the object of a sentence; ``titles`` are of risk areas and goals.

    Examples
    --------
    >>> criterion_name("contribution.R3", str, {"R3": "Suppliers"})
    'contribution against R3 Suppliers'
    >>> criterion_name("cost", str)
    'cost'
    """
    kind, _dot, about = criterion.partition(".")
    params = {"about": f"{about} {(titles or {}).get(about, '')}".strip()}
    known = {
        "contribution": _("contribution against %(about)s"),
        "attainment": _("attainment of %(about)s"),
        "natural_order": _("natural order"),
        "cost": _("cost"),
        "support": _("support"),
        "implementation_risk": _("implementation risk"),
    }
    return known[kind] % params if kind in known else criterion


def quoted_group(group: str, _: Gettext) -> str:
    """The name of a group of criteria inside a sentence.

    Examples
    --------
    >>> quoted_group("natural_order", str)
    '“Natural order”'
    """
    return _("“%(name)s”") % {"name": group_names(_).get(group, group)}


def level_name(criterion: str, level: str, _: Gettext) -> str:
    """What a level of a criterion is called.

    Examples
    --------
    >>> level_name("attainment.M1", "4", str), level_name("cost", "low", str)
    ('to a large degree', 'low')
    """
    scale = _SCALES.get(criterion.partition(".")[0], Scale.LEVEL)
    return level_names(scale, _).get(level, level)
