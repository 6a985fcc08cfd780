"""Workbooks that came back filled in, and wait for somebody to look at what they would change."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samvern.apps.assessments.models.assessment import Assessment
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.assessments import AnswerValues, ReturnedAnswer
from samvern.formats.incoming import MAX_FILE_NAME

#: How long a workbook waits to be taken in.
WORKBOOK_KEPT_FOR: Final = timedelta(days=1)
#: So many workbooks of one person wait at most; the oldest go first.
MOST_WORKBOOKS: Final = 10


class WorkbookDraftQuerySet(models.QuerySet["WorkbookDraft"]):
    """Reads of workbooks in waiting."""

    def visible_to(self, viewer: Viewer) -> WorkbookDraftQuerySet:
        """The viewer's own, while they are kept and the viewer sees something of the assessment."""
        if viewer.user_id is None:
            return self.none()
        seen = Assessment.objects.visible_to(viewer).order_by()
        return self.kept(timezone.now()).filter(user_id=viewer.user_id, assessment__in=seen)

    def kept(self, at: datetime) -> WorkbookDraftQuerySet:
        """Those that have not waited too long."""
        return self.filter(created_at__gt=at - WORKBOOK_KEPT_FOR)


class WorkbookDraft(models.Model):
    """What a workbook of an assessment says otherwise than when it was taken out.

    Made, answered for and thrown away by whoever chose the file; nobody else sees it. Gone after a
    day, or as soon as it is taken in. ``unchanged_count`` is how many answers in it say the same.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="workbook_drafts")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    file_name = models.CharField(_("File"), max_length=MAX_FILE_NAME)
    #: Answers as ``keep`` writes them.
    answers = models.JSONField()
    unchanged_count = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    objects = WorkbookDraftQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("user", "created_at"), name="workbook_draft_of_user"),)

    def __str__(self) -> str:
        return f"Workbook {self.pk}"

    @property
    def returned(self) -> tuple[ReturnedAnswer, ...]:
        """The answers that were changed outside."""
        return tuple(
            ReturnedAnswer(
                code=each["code"],
                base_version=each["base_version"],
                base=AnswerValues.from_json(each["base"]),
                values=AnswerValues.from_json(each["values"]),
            )
            for each in self.answers
        )

    def keep(self, changed: tuple[ReturnedAnswer, ...]) -> None:
        """Hold answers that were changed outside; the caller saves."""
        self.answers = [
            {
                "code": each.code,
                "base_version": each.base_version,
                "base": each.base.to_json(),
                "values": each.values.to_json(),
            }
            for each in changed
        ]
