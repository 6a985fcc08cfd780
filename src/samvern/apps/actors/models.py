"""Actors, successions and grants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.permissions import Permission
from samvern.base.models import User
from samvern.base.permissions import GRANTABLE, ROLE_NAMES
from samvern.base.viewer import Viewer

if TYPE_CHECKING:
    from datetime import date


class ActorKind(models.TextChoices):
    """What sort of organisation an actor is."""

    MINISTRY = "ministry", _("Ministry")
    NATIONAL_AUTHORITY = "national_authority", _("National authority")
    SUPERVISORY_AUTHORITY = "supervisory_authority", _("Supervisory authority")
    SECTOR_CERT = "sector_cert", _("Sector response team")
    REGIONAL_AUTHORITY = "regional_authority", _("Regional health authority")
    HOSPITAL_TRUST = "hospital_trust", _("Hospital trust")
    PHARMACY_TRUST = "pharmacy_trust", _("Pharmacy trust")
    ICT_COMPANY = "ict_company", _("ICT company")
    JOINT_COMPANY = "joint_company", _("Jointly owned company")
    MUNICIPALITY = "municipality", _("Municipality")
    GP_OFFICE = "gp_office", _("GP office")
    DENTIST = "dentist", _("Dentist")
    PSYCHOLOGIST = "psychologist", _("Psychologist")
    SUPPLIER = "supplier", _("Supplier")
    ASSOCIATION = "association", _("Association")
    STEERING_GROUP = "steering_group", _("Steering group")


class HealthRegion(models.TextChoices):
    """The four health regions."""

    SOUTH_EAST = "HSO", _("South-East")
    WEST = "HV", _("West")
    CENTRAL = "HMN", _("Central")
    NORTH = "HN", _("North")


class ActorSize(models.TextChoices):
    """How many work there; the register withholds counts below five."""

    UNKNOWN = "", _("Not known")
    MICRO = "1-9", _("1–9 employees")
    SMALL = "10-49", _("10–49 employees")
    MEDIUM = "50-249", _("50–249 employees")
    LARGE = "250+", _("250 employees or more")


class LanguageForm(models.TextChoices):
    """The form of Norwegian an actor is served in."""

    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")
    NEUTRAL = "", _("No form chosen")


class FactSource(models.TextChoices):
    """How sure a number from a register is; the codes are those of the data files."""

    SOURCED = "S", _("From a public register")
    UNVERIFIED = "U", _("Not checked against the register")
    GAP = "GAP", _("Number not known")
    FICTITIOUS = "F", _("Made up")


class ActorQuerySet(models.QuerySet["Actor"]):
    """Reads of actors."""

    def visible_to(self, viewer: Viewer) -> ActorQuerySet:
        """Everybody with a grant sees the register; strangers see nothing."""
        if not viewer.may_somewhere(Permission.READ_ACTORS):
            return self.none()
        return self

    def in_force(self, on: date) -> ActorQuerySet:
        """Actors that exist on a date."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        )


class Actor(models.Model):
    """An organisation of the sector: authority, region, hospital, municipality, clinic, supplier.

    ``path`` lists the identifiers from the top of the tree down to this actor, so that
    everything below an actor is one comparison. Changed by its security officer and by the
    sector authority; seen by everybody with a grant.
    """

    name = models.CharField(_("Name"), max_length=200)
    org_number = models.CharField(
        _("Organisation number"), max_length=9, null=True, blank=True, unique=True
    )
    kind = models.CharField(_("Kind"), max_length=24, choices=ActorKind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("Belongs to"),
    )
    path = models.CharField(max_length=200, default="/", db_index=True, editable=False)
    region = models.CharField(
        _("Health region"), max_length=3, choices=HealthRegion, blank=True, default=""
    )
    municipality_number = models.CharField(
        _("Municipality number"), max_length=4, blank=True, default=""
    )
    size = models.CharField(_("Size"), max_length=8, choices=ActorSize, blank=True, default="")
    language_form = models.CharField(
        _("Language form"), max_length=2, choices=LanguageForm, blank=True, default=""
    )
    valid_from = models.DateField(_("Exists from"), null=True, blank=True)
    valid_to = models.DateField(_("Ceased on"), null=True, blank=True)
    source = models.CharField(max_length=3, choices=FactSource, default=FactSource.UNVERIFIED)
    #: Other names under which published programmes mention this actor.
    also_known_as = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="actor_ceases_after_start",
            ),
        )
        indexes = (
            models.Index(fields=("kind", "name"), name="actor_kind_name"),
            models.Index(fields=("region",), name="actor_region"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_fictitious(self) -> bool:
        """Whether this actor is made up for the demo."""
        return self.source == FactSource.FICTITIOUS

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and set the path of a new actor, which needs its identifier."""
        is_new = self.pk is None
        super().save(*args, **kwargs)
        if is_new:
            self.path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
            type(self).objects.filter(pk=self.pk).update(path=self.path)


class SuccessionKind(models.TextChoices):
    """How one actor follows another."""

    MERGER = "merger", _("Merged into")
    SPLIT = "split", _("Split off to")
    TAKEOVER = "takeover", _("Tasks taken over by")
    RENAMING = "renaming", _("Continued as")


class Succession(models.Model):
    """One actor followed by another on a date; what the first owned follows to the second.

    Recorded by the sector authority, seen by everybody who sees the register.
    """

    predecessor = models.ForeignKey(Actor, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Actor, models.PROTECT, related_name="preceded_by")
    on = models.DateField(_("Date"))
    kind = models.CharField(_("How"), max_length=10, choices=SuccessionKind)
    note = models.CharField(_("Note"), max_length=500, blank=True, default="")

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("predecessor", "successor", "on"), name="succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_by_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class GrantQuerySet(models.QuerySet["Grant"]):
    """Reads of grants."""

    def visible_to(self, viewer: Viewer) -> GrantQuerySet:
        """Grants at actors whose people the viewer may see, and one's own."""
        reach = viewer.within(Permission.READ_PEOPLE, "path")
        return self.filter(reach | Q(user_id=viewer.user_id)) if viewer.is_signed_in else self.none()

    def in_force(self, on: date) -> GrantQuerySet:
        """Grants that hold on a date."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)


class Grant(models.Model):
    """A role that a person holds at an actor and everything below it.

    Without an actor it holds for the whole sector. Given and ended by those who manage
    people there; never deleted, so that the past can be explained.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(
        _("Role"), max_length=20, choices=[(role.value, ROLE_NAMES[role]) for role in GRANTABLE]
    )
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="grants")
    #: The actor's path, or ``/`` for the whole sector; kept in step when an actor moves.
    path = models.CharField(max_length=200, default="/", db_index=True, editable=False)
    valid_from = models.DateField(_("From"))
    valid_to = models.DateField(_("Until"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "path"),
                condition=Q(valid_to__isnull=True),
                name="grant_held_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in GRANTABLE]), name="grant_known_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
