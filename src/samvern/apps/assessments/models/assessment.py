"""Assessments and their answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samvern.apps.actors.models import Actor
from samvern.apps.assessments.models.campaign import (
    CONFIDENTIALITY_NAMES,
    MAX_PERIOD,
    MAX_TITLE,
    Campaign,
    CampaignState,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.frameworks.models import Requirement, RequirementSet
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.assessments import (
    MATURITY_LEVELS,
    MAX_NAME,
    MAX_REASON,
    AnswerValues,
    Confidence,
    Confidentiality,
    DoneBy,
    Progress,
    Result,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_ON_BEHALF: Final = 500


class AssessmentState(models.TextChoices):
    """Where an assessment stands; it is locked while it is submitted, and once it is accepted."""

    OPEN = "open", pgettext_lazy("assessment", "Open")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


#: In these an assessment takes answers, but for one that nobody handed in before its campaign closed.
WRITABLE: Final = (AssessmentState.OPEN, AssessmentState.RETURNED)


class AnswerOrigin(models.TextChoices):
    """How a state of an answer came to be."""

    WRITTEN = "written", _("Written here")
    SUGGESTED = "suggested", _("Accepted suggestion")
    CARRIED = "carried", _("Carried over from an earlier assessment")
    CONFIRMED = "confirmed", _("Confirmed as still true")
    IMPORTED = "imported", _("Taken in from a workbook")
    SUPPLIER = "supplier", _("Said by the supplier")
    PREFILLED = "prefilled", _("Filled in from the directory")


def _values_of(kind: type[Iterable[object]]) -> list[object]:
    return [each.value for each in kind]  # type: ignore[attr-defined]


def delegated_to(viewer: Viewer, **to: OuterRef) -> Exists:
    """Whether a delegation in force lets the viewer at what ``to`` names, such as ``requirement``.

    It counts only where ``READ_DELEGATED`` is held, so that it ends with the last role there.
    """
    from samvern.apps.assessments.models.delegation import DelegatedRequirement

    found = DelegatedRequirement.objects.filter(
        Q(delegation__expires_at__gt=timezone.now()),
        delegation__accepted_by_id=viewer.user_id,
        delegation__revoked_at__isnull=True,
    )
    return Exists(found.filter(**to))


def sees_by_delegation(viewer: Viewer) -> bool:
    """Whether a delegation can show the viewer anything: only where they do not see it anyhow."""
    own = viewer.paths(Permission.READ_OWN)
    within = viewer.paths(Permission.READ_DELEGATED)
    return viewer.user_id is not None and not all(path.startswith(own) for path in within)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Reads of assessments."""

    def visible_to(self, viewer: Viewer) -> AssessmentQuerySet:
        """To the actor's own security officers and those above, to whom some of it is delegated,
        and to whoever answers a reported one on the actor's behalf. To nobody for a role in the
        whole sector: what the authority sees is a :class:`Submission`.
        """
        seen = owned(viewer)
        if sees_by_delegation(viewer):
            seen |= Q(delegated_to(viewer, delegation__assessment=OuterRef("pk"))) & viewer.within(
                Permission.READ_DELEGATED, "actor__path"
            )
        return self.filter(seen)

    def owned_by(self, viewer: Viewer) -> AssessmentQuerySet:
        """Those of which the viewer sees every answer."""
        return self.filter(owned(viewer))

    def followed_by(self, viewer: Viewer) -> AssessmentQuerySet:
        """Those of campaigns that the viewer follows: who has handed in, and never what."""
        return self.filter(campaign__in=Campaign.objects.visible_to(viewer))


def owned(viewer: Viewer, prefix: str = "") -> Q:
    """Assessments of which the viewer sees every answer; ``prefix`` leads to the assessment."""
    seen = Q(**{f"{prefix}pk__isnull": False}) & viewer.within(
        Permission.READ_OWN, f"{prefix}actor__path"
    )
    if viewer.user_id and viewer.may(Permission.ANSWER_ON_BEHALF):
        seen |= Q(
            **{
                f"{prefix}on_behalf_by_id": viewer.user_id,
                f"{prefix}confidentiality": Confidentiality.REPORTED,
            }
        )
    return seen


class Assessment(models.Model):
    """What an organisation says of itself, held against one requirement set.

    Created by a campaign or started by the organisation. ``confidentiality`` is decided before it
    exists and never changes. ``told_at`` is when somebody of the organisation read who will see
    what; before that the organisation answers nothing. ``total_count`` is how many requirements there are
    for this organisation, ``answered_count`` how many have a result. Answers are written by its
    security officers and by those they delegate to.
    """

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="assessments")
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    requirement_set = models.ForeignKey(RequirementSet, models.PROTECT, related_name="assessments")
    title = models.CharField(_("Title"), max_length=MAX_TITLE)
    period = models.CharField(_("Period"), max_length=MAX_PERIOD)
    confidentiality = models.CharField(
        _("Who sees the answers"), max_length=12, choices=CONFIDENTIALITY_NAMES, editable=False
    )
    state = models.CharField(
        _("State"), max_length=9, choices=AssessmentState, default=AssessmentState.OPEN
    )
    due_on = models.DateField(_("Answers are asked for by"), null=True, blank=True)
    #: When it is asked for again, of one that was sent back.
    due_again_on = models.DateField(_("Asked for again by"), null=True, blank=True)
    #: When somebody is next to be reminded of that day.
    remind_again_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    on_behalf_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    #: When somebody else began to answer; it stays when the organisation has taken over.
    on_behalf_at = models.DateTimeField(null=True, blank=True)
    on_behalf_reason = models.CharField(
        _("Why on behalf of"), max_length=MAX_ON_BEHALF, blank=True, default=""
    )
    total_count = models.PositiveIntegerField(default=0)
    answered_count = models.PositiveIntegerField(default=0)
    #: Counts what changes the assessment as a whole; each answer has a version of its own.
    version = models.PositiveIntegerField(default=1)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=("campaign", "state", "actor"), name="assessment_campaign_state"),
            models.Index(fields=("actor", "created_at"), name="assessment_of_actor"),
            models.Index(
                fields=("remind_again_at",),
                condition=Q(remind_again_at__isnull=False),
                name="assessment_to_remind",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("campaign", "actor"), name="assessment_once_in_campaign"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AssessmentState.values), name="assessment_known_state"
            ),
            models.CheckConstraint(
                condition=Q(confidentiality__in=_values_of(Confidentiality)),
                name="assessment_known_confidentiality",
            ),
            models.CheckConstraint(
                condition=Q(answered_count=0)
                | Q(told_at__isnull=False)
                | Q(on_behalf_at__isnull=False),
                name="assessment_told_before_answers",
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_by__isnull=True)
                | (Q(confidentiality=Confidentiality.REPORTED) & ~Q(on_behalf_reason="")),
                name="assessment_on_behalf_when_reported",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=False)
                | Q(state__in=(AssessmentState.OPEN, AssessmentState.RETURNED)),
                name="assessment_submitted_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.period})"

    @property
    def label_in_trail(self) -> str:
        """Its name where others read it too: what an organisation calls its own is not for them."""
        return str(self) if self.campaign_id else f"Assessment {self.pk}"

    @property
    def path(self) -> str:
        """Where the assessment stands on the actor tree."""
        return self.actor.path

    @property
    def is_writable(self) -> bool:
        """Whether answers are taken: once its campaign is closed only where it was sent back."""
        return self.state in WRITABLE and (
            self.state == AssessmentState.RETURNED or not self.is_over
        )

    @property
    def is_over(self) -> bool:
        """Whether the campaign that asks for it is closed."""
        return self.campaign is not None and self.campaign.state == CampaignState.CLOSED

    @property
    def asked_by_on(self) -> date | None:
        """The day that it is asked for by now: of one that was sent back, the day said then."""
        is_again = self.state == AssessmentState.RETURNED
        return (self.due_again_on if is_again else None) or self.due_on


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Reads of answers."""

    def visible_to(self, viewer: Viewer) -> AnswerQuerySet:
        """Every answer to those who own the assessment, the delegated ones to the others."""
        seen = owned(viewer, "assessment__")
        if sees_by_delegation(viewer):
            seen |= Q(
                delegated_to(
                    viewer,
                    delegation__assessment=OuterRef("assessment"),
                    requirement=OuterRef("requirement"),
                )
            ) & viewer.within(Permission.READ_DELEGATED, "assessment__actor__path")
        return self.filter(seen)


class Answer(models.Model):
    """What is said of one requirement in one assessment; see :class:`AnswerValues`.

    There is none before something is said. Written by whoever may see it; each save is kept as an
    :class:`AnswerState`. ``is_carried`` asks «still true?» of what an earlier assessment said.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    progress = models.CharField(
        max_length=11, choices=[(each.value, each.value) for each in Progress]
    )
    result = models.CharField(
        max_length=14, choices=[(each.value, each.value) for each in Result], blank=True, default=""
    )
    maturity = models.PositiveSmallIntegerField(null=True, blank=True)
    confidence = models.CharField(
        max_length=6,
        choices=[(each.value, each.value) for each in Confidence],
        blank=True,
        default="",
    )
    reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    done_by = models.CharField(
        max_length=9, choices=[(each.value, each.value) for each in DoneBy], blank=True, default=""
    )
    supplier = models.CharField(max_length=MAX_NAME, blank=True, default="")
    comment = models.TextField(blank=True, default="")
    responsible = models.CharField(max_length=MAX_NAME, blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    is_carried = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("assessment", "requirement__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "requirement"), name="answer_once_for_requirement"
            ),
            models.CheckConstraint(
                condition=Q(progress__in=_values_of(Progress)), name="answer_known_progress"
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(result__in=_values_of(Result)),
                name="answer_known_result",
            ),
            models.CheckConstraint(
                condition=Q(maturity__isnull=True)
                | Q(maturity__range=(MATURITY_LEVELS[0], MATURITY_LEVELS[-1])),
                name="answer_known_maturity",
            ),
            models.CheckConstraint(
                condition=Q(confidence="") | Q(confidence__in=_values_of(Confidence)),
                name="answer_known_confidence",
            ),
            models.CheckConstraint(
                condition=Q(done_by__in=_values_of(DoneBy)), name="answer_known_done_by"
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.NOT_APPLICABLE) | ~Q(reason=""),
                name="answer_not_applicable_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(progress=Progress.DONE) | ~Q(result=""),
                name="answer_done_has_result",
            ),
        )

    def __str__(self) -> str:
        return f"Answer {self.pk}"

    @property
    def values(self) -> AnswerValues:
        """What is said, as one value."""
        return AnswerValues(
            progress=Progress(self.progress),
            result=Result(self.result) if self.result else None,
            maturity=self.maturity,
            confidence=Confidence(self.confidence) if self.confidence else None,
            reason=self.reason,
            done_by=DoneBy(self.done_by),
            supplier=self.supplier,
            comment=self.comment,
            responsible=self.responsible,
            due_on=self.due_on,
        )

    def put(self, values: AnswerValues, *, by: Viewer, at: datetime) -> None:
        """Hold what is said now; the caller saves."""
        self.progress, self.maturity = values.progress, values.maturity
        self.result, self.confidence = values.result or "", values.confidence or ""
        self.reason, self.comment = values.reason, values.comment
        self.done_by, self.supplier = values.done_by, values.supplier
        self.responsible, self.due_on = values.responsible, values.due_on
        self.changed_by_id, self.changed_at = by.user_id, at
