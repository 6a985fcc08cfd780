"""What authors write in a paper, and what they answer to what the check finds."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q

from samvern.apps.papers.models.papers import Paper
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.programme.document import LANGUAGES

MAX_TEXT: Final = 8_000
MAX_REASON: Final = 1_000
_LANGUAGES: Final = [(each, each) for each in LANGUAGES]


class PaperTextQuerySet(models.QuerySet["PaperText"]):
    """Reads of texts."""

    def visible_to(self, viewer: Viewer) -> PaperTextQuerySet:
        """With the draft."""
        return self.filter(paper__in=Paper.objects.drafts_for(viewer))


class PaperText(models.Model):
    """What an author says in a section of a paper, in one language, as it was saved last.

    Written by the authority while the paper is a draft; frozen with it. A language in which nothing is
    written shows the text in the first language in which there is one. Seen with the draft.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="texts")
    section = models.CharField(max_length=60)
    language = models.CharField(max_length=2, choices=_LANGUAGES)
    text = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_by_name = models.CharField(max_length=200)

    objects = PaperTextQuerySet.as_manager()

    class Meta:
        ordering = ("paper", "section", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("paper", "section", "language"), name="paper_text_once"
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="paper_text_known_language"
            ),
        )

    def __str__(self) -> str:
        return f"Text {self.pk} of paper {self.paper_id}"


class PaperTextStateQuerySet(models.QuerySet["PaperTextState"]):
    """Reads of what texts have said."""

    def visible_to(self, viewer: Viewer) -> PaperTextStateQuerySet:
        """With the draft."""
        return self.filter(text__paper__in=Paper.objects.drafts_for(viewer))


class PaperTextState(models.Model):
    """What a text said after one save, and who saved it. Never changed; seen with the draft."""

    text = models.ForeignKey(PaperText, models.CASCADE, related_name="states")
    number = models.PositiveIntegerField()
    said = models.TextField(blank=True, default="")
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = PaperTextStateQuerySet.as_manager()

    class Meta:
        ordering = ("text", "-number")
        constraints = (
            models.UniqueConstraint(fields=("text", "number"), name="paper_text_state_once"),
        )

    def __str__(self) -> str:
        return f"State {self.number} of text {self.text_id}"


class PaperAnswerQuerySet(models.QuerySet["PaperAnswer"]):
    """Reads of answers."""

    def visible_to(self, viewer: Viewer) -> PaperAnswerQuerySet:
        """With the draft."""
        return self.filter(paper__in=Paper.objects.drafts_for(viewer))


class PaperAnswer(models.Model):
    """What the authors say to something that the check of a paper found; printed in the paper.

    ``key`` is that of the finding, or of a number in a text that is not among the figures. Written while
    the paper is a draft, frozen with it; one whose finding is gone counts for nothing. Seen with the
    draft.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=100)
    reason = models.TextField()
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = PaperAnswerQuerySet.as_manager()

    class Meta:
        ordering = ("paper", "pk")
        constraints = (
            models.UniqueConstraint(fields=("paper", "key"), name="paper_answer_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="paper_answer_says_why"),
        )

    def __str__(self) -> str:
        return f"Answer {self.pk} of paper {self.paper_id}"
