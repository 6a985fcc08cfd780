"""Evidence of organisations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models import Actor
from samvern.apps.evidence.permissions import Permission
from samvern.apps.evidence.visibility import followed_besides, seen_frozen
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


@dataclass(frozen=True)
class Later:
    """What became of a piece after it was added; all of it empty while nothing did."""

    replaced_by: int | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by_name: str = ""
    withdrawn_why: str = ""


#: The column that :meth:`EvidenceQuerySet.visible_to` adds; read as the attribute of that name.
_FOLLOWED: str = "is_followed"
#: Conditions on what :meth:`EvidenceQuerySet.visible_to` gives: those that the viewer follows,
#: and those in use as far as they are told.
SEEN_FOLLOWED: Final = Q(is_followed=True)
SEEN_IN_USE: Final = Q(is_followed=False) | Q(replaced_by__isnull=True, withdrawn_at__isnull=True)


def standing_conditions(on: date) -> Mapping[Standing, Q]:
    """What stands how on a day, of what :meth:`EvidenceQuerySet.visible_to` gives.

    Whoever does not follow a piece is told by no filter and no count what became of it.
    """
    return {
        Standing.HOLDS: SEEN_IN_USE & (Q(expires_on__isnull=True) | Q(expires_on__gt=on + SOON)),
        Standing.SOON: SEEN_IN_USE & Q(expires_on__range=(on, on + SOON)),
        Standing.RUN_OUT: SEEN_IN_USE & Q(expires_on__lt=on),
        Standing.REPLACED: SEEN_FOLLOWED & Q(replaced_by__isnull=False),
        Standing.WITHDRAWN: SEEN_FOLLOWED & Q(replaced_by__isnull=True, withdrawn_at__isnull=False),
    }


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Reads of evidence."""

    def visible_to(self, viewer: Viewer) -> EvidenceQuerySet:
        """What the viewer follows, and what they see as it was frozen into something that they read.

        Each piece comes with ``is_followed``, which decides what the viewer is told of it. The
        sector authority and supervisors hold no permission here.
        """
        followed = _followed_by(viewer)
        seen = followed
        for frozen in seen_frozen(viewer):
            seen |= frozen
        return self.filter(seen).annotate(
            **{_FOLLOWED: Case(When(followed, then=True), default=False)}
        )

    def followed_by(self, viewer: Viewer) -> EvidenceQuerySet:
        """That of organisations that the viewer looks after, and what modules above let them follow."""
        return self.filter(_followed_by(viewer))

    def matching(self, words: str) -> EvidenceQuerySet:
        """Those whose title holds every one of the words."""
        found = self
        for word in search_key(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def current(self) -> EvidenceQuerySet:
        """Those that are neither replaced nor withdrawn; they may have run out.

        To readers, ``seen_in_use`` tells it.
        """
        return self.filter(replaced_by__isnull=True, withdrawn_at__isnull=True)

    def seen_in_use(self) -> EvidenceQuerySet:
        """Of what is visible to a viewer, what is in use as far as they are told."""
        return self.filter(SEEN_IN_USE)


def _followed_by(viewer: Viewer) -> Q:
    # Without a condition of its own, "the whole sector" would be lost beside others.
    followed = Q(pk__isnull=False) & viewer.within(Permission.READ_EVIDENCE, "actor__path")
    for besides in followed_besides(viewer):
        followed |= besides
    return followed


class Evidence(models.Model):
    """A document or link that shows how something is at an organisation.

    Four dates stand apart: when that happened which it shows (``event_on``), the date that stands
    on the document (``document_on``), when it was handed in here (``uploaded_at``), and the last
    day on which it holds (``expires_on``). Added by those who look after security there, and never
    changed: a newer one takes its place (``replaced_by``), or it is withdrawn, and both stay. Followed
    by them, and by whom a module above lets follow it; never by the authority as such. Whoever sees it
    only in something frozen, such as what was handed in, sees it as it was: what became of it since is
    told by ``later`` and ``standing``, which are silent to them (see decision 19).
    """

    #: Whether the viewer for whom it was read is told what becomes of it; see ``visible_to``.
    is_followed: bool = True

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
        """Whether it is neither replaced nor withdrawn: for rules, whoever asks."""
        return self.replaced_by_id is None and self.withdrawn_at is None

    @property
    def later(self) -> Later:
        """What became of it, as far as the viewer for whom it was read is told."""
        if not self.is_followed:
            return Later()
        return Later(
            self.replaced_by_id, self.withdrawn_at, self.withdrawn_by_name, self.withdrawn_why
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key for search."""
        self.search_text = search_key(self.title)[:400]
        super().save(*args, **kwargs)

    def standing(self, on: date) -> Standing:
        """What it is worth on a day, as far as the viewer for whom it was read is told.

        To whoever does not follow it, that is what its own dates say.
        """
        if self.later.replaced_by is not None:
            return Standing.REPLACED
        if self.later.withdrawn_at is not None:
            return Standing.WITHDRAWN
        if self.expires_on is None or self.expires_on > on + SOON:
            return Standing.HOLDS
        return Standing.SOON if self.expires_on >= on else Standing.RUN_OUT
