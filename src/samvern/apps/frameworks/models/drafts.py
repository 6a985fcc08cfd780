"""Files in waiting, and columns that are remembered for the next table with their headings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samvern.apps.frameworks.models.sets import RequirementSet, Sharing
from samvern.apps.frameworks.permissions import Permission
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import WordingStatus
from samvern.formats.incoming import MAX_FILE_NAME

#: How long a file waits for somebody to take it in.
KEPT_FOR: Final = timedelta(days=1)
#: So many files of one person wait at most; the oldest go first.
MOST_IN_WAITING: Final = 20
#: So many headings are remembered for a set; those that were used longest ago go first.
MOST_REMEMBERED: Final = 50


class SetDraftQuerySet(models.QuerySet["SetDraft"]):
    """Reads of files in waiting."""

    def visible_to(self, viewer: Viewer) -> SetDraftQuerySet:
        """The viewer's own, while they are kept and the viewer may take sets in."""
        if viewer.user_id is None or not viewer.may(Permission.IMPORT_FRAMEWORK):
            return self.none()
        seen = Q(laid_over__isnull=True) | Q(
            laid_over__in=RequirementSet.objects.visible_to(viewer)
        )
        return self.kept(timezone.now()).filter(seen, user_id=viewer.user_id)

    def kept(self, at: datetime) -> SetDraftQuerySet:
        """Those that have not waited too long."""
        return self.filter(created_at__gt=at - KEPT_FOR)


class SetDraft(models.Model):
    """A requirement set on its way in, waiting for its owner to look it over and take it in.

    Either a set that was read from a file (``document``), or a table (``content``) that is laid
    over a set which is here. Made, answered for and thrown away by whoever chose the file; nobody
    else sees it. Gone after a day, or as soon as it is taken in. ``mapping`` is null until the
    columns are confirmed, ``sharing`` empty until its owner says who may see the wordings.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="set_drafts")
    file_name = models.CharField(_("File"), max_length=MAX_FILE_NAME)
    document = models.JSONField(null=True, blank=True)
    is_oscal = models.BooleanField(default=False)
    #: What of an OSCAL catalogue a set has no room for: how many parts of each kind.
    left_out = models.JSONField(default=dict, blank=True)
    content = models.BinaryField(null=True, blank=True)
    laid_over = models.ForeignKey(
        RequirementSet, models.CASCADE, null=True, blank=True, related_name="+"
    )
    sheet = models.CharField(_("Sheet"), max_length=200, blank=True, default="")
    heading_row = models.PositiveIntegerField(_("Row of the headings"), null=True, blank=True)
    #: The same for all tables with the same headings; empty until the columns are confirmed.
    signature = models.CharField(max_length=64, blank=True, default="")
    mapping = models.JSONField(null=True, blank=True)
    licence = models.TextField(_("Licence"), blank=True, default="")
    sharing = models.CharField(_("Seen by"), max_length=10, choices=Sharing, blank=True, default="")
    status = models.CharField(
        max_length=20,
        choices=[(each.value, each.value) for each in WordingStatus],
        blank=True,
        default="",
    )
    created_at = models.DateTimeField()

    objects = SetDraftQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("user", "created_at"), name="set_draft_of_user"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(document__isnull=False, content__isnull=True, laid_over__isnull=True)
                | Q(document__isnull=True, content__isnull=False, laid_over__isnull=False),
                name="set_draft_set_or_table",
            ),
        )

    def __str__(self) -> str:
        return self.file_name


class SheetColumnsQuerySet(models.QuerySet["SheetColumns"]):
    """Reads of remembered columns."""

    def visible_to(self, viewer: Viewer) -> SheetColumnsQuerySet:
        """All of them, for those who take sets in."""
        return self.all() if viewer.may(Permission.IMPORT_FRAMEWORK) else self.none()


class SheetColumns(models.Model):
    """What the columns of a table of requirements stand for, for the next with these headings.

    ``signature`` is the same for all tables with the same headings. Remembered when a table is
    taken in, under the name of its file, and forgotten on request; seen by whoever takes sets in.
    """

    code = models.CharField(_("Set"), max_length=60)
    signature = models.CharField(max_length=64)
    name = models.CharField(_("File"), max_length=MAX_FILE_NAME)
    mapping = models.JSONField()
    by_user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField()

    objects = SheetColumnsQuerySet.as_manager()

    class Meta:
        ordering = ("-used_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("code", "signature"), name="sheet_columns_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
