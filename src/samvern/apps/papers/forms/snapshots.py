"""What is frozen, and which paper is made of it for whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.papers.models import Snapshot
from samvern.apps.papers.queries import audiences_for, subjects_of
from samvern.base.form_parts import OperationForm
from samvern.base.texts import in_language
from samvern.engine.papers import PaperKind
from samvern.engine.snapshots import Audience
from samvern.ui.wording import snapshots as wording


class FreezeForm(OperationForm):
    """For which period a programme is frozen."""

    period = forms.CharField(
        label=_("Period"),
        max_length=7,
        help_text=_(
            "A year, half a year or a quarter: 2027, 2027-H1 or 2027-Q3. The reporting round of that "
            "period is frozen too."
        ),
    )


class WhatForm(OperationForm):
    """Which paper is made of a snapshot, and for whom."""

    instead: ClassVar[Mapping[str, str]] = {"about": "what"}

    what = forms.ChoiceField(label=_("Which paper"))
    audience = forms.ChoiceField(
        label=_("Who reads it"),
        widget=forms.RadioSelect,
        help_text=_("This decides what is told. A paper never holds what its readers may not see."),
    )

    def __init__(self, *args: Any, snapshot: Snapshot, **kwargs: Any) -> None:
        """Offer what can be made of the snapshot."""
        super().__init__(*args, **kwargs)
        every = dict.fromkeys(each for kind in PaperKind for each in audiences_for(snapshot, kind))
        cast("forms.ChoiceField", self.fields["what"]).choices = _papers(snapshot)
        cast("forms.ChoiceField", self.fields["audience"]).choices = [
            (each.value, wording.audience_name(each, gettext)) for each in Audience if each in every
        ]
        self.snapshot = snapshot

    @property
    def kind(self) -> PaperKind:
        """The kind of a valid form."""
        return PaperKind(self.cleaned_data["what"].partition(":")[0])

    @property
    def about(self) -> str:
        """The code of the measure or focus area of a valid form; empty for the whole programme."""
        return str(self.cleaned_data["what"].partition(":")[2])

    @property
    def readers(self) -> Audience:
        """The readers of a valid form."""
        return Audience(self.cleaned_data["audience"])


def _papers(snapshot: Snapshot) -> list[Any]:
    """Every paper that can be made; those about a part stand together."""
    found: list[Any] = []
    for kind in PaperKind:
        name = wording.kind_name(kind, gettext)
        if not audiences_for(snapshot, kind):
            continue
        if kind in (PaperKind.YEARLY_REPORT, PaperKind.BOARD_STATUS):
            found.append((kind.value, name))
            continue
        parts = [
            (f"{kind.value}:{code}", f"{code} {in_language(title)}")
            for code, title in subjects_of(snapshot, kind)
        ]
        if parts:
            found.append((name, parts))
    return found
