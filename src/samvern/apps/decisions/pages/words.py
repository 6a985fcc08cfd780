"""Criteria, judgements and weights of a scenario, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.decisions.queries import Names
from samvern.engine.priority import Criterion, RankingModel
from samvern.engine.programme.document import LANGUAGES, Scale
from samvern.ui.numbers import percent
from samvern.ui.wording import ranking as wording
from samvern.ui.wording import scenario as scenario_words
from samvern.ui.wording.levels import judgement_words, level_names


def language() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def group_name(group: str) -> str:
    """A group of criteria."""
    return wording.group_names(gettext).get(group, group)


def scale_of(criterion: str) -> Scale:
    """The scale that a criterion of the ranking stands on."""
    kind = criterion.partition(".")[0]
    scales = {
        "contribution": Scale.CONTRIBUTION,
        "attainment": Scale.ATTAINMENT,
        "natural_order": Scale.STAGE,
    }
    return scales.get(kind, Scale.LEVEL)


def criterion_name(criterion: str, names: Names) -> str:
    """A criterion with what it is about."""
    kind, _dot, about = criterion.partition(".")
    title = f"{about} {names.about.get(about, '')}".strip()
    return {
        "contribution": _("Contribution against %(about)s"),
        "attainment": _("Attainment of %(about)s"),
        "natural_order": _("Natural order"),
        "cost": _("Cost"),
        "support": _("Support"),
        "implementation_risk": _("Implementation risk"),
    }.get(kind, criterion) % {"about": title}


def criterion_choices(criteria: Iterable[Criterion], names: Names) -> list[tuple[str, str]]:
    """Criteria to choose from."""
    return [(each.id, criterion_name(each.id, names)) for each in criteria]


def alternative_name(code: str, names: Mapping[str, str]) -> str:
    """What is ranked, by code and title."""
    return f"{code} {names.get(code, '')}".strip()


def levels_of(criterion: str) -> dict[str, str]:
    """The names of the levels of a criterion, lowest first."""
    return level_names(scale_of(criterion), gettext)


def judged(criterion: str, levels: Mapping[str, float] | None) -> str:
    """A judgement in words, its uncertainty included."""
    return judgement_words(scale_of(criterion), levels, language(), gettext)


def weights_in_words(weights: Mapping[str, Any] | None) -> list[str]:
    """How a scenario weighs, a sentence for each thing that it says."""
    if weights is None:
        return [_("The groups weigh as on the programme's own basis.")]
    return [*_rule(weights), *_limits(weights.get("intervals", {}))]


def differences(terms: Mapping[str, Any], names: Names) -> list[str]:
    """What a scenario changes of the programme's own basis, judgements aside; empty if nothing."""
    lines = [] if terms.get("weights") is None else weights_in_words(terms["weights"])
    groups = [group_name(group) for group in terms.get("excluded_groups", ())]
    criteria = [criterion_name(each, names) for each in terms.get("excluded_criteria", ())]
    if left_out := [*groups, *criteria]:
        lines.append(_("Left out: %(what)s.") % {"what": ", ".join(left_out)})
    if terms.get("scale", "linear") != "linear":
        lines.append(_("The steps between levels may be any that increase."))
    return lines


def changed_judgements(
    terms: Mapping[str, Any], names: Names, model: RankingModel
) -> Iterator[dict[str, str]]:
    """Each judgement that a scenario changes, with the programme's own beside it."""
    for code, row in terms.get("judgements", {}).items():
        for criterion, levels in row.items():
            own = model.matrix.get(code, {}).get(criterion)
            yield {
                "code": code,
                "criterion": criterion,
                "what": alternative_name(code, names.alternatives),
                "by": criterion_name(criterion, names),
                "own": judged(criterion, own),
                "new": judged(criterion, levels),
            }


def part_name(part: str) -> str:
    """A part of a scenario that can be tried without the others."""
    return scenario_words.switch_names(gettext)[part]


def _rule(weights: Mapping[str, Any]) -> Iterator[str]:
    if fixed := weights.get("fixed"):
        total = sum(fixed.values()) or 1.0
        shares = ", ".join(
            f"{group_name(group)} {percent(weight / total, language=language())}"
            for group, weight in fixed.items()
            if weight
        )
        yield _("Exact weights: %(shares)s.") % {"shares": shares}
    elif order := weights.get("order"):
        named = ", ".join(group_name(group) for group in order)
        yield _("In order, the most important first: %(groups)s.") % {"groups": named}
    elif constraints := weights.get("constraints"):
        pairs = "; ".join(
            f"{group_name(each['greater'])} ≥ {group_name(each['lesser'])}" for each in constraints
        )
        yield _("At least as much as: %(pairs)s.") % {"pairs": pairs}
    elif not weights.get("intervals"):
        yield _("Nothing is said of the weights.")


def _limits(intervals: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    for group, bounds in intervals.items():
        yield _("%(group)s weighs from %(least)s to %(most)s.") % {
            "group": group_name(group),
            "least": percent(bounds.get("least", 0.0), language=language()),
            "most": percent(bounds.get("most", 1.0), language=language()),
        }
