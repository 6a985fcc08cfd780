"""Snapshots, papers made from them, what authors write in them, and what was approved."""

from samvern.apps.papers.models.approved import ApprovedPaper, PaperFile
from samvern.apps.papers.models.papers import (
    Paper,
    PaperQuerySet,
    PaperReader,
    PaperStage,
)
from samvern.apps.papers.models.snapshots import Snapshot, SnapshotQuerySet
from samvern.apps.papers.models.texts import (
    MAX_REASON,
    MAX_TEXT,
    PaperAnswer,
    PaperText,
    PaperTextState,
)

__all__ = [
    "MAX_REASON",
    "MAX_TEXT",
    "ApprovedPaper",
    "Paper",
    "PaperAnswer",
    "PaperFile",
    "PaperQuerySet",
    "PaperReader",
    "PaperStage",
    "PaperText",
    "PaperTextState",
    "Snapshot",
    "SnapshotQuerySet",
]
