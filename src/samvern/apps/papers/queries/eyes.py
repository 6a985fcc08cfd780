"""Who may approve a paper: not the one whose hand was the last in it, where there is anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import OuterRef, QuerySet, Subquery

from samvern.apps.actors import queries as actors
from samvern.apps.papers.models import Paper, PaperAnswer, PaperStage, PaperText
from samvern.apps.papers.permissions import Permission
from samvern.apps.papers.queries.lookup import drafts
from samvern.base.permissions import holders
from samvern.base.viewer import Viewer

#: Who sent a paper for approval, and who wrote and who answered in it last.
_HANDS: Final = ("sent_by_id", "last_writer", "last_answerer")


@dataclass(frozen=True)
class Approval:
    """What the four eyes of a paper say of somebody who may approve papers."""

    had_a_hand: bool
    others: int

    @property
    def is_refused(self) -> bool:
        """Whether somebody else must approve it."""
        return self.had_a_hand and self.others > 0

    @property
    def is_alone(self) -> bool:
        """Whether it is approved by the one who wrote or sent it last: nobody else can."""
        return self.had_a_hand and not self.others


def approval_by(viewer: Viewer, paper: Paper, *, on: date) -> Approval:
    """What holds when the viewer approves a paper. Two queries."""
    hands = _hands(_with_hands(Paper.objects.filter(pk=paper.pk)).get())
    return _approval(viewer, hands, _able(paper.path, on))


def waiting_for(viewer: Viewer, *, on: date) -> Iterator[Paper]:
    """The papers that wait for the viewer's approval and not for somebody else's, oldest first."""
    able: dict[str, set[int]] = {}
    waiting = drafts(viewer).filter(stage=PaperStage.CHECKED).defer("snapshot__record")
    for paper in _with_hands(waiting).order_by("changed_at"):
        if paper.path not in able:
            able[paper.path] = _able(paper.path, on)
        may = viewer.may(Permission.APPROVE, on=paper)
        if may and not _approval(viewer, _hands(paper), able[paper.path]).is_refused:
            yield paper


def _able(path: str, on: date) -> set[int]:
    return actors.holders_over(path, holders(Permission.APPROVE), on=on)


def _with_hands(papers: QuerySet[Paper]) -> QuerySet[Any]:
    written = PaperText.objects.filter(paper=OuterRef("pk")).order_by("-changed_at", "-pk")
    answered = PaperAnswer.objects.filter(paper=OuterRef("pk")).order_by("-at", "-pk")
    return papers.annotate(
        last_writer=Subquery(written.values("changed_by")[:1]),
        last_answerer=Subquery(answered.values("by_user")[:1]),
    )


def _hands(paper: Any) -> set[int]:
    """Those whose hands were the last in a paper; whoever runs the installation is nobody."""
    found = (getattr(paper, name) for name in _HANDS)
    return {each for each in found if each is not None}


def _approval(viewer: Viewer, hands: set[int], able: set[int]) -> Approval:
    return Approval(viewer.user_id in hands, len(able - hands))
