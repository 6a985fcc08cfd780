"""A question to a supplier: how is this requirement met by what you do for us?"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models import Actor
from samvern.apps.assessments.models.assessment import Assessment, owned
from samvern.apps.assessments.permissions import Permission
from samvern.apps.frameworks.models import Requirement
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.assessments import MAX_NAME

MAX_REPLY: Final = 2_000


class QuestionState(models.TextChoices):
    """Where a question to a supplier stands."""

    ASKED = "asked", _("Waits for the supplier")
    REPLIED = "replied", _("Replied")
    TAKEN = "taken", _("Taken over as the answer")
    LAPSED = "lapsed", _("Ran out, and asked anew")
    WITHDRAWN = "withdrawn", _("Taken back")


class SupplierResult(models.TextChoices):
    """What a supplier says of a requirement."""

    FULFILLED = "fulfilled", _("Fulfilled")
    PARTLY = "partly", _("Partly fulfilled")
    NOT_FULFILLED = "not_fulfilled", _("Not fulfilled")
    NOT_OURS = "not_ours", _("Not part of what we do for you")


class SupplierQuestionQuerySet(models.QuerySet["SupplierQuestion"]):
    """Reads of questions to suppliers."""

    def visible_to(self, viewer: Viewer) -> SupplierQuestionQuerySet:
        """To those who own the assessment, and to the supplier that is asked."""
        return self.filter(Q(pk__in=self.asked_by(viewer)) | Q(pk__in=self.asked_of(viewer)))

    def asked_by(self, viewer: Viewer) -> SupplierQuestionQuerySet:
        """Questions of assessments that the viewer owns."""
        return SupplierQuestion.objects.filter(owned(viewer, "assessment__"))

    def asked_of(self, viewer: Viewer) -> SupplierQuestionQuerySet:
        """Questions to suppliers that the viewer speaks for; not those that were taken back."""
        return SupplierQuestion.objects.filter(
            viewer.within(Permission.READ_ASKED_OF_SUPPLIER, "supplier__path"),
            supplier__isnull=False,
        ).exclude(state=QuestionState.WITHDRAWN)


class SupplierQuestion(models.Model):
    """What an organisation asks a supplier of one requirement, and what the supplier replies.

    Asked by the organisation's security officers. A supplier of the directory sees who asks about
    which requirement, and nothing of what the organisation has answered; its security officers
    reply, once. When the reply is taken over or has run out, asking again is a new question, and the
    old one stays. One that is not there is asked by a letter that the organisation sends itself.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="supplier_questions")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    supplier = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="supplier_questions"
    )
    supplier_name = models.CharField(_("Supplier"), max_length=MAX_NAME)
    state = models.CharField(max_length=9, choices=QuestionState, default=QuestionState.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    result = models.CharField(max_length=13, choices=SupplierResult, blank=True, default="")
    comment = models.TextField(_("Comment"), max_length=MAX_REPLY, blank=True, default="")
    valid_until = models.DateField(_("Holds until"), null=True, blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    replied_by_name = models.CharField(max_length=200, blank=True, default="")
    replied_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = SupplierQuestionQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "requirement"),
                condition=Q(state__in=("asked", "replied")),
                name="supplier_question_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=QuestionState.values), name="supplier_question_known_state"
            ),
            models.CheckConstraint(
                condition=Q(result="", replied_at__isnull=True)
                | Q(result__in=SupplierResult.values, replied_at__isnull=False),
                name="supplier_question_replied_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("replied", "taken", "lapsed")) | ~Q(result=""),
                name="supplier_question_replied_has_result",
            ),
        )

    def __str__(self) -> str:
        return f"Supplier question {self.pk}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with the assessment of whoever asks."""
        return self.assessment.path

    def has_run_out(self, on: date) -> bool:
        """Whether the supplier's reply no longer holds on a day."""
        return self.valid_until is not None and self.valid_until < on

    def can_be_asked_again(self, on: date) -> bool:
        """Whether it is over: taken over, taken back, or answered with what has run out."""
        is_over = self.state not in {QuestionState.ASKED, QuestionState.REPLIED}
        return is_over or self.has_run_out(on)
