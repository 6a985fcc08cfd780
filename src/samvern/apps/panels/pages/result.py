"""The result of a panel: where judges differ most, and what their opinions combine to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.panels.models import Rule, Unknowns
from samvern.apps.panels.pages.panels import language, names_help
from samvern.apps.panels.queries import CellResult, PanelResult, Said
from samvern.engine.programme.document import SCALE_LEVELS
from samvern.ui.exports import SHARE, Export, ExportColumn, Exports
from samvern.ui.numbers import number
from samvern.ui.parts import Share
from samvern.ui.wording.levels import judgement_words, level_names

#: From here on, judges are said to differ a little, clearly, and as far as can be. On a scale of
#: three levels, one in three on the neighbouring level makes 0.44, on one of five 0.22.
A_LITTLE, CLEARLY, FAR = 0.02, 0.3, 0.7


@dataclass(frozen=True)
class ResultRow:
    """A cell in the reader's words."""

    cell: CellResult
    name: str
    shares: tuple[Share, ...]
    spread_words: str
    differ: str
    figure: str
    answered: str
    combined: str
    own: str
    said: tuple[tuple[Said, str], ...]


def result_page(found: PanelResult) -> dict[str, Any]:
    """Cells with their spread, the most disputed first."""
    rows = [_row(cell) for cell in found.cells]
    panel = found.panel
    return {
        "found": found,
        "panel": panel,
        "rows": rows,
        "answer": _answer(rows),
        "rule_text": str(Rule(panel.rule).label),
        "unknowns_text": str(Unknowns(panel.unknowns).label),
        "names_text": names_help(panel.names),
        "changed": sum(cell.differs for cell in found.cells),
        "hidden": sum(not cell.is_shown for cell in found.cells),
        "panel_url": reverse("panels:panel", args=[found.programme.code, panel.pk]),
        "exports": _exports(found, rows),
    }


def difference(disagreement: float) -> str:
    """How far judges lie apart, in words."""
    if disagreement < A_LITTLE:
        return _("All say the same")
    if disagreement < CLEARLY:
        return _("They differ a little")
    if disagreement < FAR:
        return _("They differ clearly")
    return _("They stand far apart")


def _row(cell: CellResult) -> ResultRow:
    names = level_names(cell.scale, gettext)
    spread = cell.spread
    return ResultRow(
        cell=cell,
        name=f"{cell.code} {cell.title}".strip(),
        shares=tuple(Share(names[each], share) for each, share in spread.shares.items())
        if spread
        else (),
        spread_words=_words(cell, spread.shares) if spread else "",
        differ=difference(spread.disagreement) if spread else "",
        figure=number(spread.disagreement, 2, language()) if spread else "",
        answered=_answered(cell),
        combined=_words(cell, cell.combined) if cell.combined else "",
        own=_words(cell, cell.own),
        said=tuple((each, _said_words(cell, each)) for each in cell.said),
    )


def _words(cell: CellResult, levels: Any) -> str:
    return judgement_words(cell.scale, levels, language(), gettext)


def _said_words(cell: CellResult, said: Said) -> str:
    return _("does not know") if said.is_unknown else _words(cell, said.levels)


def _answered(cell: CellResult) -> str:
    words = ngettext("%(count)d answered", "%(count)d answered", cell.answered) % {
        "count": cell.answered
    }
    if not cell.unknown:
        return words
    return _("%(answered)s, %(unknown)d of them do not know") % {
        "answered": words,
        "unknown": cell.unknown,
    }


def _answer(rows: list[ResultRow]) -> str:
    """Where judges differ most, or that they do not."""
    if not rows or rows[0].cell.spread is None:
        return _("Nobody has judged so much that it can be shown.")
    first = rows[0]
    assert first.cell.spread is not None
    if first.cell.spread.disagreement < A_LITTLE:
        return _("Everybody says the same of everything.")
    return _("They differ most on %(alternative)s, %(criterion)s.") % {
        "alternative": first.name,
        "criterion": first.cell.criterion_name,
    }


def _exports(found: PanelResult, rows: list[ResultRow]) -> Exports:
    levels = list(dict.fromkeys(x for row in rows for x in SCALE_LEVELS[row.cell.scale]))
    columns = [
        ExportColumn(_("What"), lambda row: row.name, 40),
        ExportColumn(_("Criterion"), lambda row: row.cell.criterion_name, 40),
        ExportColumn(_("Answered"), lambda row: row.cell.answered),
        ExportColumn(_("Do not know"), lambda row: row.cell.unknown),
        ExportColumn(
            _("Disagreement (0–1)"),
            lambda row: row.cell.spread.disagreement if row.cell.spread else None,
        ),
        ExportColumn(
            _("Doubt (0–1)"), lambda row: row.cell.spread.doubt if row.cell.spread else None
        ),
        ExportColumn(
            _("Agreement A (−1–1)"),
            lambda row: row.cell.spread.agreement if row.cell.spread else None,
        ),
        ExportColumn(_("Combined"), lambda row: row.combined, 30),
        ExportColumn(_("The programme today"), lambda row: row.own, 30),
        *(_level_column(level) for level in levels),
    ]
    return Exports(
        found.programme.code,
        [
            Export(
                "result",
                _("Result of the panel"),
                columns,
                rows,
                notes=(str(Rule(found.panel.rule).label), names_help(found.panel.names)),
            )
        ],
        facts=((_("Panel"), found.panel.title),),
    )


def _level_column(level: str) -> ExportColumn[ResultRow]:
    def share(row: ResultRow) -> float | None:
        if row.cell.combined is None or level not in SCALE_LEVELS[row.cell.scale]:
            return None
        return row.cell.combined.get(level, 0.0)

    return ExportColumn(level, share, number_format=SHARE)
