"""Measures: what is to be done, by whom, and how measures hang together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models import Actor
from samvern.apps.programmes.models.parts import CODE_ONCE, CodedPart, FocusArea
from samvern.apps.programmes.models.programme import Programme, ProgrammeRow, Row
from samvern.base.viewer import Viewer
from samvern.engine.programme.document import MeasureKind, MeasureStatus

KIND_NAMES: Mapping[MeasureKind, Promise] = MappingProxyType(
    {
        MeasureKind.MAPPING: _("Mapping"),
        MeasureKind.STUDY: _("Study"),
        MeasureKind.REQUIREMENT: _("Requirement"),
        MeasureKind.IMPLEMENTATION: _("Implementation"),
    }
)

STATUS_NAMES: Mapping[MeasureStatus, Promise] = MappingProxyType(
    {
        MeasureStatus.EXISTING: _("Existing"),
        MeasureStatus.PROPOSED: _("Proposed"),
        MeasureStatus.DECIDED: _("Decided"),
        MeasureStatus.ONGOING: _("Ongoing"),
        MeasureStatus.COMPLETED: _("Completed"),
        MeasureStatus.STOPPED: _("Stopped"),
    }
)


class Measure(CodedPart):
    """One thing to be done: what, why, by whom, when, and where it stands.

    Edited by the sector authority and by the measure owner of an actor that owns it; seen
    with the programme. ``parent_code`` is as published (4.2 for 4.2a) and need not exist. One
    that a newer version of the programme no longer has is withdrawn, not deleted.
    """

    focus_area = models.ForeignKey(
        FocusArea, models.RESTRICT, related_name="measures", verbose_name=_("Focus area")
    )
    #: The source leaves the focus area to the code (1.10 belongs to 1) instead of stating it.
    is_focus_area_from_code = models.BooleanField(default=False)
    parent_code = models.CharField(max_length=40, blank=True, default="")
    kind = models.CharField(
        _("Kind"),
        max_length=16,
        choices=[(kind.value, name) for kind, name in KIND_NAMES.items()],
        blank=True,
        default="",
    )
    status = models.CharField(
        _("Status"),
        max_length=12,
        choices=[(status.value, name) for status, name in STATUS_NAMES.items()],
        blank=True,
        default="",
    )
    #: "2024", "2024-06" or "2024-06-01": as exact as the source.
    start = models.CharField(_("Start"), max_length=10, blank=True, default="")
    finish = models.CharField(_("Finish"), max_length=10, blank=True, default="")
    every = models.CharField(_("Repeated every"), max_length=500, blank=True, default="")
    #: False when the source says nothing of owners, which differs from "nobody yet".
    is_owner_stated = models.BooleanField(default=False)
    owner_note = models.CharField(_("Note on the owner"), max_length=500, blank=True, default="")
    target_group = models.CharField(_("Target group"), max_length=500, blank=True, default="")
    relevant_for = models.CharField(_("Relevant for"), max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(ProgrammeRow.Meta):
        constraints = (
            CODE_ONCE,
            models.CheckConstraint(
                condition=Q(kind="") | Q(kind__in=[kind.value for kind in MeasureKind]),
                name="measure_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(status="") | Q(status__in=[status.value for status in MeasureStatus]),
                name="measure_known_status",
            ),
        )


class MeasureRowQuerySet(models.QuerySet[Row]):
    """Reads of anything that a measure consists of."""

    def visible_to(self, viewer: Viewer) -> MeasureRowQuerySet[Row]:
        """What belongs to a measure that the viewer sees."""
        return self.filter(measure__programme__in=Programme.objects.visible_to(viewer))


class MeasureRow(models.Model):
    """Something a measure consists of, in the order of publication."""

    position = models.PositiveIntegerField(default=0)

    objects = MeasureRowQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class Part(models.TextChoices):
    """What an actor does in a measure."""

    OWNER = "owner", _("Owner")
    INVOLVED = "involved", _("Involved")


class MeasureActor(MeasureRow):
    """Who owns or takes part in a measure.

    ``name`` is as published; ``actor`` is who holds the part today, where the register knows,
    and moves when an actor is succeeded. A name that stands for several ("RHF") is a row for
    each, all at one position. Set by the sector authority; seen with the programme.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="actors")
    part = models.CharField(max_length=8, choices=Part)
    name = models.CharField(max_length=500)
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="measure_parts"
    )

    class Meta(MeasureRow.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "part", "position", "actor"), name="measure_actor_once"
            ),
            models.UniqueConstraint(
                fields=("measure", "part", "position"),
                condition=Q(actor__isnull=True),
                name="measure_actor_unknown_once",
            ),
            models.CheckConstraint(
                condition=Q(part__in=Part.values), name="measure_actor_known_part"
            ),
        )

    def __str__(self) -> str:
        return self.name


class MeasureInterface(MeasureRow):
    """Other work, a plan or a law that the measure touches, as published.

    Edited with the measure; seen with the programme.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="interfaces")
    name = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.name


class RelationKind(models.TextChoices):
    """How a measure points at another."""

    AFTER = "after", _("Comes after")
    RELATED = "related", _("Related to")
    OVERLAPS = "overlaps", _("Overlaps with")

    @property
    def reverse_label(self) -> Promise:
        """The same relation as the other measure would put it."""
        return {
            RelationKind.AFTER: _("Leads to"),
            RelationKind.RELATED: _("Related to"),
            RelationKind.OVERLAPS: _("Overlaps with"),
        }[self]


class MeasureRelation(MeasureRow):
    """A measure that points at another of the same programme.

    ``to_code`` is as published: whether it exists is for the check of the programme to say.
    Comes with the import; seen with the programme.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=10, choices=RelationKind)
    to_code = models.CharField(max_length=40, db_index=True)

    class Meta(MeasureRow.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=RelationKind.values), name="measure_relation_known_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.to_code}"


class OwnerChangeReason(models.TextChoices):
    """What moved a part in a measure from one holder to another."""

    SUCCESSION = "succession", _("The actor was succeeded")
    DECISION = "decision", _("The authority decided")


class OwnerChange(models.Model):
    """A part in a measure that went from one holder to another, and why. Never changed.

    Written when an actor is succeeded or the authority sets other owners; seen with the
    programme, because who answers for a measure is no secret where the measure is none.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="owner_changes")
    part = models.CharField(max_length=8, choices=Part)
    from_name = models.CharField(max_length=500, blank=True, default="")
    to_name = models.CharField(max_length=500, blank=True, default="")
    from_actor = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    to_actor = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=10, choices=OwnerChangeReason)
    #: The day it moved; ``at`` is when that was recorded here.
    on = models.DateField()
    at = models.DateTimeField()

    objects = MeasureRowQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.from_name} → {self.to_name}"
