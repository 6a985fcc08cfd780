"""The measures of a programme as a list that can be filtered and put in order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from string import digits
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from samvern.apps.programmes.models import (
    KIND_NAMES,
    STATUS_NAMES,
    Measure,
    MeasureActor,
    Part,
    Programme,
)
from samvern.apps.programmes.queries.document import document_of
from samvern.apps.programmes.queries.lookup import programme_for
from samvern.apps.programmes.queries.programmes import ProgrammeHead, head_of
from samvern.apps.programmes.queries.rows import ActorRef, Holder, Judged, Ref, judged
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.alphabet import search_key, sort_key
from samvern.engine.errors import InvalidInput
from samvern.engine.programme import document as engine
from samvern.engine.programme.document import CriterionKind, MeasureKind, MeasureStatus


@dataclass(frozen=True)
class MeasureRow:
    """A measure as a line of the register; ``tier`` is the first that recommends it."""

    id: int
    version: int
    position: int
    code: str
    title: str
    description: str
    focus_area: Ref
    parent_code: str
    kind: str
    kind_name: str
    status: str
    status_name: str
    owners: tuple[Holder, ...]
    involved: tuple[Holder, ...]
    owner_note: str
    target_group: str
    relevant_for: str
    start: str
    finish: str
    every: str
    cost: Judged
    support: Judged
    implementation_risk: Judged
    tier: int | None


@dataclass(frozen=True)
class Choice:
    """Something to filter by, and how many measures of the whole programme have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class MeasureChoices:
    """What there is to filter by."""

    focus_areas: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    target_groups: tuple[Choice, ...]


@dataclass(frozen=True)
class MeasureFilters:
    """What part of the register is asked for; an empty filter asks for everything.

    ``owner`` is the name of somebody who owns the measure today, or :data:`NOBODY`.
    """

    focus_area: str = ""
    kind: str = ""
    status: str = ""
    owner: str = ""
    target_group: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> MeasureFilters:
        """From the parameters of an address."""
        return cls(
            focus_area=query.get("focus_area", ""),
            kind=query.get("kind", ""),
            status=query.get("status", ""),
            owner=query.get("owner", ""),
            target_group=query.get("target_group", ""),
            words=query.get("q", "").strip()[:100],
        )

    def keep(self, row: MeasureRow) -> bool:
        """Whether a measure is asked for."""
        return (
            self.focus_area in ("", row.focus_area.code)
            and self.kind in ("", row.kind)
            and self.status in ("", row.status)
            and (not self.owner or self.owner in _owner_names(row))
            and self.target_group in ("", row.target_group or row.relevant_for)
            and all(word in _searchable(row) for word in search_key(self.words).split())
        )


@dataclass(frozen=True)
class Register:
    """The measures asked for, in order; ``total`` is how many the programme has."""

    programme: ProgrammeHead
    rows: tuple[MeasureRow, ...]
    total: int
    choices: MeasureChoices


#: The filter for measures that nobody owns.
NOBODY = "-"

Key = Callable[[MeasureRow], Any]

#: What the register can be put in order by; ties stay in the order of publication, and what
#: has no value comes last either way.
REGISTER_ORDERS: Mapping[str, Key] = MappingProxyType(
    {
        "position": lambda row: row.position,
        "code": lambda row: natural_key(row.code),
        "title": lambda row: sort_key(row.title),
        "focus_area": lambda row: natural_key(row.focus_area.code),
        "kind": lambda row: sort_key(row.kind_name) or None,
        "status": lambda row: sort_key(row.status_name) or None,
        "owner": lambda row: sort_key(min(_owner_names(row))) or None,
        "target_group": lambda row: sort_key(row.target_group or row.relevant_for) or None,
        "start": lambda row: row.start or None,
        "finish": lambda row: row.finish or None,
        "cost": lambda row: row.cost.share,
        "support": lambda row: row.support.share,
        "implementation_risk": lambda row: row.implementation_risk.share,
        "tier": lambda row: row.tier,
    }
)


def register(
    viewer: Viewer,
    code: str,
    filters: MeasureFilters = MeasureFilters(),
    order: str = "position",
) -> Register:
    """The measures of a programme, as asked for.

    Parameters
    ----------
    order
        A key of :data:`REGISTER_ORDERS`, with a minus in front when descending.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    InvalidInput
        ``order.unknown``.
    """
    key = REGISTER_ORDERS.get(order.removeprefix("-"))
    if key is None:
        raise InvalidInput("order.unknown", found=order[:40], known=", ".join(REGISTER_ORDERS))
    programme = programme_for(viewer, code)
    every = measure_rows(viewer, programme)
    asked = [(key(row), row) for row in every if filters.keep(row)]
    known = [pair for pair in asked if pair[0] is not None]
    known.sort(key=itemgetter(0), reverse=order.startswith("-"))
    rows = (*(row for _value, row in known), *(row for value, row in asked if value is None))
    return Register(head_of(viewer, programme), rows, len(every), _choices(every))


def measures_asked_for(
    viewer: Viewer, code: str, filters: MeasureFilters
) -> tuple[QuerySet[Measure], Mapping[int, tuple[MeasureRow, engine.Measure]]]:
    """The measures asked for as a queryset to page through, and each as row and as value."""
    programme = programme_for(viewer, code)
    parts = {part.id: part for part in document_of(viewer, programme).measures}
    rows = {
        row.id: (row, parts[row.code])
        for row in measure_rows(viewer, programme)
        if filters.keep(row)
    }
    return Measure.objects.filter(pk__in=rows), rows


def measure_rows(
    viewer: Viewer, programme: Programme, *, only: Measure | None = None
) -> list[MeasureRow]:
    """Every measure of a programme in the order of publication, or only one, in two queries."""
    document = document_of(viewer, programme)
    measures = Measure.objects.filter(programme=programme, withdrawn_at=None)
    if only:
        measures = measures.filter(pk=only.pk)
    keys = {code: key for code, *key in measures.values_list("code", "pk", "version", "position")}
    holders = _holders(measures)
    areas = {area.id: in_language(area.title) for area in document.focus_areas}
    tiers = tiers_of(document)
    return [
        _row(measure, keys[measure.id], holders[keys[measure.id][0]], areas, tiers)
        for measure in document.measures
        if measure.id in keys
    ]


def tiers_of(document: engine.Programme) -> dict[tuple[str, str], int]:
    """The first tier that names each measure or focus area."""
    tiers: dict[tuple[str, str], int] = {}
    for said in sorted(document.recommendations, key=lambda said: said.tier):
        if said.focus_area:
            tiers.setdefault(("focus_area", said.focus_area), said.tier)
        for code in said.measures:
            tiers.setdefault(("measure", code), said.tier)
    return tiers


def tier_of(
    part: engine.FocusArea | engine.Measure, tiers: Mapping[tuple[str, str], int]
) -> int | None:
    """The first tier that names a part; a measure is recommended with its focus area too."""
    if isinstance(part, engine.Measure):
        places = [("measure", part.id), ("focus_area", part.focus_area)]
    else:
        places = [("focus_area", part.id)]
    return min((tiers[place] for place in places if place in tiers), default=None)


def natural_key(code: str) -> list[tuple[bool, int, str]]:
    """A key that puts codes in the order people count them: 1.9, 1.10, 4.2a.

    Examples
    --------
    >>> sorted(["4.2b", "1.10", "4.2a", "1.9"], key=natural_key)
    ['1.9', '1.10', '4.2a', '4.2b']
    """
    return [
        (False, int(part), "") if part[0] in digits else (True, 0, part)
        for part in re.findall(r"[0-9]+|[^0-9]+", code)
    ]


def _holders(
    measures: QuerySet[Measure],
) -> Mapping[int, Mapping[str, tuple[Holder, ...]]]:
    """Who owns and who takes part in each of the measures, by its key and the part."""
    rows = MeasureActor.objects.filter(measure__in=measures)
    found: dict[int, dict[str, dict[int, Holder]]] = defaultdict(lambda: defaultdict(dict))
    for measure_id, part, position, name, actor_id, actor in rows.values_list(
        "measure_id", "part", "position", "name", "actor_id", "actor__name"
    ):
        mine = found[measure_id][part]
        known = mine[position].actors if position in mine else ()
        actors = (*known, ActorRef(actor_id, actor)) if actor_id else known
        mine[position] = Holder(name, actors)
    return defaultdict(
        dict,
        {
            key: {part: tuple(named.values()) for part, named in parts.items()}
            for key, parts in found.items()
        },
    )


def _row(
    measure: engine.Measure,
    key: Sequence[int],
    holders: Mapping[str, tuple[Holder, ...]],
    areas: Mapping[str, str],
    tiers: Mapping[tuple[str, str], int],
) -> MeasureRow:
    return MeasureRow(
        id=key[0],
        version=key[1],
        position=key[2],
        code=measure.id,
        title=in_language(measure.title),
        description=in_language(measure.description),
        focus_area=Ref(measure.focus_area, areas[measure.focus_area]),
        parent_code=measure.parent,
        kind=measure.kind or "",
        kind_name=str(KIND_NAMES[measure.kind]) if measure.kind else "",
        status=measure.status or "",
        status_name=str(STATUS_NAMES[measure.status]) if measure.status else "",
        owners=holders.get(Part.OWNER, ()),
        involved=holders.get(Part.INVOLVED, ()),
        owner_note=measure.owner_note,
        target_group=measure.target_group,
        relevant_for=measure.relevant_for,
        start=measure.start,
        finish=measure.finish,
        every=measure.every,
        cost=judged(CriterionKind.COST, measure.cost),
        support=judged(CriterionKind.SUPPORT, measure.support),
        implementation_risk=judged(CriterionKind.IMPLEMENTATION_RISK, measure.implementation_risk),
        tier=tier_of(measure, tiers),
    )


def _owner_names(row: MeasureRow) -> set[str]:
    """Those who own a measure today, by name; :data:`NOBODY` when there are none."""
    names = {
        name
        for holder in row.owners
        for name in ([actor.name for actor in holder.actors] or [holder.name])
    }
    return names or {NOBODY}


def _searchable(row: MeasureRow) -> str:
    names = (holder.name for holder in (*row.owners, *row.involved))
    texts = (row.code, row.title, row.description, row.owner_note, row.target_group, *names)
    return search_key(" ".join((*texts, row.relevant_for, *_owner_names(row))))


def _choices(rows: Iterable[MeasureRow]) -> MeasureChoices:
    every = list(rows)
    areas = {row.focus_area.code: row.focus_area.title for row in every}
    in_areas = Counter(row.focus_area.code for row in every)
    owners = Counter(name for row in every for name in _owner_names(row))
    targets = Counter(row.target_group or row.relevant_for for row in every)
    kinds, statuses = Counter(row.kind for row in every), Counter(row.status for row in every)
    return MeasureChoices(
        focus_areas=tuple(Choice(code, title, in_areas[code]) for code, title in areas.items()),
        kinds=tuple(
            Choice(kind, str(KIND_NAMES[kind]), kinds[kind]) for kind in MeasureKind if kinds[kind]
        ),
        statuses=tuple(
            Choice(status, str(STATUS_NAMES[status]), statuses[status])
            for status in MeasureStatus
            if statuses[status]
        ),
        owners=_by_name(owners),
        target_groups=_by_name(targets),
    )


def _by_name(counts: Counter[str]) -> tuple[Choice, ...]:
    named = (Choice(name, name, count) for name, count in counts.items() if name)
    return tuple(sorted(named, key=lambda choice: sort_key(choice.label)))
