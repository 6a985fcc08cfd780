"""Actors and successions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.permissions import Permission
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine import municipality_number, org_number
from samvern.engine.alphabet import search_key, sort_key
from samvern.engine.errors import Conflict

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
    COUNTY = "county", _("County council")
    HOSPITAL = "hospital", _("Hospital")
    GP_OFFICE = "gp_office", _("GP office")
    SPECIALIST = "specialist", _("Specialist practice")
    DENTIST = "dentist", _("Dentist")
    PSYCHOLOGIST = "psychologist", _("Psychologist")
    PHYSIOTHERAPIST = "physiotherapist", _("Physiotherapist")
    LABORATORY = "laboratory", _("Laboratory or imaging")
    AMBULANCE = "ambulance", _("Ambulance service")
    NURSING_HOME = "nursing_home", _("Nursing home")
    HOME_CARE = "home_care", _("Home care")
    OTHER_CARE = "other_care", _("Other health or care service")
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


def _digits(field: str, count: int) -> Q:
    """A condition that every database checks by itself: exactly so many digits."""
    rest = Func(F(field), Value("0123456789"), function="LTRIM", output_field=models.CharField())
    return Q(Exact(rest, Value(""))) & Q(Exact(Length(field), count))


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

    def ceased(self, on: date) -> ActorQuerySet:
        """Actors that no longer exist on a date."""
        return self.filter(valid_to__lte=on)

    def real(self) -> ActorQuerySet:
        """Actors that are not made up."""
        return self.exclude(source=FactSource.FICTITIOUS)

    def matching(self, words: str) -> ActorQuerySet:
        """Actors whose name, other names or number hold every one of the words."""
        found = self
        for word in search_key(words).split():
            found = found.filter(search_text__contains=word)
        return found


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
    also_known_as = models.JSONField(_("Also known as"), default=list, blank=True)
    #: Who wrote which field, ``hand`` or ``register``; what is not listed was shipped.
    field_origins = models.JSONField(
        default=dict, db_default=Value({}, models.JSONField()), blank=True, editable=False
    )
    #: Keys for order and search; see :mod:`samvern.engine.alphabet`.
    sort_name = models.CharField(max_length=200, editable=False)
    search_text = models.TextField(editable=False)
    #: Counts the changes, so that two people who edit at once notice each other.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ("sort_name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="actor_ceases_after_start",
            ),
            models.CheckConstraint(
                condition=Q(org_number__isnull=True) | _digits("org_number", org_number.DIGITS),
                name="actor_org_number_digits",
            ),
            models.CheckConstraint(
                condition=Q(municipality_number="")
                | _digits("municipality_number", municipality_number.DIGITS),
                name="actor_municipality_digits",
            ),
            models.CheckConstraint(
                condition=Q(source=FactSource.FICTITIOUS)
                | Q(source=FactSource.GAP, org_number__isnull=True)
                | Q(
                    source__in=(FactSource.SOURCED, FactSource.UNVERIFIED),
                    org_number__isnull=False,
                ),
                name="actor_number_has_source",
            ),
            models.CheckConstraint(
                condition=Q(org_number__isnull=True)
                | Q(
                    source=FactSource.FICTITIOUS,
                    org_number__startswith=org_number.SYNTHETIC_START,
                )
                | (
                    ~Q(source=FactSource.FICTITIOUS)
                    & ~Q(org_number__startswith=org_number.SYNTHETIC_START)
                ),
                name="actor_made_up_number",
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="actor_not_own_parent"),
        )
        indexes = (
            models.Index(fields=("kind", "sort_name"), name="actor_kind_name"),
            models.Index(fields=("region",), name="actor_region"),
            models.Index(fields=("municipality_number",), name="actor_municipality"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_fictitious(self) -> bool:
        """Whether this actor is made up for the demo."""
        return self.source == FactSource.FICTITIOUS

    @property
    def ancestor_ids(self) -> tuple[int, ...]:
        """The actors above this one, from the top down."""
        return tuple(int(part) for part in self.path.split("/")[1:-2])

    def is_in_force(self, on: date) -> bool:
        """Whether the actor exists on a date."""
        started = self.valid_from is None or self.valid_from <= on
        return started and (self.valid_to is None or self.valid_to > on)

    def set_keys(self) -> None:
        """Bring the keys for order and search in step with the names and number."""
        self.sort_name = sort_key(self.name)[:200]
        self.search_text = search_key(
            " ".join((self.name, self.org_number or "", *self.also_known_as))
        )

    def mark(self, origin: str, *fields: str) -> None:
        """Keep who wrote these fields; see :mod:`samvern.engine.directory.changes`."""
        self.field_origins = {**self.field_origins, **dict.fromkeys(fields, origin)}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with keys; a new actor gets its path, which needs its identifier."""
        is_new = self._state.adding
        self.set_keys()
        super().save(*args, **kwargs)
        if is_new:
            self.path = f"{self.parent.path if self.parent else WHOLE_SECTOR}{self.pk}/"
            type(self).objects.filter(pk=self.pk).update(path=self.path)

    def save_over(self, version: int) -> None:
        """Save what was changed in that version of the actor; its path stays.

        Raises ``Conflict`` (``actor.changed``) when somebody else has saved since: then
        nothing is overwritten. One statement compares and saves, so this holds on databases
        without row locks too.
        """
        self.set_keys()
        self.version = version + 1
        kept = {field for field in self._meta.concrete_fields if field.name not in {"id", "path"}}
        values = {field.attname: getattr(self, field.attname) for field in kept}
        if not type(self).objects.filter(pk=self.pk, version=version).update(**values):
            raise Conflict("actor.changed")


class SuccessionKind(models.TextChoices):
    """How one actor follows another."""

    MERGER = "merger", _("Merged into")
    SPLIT = "split", _("Split off to")
    TAKEOVER = "takeover", _("Tasks taken over by")
    RENAMING = "renaming", _("Continued as")

    @property
    def passes_everything(self) -> bool:
        """Whether the predecessor ceases and all that it held follows."""
        return self in WHOLE_SUCCESSIONS


#: After a split or when tasks are taken over the predecessor lives on, and people decide
#: thing by thing what follows.
WHOLE_SUCCESSIONS = (SuccessionKind.MERGER, SuccessionKind.RENAMING)


class SuccessionQuerySet(models.QuerySet["Succession"]):
    """Reads of successions."""

    def visible_to(self, viewer: Viewer) -> SuccessionQuerySet:
        """Those who see the register see how actors followed each other."""
        return self if viewer.may_somewhere(Permission.READ_ACTORS) else self.none()


class Succession(models.Model):
    """One actor followed by another on a date, as when a directorate merges into another.

    Recorded by the sector authority, seen by everybody who sees the register.
    """

    predecessor = models.ForeignKey(Actor, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Actor, models.PROTECT, related_name="preceded_by")
    on = models.DateField(_("Date"))
    kind = models.CharField(_("How"), max_length=10, choices=SuccessionKind)
    note = models.CharField(_("Note"), max_length=500, blank=True, default="")

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("predecessor",),
                condition=Q(kind__in=WHOLE_SUCCESSIONS),
                name="succession_of_everything_once",
            ),
            models.UniqueConstraint(
                fields=("predecessor", "successor", "on"), name="succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_by_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
