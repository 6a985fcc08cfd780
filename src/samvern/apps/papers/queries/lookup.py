"""One snapshot or paper, as far as the viewer sees it, and lists of them."""

from __future__ import annotations

from samvern.apps.papers.models import (
    ApprovedPaper,
    Paper,
    PaperFile,
    PaperQuerySet,
    Snapshot,
    SnapshotQuerySet,
)
from samvern.apps.programmes.models import Programme
from samvern.apps.reporting.models import Round, RoundState
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound

_WITH = ("programme__owner_actor", "snapshot", "replaces", "replaced_by", "approved")


def snapshot_for(viewer: Viewer, snapshot_id: int) -> Snapshot:
    """A snapshot with all that it holds. Raises ``NotFound`` (``snapshot.unknown``)."""
    seen = Snapshot.objects.visible_to(viewer).select_related("programme__owner_actor")
    found: Snapshot | None = seen.filter(pk=snapshot_id).first()
    if found is None:
        raise NotFound("snapshot.unknown")
    return found


def snapshots_of(viewer: Viewer, programme: Programme) -> SnapshotQuerySet:
    """The snapshots of a programme that the viewer sees, newest first, without what they hold."""
    seen = Snapshot.objects.visible_to(viewer).filter(programme=programme)
    return seen.select_related("programme__owner_actor").defer("record")


def papers(viewer: Viewer, programme_code: str = "") -> PaperQuerySet:
    """The papers that the viewer sees, newest first; perhaps of one programme."""
    seen = Paper.objects.visible_to(viewer).select_related(*_WITH)
    seen = seen.defer("snapshot__record", "approved__record")
    return seen.filter(programme__code=programme_code) if programme_code else seen


def papers_of(viewer: Viewer, snapshot: Snapshot) -> PaperQuerySet:
    """The papers that were made from a snapshot."""
    return papers(viewer).filter(snapshot=snapshot)


def drafts(viewer: Viewer) -> PaperQuerySet:
    """The papers that the viewer sees before they are published, too."""
    return Paper.objects.drafts_for(viewer).select_related(*_WITH)


def paper_for(viewer: Viewer, paper_id: int, *, lock: bool = False) -> Paper:
    """A paper by its key. Raises ``NotFound`` (``paper.unknown``)."""
    seen = Paper.objects.visible_to(viewer).select_related(*_WITH)
    if lock:
        seen = seen.select_for_update(of=("self",))
    found = seen.filter(pk=paper_id).first()
    if found is None:
        raise NotFound("paper.unknown")
    return found


def draft_for(viewer: Viewer, paper_id: int, *, lock: bool = False) -> Paper:
    """A paper that the viewer sees before it is published. Raises ``NotFound`` (``paper.unknown``)."""
    seen = drafts(viewer)
    if lock:
        seen = seen.select_for_update(of=("self",))
    found = seen.filter(pk=paper_id).first()
    if found is None:
        raise NotFound("paper.unknown")
    return found


def approved_of(viewer: Viewer, paper: Paper) -> ApprovedPaper | None:
    """A paper as it was approved; None before."""
    found: ApprovedPaper | None = (
        ApprovedPaper.objects.visible_to(viewer).filter(paper=paper).first()
    )
    return found


def file_of(viewer: Viewer, paper: Paper, language: str, form: str) -> PaperFile | None:
    """A file of an approved paper; None while it is not made."""
    seen = PaperFile.objects.visible_to(viewer).select_related("stored")
    found: PaperFile | None = seen.filter(
        approved__paper=paper, language=language, form=form
    ).first()
    return found


def rounds_to_freeze(viewer: Viewer, programme: Programme) -> list[Round]:
    """The reporting rounds that a snapshot may be about, the newest first."""
    found = Round.objects.followed_by(viewer).filter(programme=programme)
    asked = found.filter(state__in=(RoundState.OPEN, RoundState.CLOSED))
    return list(asked.order_by("-opened_at", "-pk"))
