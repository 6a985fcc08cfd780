"""The tables of a study as they go into files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.effects.models import Audience, StudyPublication
from samvern.apps.effects.pages import words
from samvern.apps.effects.queries import Organisation, StudyPage
from samvern.apps.programmes.pages.exports import programme_exports
from samvern.engine.effects import EffectCard, SinceStart
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.wording import effects as wording

_MOMENTS: tuple[ExportColumn[SinceStart], ...] = (
    ExportColumn(gettext_lazy("Periods since the start"), lambda each: each.periods, 12),
    ExportColumn(
        gettext_lazy("What it is"), lambda each: wording.moment_name(each.moment, gettext), 30
    ),
    ExportColumn(gettext_lazy("Difference"), lambda each: each.estimate.value, 14),
    ExportColumn(gettext_lazy("From"), lambda each: each.estimate.low, 14),
    ExportColumn(gettext_lazy("To"), lambda each: each.estimate.high, 14),
    ExportColumn(gettext_lazy("Organisations"), lambda each: each.organisations, 14),
)

_AVERAGES: tuple[ExportColumn[Mapping[str, Any]], ...] = (
    ExportColumn(gettext_lazy("Average"), lambda row: row["name"], 40),
    ExportColumn(gettext_lazy("Difference"), lambda row: row["estimate"].value, 14),
    ExportColumn(gettext_lazy("From"), lambda row: row["estimate"].low, 14),
    ExportColumn(gettext_lazy("To"), lambda row: row["estimate"].high, 14),
)

_STARTS: tuple[ExportColumn[Mapping[str, Any]], ...] = (
    ExportColumn(gettext_lazy("Started"), lambda row: row["start"], 12),
    ExportColumn(gettext_lazy("Organisations"), lambda row: row["organisations"], 14),
    ExportColumn(gettext_lazy("Difference"), lambda row: row["estimate"].value, 14),
    ExportColumn(gettext_lazy("From"), lambda row: row["estimate"].low, 14),
    ExportColumn(gettext_lazy("To"), lambda row: row["estimate"].high, 14),
)

_ORGANISATIONS: tuple[ExportColumn[Organisation], ...] = (
    ExportColumn(gettext_lazy("Organisation"), lambda row: row.name, 40),
    ExportColumn(gettext_lazy("Part in the study"), words.part_of, 30),
    ExportColumn(gettext_lazy("Mean before"), lambda row: row.before, 14),
    ExportColumn(gettext_lazy("Mean from the start on"), lambda row: row.after, 14),
)

_PUBLICATIONS: tuple[ExportColumn[StudyPublication], ...] = (
    ExportColumn(gettext_lazy("Version"), lambda row: row.number, 10),
    ExportColumn(gettext_lazy("Who sees it"), lambda row: str(Audience(row.audience).label), 30),
    ExportColumn(gettext_lazy("Published"), lambda row: localtime(row.at)),
    ExportColumn(gettext_lazy("By whom"), lambda row: row.by_name, 30),
    ExportColumn(
        gettext_lazy("Ended"), lambda row: localtime(row.ended_at) if row.ended_at else None
    ),
    ExportColumn(gettext_lazy("Ended by whom"), lambda row: row.ended_by_name, 30),
    ExportColumn(gettext_lazy("Why it is withdrawn"), lambda row: row.why_ended, 60),
)


def study_exports(page: StudyPage, context: Mapping[str, Any]) -> Exports:
    """What a study found, as far as the page shows it."""
    exports: list[Export[Any]] = []
    if page.reads_studies:
        exports.append(
            Export("publications", _("What was published"), _PUBLICATIONS, page.publications)
        )
    card: EffectCard | None = context["card"]
    if card is not None:
        exports += _of_card(page, card, context)
    return programme_exports(page.programme, exports)


def _of_card(
    page: StudyPage, card: EffectCard, context: Mapping[str, Any]
) -> Iterable[Export[Any]]:
    said = context["said"]
    notes = [
        *([str(context["example"])] if context["example"] else []),
        said.headline,
        said.how,
        *said.reservations,
    ]
    notes = [note for note in notes if note]
    found = card.comparison
    moments = found.since_start if found else ()
    yield Export("moments", _("Period by period from the start"), _MOMENTS, moments, notes)
    yield Export("averages", _("Averages"), _AVERAGES, context["averages"], notes)
    yield Export("starts", _("By start"), _STARTS, context["starts"], notes)
    seen = page.organisations.seen
    yield Export("organisations", _("Who stands behind it"), _ORGANISATIONS, seen, notes)
