"""A published version of a plan. Written once, never changed; withdrawn by a row beside it."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps.models.plan import Plan
from samvern.apps.roadmaps.permissions import Permission
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.base.written_once import WrittenOnce, WrittenOnceQuerySet


class PublishedPlanQuerySet(WrittenOnceQuerySet):
    """Reads of published versions."""

    def visible_to(self, viewer: Viewer) -> PublishedPlanQuerySet:
        """For all who see the programme, until they are withdrawn; then for those who see drafts."""
        seen = viewer.within(Permission.READ_DRAFTS, "plan__programme__owner_actor__path")
        if seen and viewer.may_somewhere(Permission.READ_PUBLISHED):
            seen |= Q(withdrawal__isnull=True)
        return self.filter(seen, plan__programme__in=Programme.objects.visible_to(viewer))

    def in_force(self) -> PublishedPlanQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawal__isnull=True)


class PublishedPlan(WrittenOnce):
    """A version of a plan as it was published: figures, what they rest on, the plan and its gap.

    ``record`` is the whole of it as canonical JSON, so that anybody can plan again and compare;
    ``sha256`` is its hash, which the audit trail repeats. The other columns say the same, for lists.
    Published by the authority that governs the programme; seen by all who see the programme until it
    is withdrawn, then by the authority and supervisors. Nothing of it is ever changed.
    """

    cannot_change = "roadmap.cannot_change"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="published")
    number = models.PositiveIntegerField(_("Version"))
    title = models.CharField(_("Title"), max_length=200)
    #: What is new in it, in the words of whoever published it.
    note = models.TextField(_("What is new"), blank=True, default="")
    is_example = models.BooleanField(default=False, editable=False)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_by_name = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    record = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    objects = PublishedPlanQuerySet.as_manager()

    class Meta:
        ordering = ("-number", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="published_plan_number_once"),
            models.CheckConstraint(condition=~Q(record=""), name="published_plan_has_record"),
            models.CheckConstraint(
                condition=Q(Exact(Length("sha256"), 64)), name="published_plan_has_hash"
            ),
        )

    def __str__(self) -> str:
        # The trail keeps this, and more people read the trail than may know what is published.
        return f"{self.plan} v{self.number}"

    @cached_property
    def content(self) -> dict[str, Any]:
        """The record as plain values."""
        content: dict[str, Any] = json.loads(self.record)
        return content


class WithdrawalQuerySet(WrittenOnceQuerySet):
    """Reads of withdrawals."""

    def visible_to(self, viewer: Viewer) -> WithdrawalQuerySet:
        """With the drafts of the plan."""
        return self.filter(published__plan__in=Plan.objects.drafts_for(viewer))


class Withdrawal(WrittenOnce):
    """That a published version no longer holds, and why; the version itself stays as it is.

    Written by the authority that governs the programme; seen by it and by supervisors.
    """

    cannot_change = "roadmap.cannot_change"

    published = models.OneToOneField(PublishedPlan, models.PROTECT, related_name="withdrawal")
    why = models.TextField(_("Why it is withdrawn"))
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(why=""), name="withdrawal_has_reason"),)

    def __str__(self) -> str:
        return f"{self.published}"
