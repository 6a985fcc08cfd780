"""The indicators of a programme, its goals without one, and the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from samvern.apps.indicators.pages.frame import (
    Mark,
    figure,
    indicator_url,
    list_frame,
    mark,
    period,
    shown_words,
)
from samvern.apps.indicators.queries import CataloguePage, IndicatorList, IndicatorRow, ProposalRow
from samvern.apps.programmes.models import Goal
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.texts import in_language
from samvern.engine.indicators import Standing
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Link
from samvern.ui.wording import indicators as wording


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator in the list."""

    row: IndicatorRow
    title: str
    url: str
    mark: Mark
    value: str
    when: str
    aim: str
    tells_of: str
    owner: str


@dataclass(frozen=True)
class ProposalLine:
    """An indicator of the catalogue."""

    catalogue: str
    code: str
    title: str
    definition: str
    about: str
    places: str
    url: str


def list_page(found: IndicatorList) -> dict[str, Any]:
    """Whether the programme gets there."""
    lines = [_line(row) for row in found.rows]
    return {
        **list_frame(found.programme),
        "question": _("Are we getting there?"),
        "answer": _answer(found),
        "found": found,
        "lines": lines,
        "meanings": [
            Definition(
                wording.standing_name(each, gettext), wording.standing_meaning(each, gettext)
            )
            for each in Standing
        ],
        "unmeasured": _unmeasured(found.unmeasured),
        "exports": Exports(
            found.programme.code,
            [Export("indicators", _("Indicators"), _columns(), lines)],
            facts=[(_("Programme"), found.programme.title)],
        ),
    }


def gaps_page(programme: ProgrammeHead, goals: Sequence[Goal], *, may_keep: bool) -> dict[str, Any]:
    """The goals that no indicator tells of."""
    columns: list[ExportColumn[Goal]] = [
        ExportColumn(_("Code"), lambda goal: goal.code, 10),
        ExportColumn(_("Goal"), lambda goal: in_language(goal.title), 80),
        ExportColumn(pgettext("of goals", "Set"), lambda goal: goal.get_goal_set_display(), 20),
    ]
    return {
        **list_frame(programme, Link(_("Goals without an indicator"), "")),
        "question": _("Which goals does nobody measure?"),
        "answer": _unmeasured(len(goals)) or _("Each goal has an indicator."),
        "goals": [
            (goal.code, in_language(goal.title), goal.get_goal_set_display()) for goal in goals
        ],
        "may_keep": may_keep,
        "exports": Exports(
            programme.code, [Export("goals", _("Goals without an indicator"), columns, goals)]
        ),
    }


def catalogue_page(found: CataloguePage) -> dict[str, Any]:
    """What ships, by subject, and what of it the programme has."""
    lines = [(row, _proposal_line(row)) for row in found.rows]
    groups = [
        (
            in_language(subject.title),
            [
                line
                for row, line in lines
                if row.catalogue is catalogue and row.proposal.subject == subject.id
            ],
        )
        for catalogue in found.catalogues
        for subject in catalogue.subjects
    ]
    taken = sum(row.taken is not None for row in found.rows)
    counted = {"taken": taken, "count": len(lines)}
    return {
        **list_frame(found.programme, Link(_("Catalogue"), "")),
        "question": _("What can be measured to begin with?"),
        "answer": _("The programme has taken %(taken)d of %(count)d proposed indicators.")
        % counted,
        "groups": groups,
        "may_keep": found.may_keep,
        "about": [in_language(each.description) for each in found.catalogues],
        "sources": [
            ", ".join(filter(None, (source.title, source.publisher)))
            for each in found.catalogues
            for source in each.sources
        ],
        "exports": Exports(
            "",
            [Export("catalogue", _("Catalogue of indicators"), _CATALOGUE, [x for _r, x in lines])],
        ),
    }


def _answer(found: IndicatorList) -> str:
    counts = Counter(row.standing for row in found.rows)
    good = counts[Standing.REACHED] + counts[Standing.ON_PATH]
    known = good + counts[Standing.BEHIND] + counts[Standing.UNSURE]
    if not found.rows:
        return _("Nobody can say: there is no indicator.")
    if not known:
        return _("Nobody can say yet: no indicator has both a value and a target.")
    said = ngettext(
        "%(good)d of the %(known)d that can be judged is where it should be.",
        "%(good)d of the %(known)d that can be judged are where they should be.",
        good,
    )
    return said % {"good": good, "known": known}


def _unmeasured(count: int) -> str:
    if not count:
        return ""
    said = ngettext("%(count)d goal has no indicator.", "%(count)d goals have no indicator.", count)
    return said % {"count": count}


def _line(row: IndicatorRow) -> IndicatorLine:
    indicator = row.indicator
    return IndicatorLine(
        row=row,
        title=in_language(indicator.title),
        url=indicator_url(indicator),
        mark=mark(row.standing),
        value=shown_words(row.newest, indicator),
        when=period(row.newest.period) if row.newest else "",
        aim=figure(row.aim, indicator),
        tells_of=", ".join((*row.goals, *row.measures)),
        owner=indicator.owner.name if indicator.owner else "",
    )


def _columns() -> list[ExportColumn[IndicatorLine]]:
    return [
        ExportColumn(_("Code"), lambda line: line.row.indicator.code, 10),
        ExportColumn(_("Indicator"), lambda line: line.title, 50),
        ExportColumn(_("How it stands"), lambda line: line.mark.word),
        ExportColumn(
            _("Value"), lambda line: line.row.newest.value if line.row.newest else None, 12
        ),
        ExportColumn(
            _("Number measured"), lambda line: line.row.newest.count if line.row.newest else None
        ),
        ExportColumn(_("Unit"), lambda line: in_language(line.row.indicator.unit), 12),
        ExportColumn(_("Period"), lambda line: line.row.newest.period if line.row.newest else ""),
        ExportColumn(_("Aimed at"), lambda line: line.row.aim, 12),
        ExportColumn(_("Goals"), lambda line: ", ".join(line.row.goals)),
        ExportColumn(_("Measures"), lambda line: ", ".join(line.row.measures)),
        ExportColumn(_("Owner"), lambda line: line.owner, 30),
    ]


def _proposal_line(row: ProposalRow) -> ProposalLine:
    proposal = row.proposal
    sources = {each.id: each.title for each in row.catalogue.sources}
    return ProposalLine(
        catalogue=row.catalogue.id,
        code=proposal.id,
        title=in_language(proposal.title),
        definition=in_language(proposal.definition),
        about=in_language(proposal.population),
        places="; ".join(
            place if len(sources) == 1 else f"{sources[source]}, {place}"
            for source, place in proposal.places
        ),
        url=reverse("indicators:indicator", args=[row.taken.pk]) if row.taken else "",
    )


_CATALOGUE: list[ExportColumn[ProposalLine]] = [
    ExportColumn(gettext_lazy("Code"), lambda line: line.code, 10),
    ExportColumn(gettext_lazy("Indicator"), lambda line: line.title, 50),
    ExportColumn(gettext_lazy("Definition"), lambda line: line.definition, 80),
    ExportColumn(gettext_lazy("Whom it is measured on"), lambda line: line.about, 40),
    ExportColumn(gettext_lazy("Builds on"), lambda line: line.places, 60),
]
