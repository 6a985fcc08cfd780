"""A paper as it was approved, and its files. Written once, never changed."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from samvern.apps.papers.models.papers import Paper
from samvern.base.models import StoredFile, User
from samvern.base.viewer import Viewer
from samvern.base.written_once import WrittenOnce, WrittenOnceQuerySet
from samvern.engine.canonical import sha256_of
from samvern.engine.programme.document import LANGUAGES

#: What each paper can be had as.
FORMATS: Final = ("pdf", "docx", "xlsx")


class ApprovedPaperQuerySet(WrittenOnceQuerySet):
    """Reads of what was approved."""

    def visible_to(self, viewer: Viewer) -> ApprovedPaperQuerySet:
        """With the paper."""
        return self.filter(paper__in=Paper.objects.visible_to(viewer))


class ApprovedPaper(WrittenOnce):
    """Everything that a paper says beside the figures of its snapshot, frozen when it was approved.

    ``record`` is canonical JSON: the snapshot by its digest, kind, audience, texts, what was answered to
    the check, and what it replaces. With the snapshot it makes the paper again, in every language and
    form. ``sha256`` is its digest, printed in the paper and repeated by the audit trail. Approved by the
    authority; seen with the paper.
    """

    cannot_change = "paper.cannot_change"

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="approved")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_by_name = models.CharField(max_length=200)
    approved_at = models.DateTimeField()
    #: Whether the one who approved it wrote or sent it last, too: nobody else could approve it.
    is_alone = models.BooleanField(default=False)
    record = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    objects = ApprovedPaperQuerySet.as_manager()

    class Meta:
        ordering = ("-approved_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(record=""), name="approved_paper_has_record"),
            models.CheckConstraint(
                condition=Q(Exact(Length("sha256"), 64)), name="approved_paper_has_hash"
            ),
        )

    def __str__(self) -> str:
        return str(self.paper)

    @cached_property
    def content(self) -> dict[str, Any]:
        """The record as plain values."""
        content: dict[str, Any] = json.loads(self.record)
        return content

    @property
    def is_whole(self) -> bool:
        """Whether the record is the one that was approved."""
        return sha256_of(self.record) == self.sha256


class PaperFileQuerySet(WrittenOnceQuerySet):
    """Reads of files of papers."""

    def visible_to(self, viewer: Viewer) -> PaperFileQuerySet:
        """With the paper."""
        return self.filter(approved__paper__in=Paper.objects.visible_to(viewer))


class PaperFile(WrittenOnce):
    """An approved paper as a file in one language. Made by a worker; seen with the paper."""

    cannot_change = "paper.cannot_change"

    approved = models.ForeignKey(ApprovedPaper, models.PROTECT, related_name="files")
    language = models.CharField(max_length=2, choices=[(each, each) for each in LANGUAGES])
    form = models.CharField(max_length=4, choices=[(each, each) for each in FORMATS])
    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = PaperFileQuerySet.as_manager()

    class Meta:
        ordering = ("approved", "language", "form")
        constraints = (
            models.UniqueConstraint(
                fields=("approved", "language", "form"), name="paper_file_once"
            ),
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES), name="paper_file_known_language"
            ),
            models.CheckConstraint(condition=Q(form__in=FORMATS), name="paper_file_known_form"),
        )

    def __str__(self) -> str:
        return f"{self.approved} {self.language} {self.form}"
