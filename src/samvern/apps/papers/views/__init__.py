"""The pages of snapshots and papers."""

from samvern.apps.papers.views.checking import (
    approve,
    check,
    publish,
    return_to_draft,
    send,
)
from samvern.apps.papers.views.reading import paper, paper_file, papers
from samvern.apps.papers.views.snapshots import freeze, preview, snapshot, start
from samvern.apps.papers.views.writing import correct, give_up, history, write

__all__ = [
    "approve",
    "check",
    "correct",
    "freeze",
    "give_up",
    "history",
    "paper",
    "paper_file",
    "papers",
    "preview",
    "publish",
    "return_to_draft",
    "send",
    "snapshot",
    "start",
    "write",
]
