"""A programme as it stood at one moment. Written once, never changed."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from samvern.apps.papers.permissions import Permission
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.base.written_once import WrittenOnce, WrittenOnceQuerySet
from samvern.engine.canonical import sha256_of


class SnapshotQuerySet(WrittenOnceQuerySet):
    """Reads of snapshots."""

    def visible_to(self, viewer: Viewer) -> SnapshotQuerySet:
        """To those who write papers on the programme: it holds what was handed in, of every owner."""
        drafts = viewer.within(Permission.READ_DRAFTS, "programme__owner_actor__path")
        return self.filter(drafts, programme__in=Programme.objects.visible_to(viewer))


class Snapshot(WrittenOnce):
    """Everything that papers on a programme say, as it stood when it was frozen.

    ``record`` is canonical JSON in layers by audience (:mod:`samvern.engine.snapshots`); ``sha256`` is
    its digest, which the audit trail and every paper repeat. Frozen by the authority that governs the
    programme; seen by it alone: others read the papers.
    """

    cannot_change = "snapshot.cannot_change"

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    #: What it is about: 2027, 2027-H1 or 2027-Q3.
    period = models.CharField(_("Period"), max_length=7)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    frozen_by_name = models.CharField(max_length=200)
    record = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ("-frozen_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("programme", "number"), name="snapshot_number_once"),
            models.CheckConstraint(condition=~Q(record=""), name="snapshot_has_record"),
            models.CheckConstraint(
                condition=Q(Exact(Length("sha256"), 64)), name="snapshot_has_hash"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme.code} {self.period} #{self.number}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with its programme."""
        return self.programme.path

    @cached_property
    def content(self) -> dict[str, Any]:
        """The record as plain values."""
        content: dict[str, Any] = json.loads(self.record)
        return content

    @property
    def is_whole(self) -> bool:
        """Whether the record is the one that was frozen."""
        return sha256_of(self.record) == self.sha256
