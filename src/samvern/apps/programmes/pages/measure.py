"""The page of a measure: what it takes and gives, who answers for it, what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samvern.apps.programmes.models import CRITERION_NAMES
from samvern.apps.programmes.pages.history import measure_events
from samvern.apps.programmes.queries import (
    ActorRef,
    Holder,
    Judged,
    JudgementRow,
    MeasurePage,
    Ref,
    Relation,
)
from samvern.apps.programmes.templatetags.programmes import as_exact_as_known, as_interval
from samvern.base import registry
from samvern.engine.programme.document import LANGUAGES, CriterionKind, Measure
from samvern.ui.parts import (
    Definition,
    LevelBar,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
    Share,
)

#: Where other modules say something of a measure (:func:`samvern.base.registry.add_section`).
PLACE = "programmes:measure"

_SINGLE = (CriterionKind.COST, CriterionKind.SUPPORT, CriterionKind.IMPLEMENTATION_RISK)


#: A criterion, and the risk area or goal that it is about.
Place = tuple[str, str]
Judgements = Mapping[Place, JudgementRow]


@dataclass(frozen=True)
class JudgementLine:
    """A judgement as a line of a table; an inherited one is that of the focus area."""

    title: str
    words: str
    is_inherited: bool
    by: str
    on: date | None
    why: str
    judge_url: str


@dataclass(frozen=True)
class JudgementTable:
    """Judgements of one kind."""

    title: str
    heading: str
    lines: tuple[JudgementLine, ...]

    @property
    def is_inherited(self) -> bool:
        """Whether any of them is the focus area's."""
        return any(line.is_inherited for line in self.lines)


@dataclass(frozen=True)
class RelatedMeasures:
    """Measures that stand in one relation to this one."""

    label: str
    refs: tuple[Ref, ...]


def measure_page(sheet: MeasurePage) -> dict[str, Any]:
    """What the page of a measure shows beside its frame."""
    measure = sheet.measure
    return {
        "sheet": sheet,
        "measure": measure,
        "heading": f"{measure.code} {measure.title}",
        "eyebrow": f"{measure.focus_area.code} {measure.focus_area.title}",
        "tier_label": _("Recommended on tier %(tier)s") % {"tier": measure.tier},
        "bars": [
            _level_bar(_("Cost"), measure.cost),
            _level_bar(_("Support"), measure.support),
            _level_bar(_("Implementation risk"), measure.implementation_risk),
        ],
        "gives": _matrix(sheet),
        "judgement_tables": list(_judgement_tables(sheet)),
        "related": _related(sheet.relations),
        "facts": list(_facts(sheet)),
        "events": measure_events(sheet),
    }


def edit_page(sheet: MeasurePage) -> dict[str, Any]:
    """What the form for editing has around it."""
    codes = [sheet.programme.code, sheet.measure.code]
    return {
        "heading": _("What is to be changed?"),
        "eyebrow": f"{sheet.measure.code} {sheet.measure.title}",
        "back_url": reverse("programmes:measure", args=codes),
    }


def form_values(measure: Measure) -> dict[str, str]:
    """What the form for editing holds of a measure, field by field."""
    texts = {
        f"{name}_{language}": text.get(language, "")
        for name, text in (("title", measure.title), ("description", measure.description))
        for language in LANGUAGES
    }
    return texts | {
        "kind": measure.kind or "",
        "status": measure.status or "",
        "start": measure.start,
        "finish": measure.finish,
        "every": measure.every,
        "target_group": measure.target_group,
        "relevant_for": measure.relevant_for,
        "owner_note": measure.owner_note,
        "interfaces": "\n".join(measure.interfaces),
    }


def form_state(sheet: MeasurePage) -> dict[str, Any]:
    """The whole form as it opens: fields, the version they are of, and a copy to compare with."""
    values = form_values(sheet.texts)
    return values | {"version": sheet.version, "seen": json.dumps(values)}


def _level_bar(label: str, judged: Judged) -> LevelBar:
    if not judged.is_judged or judged.is_unknown:
        return LevelBar(label, [])
    return LevelBar(label, [Share(level.label, level.share) for level in judged.levels])


def _matrix(sheet: MeasurePage) -> Matrix | None:
    """What the measure gives against each risk area and for each goal, and what its focus area
    does where the measure was not judged by itself; None where nobody judged anything.
    """
    area = sheet.measure.focus_area
    rows = [
        _matrix_row(sheet, title, rows)
        for title, rows in (
            (_("This measure"), sheet.judgements),
            (
                _("All of focus area %(code)s %(title)s")
                % {"code": area.code, "title": area.title},
                sheet.focus_area_judgements,
            ),
        )
        if any(row.judged.about for row in rows)
    ]
    if not rows:
        return None
    return Matrix(
        caption=_("Against which risks, and for which goals"),
        columns=[MatrixColumn(column.code, column.title, column.group) for column in sheet.columns],
        rows=rows,
    )


def _matrix_row(sheet: MeasurePage, title: str, rows: Sequence[JudgementRow]) -> MatrixRow:
    judged = {(row.judged.criterion, row.judged.about): row.judged for row in rows}
    cells = [judged.get((column.criterion, column.code)) for column in sheet.columns]
    return MatrixRow(
        title,
        [MatrixCell(c.share, c.words) if c else MatrixCell(None, _("Not judged")) for c in cells],
    )


def _judgement_tables(sheet: MeasurePage) -> Iterator[JudgementTable]:
    own = {(row.judged.criterion, row.judged.about): row for row in sheet.judgements}
    area = {(row.judged.criterion, row.judged.about): row for row in sheet.focus_area_judgements}
    yield JudgementTable(
        title=_("Cost, support and implementation risk"),
        heading=_("Criterion"),
        lines=tuple(
            _line(sheet, str(CRITERION_NAMES[criterion]), (criterion, ""), own, area)
            for criterion in _SINGLE
        ),
    )
    for group, columns in groupby(sheet.columns, key=lambda column: column.group):
        yield JudgementTable(
            title=group,
            heading=group,
            lines=tuple(
                _line(
                    sheet,
                    f"{column.code} {column.title}",
                    (column.criterion, column.code),
                    own,
                    area,
                )
                for column in columns
            ),
        )


def _line(
    sheet: MeasurePage, title: str, place: Place, own: Judgements, area: Judgements
) -> JudgementLine:
    """A judgement of the measure, or else of its focus area, or else that there is none."""
    found = own.get(place) or area.get(place)
    criterion, about = place
    codes = [sheet.programme.code, sheet.measure.code, criterion]
    address = reverse("programmes:judge-measure", args=codes)
    return JudgementLine(
        title=title,
        words=found.judged.words if found else _("Not judged"),
        is_inherited=found is not None and place not in own,
        by=found.by if found else "",
        on=found.on if found else None,
        why=found.why if found else "",
        judge_url=f"{address}?{urlencode({'about': about})}" if about else address,
    )


def _related(relations: Iterable[Relation]) -> list[RelatedMeasures]:
    labels = dict.fromkeys(relation.label for relation in relations)
    return [
        RelatedMeasures(label, tuple(dict.fromkeys(r.ref for r in relations if r.label == label)))
        for label in labels
    ]


def _facts(sheet: MeasurePage) -> Iterator[Definition]:
    """Who and when; what the programme says nothing of is left out, save for the owner."""
    measure = sheet.measure
    owners = _holders(measure.owners)
    yield Definition(_("Owner"), owners or measure.owner_note or _("Nobody is named yet"))
    if owners and measure.owner_note:
        yield Definition(_("Note on the owner"), measure.owner_note)
    told = (
        (_("Involved"), _holders(measure.involved)),
        (_("Target group"), measure.target_group),
        (_("Relevant for"), measure.relevant_for),
        (_("Start"), as_exact_as_known(measure.start)),
        (_("Finish"), as_exact_as_known(measure.finish)),
        (_("Repeated"), as_interval(measure.every)),
        (_("Interfaces"), "; ".join(sheet.interfaces)),
    )
    yield from (Definition(term, value) for term, value in told if value)


def _holders(holders: Sequence[Holder]) -> SafeString:
    """Names as published, each with who holds the part today where that is somebody else."""
    return format_html_join(SafeString("<br>"), "{}", ((_holder(each),) for each in holders))


def _holder(holder: Holder) -> SafeString:
    today = format_html_join(", ", "{}", ((_actor(each),) for each in holder.actors))
    if not holder.actors:
        return escape(holder.name)
    if not holder.today:
        return today
    return format_html('{} <span class="sv-muted">({} {})</span>', holder.name, _("today"), today)


def _actor(actor: ActorRef) -> SafeString:
    url = registry.link_to("actors.actor", str(actor.id))
    return format_html('<a href="{}">{}</a>', url, actor.name) if url else escape(actor.name)
