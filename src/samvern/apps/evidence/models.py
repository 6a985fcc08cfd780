"""Evidence of organisations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models import Actor
from samvern.apps.evidence.permissions import Permission
from samvern.apps.evidence.visibility import seen_besides
from samvern.base.models import StoredFile, User
from samvern.base.viewer import Viewer
from samvern.engine.alphabet import search_key

#: So long before a piece runs out, it is said that it soon will.
SOON: Final = timedelta(days=60)


class Kind(models.TextChoices):
    """Where the thing itself is."""

    FILE = "file", _("File")
    LINK = "link", _("Link")


class Standing(models.TextChoices):
    """What a piece of evidence is worth on a day."""

    HOLDS = "holds", _("Still holds")
    SOON = "soon", _("Runs out soon")
    RUN_OUT = "run_out", _("Has run out")
    REPLACED = "replaced", _("Replaced by a newer one")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Reads of evidence."""

    def visible_to(self, viewer: Viewer) -> EvidenceQuerySet:
        """That of organisations that the viewer looks after, and what modules above let them see.

        The sector authority and supervisors hold no permission here.
        """
        # Without a condition of its own, "the whole sector" would be lost beside others.
        seen = Q(pk__isnull=False) & viewer.within(Permission.READ_EVIDENCE, "actor__path")
        for besides in seen_besides(viewer):
            seen |= besides
        return self.filter(seen)

    def standing(self, standing: str, on: date) -> EvidenceQuerySet:
        """Those that stand so on a day; the words are those of :class:`Standing`."""
        current = self.current()
        return {
            Standing.HOLDS.value: current.filter(
                Q(expires_on__isnull=True) | Q(expires_on__gt=on + SOON)
            ),
            Standing.SOON.value: current.filter(expires_on__gte=on, expires_on__lte=on + SOON),
            Standing.RUN_OUT.value: current.filter(expires_on__lt=on),
            Standing.REPLACED.value: self.filter(replaced_by__isnull=False),
            Standing.WITHDRAWN.value: self.filter(
                replaced_by__isnull=True, withdrawn_at__isnull=False
            ),
        }[standing]

    def matching(self, words: str) -> EvidenceQuerySet:
        """Those whose title holds every one of the words."""
        found = self
        for word in search_key(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def current(self) -> EvidenceQuerySet:
        """Those that are neither replaced nor withdrawn; they may have run out."""
        return self.filter(replaced_by__isnull=True, withdrawn_at__isnull=True)


class Evidence(models.Model):
    """A document or link that shows how something is at an organisation.

    Four dates stand apart: when that happened which it shows (``event_on``), the date that stands
    on the document (``document_on``), when it was handed in here (``uploaded_at``), and the last
    day on which it holds (``expires_on``). Added by those who look after security there, and never
    changed: a newer one takes its place (``replaced_by``), or it is withdrawn, and both stay. Seen
    by them, and by whom a module above lets see it; never by the authority as such.
    """

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="evidence")
    title = models.CharField(_("Title"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=4, choices=Kind)
    url = models.CharField(_("Address"), max_length=1000, blank=True, default="")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("Note"), blank=True, default="")
    event_on = models.DateField(_("What it shows happened on"), null=True, blank=True)
    document_on = models.DateField(_("Date of the document"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("Added"))
    expires_on = models.DateField(_("Holds until"), null=True, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True, default="")
    withdrawn_why = models.CharField(max_length=500, blank=True, default="")
    #: The key for search; see :mod:`samvern.engine.alphabet`.
    search_text = models.CharField(max_length=400, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("actor", "expires_on"), name="evidence_running_out"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=Kind.FILE, file__isnull=False, url="")
                | (Q(kind=Kind.LINK, file__isnull=True) & ~Q(url="")),
                name="evidence_file_or_link",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(document_on__isnull=True)
                | Q(expires_on__gte=F("document_on")),
                name="evidence_holds_after_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(replaced_by=F("pk")), name="evidence_replaced_by_another"
            ),
        )

    def __str__(self) -> str:
        """Neutral: the audit trail is read by people who may not see the evidence."""
        return f"Evidence {self.pk}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with its organisation."""
        return self.actor.path

    @property
    def is_current(self) -> bool:
        """Whether it is neither replaced nor withdrawn."""
        return self.replaced_by_id is None and self.withdrawn_at is None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key for search."""
        self.search_text = search_key(self.title)[:400]
        super().save(*args, **kwargs)

    def standing(self, on: date) -> Standing:
        """What it is worth on a day."""
        if self.replaced_by_id is not None:
            return Standing.REPLACED
        if self.withdrawn_at is not None:
            return Standing.WITHDRAWN
        if self.expires_on is None or self.expires_on > on + SOON:
            return Standing.HOLDS
        return Standing.SOON if self.expires_on >= on else Standing.RUN_OUT
