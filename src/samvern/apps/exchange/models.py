"""Tables of measures: files in waiting, columns that are remembered, and what was taken in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samvern.apps.exchange.permissions import Permission
from samvern.apps.exchange.rules import MAX_NAME
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.formats.incoming import MAX_FILE_NAME
from samvern.formats.tables import MAX_SHEET_NAME

#: How long a file waits for somebody to say what is in it.
KEPT_FOR: Final = timedelta(days=1)
#: So many files of one person wait at most; the oldest go first.
MOST_IN_WAITING: Final = 20


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    """Reads of files in waiting."""

    def visible_to(self, viewer: Viewer) -> ImportDraftQuerySet:
        """The viewer's own, for programmes that the viewer sees, while they are kept."""
        if viewer.user_id is None:
            return self.none()
        seen = Programme.objects.visible_to(viewer)
        return self.kept(timezone.now()).filter(user_id=viewer.user_id, programme__in=seen)

    def kept(self, at: datetime) -> ImportDraftQuerySet:
        """Those that have not waited too long."""
        return self.filter(created_at__gt=at - KEPT_FOR)


class ImportDraft(models.Model):
    """A file with a table of measures, waiting for its owner to say what its columns stand for.

    Made, answered for and thrown away by whoever chose the file; nobody else sees it. Gone after
    a day, or as soon as it is taken in. ``mapping`` is null until its columns are confirmed.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="import_drafts")
    user = models.ForeignKey(User, models.CASCADE, related_name="import_drafts")
    file_name = models.CharField(_("File"), max_length=MAX_FILE_NAME)
    content = models.BinaryField()
    sheet = models.CharField(_("Sheet"), max_length=MAX_SHEET_NAME, blank=True, default="")
    heading_row = models.PositiveIntegerField(_("Row of the headings"), null=True, blank=True)
    mapping = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("user", "created_at"), name="import_draft_of_user"),)

    def __str__(self) -> str:
        return self.file_name


class ColumnMappingQuerySet(models.QuerySet["ColumnMapping"]):
    """Reads of remembered columns."""

    def visible_to(self, viewer: Viewer) -> ColumnMappingQuerySet:
        """Those of programmes whose imports the viewer may read."""
        return self.filter(
            viewer.within(Permission.READ_IMPORTS, "programme__owner_actor__path"),
            programme__in=Programme.objects.visible_to(viewer),
        )


class ColumnMapping(models.Model):
    """What the columns of a table stand for, remembered for the next table with these headings.

    ``signature`` is the same for all tables with the same headings. Named, renamed and forgotten
    by whoever imports tables into the programme; seen by those who may read its imports.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="column_mappings")
    name = models.CharField(_("Name"), max_length=MAX_NAME)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    by_user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField()
    used_at = models.DateTimeField()

    objects = ColumnMappingQuerySet.as_manager()

    class Meta:
        ordering = ("-used_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("programme", "name"), name="column_mapping_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="column_mapping_has_name"),
        )

    def __str__(self) -> str:
        return f"{self.programme.code} {self.name}"


class TableImportQuerySet(models.QuerySet["TableImport"]):
    """Reads of imports."""

    def visible_to(self, viewer: Viewer) -> TableImportQuerySet:
        """Those of programmes whose imports the viewer may read."""
        return self.filter(
            viewer.within(Permission.READ_IMPORTS, "programme__owner_actor__path"),
            programme__in=Programme.objects.visible_to(viewer),
        )


class TableImport(models.Model):
    """A table of measures that was taken in, and everything that it changed, field by field.

    Made by the sector authority with a reason. Never deleted, and never changed but once: when
    it is undone. Seen by those who may read imports of the programme; who judged and why, which
    ``changes`` holds too, by those who may read reasons.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="table_imports")
    #: Null when the system itself took it in.
    by_user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("Taken in by"), max_length=200)
    imported_at = models.DateTimeField()
    file_name = models.CharField(_("File"), max_length=MAX_FILE_NAME)
    file_sha256 = models.CharField(max_length=64)
    sheet = models.CharField(_("Sheet"), max_length=MAX_SHEET_NAME, blank=True, default="")
    heading_row = models.PositiveIntegerField(_("Row of the headings"))
    rows = models.PositiveIntegerField(_("Rows"))
    mapping = models.JSONField()
    reason = models.TextField(_("Reason"))
    #: As the engine writes them, with the actors that stood behind names which went.
    changes = models.JSONField()
    added_areas = models.JSONField(default=list, blank=True)
    added_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    withdrawn_count = models.PositiveIntegerField(default=0)
    version_before = models.PositiveIntegerField()
    version_after = models.PositiveIntegerField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_by_name = models.CharField(max_length=200, blank=True, default="")
    undone_why = models.TextField(blank=True, default="")

    objects = TableImportQuerySet.as_manager()

    class Meta:
        ordering = ("-imported_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by_name="", undone_why="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by_name="") & ~Q(undone_why="")),
                name="table_import_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | Q(undone_by__isnull=True),
                name="table_import_undone_when",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="table_import_has_reason"),
        )
        indexes = (
            models.Index(fields=("programme", "-imported_at"), name="table_import_of_programme"),
        )

    def __str__(self) -> str:
        # The trail keeps this, and more people read the trail than may read the import.
        return f"{self.programme.code} #{self.pk}"
