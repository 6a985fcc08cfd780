"""Requirement sets, their requirements, and every state that a set has been in."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.frameworks.permissions import Permission
from samvern.base.models import User
from samvern.base.texts import in_language
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.frameworks import FrameworkKind
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.wording.frameworks import titled


class Sharing(models.TextChoices):
    """Who sees a set. A label narrows what roles give; it never widens it."""

    PUBLIC = "public", _("Everybody")
    SECTOR = "sector", _("The sector")


class Origin(models.TextChoices):
    """Who brought a state of a set in."""

    SHIPPED = "shipped", _("Shipped with Samvern")
    IMPORTED = "imported", _("Taken in here")


class RequirementSetQuerySet(models.QuerySet["RequirementSet"]):
    """Reads of requirement sets."""

    def visible_to(self, viewer: Viewer) -> RequirementSetQuerySet:
        """Public ones for all; what a licence keeps within the sector for those with a grant."""
        seen = Q(pk__in=())
        if viewer.may_somewhere(Permission.READ_FRAMEWORKS):
            seen |= Q(sharing=Sharing.PUBLIC)
        if viewer.may_somewhere(Permission.READ_SHARED):
            seen |= Q(sharing=Sharing.SECTOR)
        return self.filter(seen)


class RequirementSet(models.Model):
    """One version of a law, code, standard, an authority's advice or a short list of measures.

    Taken in by the sector authority, and changed only by taking it in again: each state is kept
    as a :class:`SetEdition`. Seen by those whom ``sharing`` names. ``edition`` counts the states,
    and ``revision`` is new with each, so that what was computed from it can be kept by it.
    """

    code = models.CharField(_("Code"), max_length=60)
    version = models.CharField(_("Version"), max_length=60)
    title = models.JSONField(_("Title"))
    publisher = models.CharField(_("Published by"), max_length=500)
    kind = models.CharField(
        _("Sort"), max_length=10, choices=[(each.value, each.value) for each in FrameworkKind]
    )
    source = models.JSONField(_("Source"), default=dict, blank=True)
    licence = models.JSONField(_("Licence"), default=dict, blank=True)
    description = models.JSONField(_("Description"), default=dict, blank=True)
    effective_from = models.DateField(_("Holds from"), null=True, blank=True)
    effective_to = models.DateField(_("Holds to"), null=True, blank=True)
    applies_to = models.JSONField(_("Applies to"), default=list, blank=True)
    follows_version = models.CharField(_("Follows version"), max_length=60, blank=True, default="")
    gaps = models.JSONField(_("Known to be missing"), default=list, blank=True)
    #: Each with ``id``, ``status`` and ``says``.
    wording_sources = models.JSONField(default=list, blank=True)
    default_source = models.CharField(max_length=60, blank=True, default="")
    sharing = models.CharField(_("Seen by"), max_length=10, choices=Sharing, default=Sharing.PUBLIC)
    origin = models.CharField(_("Came from"), max_length=10, choices=Origin)
    edition = models.PositiveIntegerField(default=1)
    revision = models.UUIDField(default=uuid.uuid4, editable=False)
    taken_in_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = RequirementSetQuerySet.as_manager()

    class Meta:
        ordering = ("code", "effective_from", "pk")
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="requirement_set_once"),
            models.CheckConstraint(
                condition=Q(sharing__in=Sharing.values), name="requirement_set_known_sharing"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in FrameworkKind]),
                name="requirement_set_known_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    @property
    def title_in_words(self) -> str:
        """The title in the language of the page."""
        return in_language(self.title)

    @property
    def name_in_words(self) -> str:
        """The title with the version, in the language of the page."""
        return titled(self.title, self.version, get_language() or LANGUAGES[0], gettext)

    @property
    def path(self) -> str:
        """Requirement sets are the whole sector's."""
        return WHOLE_SECTOR


class RequirementQuerySet(models.QuerySet["Requirement"]):
    """Reads of requirements."""

    def visible_to(self, viewer: Viewer) -> RequirementQuerySet:
        """Those of sets that the viewer sees."""
        return self.filter(requirement_set__in=RequirementSet.objects.visible_to(viewer))


class Requirement(models.Model):
    """One requirement of a set, or a heading over some.

    Written with its set, and never deleted: what a later state of the set no longer has is
    withdrawn, so that whatever points at it still can. Seen with its set.
    """

    requirement_set = models.ForeignKey(RequirementSet, models.CASCADE, related_name="requirements")
    position = models.PositiveIntegerField()
    code = models.CharField(_("Number"), max_length=60)
    title = models.JSONField(_("Title"), default=dict, blank=True)
    text = models.JSONField(_("Text"), default=dict, blank=True)
    #: The number of the heading that it stands under.
    parent = models.CharField(max_length=60, blank=True, default="")
    is_assessable = models.BooleanField(default=True)
    applies_to = models.JSONField(default=list, blank=True)
    priority = models.CharField(_("Priority"), max_length=60, blank=True, default="")
    #: Each with ``framework`` and ``id``, as the publisher has them.
    references = models.JSONField(default=list, blank=True)
    guidance = models.JSONField(default=list, blank=True)
    #: Field and language to the identifier of a wording source of the set.
    sources = models.JSONField(default=dict, blank=True)
    #: Numbers of the version before that live on in this one; null when nothing is said.
    follows = models.JSONField(null=True, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ("requirement_set", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("requirement_set", "code"), name="requirement_once_in_set"
            ),
        )

    def __str__(self) -> str:
        return f"{self.requirement_set} {self.code}"


class SetEditionQuerySet(models.QuerySet["SetEdition"]):
    """Reads of the states of sets."""

    def visible_to(self, viewer: Viewer) -> SetEditionQuerySet:
        """Those of sets that the viewer sees, for whoever may read how they came to be."""
        if not viewer.may_somewhere(Permission.READ_EDITIONS):
            return self.none()
        return self.filter(requirement_set__in=RequirementSet.objects.visible_to(viewer))


class SetEdition(models.Model):
    """A state that a set was in: what it said, who brought that in, and why.

    Written with every import, never changed, never deleted. Read by the sector authority and
    supervisors. ``document`` is the set as a framework file holds it.
    """

    requirement_set = models.ForeignKey(RequirementSet, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    #: SHA-256 of the document, so that the same file is known again.
    digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=Origin)
    file_name = models.CharField(_("File"), max_length=200, blank=True, default="")
    reason = models.TextField(_("Reason"), blank=True, default="")
    by_user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = SetEditionQuerySet.as_manager()

    class Meta:
        ordering = ("requirement_set", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("requirement_set", "number"), name="set_edition_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.requirement_set} #{self.number}"
