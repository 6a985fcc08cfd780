"""What Enhetsregisteret says of units of the sector, and how it has come to say so."""

from __future__ import annotations

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models.actor import Actor, ActorKind
from samvern.apps.actors.permissions import Permission
from samvern.base.viewer import Viewer
from samvern.engine.directory import ChangeKind


class ImportState(models.TextChoices):
    """How far an import has come. Until it is applied it changes nothing."""

    READING = "reading", _("Being read")
    READY = "ready", _("Read, not applied")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")


class ImportOrigin(models.TextChoices):
    """Where the rows came from."""

    FILES = "files", _("Files")
    FEED = "feed", _("The register's feed of changes")


class ChangeState(models.TextChoices):
    """What has become of a change."""

    WAITING = "waiting", _("Waits")
    APPLIED = "applied", _("Applied")


class RegisterChangeKind(models.TextChoices):
    """What has happened to a unit, by :class:`samvern.engine.directory.ChangeKind`."""

    MERGED = ChangeKind.MERGED.value, _("Merged into another")
    CLOSED = ChangeKind.CLOSED.value, _("Closed")
    GONE = ChangeKind.GONE.value, _("No longer in the register")
    REOPENED = ChangeKind.REOPENED.value, _("Open again")
    NEW = ChangeKind.NEW.value, _("New in the register")
    MATCHED = ChangeKind.MATCHED.value, _("Found in the register")
    CLOSING = ChangeKind.CLOSING.value, _("Bankrupt or winding up")
    MOVED = ChangeKind.MOVED.value, _("Moved to another municipality")
    CHANGED = ChangeKind.CHANGED.value, _("Changed")


class RegisterImportQuerySet(models.QuerySet["RegisterImport"]):
    """Reads of imports."""

    def visible_to(self, viewer: Viewer) -> RegisterImportQuerySet:
        """Imports concern the whole sector, and are for those who answer for all of it."""
        return self if viewer.may(Permission.READ_IMPORTS) else self.none()

    def last_applied(self) -> int:
        """The number of the import that was applied last; 0 while none was."""
        return self.aggregate(last=Max("applied_number"))["last"] or 0


class RegisterImport(models.Model):
    """One look at the register: what was read, what it would change, whether it was applied.

    Made by the sector authority; the supervisor sees it too. Kept as the past of the directory.
    """

    origin = models.CharField(max_length=5, choices=ImportOrigin, default=ImportOrigin.FILES)
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.READING)
    started_at = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True, default="")
    #: For each file its name, how many rows it had, and a digest of its bytes.
    sources = models.JSONField(default=list)
    #: Whether the files hold everybody, so that who is missing is gone from the register.
    is_complete = models.BooleanField(default=False)
    #: How many rows there were of each sort, and how many changes of each kind.
    counts = models.JSONField(default=dict)
    #: The first rows that could not be used, each with its file, number and what is wrong.
    problems = models.JSONField(default=list)
    #: How far the feeds of units and sub-units were read.
    last_update_id = models.BigIntegerField(null=True)
    last_sub_unit_update_id = models.BigIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)
    #: Imports are applied one after the other; each is compared with what the one before left.
    applied_number = models.PositiveIntegerField(null=True, unique=True)
    based_on_number = models.PositiveIntegerField(default=0)

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(applied_at__isnull=False) | ~Q(state=ImportState.APPLIED),
                name="register_import_applied_at",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_origin_display()} {self.started_at:%Y-%m-%d}"


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    """Reads of what the register says."""

    def visible_to(self, viewer: Viewer) -> RegisterEntryQuerySet:
        """The register is public; whoever sees actors sees this."""
        return self if viewer.may_somewhere(Permission.READ_ACTORS) else self.none()


class RegisterEntry(models.Model):
    """What the register said last of a unit or sub-unit of the sector.

    A clinic often stands there twice, as a company and as its one place of business; both
    entries then lead to one actor. Written by imports alone, seen by those who see actors.
    """

    org_number = models.CharField(max_length=9, unique=True)
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="register_entries")
    is_sub_unit = models.BooleanField(default=False)
    parent_number = models.CharField(max_length=9, blank=True, default="", db_index=True)
    #: Street and municipality; equal for those behind one door.
    place_key = models.CharField(max_length=100, blank=True, default="", db_index=True)
    #: The rule by which it belongs to the sector, such as ``SN2025:86.210``.
    because = models.CharField(max_length=40, blank=True, default="")
    #: What sort of actor that rule makes it; empty for one that is here for another reason.
    actor_kind = models.CharField(max_length=24, choices=ActorKind, blank=True, default="")
    facts = models.JSONField(default=dict)
    read_in = models.ForeignKey(RegisterImport, models.PROTECT, related_name="entries")

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.org_number


class RegisterChangeQuerySet(models.QuerySet["RegisterChange"]):
    """Reads of changes."""

    def visible_to(self, viewer: Viewer) -> RegisterChangeQuerySet:
        """What was applied is the past of an actor, for all who see it; the rest is a plan."""
        if viewer.may(Permission.READ_IMPORTS):
            return self
        if not viewer.may_somewhere(Permission.READ_ACTORS):
            return self.none()
        return self.filter(state=ChangeState.APPLIED)


class RegisterChange(models.Model):
    """What an import changes, or has changed, for one unit.

    ``turn`` is the order of applying: new units above those below them, then what changed,
    closed, merged. Once applied it tells, field by field, how the directory came to be.
    """

    register_import = models.ForeignKey(RegisterImport, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=RegisterChangeKind)
    state = models.CharField(max_length=7, choices=ChangeState, default=ChangeState.WAITING)
    turn = models.PositiveSmallIntegerField(default=0)
    org_number = models.CharField(max_length=9, db_index=True)
    name = models.CharField(max_length=300)
    row = models.PositiveIntegerField(default=0)
    is_sub_unit = models.BooleanField(default=False)
    parent_number = models.CharField(max_length=9, blank=True, default="")
    #: The sub-unit is the register's second entry for its owner, and no actor of its own.
    is_of_owner = models.BooleanField(default=False)
    successor_number = models.CharField(max_length=9, blank=True, default="")
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="register_changes")
    actor_kind = models.CharField(max_length=24, choices=ActorKind, blank=True, default="")
    because = models.CharField(max_length=40, blank=True, default="")
    facts = models.JSONField(default=dict)
    #: Field of the register to ``[before, after]``; empty for a new unit.
    diff = models.JSONField(default=dict)
    #: What it changed of the actor, to ``[before, after]``, and what was to no effect.
    updated = models.JSONField(default=dict)
    overridden = models.JSONField(default=dict)

    objects = RegisterChangeQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("register_import", "org_number"), name="register_change_once"
            ),
        )
        indexes = (
            models.Index(fields=("register_import", "state", "turn"), name="register_change_turn"),
            models.Index(fields=("register_import", "kind"), name="register_change_kind"),
        )

    def __str__(self) -> str:
        return f"{self.org_number}: {self.kind}"
