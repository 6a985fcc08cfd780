"""Papers, from the first word to the published version."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samvern.apps.actors.models import Actor
from samvern.apps.papers.models.snapshots import Snapshot
from samvern.apps.papers.permissions import Permission
from samvern.apps.programmes.models import MeasureActor, Part, Programme
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.papers import PaperKind
from samvern.engine.snapshots import Audience

_PLACE: Final = "programme__owner_actor__path"


class PaperStage(models.TextChoices):
    """Where a paper stands."""

    DRAFT = "draft", pgettext_lazy("paper", "Draft")
    CHECKED = "checked", pgettext_lazy("paper", "Waits for approval")
    APPROVED = "approved", pgettext_lazy("paper", "Approved")
    PUBLISHED = "published", pgettext_lazy("paper", "Published")


#: Where nothing of it is changed any more.
FROZEN: Final = (PaperStage.APPROVED, PaperStage.PUBLISHED)


class PaperQuerySet(models.QuerySet["Paper"]):
    """Reads of papers."""

    def visible_to(self, viewer: Viewer) -> PaperQuerySet:
        """Before it is published to those who write it, then to the audience that it was made for, as
        far as they see its programme.
        """
        seen = Q(pk__isnull=False) & viewer.within(Permission.READ_DRAFTS, _PLACE)
        seen |= Q(stage=PaperStage.PUBLISHED) & _read_by(viewer)
        return self.filter(seen, programme__in=Programme.objects.visible_to(viewer))

    def drafts_for(self, viewer: Viewer) -> PaperQuerySet:
        """Papers that the viewer sees before they are published, too."""
        drafts = Q(pk__isnull=False) & viewer.within(Permission.READ_DRAFTS, _PLACE)
        return self.filter(drafts, programme__in=Programme.objects.visible_to(viewer))


def _read_by(viewer: Viewer) -> Q:
    """Papers that were made for an audience to which the viewer belongs."""
    of_authority = Q(audience__in=(Audience.AUTHORITY.value, Audience.OWNERS.value))
    found = of_authority & viewer.within(Permission.READ_FOR_AUTHORITY, _PLACE)
    if viewer.may_somewhere(Permission.READ_PAPERS):
        found |= Q(audience=Audience.PUBLIC.value)
    if viewer.may_somewhere(Permission.READ_FOR_SECTOR):
        found |= Q(audience=Audience.SECTOR.value)
    own = PaperReader.objects.filter(
        Q(pk__isnull=False) & viewer.within(Permission.READ_OWN, "actor__path")
    )
    today = MeasureActor.objects.filter(
        Q(part=Part.OWNER) & viewer.within(Permission.READ_OWN, "actor__path"),
        measure__programme=OuterRef("programme"),
        measure__code=OuterRef("about"),
    )
    is_own = Q(pk__in=own.order_by().values("paper")) | Q(Exists(today.order_by()))
    return found | (Q(audience=Audience.OWNERS.value) & is_own)


class Paper(models.Model):
    """A yearly report, a status for a board, a sheet on a measure, or a chapter on a focus area.

    Made from a :class:`Snapshot`, for an audience that decides what of it is told. Written by the
    authority that governs the programme while it is a draft; frozen as an :class:`ApprovedPaper` when it
    is approved; read by its audience from when it is published. A correction is a paper of its own, the
    next ``number`` of the one that it ``replaces``.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="papers")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="papers")
    kind = models.CharField(
        _("Kind"), max_length=20, choices=[(each.value, each.value) for each in PaperKind]
    )
    #: The code of the measure or of the focus area that it is about; empty for the whole programme.
    about = models.CharField(max_length=40, blank=True, default="")
    audience = models.CharField(
        _("Who reads it"), max_length=10, choices=[(each.value, each.value) for each in Audience]
    )
    number = models.PositiveIntegerField(_("Version"), default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    #: What is mended, and why; printed in the version that mends it.
    correction = models.TextField(_("What is corrected, and why"), blank=True, default="")
    stage = models.CharField(max_length=9, choices=PaperStage, default=PaperStage.DRAFT)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    #: Who sent it for approval last; somebody else approves it, where there is anybody.
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=("programme", "stage"), name="paper_programme_stage"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in PaperKind]), name="paper_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=[each.value for each in Audience]),
                name="paper_known_audience",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=PaperStage.values), name="paper_known_stage"
            ),
            models.CheckConstraint(
                condition=Q(kind=PaperKind.MEASURE_SHEET.value)
                | ~Q(audience=Audience.OWNERS.value),
                name="paper_owners_of_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False, stage=PaperStage.PUBLISHED)
                | (Q(published_at__isnull=True) & ~Q(stage=PaperStage.PUBLISHED)),
                name="paper_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, number=1)
                | (Q(replaces__isnull=False, number__gt=1) & ~Q(correction="")),
                name="paper_correction_says_why",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk")),
                name="paper_replaces_another",
            ),
        )

    def __str__(self) -> str:
        # The trail keeps this, and more people read the trail than may read the paper.
        return f"{self.programme.code} #{self.pk} v{self.number}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with its programme."""
        return self.programme.path

    @property
    def is_frozen(self) -> bool:
        """Whether nothing of it is changed any more."""
        return self.stage in FROZEN


class PaperReader(models.Model):
    """An owner of the measure that a sheet is about, as the snapshot has it: they read their sheet, as
    does whoever owns the measure today.

    Made with the paper, never changed; seen with it.
    """

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="readers")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("paper", "pk")
        constraints = (
            models.UniqueConstraint(fields=("paper", "actor"), name="paper_reader_once"),
        )

    def __str__(self) -> str:
        return f"Reader {self.actor_id} of paper {self.paper_id}"
