"""Papers and snapshots in lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.papers import queries
from samvern.apps.papers.models import Paper, PaperStage, Snapshot
from samvern.apps.papers.pages.frame import (
    STAGE_COLOURS,
    paper_title,
    paper_url,
    readers_of,
    snapshot_url,
    spoken,
)
from samvern.apps.papers.permissions import Permission
from samvern.apps.programmes.models import Programme
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import day, moment
from samvern.ui.wording.periods import period_name


@dataclass(frozen=True)
class PaperLine:
    """A paper in a list."""

    title: str
    programme: str
    url: str
    readers: str
    version: int
    stage: str
    colour: str
    published: str
    is_replaced: bool


@dataclass(frozen=True)
class SnapshotLine:
    """A snapshot in a list."""

    number: int
    period: str
    url: str
    frozen: str
    by: str
    digest: str


def list_page(found: Sequence[Paper]) -> dict[str, Any]:
    """The papers that the viewer sees."""
    lines = [_line(each) for each in found]
    published = sum(each.stage == PaperStage.PUBLISHED for each in found)
    said = ngettext(
        "%(count)d paper is published.", "%(count)d papers are published.", published
    ) % {"count": published}
    return {
        "question": _("What is laid before whom?"),
        "answer": said if found else "",
        "lines": lines,
        "exports": Exports("", [_export(lines)]),
    }


def programme_page(viewer: Viewer, programme: Programme, found: Sequence[Paper]) -> dict[str, Any]:
    """The papers on a programme, and its snapshots for those who write from them."""
    context = list_page(found)
    snapshots = [_snapshot_line(each) for each in queries.snapshots_of(viewer, programme)]
    columns: list[ExportColumn[SnapshotLine]] = [
        ExportColumn(_("Snapshot"), lambda line: line.number),
        ExportColumn(_("Period"), lambda line: line.period),
        ExportColumn(_("Frozen"), lambda line: line.frozen),
        ExportColumn(_("By whom"), lambda line: line.by, 30),
        ExportColumn(_("Digest"), lambda line: line.digest, 70),
    ]
    exports: list[Export[Any]] = [
        _export(context["lines"]),
        Export("snapshots", _("Snapshots"), columns, snapshots),
    ]
    return {
        **context,
        "snapshots": snapshots,
        "may_freeze": viewer.may(Permission.FREEZE, on=programme),
        "exports": Exports(programme.code, exports),
    }


def _export(lines: Sequence[PaperLine]) -> Export[PaperLine]:
    columns: list[ExportColumn[PaperLine]] = [
        ExportColumn(_("Paper"), lambda line: line.title, 50),
        ExportColumn(_("Programme"), lambda line: line.programme, 40),
        ExportColumn(_("Version"), lambda line: line.version),
        ExportColumn(_("State"), lambda line: line.stage),
        ExportColumn(_("Published"), lambda line: line.published),
        ExportColumn(_("Who reads it"), lambda line: line.readers, 40),
    ]
    return Export("papers", _("Papers"), columns, lines)


def _line(paper: Paper) -> PaperLine:
    stage = PaperStage(paper.stage)
    replaced = getattr(paper, "replaced_by", None)
    return PaperLine(
        title=paper_title(paper),
        programme=in_language(paper.programme.title),
        url=paper_url(paper),
        readers=readers_of(paper),
        version=paper.number,
        stage=str(stage.label),
        colour=STAGE_COLOURS[stage],
        published=day(localtime(paper.published_at).date(), spoken()) if paper.published_at else "",
        is_replaced=replaced is not None and replaced.stage == PaperStage.PUBLISHED,
    )


def _snapshot_line(snapshot: Snapshot) -> SnapshotLine:
    return SnapshotLine(
        number=snapshot.number,
        period=period_name(snapshot.period, gettext),
        url=snapshot_url(snapshot),
        frozen=moment(localtime(snapshot.frozen_at), spoken()),
        by=snapshot.frozen_by_name,
        digest=snapshot.sha256,
    )
