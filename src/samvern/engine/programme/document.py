"""A programme of measures as one frozen value: what a file holds, what a database row set
amounts to, and what every calculation on a programme starts from.

Identifiers are the programme's own, as text (``"M1"``, ``"R2"``, ``"4.2a"``, focus areas
``"1"``), unique within their kind. Lists keep the order of publication.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

#: A text in one or more languages: ``{"nb": …, "nn": …, "en": …}``.
Text = Mapping[str, str]
NO_TEXT: Text = MappingProxyType({})

#: Languages of the interface, the default first.
LANGUAGES = ("nb", "nn", "en")


def in_language(text: Text, language: str) -> str:
    """A text in a language, or else in the first one that it has.

    Examples
    --------
    >>> in_language({"nb": "Mål", "en": "Goal"}, "nn")
    'Mål'
    """
    order = (language, *LANGUAGES, *text)
    return next((text[found] for found in order if text.get(found)), "")


class Scale(StrEnum):
    """The scales on which a programme's judgements stand."""

    LEVEL = "level"  # cost, support, implementation risk
    ATTAINMENT = "attainment"  # how far a focus area or measure brings a goal
    CONTRIBUTION = "contribution"  # what it does against a risk area
    STAGE = "stage"  # natural order: what must come before what


#: The levels of each scale, lowest first. STAGE runs from last to first: what comes first
#: in a natural order (mapping, then study, then the rest) is the higher level.
SCALE_LEVELS: Mapping[Scale, tuple[str, ...]] = MappingProxyType(
    {
        Scale.LEVEL: ("low", "medium", "high"),
        Scale.ATTAINMENT: ("1", "2", "3", "4", "5"),
        Scale.CONTRIBUTION: ("none", "possible", "some", "substantial"),
        Scale.STAGE: ("later", "study", "mapping"),
    }
)


class CriterionKind(StrEnum):
    """What a judgement is about."""

    CONTRIBUTION = "contribution"
    ATTAINMENT = "attainment"
    COST = "cost"
    SUPPORT = "support"
    IMPLEMENTATION_RISK = "risk"


class MeasureKind(StrEnum):
    """What sort of work a measure is."""

    MAPPING = "mapping"
    STUDY = "study"
    REQUIREMENT = "requirement"
    IMPLEMENTATION = "implementation"


class MeasureStatus(StrEnum):
    """Where a measure stands."""

    EXISTING = "existing"
    PROPOSED = "proposed"
    DECIDED = "decided"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Judgement:
    """A judgement on a scale, as a probability for each level it may stand at.

    ``levels`` maps level to probability (sum 1); one level means certain. ``token`` is the
    judgement as the file wrote it (``1.5``, ``"X"``, ``"unknown"``), kept for a lossless round
    trip. ``by``, ``on`` and ``why`` say who judged, when, and on what grounds.
    """

    levels: Mapping[str, float]
    token: str | float | None = None
    by: str = ""
    on: date | None = None
    why: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether only one level is possible."""
        return sum(1 for share in self.levels.values() if share > 0) == 1


@dataclass(frozen=True)
class Goal:
    """A goal of the programme; ``goal_set`` is ``"goals"`` or ``"strategic_goals"``."""

    id: str
    title: Text
    goal_set: str
    description: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Challenge:
    """A challenge that the programme answers."""

    id: str
    title: Text
    description: Text = field(default_factory=dict)


@dataclass(frozen=True)
class RiskTrend:
    """A development that raises risk, with those who reported it."""

    id: str
    title: Text
    reported_by: tuple[str, ...] = ()
    description: Text = field(default_factory=dict)


@dataclass(frozen=True)
class RiskArea:
    """A group of risks against which contributions are judged."""

    id: str
    title: Text
    description: Text = field(default_factory=dict)


@dataclass(frozen=True)
class RiskAreaLink:
    """A challenge or risk trend (``source``) that feeds a risk area."""

    source: str
    risk_area: str


@dataclass(frozen=True)
class FocusArea:
    """A group of measures that belong together.

    ``contribution`` maps risk area to judgement, ``attainment`` goal to judgement.
    ``needs`` names what must be done before measures can be listed (``"study"``).
    """

    id: str
    title: Text
    is_new: bool = False
    needs: str = ""
    contribution: Mapping[str, Judgement] = field(default_factory=dict)
    attainment: Mapping[str, Judgement] = field(default_factory=dict)
    description: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """A measure: what is to be done, by whom, when, and how it was judged.

    ``parent`` is the identifier of the measure that this is a part of (4.2 for 4.2a); it
    need not be listed itself. ``after``, ``related`` and ``overlaps`` hold identifiers of
    other measures, as published: whether they exist is for the consistency check to say.
    ``focus_area_from_id`` records that the source leaves the focus area to the identifier
    (1.10 belongs to 1) instead of stating it.
    """

    id: str
    focus_area: str
    title: Text
    parent: str = ""
    kind: MeasureKind | None = None
    status: MeasureStatus | None = None
    owners: tuple[str, ...] | None = None  # None: the file says nothing of owners
    owner_note: str = ""
    involved: tuple[str, ...] = ()
    target_group: str = ""
    relevant_for: str = ""  # the 2021 overview's word for much the same; kept as published
    interfaces: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    overlaps: tuple[str, ...] = ()
    start: str = ""  # "2024", "2024-06" or "2024-06-01"
    finish: str = ""
    every: str = ""  # "year", "2 years"
    cost: Judgement | None = None
    support: Judgement | None = None
    implementation_risk: Judgement | None = None
    contribution: Mapping[str, Judgement] = field(default_factory=dict)
    attainment: Mapping[str, Judgement] = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    focus_area_from_id: bool = False


@dataclass(frozen=True)
class Recommendation:
    """What the programme recommends, by tier; equal tiers may run in parallel.

    Names a focus area, or measures, or only a note.
    """

    tier: int
    chapter: str = ""
    focus_area: str = ""
    measures: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class PublishedAverages:
    """The averages of attainment that the programme prints for a goal set, as text with the
    printed decimals, one for each focus area in the order of the attainment table.

    ``labels`` holds the level printed in words beside each average, as text on the attainment
    scale (``"4"``, or ``"3.5"`` for a label between two levels); empty when none is printed.
    """

    goal_set: str
    values: tuple[str, ...]
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublishedCount:
    """A number of parts that the programme states (``what`` names a list of the file)."""

    what: str
    count: int


@dataclass(frozen=True)
class Programme:
    """A programme of measures with all that it says about itself.

    ``contribution_case_certain`` is False when the letters of the source (X substantial, x
    some) may have been mixed up on the way into the file.
    """

    id: str
    title: Text
    publisher: str
    published: str = ""  # "2023-06-14" or "2021"
    assignment: str = ""
    builds_on: str = ""
    successor_of_publisher: str = ""
    reporting_to: str = ""
    reporting_every: str = ""
    contribution_case_certain: bool = True
    description: Text = field(default_factory=dict)
    goals: tuple[Goal, ...] = ()  # both sets, in order
    challenges: tuple[Challenge, ...] = ()
    risk_trends: tuple[RiskTrend, ...] = ()
    risk_areas: tuple[RiskArea, ...] = ()
    risk_area_links: tuple[RiskAreaLink, ...] = ()
    focus_areas: tuple[FocusArea, ...] = ()
    attainment_columns: tuple[str, ...] = ()  # focus areas of the attainment table, in order
    measures: tuple[Measure, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    basis_of_priority: tuple[str, ...] = ()
    published_averages: tuple[PublishedAverages, ...] = ()
    published_counts: tuple[PublishedCount, ...] = ()
