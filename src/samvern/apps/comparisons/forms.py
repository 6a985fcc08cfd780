"""What people put in to a comparison."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """The answer to one link."""

    answer = forms.ChoiceField(
        choices=[(each, each) for each in ("confirm", "reject", "take_back")]
    )
    version = forms.IntegerField(min_value=1)


class LinkForm(forms.Form):
    """A link said by hand; without one of the measures, the other has no kin."""

    earlier = forms.ChoiceField(label=_("Earlier measure"), required=False)
    later = forms.ChoiceField(label=_("Later measure"), required=False)
    why = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the audit trail and shown to those who may read reasons."),
    )

    def __init__(
        self,
        *args: Any,
        earlier: Iterable[tuple[str, str]],
        later: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        none = {
            "earlier": _("None: the later measure is new"),
            "later": _("None: the earlier measure was dropped"),
        }
        for name, measures in (("earlier", earlier), ("later", later)):
            self.fields[name].choices = [("", none[name]), *measures]  # type: ignore[attr-defined]
