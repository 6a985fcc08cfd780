"""Requirements that a colleague is asked to answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.assessments.models.assessment import Assessment
from samvern.apps.assessments.permissions import Permission
from samvern.apps.frameworks.models import Requirement
from samvern.base.models import User
from samvern.base.viewer import Viewer

#: A delegation ends by itself after so long.
IN_FORCE_FOR: Final = timedelta(days=90)
MAX_NOTE: Final = 500


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Reads of delegations."""

    def visible_to(self, viewer: Viewer) -> DelegationQuerySet:
        """To those who own the assessment, and to whoever has accepted."""
        seen = Q(assessment__in=Assessment.objects.owned_by(viewer))
        if viewer.user_id:
            seen |= Q(accepted_by_id=viewer.user_id) & viewer.within(
                Permission.READ_DELEGATED, "assessment__actor__path"
            )
        return self.filter(seen)


class Delegation(models.Model):
    """Some requirements of an assessment, handed to a colleague by a link.

    The link alone opens nothing: whoever follows it logs in, and is let at these requirements only
    when the account has the address that was invited. Made and taken back by the organisation's
    security officers. ``digest`` is all that is kept of the key in the link.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="delegations")
    email = models.EmailField(_("E-mail"))
    note = models.CharField(_("Message"), max_length=MAX_NOTE, blank=True, default="")
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="delegations"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    has_failed = models.BooleanField(default=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="delegation_accepted_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"Delegation {self.pk}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with its assessment."""
        return self.assessment.path


class DelegatedRequirement(models.Model):
    """A requirement of a delegation. Chosen by whoever delegates; seen with the delegation."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="requirements")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("requirement__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("delegation", "requirement"), name="delegated_requirement_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.delegation}: {self.requirement.code}"
