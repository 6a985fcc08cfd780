"""What people say that requirements are to each other, every state of it, and the files it came in."""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from samvern.apps.frameworks.models import Requirement
from samvern.apps.mappings.permissions import Permission
from samvern.base.models import User
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.mappings import Rationale, Relation, ReviewState, Style


def _choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


def _values(words: type[StrEnum], *more: str) -> list[str]:
    return [*(word.value for word in words), *more]


class Origin(models.TextChoices):
    """How a mapping came to be here."""

    RECORDED = "recorded", _("Recorded here")
    IMPORTED = "imported", _("From a file")


class MappingImportQuerySet(models.QuerySet["MappingImport"]):
    """Reads of files that mappings came in."""

    def visible_to(self, viewer: Viewer) -> MappingImportQuerySet:
        """All of them, for those who may read who maps."""
        return self.all() if viewer.may_somewhere(Permission.READ_MAPPERS) else self.none()


class MappingImport(models.Model):
    """A file of mappings that was taken in: which, by whom, and what came of it.

    Made by whoever maps; never changed. Seen by those who may read who maps.
    """

    file_name = models.CharField(_("File"), max_length=200)
    file_sha256 = models.CharField(max_length=64)
    new_count = models.PositiveIntegerField()
    changed_count = models.PositiveIntegerField()
    #: Mappings that the file calls rejected, which are not taken in.
    rejected_count = models.PositiveIntegerField(default=0)
    by_user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = MappingImportQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.file_name


class MappingQuerySet(models.QuerySet["RequirementMapping"]):
    """Reads of mappings."""

    def visible_to(self, viewer: Viewer) -> MappingQuerySet:
        """Those between requirements that the viewer sees."""
        if not viewer.may_somewhere(Permission.READ_MAPPINGS):
            return self.none()
        seen = Requirement.objects.visible_to(viewer)
        return self.filter(source__in=seen, target__in=seen)

    def in_force(self) -> MappingQuerySet:
        """Those that their mappers stand by."""
        return self.filter(withdrawn_at=None)


class RequirementMapping(models.Model):
    """What one mapper says that the source requirement is to the target requirement.

    Recorded by those who map, or taken in from a file; changed by whoever brought it in, reviewed
    by somebody else, and never deleted: it is withdrawn, and every state that it was in is kept as
    a :class:`MappingEdition`. Mappers who disagree stand side by side. The requirements are those
    of the versions that the mapper read. Seen by everybody who sees both sets; names of mappers
    and reviewers by those with a role.
    """

    source = models.ForeignKey(Requirement, models.PROTECT, related_name="mappings_from")
    target = models.ForeignKey(Requirement, models.PROTECT, related_name="mappings_to")
    relation = models.CharField(_("Relation"), max_length=12, choices=_choices(Relation))
    style = models.CharField(_("How they were compared"), max_length=12, choices=_choices(Style))
    rationale = models.CharField(
        _("What it rests on"), max_length=12, choices=_choices(Rationale), blank=True, default=""
    )
    why = models.TextField(_("Why"), blank=True, default="")
    confidence = models.FloatField(_("Confidence"), null=True, blank=True)
    mapper = models.CharField(_("Mapper"), max_length=200)
    mapped_on = models.DateField(_("Mapped on"), null=True, blank=True)
    #: Who recorded it, or took in the file; nobody when a command of the server did.
    by_user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.RECORDED)
    came_in = models.ForeignKey(
        MappingImport, models.PROTECT, null=True, blank=True, related_name="mappings"
    )
    external_id = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(
        max_length=10, choices=_choices(ReviewState), default=ReviewState.PROPOSED.value
    )
    reviewer = models.CharField(_("Reviewer"), max_length=200, blank=True, default="")
    #: Nobody when a command of the server reviewed it.
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.TextField(_("Note"), blank=True, default="")
    #: Who has reviewed it, as the file says that it came in; nobody here, and it counts nowhere.
    claimed_reviewer = models.CharField(max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MappingQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("state", "withdrawn_at"), name="mapping_in_state"),)
        constraints = (
            # One mapper says one thing of two requirements, whichever of them comes first.
            models.UniqueConstraint(
                F("mapper"),
                Least("source", "target"),
                Greatest("source", "target"),
                condition=Q(withdrawn_at=None) & ~Q(state=ReviewState.REJECTED.value),
                name="mapping_said_once",
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="mapping_of_two"),
            models.CheckConstraint(condition=~Q(mapper=""), name="mapping_has_mapper"),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__gte=0, confidence__lte=1),
                name="mapping_confidence_is_share",
            ),
            models.CheckConstraint(
                condition=Q(relation__in=_values(Relation)), name="mapping_known_relation"
            ),
            models.CheckConstraint(
                condition=Q(style__in=_values(Style)), name="mapping_known_style"
            ),
            models.CheckConstraint(
                condition=Q(rationale__in=_values(Rationale, "")), name="mapping_known_rationale"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values), name="mapping_known_origin"
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.PROPOSED.value, reviewer="", reviewed_by=None)
                | (
                    Q(state__in=[ReviewState.REVIEWED.value, ReviewState.REJECTED.value])
                    & ~Q(reviewer="")
                ),
                name="mapping_reviewed_by_somebody",
            ),
            # No file makes a mapping reviewed: somebody does, here, at a moment.
            models.CheckConstraint(
                condition=Q(state=ReviewState.PROPOSED.value, reviewed_at=None)
                | (~Q(state=ReviewState.PROPOSED.value) & Q(reviewed_at__isnull=False)),
                name="mapping_reviewed_here",
            ),
            models.CheckConstraint(
                condition=Q(reviewer="") | ~Q(reviewer=F("mapper")),
                name="mapping_reviewer_is_not_mapper",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | Q(by_user=None) | ~Q(reviewed_by=F("by_user")),
                name="mapping_reviewed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source.requirement_set.code} {self.source.code} – " + (
            f"{self.target.requirement_set.code} {self.target.code}"
        )

    @property
    def path(self) -> str:
        """Mappings are the whole sector's."""
        return WHOLE_SECTOR


class Event(models.TextChoices):
    """What brought a mapping into a state."""

    RECORDED = "recorded", _("Recorded")
    IMPORTED = "imported", _("Taken in from a file")
    CHANGED = "changed", _("Changed")
    AGREED = "agreed", _("Agreed to")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class MappingEditionQuerySet(models.QuerySet["MappingEdition"]):
    """Reads of the states of mappings."""

    def visible_to(self, viewer: Viewer) -> MappingEditionQuerySet:
        """Those of mappings that the viewer sees, for whoever may read who maps."""
        if not viewer.may_somewhere(Permission.READ_MAPPERS):
            return self.none()
        return self.filter(mapping__in=RequirementMapping.objects.visible_to(viewer))


class MappingEdition(models.Model):
    """A state that a mapping was in, what brought it there, and who did.

    Written with every change, never changed, never deleted. Seen by those who may read who maps.
    ``said`` is what the mapping then said, as its API shows it; ``revision`` is new with each, so
    that what was computed from all mappings can be kept by the last one.
    """

    mapping = models.ForeignKey(RequirementMapping, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    event = models.CharField(max_length=10, choices=Event)
    said = models.JSONField()
    note = models.TextField(blank=True, default="")
    by_user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    revision = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = MappingEditionQuerySet.as_manager()

    class Meta:
        ordering = ("mapping", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("mapping", "number"), name="mapping_edition_number_once"
            ),
            models.CheckConstraint(
                condition=Q(event__in=Event.values), name="mapping_edition_known_event"
            ),
        )

    def __str__(self) -> str:
        return f"{self.mapping_id} #{self.number}"
