"""Snapshots, and papers for every audience, from drafts to what is published and corrected."""

from __future__ import annotations

from io import BytesIO

from samvern.apps.papers import operations, queries, working
from samvern.apps.papers.models import Paper, PaperFile, Snapshot
from samvern.apps.programmes.models import Sharing
from samvern.base import files
from samvern.base.files import Upload
from samvern.base.viewer import Viewer
from samvern.engine.papers import PaperKind
from samvern.engine.snapshots import Audience
from tests.factories import programmes as make
from tests.strangers.markers import Markers
from tests.strangers.sector import Sector
from tests.strangers.story.programmes import CODES

AT = make.AT
YEARLY, BOARD, SHEET = (
    PaperKind.YEARLY_REPORT,
    PaperKind.BOARD_STATUS,
    PaperKind.MEASURE_SHEET,
)


def told(sector: Sector, say: Markers) -> None:
    """A snapshot of what the sector sees, and one of what everybody does."""
    by = sector.viewer("authority")
    of_sector, of_public = (
        operations.freeze(by=by, programme_code=CODES[each], period="2026-H2", at=AT)
        for each in (Sharing.SECTOR, Sharing.PUBLIC)
    )
    reported = sorted(of_sector.content["layers"]["owners"]["reports"])[0]
    _published(_begun(of_sector, by, say, YEARLY, Audience.AUTHORITY), by)
    sheet = _published(_begun(of_sector, by, say, SHEET, Audience.OWNERS, reported), by)
    shared = _published(_begun(of_sector, by, say, BOARD, Audience.SECTOR), by)
    _published(_begun(of_public, by, say, YEARLY, Audience.PUBLIC), by)
    _begun(of_sector, by, say, BOARD, Audience.SECTOR)
    operations.correct_paper(
        by=by, paper_id=shared.pk, snapshot_id=of_sector.pk, why=say("Wrong"), at=AT
    )
    _keep_file(sheet, by)


def _begun(
    of: Snapshot, by: Viewer, say: Markers, kind: PaperKind, audience: Audience, about: str = ""
) -> Paper:
    paper = operations.start_paper(
        by=by, snapshot_id=of.pk, kind=kind, audience=audience, about=about, at=AT
    )
    where = {"paper_id": paper.pk, "section": "summary", "language": "en"}
    operations.save_text(by=by, text=say("It goes well"), version=0, at=AT, **where)
    for key in sorted(queries.checked(paper).keys):
        operations.answer_findings(
            by=by, paper_id=paper.pk, keys=[key], reason=say("It is known"), at=AT
        )
    return paper


def _published(paper: Paper, by: Viewer) -> Paper:
    operations.send_paper(by=by, paper_id=paper.pk, version=1, at=AT)
    operations.approve_paper(by=by, paper_id=paper.pk, version=2, at=AT)
    operations.publish_paper(by=by, paper_id=paper.pk, at=AT)
    return Paper.objects.get(pk=paper.pk)


def _keep_file(paper: Paper, by: Viewer) -> None:
    content = working.file_bytes(paper, "en", "xlsx")
    with files.received(Upload(BytesIO(content), "sheet.xlsx")) as new:
        stored = files.keep(new, by=by, path=paper.path, at=AT)
        PaperFile(
            approved=paper.approved, language="en", form="xlsx", stored=stored, made_at=AT
        ).save()
