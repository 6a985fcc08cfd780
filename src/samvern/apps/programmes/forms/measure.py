"""A measure as people edit it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from samvern.apps.programmes.models import KIND_NAMES, STATUS_NAMES
from samvern.engine.programme.document import LANGUAGES

_MOMENT = RegexValidator(
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z",
    _("Write a year, a month or a day, such as 2027, 2027-06 or 2027-06-30."),
)
_MOMENT_HELP = _("As exact as you know it: 2027, 2027-06 or 2027-06-30.")
_NOT_SAID = ("", _("Not stated"))
_STATUSES = [_NOT_SAID, *((status.value, name) for status, name in STATUS_NAMES.items())]

#: Texts that stand in the form once for each language.
_TEXTS = ("title", "description")
#: Fields that carry the state of the form itself.
_STATE = ("version", "seen")


class Lines(forms.CharField):
    """Several texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: object) -> str:
        """One entry a line, none of them empty."""
        lines = (line.strip() for line in str(value or "").splitlines())
        return "\n".join(line for line in lines if line)


class MeasureForm(forms.Form):
    """All that may be edited of a measure.

    ``seen`` carries what the form showed when it was opened. What the reader has changed is the
    difference from that, so that somebody else's change of another field is never undone.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    title_nb = forms.CharField(label=_("Title in bokmål"), max_length=500, required=False)
    title_nn = forms.CharField(label=_("Title in nynorsk"), max_length=500, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=500, required=False)
    description_nb = forms.CharField(
        label=_("Description in bokmål"), max_length=20_000, required=False, widget=forms.Textarea
    )
    description_nn = forms.CharField(
        label=_("Description in nynorsk"), max_length=20_000, required=False, widget=forms.Textarea
    )
    description_en = forms.CharField(
        label=_("Description in English"), max_length=20_000, required=False, widget=forms.Textarea
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[_NOT_SAID, *((kind.value, name) for kind, name in KIND_NAMES.items())],
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=_STATUSES)
    start = forms.CharField(
        label=_("Start"), required=False, validators=[_MOMENT], help_text=_MOMENT_HELP
    )
    finish = forms.CharField(
        label=_("Finish"), required=False, validators=[_MOMENT], help_text=_MOMENT_HELP
    )
    every = forms.CharField(
        label=_("Repeated every"),
        required=False,
        max_length=500,
        help_text=_("Such as “year” or “2 years”. Leave it empty for work that is done once."),
    )
    target_group = forms.CharField(label=_("Target group"), required=False, max_length=500)
    relevant_for = forms.CharField(label=_("Relevant for"), required=False, max_length=500)
    owner_note = forms.CharField(label=_("Note on the owner"), required=False, max_length=500)
    interfaces = Lines(
        label=_("Interfaces"),
        required=False,
        help_text=_("Other work, plans or laws that the measure touches, one a line."),
    )

    @property
    def changed_names(self) -> list[str]:
        """The fields that the reader changed, in the order of the form."""
        seen = self.seen_values
        return [
            name
            for name in self.fields
            if name not in _STATE and self.cleaned_data.get(name, "") != seen.get(name, "")
        ]

    @property
    def changes(self) -> dict[str, object]:
        """What the reader changed, by the names that the operation knows."""
        return _as_fields(self.changed_names, self.cleaned_data)

    @property
    def seen_values(self) -> Mapping[str, str]:
        """What the form showed when it was opened."""
        try:
            seen = json.loads(self.cleaned_data.get("seen", ""))
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}

    def clean(self) -> dict[str, Any]:
        """A measure has a title in one language at least."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(f"title_{language}") for language in LANGUAGES):
            self.add_error("title_nb", _("Give the measure a title in one language at least."))
        if cleaned.get("start") and cleaned.get("finish"):
            shared = min(len(cleaned["start"]), len(cleaned["finish"]))
            if cleaned["finish"][:shared] < cleaned["start"][:shared]:
                self.add_error("finish", _("The measure finishes before it starts."))
        return cleaned


class StatusForm(forms.Form):
    """Where a measure stands, changed by itself."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=_STATUSES)


def _as_fields(changed: Iterable[str], values: Mapping[str, Any]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name in changed:
        text, _mark, language = name.rpartition("_")
        if text in _TEXTS and language in LANGUAGES:
            fields[text] = {
                code: values[f"{text}_{code}"] for code in LANGUAGES if values[f"{text}_{code}"]
            }
        elif name == "interfaces":
            fields[name] = tuple(values[name].splitlines())
        else:
            fields[name] = values[name]
    return fields
