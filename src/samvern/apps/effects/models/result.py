"""What came of a study, for exactly the values and starts that there were."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from samvern.apps.effects.models.study import EffectStudy
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.base.written_once import WrittenOnce, WrittenOnceQuerySet


class StudyResultQuerySet(WrittenOnceQuerySet):
    """Reads of results."""

    def visible_to(self, viewer: Viewer) -> StudyResultQuerySet:
        """With their studies; how much of one may be told is for the rules of telling."""
        return self.filter(study__in=EffectStudy.objects.visible_to(viewer))


class StudyResult(WrittenOnce):
    """An effect card as it was computed, with what it rests on; written once by a worker.

    ``digest`` is that of the settings, the values and the starts: the same give the same result, and
    what is here for other ones is older than the values. ``record`` is canonical JSON and names no
    organisation. ``rows`` has a digest of what each organisation gave, by its key: it tells how many
    have changed, and is shown to nobody. Seen with the study, as far as the values may be told.
    """

    cannot_change = "effect_study.cannot_change"

    study = models.ForeignKey(EffectStudy, models.PROTECT, related_name="results")
    digest = models.CharField(max_length=64, editable=False)
    record = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    #: Organisation to the period of its start ("" for none so far), of those that take part.
    taken = models.JSONField(default=dict, editable=False)
    #: Organisation to why it takes no part.
    left_out = models.JSONField(default=dict, editable=False)
    rows = models.JSONField(default=dict, editable=False)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    computed_at = models.DateTimeField()

    objects = StudyResultQuerySet.as_manager()

    class Meta:
        ordering = ("-computed_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("study", "digest"), name="study_result_once"),
            models.CheckConstraint(condition=~Q(record=""), name="study_result_has_record"),
            models.CheckConstraint(
                condition=Q(Exact(Length("digest"), 64)), name="study_result_has_digest"
            ),
            models.CheckConstraint(
                condition=Q(Exact(Length("sha256"), 64)), name="study_result_has_hash"
            ),
        )

    def __str__(self) -> str:
        return f"{self.study} {self.digest[:8]}"

    @cached_property
    def content(self) -> dict[str, Any]:
        """The record as plain values."""
        content: dict[str, Any] = json.loads(self.record)
        return content
