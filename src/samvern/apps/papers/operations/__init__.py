"""What is done with snapshots and papers."""

from samvern.apps.papers.operations.approving import (
    approve_paper,
    publish_paper,
    return_paper,
    send_paper,
)
from samvern.apps.papers.operations.freezing import freeze
from samvern.apps.papers.operations.starting import (
    correct_paper,
    give_up_paper,
    start_paper,
)
from samvern.apps.papers.operations.writing import answer_findings, save_text

__all__ = [
    "answer_findings",
    "approve_paper",
    "correct_paper",
    "freeze",
    "give_up_paper",
    "publish_paper",
    "return_paper",
    "save_text",
    "send_paper",
    "start_paper",
]
