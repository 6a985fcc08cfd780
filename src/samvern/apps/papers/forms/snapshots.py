"""What is frozen, and which paper is made of it for whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samvern.apps.papers.models import Snapshot
from samvern.apps.papers.queries import audiences_for, subjects_of
from samvern.base.form_parts import OperationForm, PeriodField
from samvern.base.texts import in_language
from samvern.engine.papers import PaperKind
from samvern.engine.snapshots import Audience
from samvern.ui.wording import snapshots as wording


class FreezeForm(OperationForm):
    """For which period a programme is frozen."""

    period = PeriodField(help_text=_("The reporting round of that period is frozen too."))

    def __init__(self, *args: Any, today: date, newest: str, **kwargs: Any) -> None:
        """Begin with the period of the newest round."""
        kwargs["initial"] = {"period": newest or str(today.year)}
        super().__init__(*args, **kwargs)
        cast("PeriodField", self.fields["period"]).offer(today, newest)


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
