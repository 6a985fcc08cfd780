"""What people put in to a comparison."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samvern.apps.comparisons.operations import MAX_WHY
from samvern.apps.programmes.forms.problems import add_problems

__all__ = ["CONFIRM", "REJECT", "TAKE_BACK", "AnswerForm", "LinkForm", "add_problems"]


#: The answers to a link, as forms and the API name them.
CONFIRM, REJECT, TAKE_BACK = "confirm", "reject", "take_back"


class _Why(forms.CharField):
    """A reason in a few lines."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Why"),
            max_length=MAX_WHY,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Kept in the audit trail and shown to those who may read reasons."),
            **kwargs,
        )


class AnswerForm(forms.Form):
    """The answer to one link, with a reason if there is one."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        choices=[(each, each) for each in (CONFIRM, REJECT, TAKE_BACK)], widget=forms.HiddenInput
    )
    why = _Why(required=False)


class LinkForm(forms.Form):
    """A link said by hand; without one of the measures, the other has no kin."""

    earlier = forms.ChoiceField(label=_("Earlier measure"), required=False)
    later = forms.ChoiceField(label=_("Later measure"), required=False)
    why = _Why(required=False)

    def __init__(
        self,
        *args: Any,
        choices: tuple[Iterable[tuple[str, str]], Iterable[tuple[str, str]]],
        known: str = "",
        **kwargs: Any,
    ) -> None:
        """Offer the earlier and the later measures; the ``known`` side is settled already."""
        super().__init__(*args, **kwargs)
        none = {
            "earlier": _("None: the later measure is new"),
            "later": _("None: the earlier measure was dropped"),
        }
        labels = {"earlier": _("It comes from"), "later": _("It lives on in")}
        for name, measures in zip(("earlier", "later"), choices, strict=True):
            field = self.fields[name]
            field.choices = [("", none[name]), *measures]  # type: ignore[attr-defined]
            if name == known:
                field.widget = forms.HiddenInput()
            elif known:
                field.label = labels[name]

    def clean(self) -> dict[str, Any]:
        """At least one measure is named, and a tie between two has a reason."""
        cleaned = super().clean() or {}
        ends = [cleaned.get("earlier"), cleaned.get("later")]
        if not any(ends) and not self.errors:
            self.add_error(None, _("Choose an earlier measure, a later one, or both."))
        if all(ends) and "why" not in self.errors and not cleaned.get("why"):
            self.add_error("why", _("Say why the one lives on in the other."))
        return cleaned
