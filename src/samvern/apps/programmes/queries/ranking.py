"""What of a programme matters most, and how sure that is."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries.document import document_of, whole_document
from samvern.apps.programmes.queries.lookup import programme_for
from samvern.apps.programmes.queries.programmes import ProgrammeHead, head_of
from samvern.apps.programmes.queries.register import natural_key, tier_of, tiers_of
from samvern.base.kept import Kept
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine import priority
from samvern.engine.errors import InvalidInput
from samvern.engine.programme import document as engine
from samvern.ui.wording import ranking as wording

if TYPE_CHECKING:
    from samvern.engine.priority import Ranking, WeightRule

#: What is ranked.
FOCUS_AREA, MEASURE = "focus-area", "measure"

#: Enough for shares within one percentage point, few enough for a slider to follow.
PAGE_SAMPLES = 10_000
PAGE_SAMPLES_OFFERED = (1_000, 10_000, 100_000)
#: What one request may ask for; the command line has no such limit.
MAX_SAMPLES = 200_000
#: Samples times alternatives in one request: some seconds of work.
MAX_WORK = 20_000_000

#: Ways to weigh the criterion groups on the page.
BASIS, UNKNOWN, ORDER, SLIDERS = "basis", "unknown", "order", "sliders"
#: The two limits of a group.
LEAST, MOST = "least", "most"
_BASIS_CONSTRAINTS = priority.DEFAULT_WEIGHTS.to_json()["constraints"]

#: A ranking of a thousand alternatives holds a million pairwise shares; such are not kept.
_rankings: Kept[Ranking] = Kept(limit=300_000, weigh=lambda kept: len(kept.alternatives) ** 2)


@dataclass(frozen=True)
class RankingChoices:
    """What is ranked, and how the criterion groups are weighed.

    ``weights`` is None for the programme's own basis, or as in a weights file: ``{}`` ("we do
    not know"), ``{"order": [...]}``, ``{"fixed": {...}}`` or ``{"constraints": [...]}``, with
    ``"intervals"`` beside all but ``"fixed"``.
    """

    level: str = FOCUS_AREA
    scale: str = "linear"
    weights: Mapping[str, Any] | None = None
    samples: int = PAGE_SAMPLES
    seed: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> RankingChoices:
        """From the parameters of an address; what cannot be read is as default.

        ``level``, ``scale``, ``samples`` (one of :data:`PAGE_SAMPLES_OFFERED`), and ``weighing``:
        :data:`BASIS`, :data:`UNKNOWN`, :data:`ORDER` (with ``order=cost,goals``) or
        :data:`SLIDERS` (with ``weight-cost=30``). Beside all but the last may stand
        ``least-cost=10`` and ``most-cost=30``, per cent of all weight; these are never passed
        over, and what is no share is refused where the ranking is made.
        """
        return cls(
            level=MEASURE if query.get("level") == MEASURE else FOCUS_AREA,
            scale="ordinal" if query.get("scale") == "ordinal" else "linear",
            weights=_weights_of(query),
            samples=_one_of(query.get("samples", ""), PAGE_SAMPLES_OFFERED) or PAGE_SAMPLES,
        )

    @property
    def weighing(self) -> str:
        """Which of the ways to weigh was chosen."""
        if self.weights is None:
            return BASIS
        if "fixed" in self.weights:
            return SLIDERS
        if self.weights.get("constraints") == _BASIS_CONSTRAINTS:
            return BASIS
        return ORDER if "order" in self.weights else UNKNOWN

    @property
    def intervals(self) -> Mapping[str, Mapping[str, float]]:
        """The least and the most share of each group that has limits, 0..1."""
        found: Mapping[str, Mapping[str, float]] = (self.weights or {}).get("intervals", {})
        return found


@dataclass(frozen=True)
class Group:
    """A group of criteria that is weighed; ``percent`` is where its slider stands."""

    id: str
    label: str
    percent: float


@dataclass(frozen=True)
class Decided:
    """What the programme itself recommends, beside what comes out of the ranking.

    ``share_before`` maps each alternative of a later tier to the share of the samples in which
    this one ranks before it: where that is 0, no weighting that was drawn agrees.
    """

    code: str
    title: str
    tier: int
    share_before: Mapping[str, float]


@dataclass(frozen=True)
class RankingPage:
    """A ranking with what its page shows around it.

    ``titles`` names every alternative; ``groups`` are those of the model, in the chosen order.
    """

    programme: ProgrammeHead
    choices: RankingChoices
    ranking: Ranking
    titles: Mapping[str, str]
    groups: tuple[Group, ...]
    decided: tuple[Decided, ...]


def ranking(viewer: Viewer, code: str, choices: RankingChoices | None = None) -> RankingPage:
    """Rank the focus areas or measures of a programme.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    InvalidInput
        ``ranking.too_much_work``, and whatever the engine refuses.
    """
    choices = choices or RankingChoices()
    programme = programme_for(viewer, code)
    document = document_of(viewer, programme)
    result = rank_programme(programme, choices)
    parts: tuple[engine.FocusArea | engine.Measure, ...] = (
        document.measures if choices.level == MEASURE else document.focus_areas
    )
    titles = {part.id: in_language(part.title) for part in parts}
    return RankingPage(
        programme=head_of(viewer, programme),
        choices=choices,
        ranking=result,
        titles=titles,
        groups=_groups(result, choices),
        decided=_decided(document, choices.level, result, titles),
    )


def rank_programme(programme: Programme, choices: RankingChoices) -> Ranking:
    """The ranking alone, kept until the programme changes; who judged and why has no part in it."""
    weights = None if choices.weights is None else json.dumps(choices.weights, sort_keys=True)
    chosen = (choices.level, choices.scale, weights, choices.samples, choices.seed)
    return _rankings.get(
        (programme.pk, programme.revision, *chosen), lambda: _rank(programme, choices)
    )


def _rank(programme: Programme, choices: RankingChoices) -> Ranking:
    model, alternatives, left_out = priority.ranking_model(
        whole_document(programme),
        level=choices.level,
        scale=choices.scale,
        weights=_rule(choices),
    )
    most = min(MAX_SAMPLES, MAX_WORK // len(alternatives))
    if choices.samples > most:
        raise InvalidInput("ranking.too_much_work", samples=choices.samples, most=most)
    return priority.rank(model, alternatives, left_out, samples=choices.samples, seed=choices.seed)


def _rule(choices: RankingChoices) -> WeightRule | None:
    return None if choices.weights is None else priority.read_weights(choices.weights)


def _weights_of(query: Mapping[str, str]) -> Mapping[str, Any] | None:
    weighing = query.get("weighing", "")
    if weighing == SLIDERS:
        stands = {group: _percent(query.get(f"weight-{group}", "")) for group in priority.GROUPS}
        if any(stands.values()):
            return {"fixed": stands}
    intervals = _intervals_of(query)
    limits: Mapping[str, Any] = {"intervals": intervals} if intervals else {}
    if weighing == UNKNOWN:
        return limits
    if weighing == ORDER:
        named = dict.fromkeys(query.get("order", "").split(","))
        order = [group for group in named if group in priority.GROUPS]
        return {"order": [*order, *(g for g in priority.GROUPS if g not in order)], **limits}
    return {"constraints": _BASIS_CONSTRAINTS, **limits} if limits else None


def _intervals_of(query: Mapping[str, str]) -> dict[str, dict[str, float]]:
    said = {
        group: {
            side: _share(text)
            for side in (LEAST, MOST)
            if (text := query.get(f"{side}-{group}", "").strip())
        }
        for group in priority.GROUPS
    }
    return {group: sides for group, sides in said.items() if sides}


def _share(text: str) -> float:
    """A share from per cent; what cannot be read is no share, so that the engine refuses it."""
    try:
        return round(float(text) / 100, 9)
    except ValueError:
        return math.nan


def _one_of(text: str, offered: Sequence[int]) -> int | None:
    return next((number for number in offered if str(number) == text), None)


def _percent(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 100 else 0.0


def _groups(result: Ranking, choices: RankingChoices) -> tuple[Group, ...]:
    """The groups of the model; sliders stand at what was chosen, or at equal shares."""
    chosen = choices.weights or {}
    order = list(chosen.get("order", priority.GROUPS))
    ids = sorted(result.model.groups, key=lambda g: order.index(g) if g in order else len(order))
    names = wording.group_names(gettext)
    fixed = chosen.get("fixed", {})
    even = round(100 / len(ids))
    return tuple(Group(g, names.get(g, g), fixed.get(g, 0) if fixed else even) for g in ids)


def _decided(
    document: engine.Programme, level: str, result: Ranking, titles: Mapping[str, str]
) -> tuple[Decided, ...]:
    """The alternatives that the programme recommends, by tier; measures with their focus area."""
    parts: tuple[engine.FocusArea | engine.Measure, ...] = (
        document.measures if level == MEASURE else document.focus_areas
    )
    said = tiers_of(document)
    found = {part.id: tier_of(part, said) for part in parts if part.id in result.pairwise}
    tiers = {code: tier for code, tier in found.items() if tier is not None}
    return tuple(
        Decided(
            code=code,
            title=titles.get(code, ""),
            tier=tier,
            share_before={
                other: result.pairwise[code][other]
                for other, later in tiers.items()
                if later > tier
            },
        )
        for code, tier in sorted(tiers.items(), key=lambda item: (item[1], natural_key(item[0])))
    )
